import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.store.raw_store import Store, StoreError
from pipelines.ingest.store.sightings import Sighting


def sighting(location: str, sha256: str | None = "ab") -> Sighting:
    return Sighting("harbour", location, "2021-03-14T00:00:00+00:00", "stored", sha256, {"etag": "ñ"})


def test_bytes_come_back_under_their_hash(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    sha256 = store.put(b"text")
    assert sha256 == hashlib.sha256(b"text").hexdigest()
    assert store.get(sha256) == b"text"
    assert (tmp_path / "store" / "raw" / sha256[:2] / sha256).read_bytes() == b"text"
    assert sha256 in store


def test_bytes_kept_before_are_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(b"text")
    (file,) = (path for path in (tmp_path / "raw").rglob("*") if path.is_file())
    before = file.stat()
    store.put(b"text")
    assert [path for path in (tmp_path / "raw").rglob("*") if path.is_file()] == [file]
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@given(st.lists(st.binary(max_size=50), max_size=5))
def test_whatever_is_put_in_comes_out(tmp_path_factory: pytest.TempPathFactory, documents: list[bytes]) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    assert [store.get(store.put(raw)) for raw in documents] == documents


def test_a_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="The store lacks"):
        Store(tmp_path).get("0" * 64)


def test_bytes_that_were_changed_are_found_out(tmp_path: Path) -> None:
    store = Store(tmp_path)
    sha256 = store.put(b"text")
    (tmp_path / "raw" / sha256[:2] / sha256).write_bytes(b"other")
    with pytest.raises(StoreError, match="does not hold what its name says"):
        store.get(sha256)


def test_what_a_kill_left_behind_is_no_document(tmp_path: Path) -> None:
    store = Store(tmp_path)
    sha256 = hashlib.sha256(b"text").hexdigest()
    folder = tmp_path / "raw" / sha256[:2]
    folder.mkdir(parents=True)
    (folder / ".new-1").write_bytes(b"te")
    assert sha256 not in store
    assert store.get(store.put(b"text")) == b"text"


def test_sightings_are_added_at_the_end(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert list(store.sightings()) == []
    store.record([sighting("a.txt")])
    store.record([])
    store.record([sighting("b.txt"), sighting("a.txt", "cd")])
    assert [(s.location, s.sha256) for s in store.sightings()] == [("a.txt", "ab"), ("b.txt", "ab"), ("a.txt", "cd")]


def test_a_line_cut_off_by_a_kill_harms_no_other(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.record([sighting("a.txt")])
    with (tmp_path / "sightings.jsonl").open("a") as file:
        file.write('{"source_id": "harb')
    store.record([sighting("b.txt")])
    assert [s.location for s in store.sightings()] == ["a.txt", "b.txt"]


def test_a_place_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    store = Store(tmp_path / "store")
    with pytest.raises(StoreError, match="Cannot write"):
        store.put(b"text")
    with pytest.raises(StoreError, match="Cannot write"):
        store.record([sighting("a.txt")])


def test_what_is_put_in_together_is_there_when_all_of_it_is_on_disk(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.together():
        sha256 = store.put(b"text")
        assert store.put(b"text") == sha256
        assert sha256 not in store
    assert store.get(sha256) == b"text"
    assert [path.name for path in (tmp_path / "raw").rglob("*") if path.is_file()] == [sha256]


def test_what_was_put_in_together_is_not_there_after_a_failure(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def cut_off() -> None:
        with store.together():
            raise RuntimeError(store.put(b"text"))

    with pytest.raises(RuntimeError) as told:
        cut_off()
    assert str(told.value) not in store
    assert store.get(store.put(b"text")) == b"text"
