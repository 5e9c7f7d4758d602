import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.ingest.collect.collection import Collection, collect
from pipelines.ingest.sources.sources_file import Source, load_sources
from pipelines.ingest.store.raw_store import Store

SOURCE = """\
sources:
  - {{id: harbour, title: t, publisher: p, kind: folder, location: {location}, language: en, attribution: a,
      licence: {{name: n, url: "https://example.org"}}}}
"""


@pytest.fixture
def sources(tmp_path: Path) -> Callable[[str], Sequence[Source]]:
    def load(location: str) -> Sequence[Source]:
        (tmp_path / "sources.yaml").write_text(SOURCE.format(location=location), encoding="utf-8")
        return load_sources(tmp_path / "sources.yaml")

    return load


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def write(path: Path, text: str = "text") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def locations(collection: Collection) -> list[str]:
    return sorted(ref.location for ref in collection.documents)


def reasons(collection: Collection) -> list[str]:
    return collection.problems["reason"].to_pylist()


def test_all_files_but_the_hidden_ones_are_collected(
    tmp_path: Path, sources: Callable[[str], Sequence[Source]], store: Store
) -> None:
    for name in ("a.txt", "deep/b.html", ".hidden", ".git/c.txt"):
        write(tmp_path / "news" / name, name)
    collection = collect(sources("news/"), store)
    assert locations(collection) == ["news/a.txt", "news/deep/b.html"]
    assert (collection.new, collection.unchanged, collection.failed) == (2, 0, 0)
    assert {store.get(ref.sha256) for ref in collection.documents} == {b"a.txt", b"deep/b.html"}
    assert {ref.language for ref in collection.documents} == {"en"}


@pytest.mark.parametrize(
    ("location", "found"),
    [
        ("news/*.txt", ["news/a.txt"]),
        ("'news/**/*.html'", ["news/deep/b.html"]),
        ("news/a.txt", ["news/a.txt"]),
        ("[news/a.txt, 'news/*.txt', news/]", ["news/a.txt", "news/deep/b.html"]),
    ],
)
def test_a_location_is_a_folder_a_file_or_a_glob(
    tmp_path: Path, sources: Callable[[str], Sequence[Source]], store: Store, location: str, found: list[str]
) -> None:
    write(tmp_path / "news" / "a.txt", "a")
    write(tmp_path / "news" / "deep" / "b.html", "b")
    assert locations(collect(sources(location), store)) == found


def test_what_was_seen_before_is_a_no_op(
    tmp_path: Path, sources: Callable[[str], Sequence[Source]], store: Store
) -> None:
    write(tmp_path / "news" / "a.txt")
    first = collect(sources("news/"), store, now=lambda: datetime(2021, 3, 14, tzinfo=UTC))
    ledger = (tmp_path / "store" / "sightings.jsonl").read_bytes()
    second = collect(sources("news/"), store)
    assert second.documents == first.documents
    assert (second.new, second.unchanged) == (0, 1)
    assert (tmp_path / "store" / "sightings.jsonl").read_bytes() == ledger
    assert store.sightings()[0].time == "2021-03-14T00:00:00+00:00"


def test_a_changed_file_is_new_and_a_removed_one_gone(
    tmp_path: Path, sources: Callable[[str], Sequence[Source]], store: Store
) -> None:
    write(tmp_path / "news" / "a.txt", "one")
    write(tmp_path / "news" / "b.txt", "two")
    collect(sources("news/"), store)
    write(tmp_path / "news" / "a.txt", "three")
    (tmp_path / "news" / "b.txt").unlink()
    collection = collect(sources("news/"), store)
    assert (collection.new, collection.gone, len(collection.documents)) == (1, 1, 1)
    assert collect(sources("news/"), store).gone == 0


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("nowhere/", "missing folder: correct `location` in sources.yaml"),
        ("empty/", "empty folder: put bulletins into it or correct `location` in sources.yaml"),
        ("'*.pdf'", "no file matches: correct `location` in sources.yaml"),
    ],
)
def test_a_location_without_files_is_a_problem_and_the_rest_goes_through(
    tmp_path: Path, sources: Callable[[str], Sequence[Source]], store: Store, location: str, reason: str
) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "news" / "a.txt")
    collection = collect(sources(f"[{location}, news/]"), store)
    assert locations(collection) == ["news/a.txt"]
    assert reasons(collection) == [reason]
    assert collection.failed == 1
    assert collection.problems["text"].to_pylist() == [location.strip("'")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file_is_a_problem(
    tmp_path: Path, sources: Callable[[str], Sequence[Source]], store: Store
) -> None:
    write(tmp_path / "news" / "a.txt")
    write(tmp_path / "news" / "b.txt")
    (tmp_path / "news" / "b.txt").chmod(0)
    collection = collect(sources("news/"), store)
    assert (locations(collection), reasons(collection)) == (["news/a.txt"], ["unreadable file: permission denied"])


def test_a_link_to_nowhere_is_a_problem(
    tmp_path: Path, sources: Callable[[str], Sequence[Source]], store: Store
) -> None:
    write(tmp_path / "news" / "a.txt")
    (tmp_path / "news" / "b.txt").symlink_to(tmp_path / "nowhere")
    collection = collect(sources("news/"), store)
    assert reasons(collection) == ["unreadable file: no such file or directory"]
    assert locations(collection) == ["news/a.txt"]


def test_order_depends_on_content_only(
    tmp_path: Path, sources: Callable[[str], Sequence[Source]], store: Store
) -> None:
    for name, text in (("a", "x"), ("b", "y"), ("c", "z")):
        write(tmp_path / "news" / name, text)
    before = [ref.sha256 for ref in collect(sources("news/"), store).documents]
    (tmp_path / "news" / "a").rename(tmp_path / "news" / "zz")
    assert [ref.sha256 for ref in collect(sources("news/"), store).documents] == before == sorted(before)
