"""Counts, not times, what a refresh does: with nothing new or one new entry it does not grow with the archive."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.integration.desks import OTHER_BULLETIN, Desk

MANY = 12
# A file is read once more if it was written so shortly before a run that a second change might not show.
SETTLED_SECONDS = 2.1

# Receipts of checks that compare with the last release, which was not there when they ran.
OF_RELEASES = ("link-signs.json", "check-confidence.json")

Refresh = Callable[[Desk], Any]
_opened: list[list[str]] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and _opened:
        _opened[-1].append(str(arguments[0]))


sys.addaudithook(_note)


@contextmanager
def opened_files() -> Iterator[list[str]]:
    """The paths of all files that Python opens within the block."""
    _opened.append([])
    try:
        yield _opened[-1]
    finally:
        _opened.pop()


def _documents(desk: Desk, opened: list[str]) -> set[str]:
    """Documents among the opened files: in the source's folder, and in the store."""
    folders = (desk.bulletins, desk.data / "store" / "raw")
    return {path for path in opened if any(Path(path).is_relative_to(folder) for folder in folders)}


def _written(desk: Desk) -> dict[str, tuple[int, int]]:
    """The files of the data folder, receipts of checks among them, with inode and time; not Dagster's records."""
    folders = [desk.data / name for name in ("store", "work", "releases")]
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    files = (path for path in found if path.name not in OF_RELEASES)
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def _bulletin(number: int) -> str:
    return OTHER_BULLETIN.replace("agree on joint patrols", f"agree on patrol number {number}")


def _settled(desk: Desk, refresh: Refresh) -> None:
    time.sleep(SETTLED_SECONDS)
    assert refresh(desk).code == 0


def _check_nothing_new(desk: Desk, refresh: Refresh) -> None:
    """A run with nothing new opens no document and writes nothing: no table, check or release is made again."""
    before = _written(desk)
    with opened_files() as opened:
        told = refresh(desk)
    assert "0 annotated now" in told.out
    assert "nothing changed" in told.out
    assert _documents(desk, opened) == set()
    assert _written(desk) == before


def _documents_for_one_more(desk: Desk, refresh: Refresh, name: str, content: str) -> int:
    desk.add(name, content)
    with opened_files() as opened:
        told = refresh(desk)
    assert "1 new, " in told.out
    assert "1 annotated now" in told.out
    return len(_documents(desk, opened))


def test_work_does_not_grow_with_the_archive(desk: Desk, refresh: Refresh) -> None:
    _settled(desk, refresh)
    _check_nothing_new(desk, refresh)
    of_few = _documents_for_one_more(desk, refresh, "one.txt", _bulletin(1))
    for number in range(2, MANY):
        desk.add(f"{number}.txt", _bulletin(number))
    _settled(desk, refresh)
    assert _documents_for_one_more(desk, refresh, "another.txt", _bulletin(MANY)) <= of_few
    _settled(desk, refresh)
    _check_nothing_new(desk, refresh)


def test_a_last_release_that_was_damaged_is_noticed(desk: Desk, refresh: Refresh) -> None:
    _settled(desk, refresh)
    desk.latest("manifest.json").unlink()
    told = refresh(desk)
    assert told.code == 1
    assert "Restore the release" in told.err
