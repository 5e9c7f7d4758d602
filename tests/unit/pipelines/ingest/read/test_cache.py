from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.read.cache import KEYS, KeptTables, ReadingCache
from pipelines.ingest.sources.selectors import Selectors
from pipelines.ingest.store.document_refs import key_of
from pipelines.ingest.store.raw_store import Store, StoreError

TEXT = "4 May, 2021\n\nA desk opens in {place}\n\nIt was opened by the Harbour Office.\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def document(store: Store, place: str, source_id: str = "harbour") -> DocumentRef:
    return DocumentRef(source_id, store.put(TEXT.format(place=place).encode()), f"{place}.txt", language="en")


def kept(store: Store, *documents: DocumentRef) -> KeptTables:
    """What a run leaves that read these documents."""
    keys = [(ref.bulletin_id, ref.source_id, key_of(ref)) for ref in documents]
    columns = [pa.array(column, pa.string()) for column in zip(*keys, strict=True)]
    return KeptTables(ReadingCache(store).all_entries(documents), pa.table(columns, schema=KEYS))


def headlines(cache: ReadingCache, *documents: DocumentRef) -> list[str]:
    found: list[str] = cache.all_entries(documents)["headline"].to_pylist()
    return found


def test_what_was_read_before_is_taken_over_without_its_bytes(store: Store, tmp_path: Path) -> None:
    documents = [document(store, "Belmopan"), document(store, "Corozal")]
    elsewhere = Store(tmp_path / "elsewhere")
    new = document(elsewhere, "Dangriga")
    cache = ReadingCache(elsewhere, kept(store, *documents))
    assert sorted(headlines(cache, *documents, new)) == [
        "A desk opens in Belmopan", "A desk opens in Corozal", "A desk opens in Dangriga",
    ]  # fmt: skip
    assert [row[6] for row in cache.entries(documents[1])] == ["A desk opens in Corozal"]
    with pytest.raises(StoreError):
        ReadingCache(elsewhere).all_entries(documents)


def test_what_is_no_longer_there_is_dropped(store: Store) -> None:
    documents = [document(store, "Belmopan"), document(store, "Corozal")]
    cache = ReadingCache(store, kept(store, *documents))
    assert headlines(cache, documents[0]) == ["A desk opens in Belmopan"]


def test_a_document_of_two_sources_is_read_for_each(store: Store) -> None:
    one, other = document(store, "Belmopan"), document(store, "Belmopan", "port")
    both = ReadingCache(store, kept(store, one)).all_entries([one, other])
    assert sorted(both["source_id"].to_pylist()) == ["harbour", "port"]


@pytest.mark.parametrize(
    "changes",
    [
        {"sha256": "cd" * 32},
        {"source_id": "port"},
        {"location": "b.txt"},
        {"language": "es"},
        {"address": "https://harbour.example"},
        {"charset": "utf-8"},
        {"selectors": Selectors(entry=".e")},
        {"role": "page"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_whatever_reading_depends_on_is_in_the_key(changes: dict[str, object]) -> None:
    ref = DocumentRef("harbour", "ab" * 32, "a.txt")
    assert key_of(replace(ref, **changes)) != key_of(ref)  # type: ignore[arg-type]
    assert key_of(replace(ref, recency=7, channel="c")) == key_of(ref)
