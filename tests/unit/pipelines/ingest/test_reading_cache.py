from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.reading_cache import ReadingCache, key_of
from pipelines.ingest.selectors import Selectors
from pipelines.ingest.store import Store, StoreError

TEXT = "4 May, 2021\n\nA desk opens in {place}\n\nIt was opened by the Harbour Office.\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def document(store: Store, place: str, source_id: str = "harbour") -> DocumentRef:
    return DocumentRef(source_id, store.put(TEXT.format(place=place).encode()), f"{place}.txt", language="en")


def test_what_was_read_before_is_taken_over_without_its_bytes(store: Store, tmp_path: Path) -> None:
    documents = [document(store, "Belmopan"), document(store, "Corozal")]
    kept = ReadingCache(store).readings(documents)
    elsewhere = Store(tmp_path / "elsewhere")
    new = document(elsewhere, "Dangriga")
    again = ReadingCache(elsewhere, kept).readings([*documents, new])
    whole = document(store, "Dangriga")
    assert again.readings.bulletins.equals(ReadingCache(store).readings([*documents, whole]).readings.bulletins)
    assert again.readings.entries.num_rows == 3
    with pytest.raises(StoreError):
        ReadingCache(elsewhere).readings(documents)


def test_what_is_no_longer_there_is_dropped(store: Store) -> None:
    documents = [document(store, "Belmopan"), document(store, "Corozal")]
    kept = ReadingCache(store).readings(documents)
    fewer = ReadingCache(store, kept).readings(documents[:1])
    assert fewer.readings.blocks.equals(ReadingCache(store).readings(documents[:1]).readings.blocks)
    assert fewer.keys.num_rows == 1


def test_a_document_of_two_sources_has_its_blocks_once(store: Store) -> None:
    one, other = document(store, "Belmopan"), document(store, "Belmopan", "port")
    kept = ReadingCache(store).readings([one])
    both = ReadingCache(store, kept).readings([one, other]).readings
    assert (both.bulletins.num_rows, both.entries.num_rows) == (2, 2)
    assert both.blocks.equals(kept.readings.blocks)


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
