"""A run that is killed at any point leaves the last release whole, and the next run needs no hand."""

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assets.commands.run import main
from pipelines.publish.verify import main as verify
from tests.integration.desks import OTHER_BULLETIN, ROOT, Desk

FIRST, SECOND = "2021.05.1", "2021.06.1"
HALF_MADE = re.compile(r"\.(staging|new|latest|releases|ingest|extract|publish)")
Point = Callable[[Desk], bool]


def rewritten(stage: str) -> Point:
    """The stage has written its tables after the copy was made; the copy bears a mark that goes with the old ones."""
    return lambda desk: not (desk.data / "work" / stage / "of the run before").exists()


POINTS: dict[str, Point] = {
    "document stored": lambda desk: len([*(desk.data / "store" / "raw").rglob("*")]) > 2,
    "entries written": rewritten("ingest"),
    "tables written": rewritten("publish"),
    "release half written": lambda desk: any((desk.data / "releases").glob(".staging-*/csv/*")),
    "release named": lambda desk: (desk.data / "releases" / SECOND).exists(),
}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, make_desk: Callable[[Path], Desk]) -> Desk:
    """A desk with one release and a bulletin that came after it."""
    desk = make_desk(tmp_path_factory.mktemp("before") / "desk")
    desk.add("2021-05-04.txt")
    assert desk.refresh().returncode == 0
    desk.add("2021-06-09.txt", OTHER_BULLETIN)
    for stage in ("ingest", "publish"):
        (desk.data / "work" / stage / "of the run before").touch()
    return desk


def copied(desk: Desk, folder: Path) -> Desk:
    shutil.copytree(desk.folder, folder, symlinks=True)
    return Desk(folder, desk.environment)


@pytest.fixture(scope="module")
def undisturbed(before: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The release that a run makes which nobody kills."""
    desk = copied(before, tmp_path_factory.mktemp("undisturbed") / "desk")
    assert desk.refresh().returncode == 0
    return files(desk.data / "releases" / SECOND)


def kill_at(desk: Desk, point: Point) -> int:
    """Start a refresh and kill it, by its process id, as soon as it has come to the point."""
    with subprocess.Popen(
        desk.command(), cwd=ROOT, env=dict(desk.environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None and not point(desk):
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
    return process.returncode


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS.keys())
def test_the_last_release_stays_whole_and_the_next_run_goes_on(
    before: Desk, undisturbed: dict[str, bytes], tmp_path: Path, point: Point
) -> None:
    desk = copied(before, tmp_path / "desk")
    assert not point(desk)
    assert kill_at(desk, point) == -signal.SIGKILL
    assert verify([str(desk.data / "releases" / "latest")]) == 0
    assert (desk.data / "releases" / "latest").readlink() in (Path(FIRST), Path(SECOND))

    assert main(["--sources", str(desk.sources), "--data", str(desk.data)]) == 0
    assert desk.releases == [FIRST, SECOND]
    assert (desk.data / "releases" / "latest").readlink() == Path(SECOND)
    assert files(desk.data / "releases" / SECOND) == undisturbed
    assert not [*leftovers(desk.data)]


def leftovers(data: Path) -> Iterator[Path]:
    """Half-made files and folders."""
    for folder in (data / "work", data / "releases", data / "store"):
        yield from (path for path in folder.rglob(".*") if HALF_MADE.match(path.name))
