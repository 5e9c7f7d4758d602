"""Generated entries are distinct, depend on the seed alone, and come through ingest one by one."""

from pathlib import Path
from statistics import median

import pyarrow.parquet as pq

from benchmarks.entries import generate
from benchmarks.generate import SCHEMA, batches, write_documents, write_entries
from pipelines.ingest.collect.collection import collect
from pipelines.ingest.read.document import read_documents
from pipelines.ingest.sources.sources_file import load_sources
from pipelines.ingest.store.raw_store import Store


def test_the_same_seed_gives_the_same_entries_whatever_the_count() -> None:
    few = list(generate(5, seed=3))
    assert list(generate(1_005, seed=3))[:5] == few
    assert list(generate(5, seed=4)) != few


def test_entries_are_distinct_and_as_long_as_real_ones() -> None:
    entries = list(generate(1_000, seed=1))
    assert len({entry.headline for entry in entries}) == 1_000
    assert len({entry.body for entry in entries}) == 1_000
    assert 60 < median(len(entry.body.split()) for entry in entries) < 95
    assert 400 < median(len(entry.body) for entry in entries) < 700
    assert {entry.language for entry in entries} == {"en", "es"}
    assert any(entry.published_on is None for entry in entries)


def test_every_slot_of_every_template_is_filled() -> None:
    texts = " ".join(entry.headline + entry.body for entry in generate(500, seed=1))
    assert not {"{", "}"} & set(texts)


def test_the_table_is_as_declared_and_sorted(tmp_path: Path) -> None:
    write_entries(tmp_path / "entries.parquet", 300, seed=1)
    table = pq.read_table(tmp_path / "entries.parquet")
    assert table.schema.equals(SCHEMA)
    ids = table["event_id"].to_pylist()
    assert ids == sorted(set(ids))
    assert sorted(each for batch in batches(300, 1) for each in batch["event_id"].to_pylist()) == ids


def test_ingest_reads_every_entry_of_the_documents(tmp_path: Path) -> None:
    assert write_documents(tmp_path, 80, seed=1) == 26
    sources, store = load_sources(tmp_path / "sources.yaml"), Store(tmp_path / "store")
    read = read_documents(collect(sources, store).documents, store, sources)
    assert read.entries.num_rows == 80
    assert read.quarantine.num_rows == 0
    assert set(read.entries["headline"].to_pylist()) == {entry.headline for entry in generate(80, seed=1)}
