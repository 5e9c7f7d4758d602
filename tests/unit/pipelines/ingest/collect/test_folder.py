"""Files are found in the order of their paths, and a file that nobody has touched is not read again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.ingest.collect.collection import Plan, collect
from pipelines.ingest.collect.folder import places
from pipelines.ingest.sources.sources_file import Source, load_sources
from pipelines.ingest.store.outcomes import Failure
from pipelines.ingest.store.raw_store import Store

NAMES = ("b.txt", "a/x.txt", "a-b/x.txt", "a b/x.txt", "a/.hidden", "a/b/x.txt", "A.txt", "é.txt")
LATER = datetime.now(UTC) + timedelta(hours=1)


def _sources(folder: Path, location: str = "bulletins") -> tuple[Source, ...]:
    for name in NAMES:
        path = folder / "bulletins" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"4 May, 2021\n\nNews from {name}\n\nA text of {name} that says little.\n", encoding="utf-8")
    (folder / "sources.yaml").write_text(
        f"sources: [{{id: news, title: News, publisher: Office, kind: folder, location: '{location}', "
        "language: en, licence: {name: CC0, url: 'https://example.org/'}, attribution: Office}]",
        encoding="utf-8",
    )
    return load_sources(folder / "sources.yaml")


@pytest.mark.parametrize("location", ["bulletins", "bulletins/../bulletins", "bulletins/**/*.txt"])
def test_files_come_in_the_order_of_their_paths(tmp_path: Path, location: str) -> None:
    (source,) = _sources(tmp_path, location)
    found = [place for place in places(source, [location]) if not isinstance(place, Failure)]
    expected = sorted(path for path in (tmp_path / "bulletins").rglob("*.txt"))
    assert [Path(place.path).resolve() for place in found] == expected
    assert [place.location for place in found] == [path.relative_to(tmp_path).as_posix() for path in expected]


def test_untouched_files_are_unchanged(tmp_path: Path) -> None:
    sources, store = _sources(tmp_path), Store(tmp_path / "store")
    files = len(NAMES) - 1
    assert collect(sources, store, now=lambda: LATER).new == files
    again = collect(sources, store, now=lambda: LATER)
    assert (again.new, again.unchanged, again.gone) == (0, files, 0)


def test_a_document_that_the_store_has_lost_is_stored_again(tmp_path: Path) -> None:
    sources, store = _sources(tmp_path), Store(tmp_path / "store")
    lost = sorted(collect(sources, store, now=lambda: LATER).documents.rows["sha256"].to_pylist())[0]
    (tmp_path / "store" / "raw" / lost[:2] / lost).unlink()
    collect(sources, store, now=lambda: LATER)
    assert lost in store


@pytest.mark.parametrize("is_full", [False, True])
def test_a_changed_file_is_new(tmp_path: Path, is_full: bool) -> None:
    sources, store = _sources(tmp_path), Store(tmp_path / "store")
    collect(sources, store, now=lambda: LATER)
    changed = tmp_path / "bulletins" / "b.txt"
    changed.write_text(changed.read_text(encoding="utf-8").replace("little", "a lot."), encoding="utf-8")
    found = collect(sources, store, now=lambda: LATER, plan=Plan(is_full=is_full))
    assert (found.new, found.unchanged) == (1, len(NAMES) - 2)
