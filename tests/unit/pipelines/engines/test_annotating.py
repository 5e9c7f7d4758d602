"""Annotating in a pool gives what annotating in one process gives."""

from datetime import date
from pathlib import Path

import pyarrow as pa

from pipelines.engines import annotating
from pipelines.engines.annotating import TABLES, BatchAnnotator, annotate_new, joined
from pipelines.engines.local import map_batches
from schemas.arrow import arrow_schema
from schemas.registry import ALL


def entries(count: int) -> pa.Table:
    rows = [
        {
            "event_id": f"evt_{number:016x}",
            "source_id": "invented",
            "bulletin_id": "bul_0123456789abcdef",
            "entry_number": number + 1,
            "published_on": date(2021, 5, 4),
            "language": "en",
            "headline": f"Training number {number} for border officers",
            "body": f"Tegucigalpa. On May {number % 28 + 1}, 2021, the Red Cross trained {number + 2} officers.",
        }
        for number in range(count)
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(ALL["entries"]))


def test_a_pool_gives_what_one_process_gives(root: Path) -> None:
    annotate = BatchAnnotator(root / "reference")
    alone = joined(map_batches(annotate, entries(60), batch_rows=60))
    together = joined(map_batches(annotate, entries(60), batch_rows=7, workers=2))
    assert alone["events"].num_rows == 60
    assert all(together[name].equals(alone[name]) for name in TABLES)


def test_no_entries_give_empty_tables_as_declared(root: Path) -> None:
    computed = annotate_new(entries(0), root / "reference", None)
    assert all(computed.tables[name].schema == arrow_schema(ALL[name]) for name in annotating.TABLES)
    assert computed.computed == 0


def test_entries_annotated_before_are_taken_over(root: Path) -> None:
    before = annotate_new(entries(3), root / "reference", None)
    after = annotate_new(entries(5), root / "reference", before)
    assert (after.taken_over, after.computed) == (3, 2)
    full = annotate_new(entries(5), root / "reference", None)
    assert after.tables["events"].sort_by("event_id").equals(full.tables["events"].sort_by("event_id"))
