"""Entries are annotated to the same bytes in one process and in many, at once and bit by bit."""

import logging
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.engines.annotating import KEYS_TABLE, TABLES
from pipelines.engines.local import LocalEngine
from schemas.formats.arrow import arrow_schema
from schemas.registry import ANNOTATED
from tests.unit.pipelines.engines.annotated import Desk, entries

ALONE = LocalEngine(1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "desk")
    desk.write(entries(120))
    return desk


def test_a_pool_writes_the_bytes_that_one_process_writes(desk: Desk) -> None:
    alone = desk.annotate(ALONE, "alone")
    assert desk.annotate(LocalEngine(2), "together") == alone
    assert desk.files("together") == desk.files("alone")
    assert (alone.entries, alone.computed) == (120, 120)
    assert alone.mentions == desk.table("mentions", "alone").num_rows > 120
    assert not desk.parts.exists()


def test_tables_are_as_declared_and_sorted_by_key(desk: Desk) -> None:
    desk.annotate(ALONE)
    for name in TABLES:
        rows = desk.table(name)
        assert rows.schema.equals(arrow_schema(ANNOTATED[name]))
        assert rows.equals(rows.sort_by([(column, "ascending") for column in ANNOTATED[name].primary_key]))


def test_what_was_annotated_before_is_taken_over(desk: Desk) -> None:
    whole = desk.table
    desk.annotate(ALONE, "full")
    desk.write(entries(80))
    desk.annotate(ALONE, "some")
    desk.write(entries(120))
    told = desk.annotate(ALONE, "more", before="some")
    assert (told.computed, told.taken_over) == (40, 80)
    assert all(whole(name, "more").equals(whole(name, "full")) for name in (*TABLES, KEYS_TABLE))


def test_parts_without_news_are_taken_from_the_tables_before(desk: Desk) -> None:
    desk.annotate(ALONE, "before")
    changed = entries(120).to_pylist()
    changed[7]["headline"] = "Course for consuls"
    desk.write(pa.Table.from_pylist(changed, schema=entries(120).schema))
    told = desk.annotate(ALONE, "after", before="before")
    assert (told.computed, told.taken_over) == (1, 119)
    desk.annotate(ALONE, "fresh")
    assert all(desk.table(name, "after").equals(desk.table(name, "fresh")) for name in (*TABLES, KEYS_TABLE))


def test_entries_that_changed_or_went_leave_nothing_behind(desk: Desk) -> None:
    desk.annotate(ALONE, "old")
    desk.write(entries(60, headline="Course for consuls"))
    told = desk.annotate(ALONE, "new", before="old")
    assert (told.computed, told.taken_over) == (60, 0)
    desk.annotate(ALONE, "fresh")
    assert desk.files("new") == desk.files("fresh")


def test_no_entries_give_empty_tables_as_declared(desk: Desk) -> None:
    desk.write(entries(0))
    assert desk.annotate(ALONE).entries == 0
    assert all(desk.table(name).schema.equals(arrow_schema(ANNOTATED[name])) for name in TABLES)


def test_a_run_that_was_cut_off_goes_on_where_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.annotate(ALONE, "undisturbed")
    settled = []

    def settle_some(engine: LocalEngine, work: object, parts: object) -> object:
        for done in original(engine, work, parts):
            settled.append(done.part)
            if len(settled) == 3:
                raise KeyboardInterrupt
            yield done

    original = LocalEngine.run
    monkeypatch.setattr(LocalEngine, "run", settle_some)
    with pytest.raises(KeyboardInterrupt):
        desk.annotate(ALONE)
    times = {path.name: path.stat().st_mtime_ns for path in desk.parts.iterdir()}
    assert sorted(times) == sorted(settled)
    monkeypatch.setattr(LocalEngine, "run", original)
    desk.annotate(ALONE)
    assert desk.files() == desk.files("undisturbed")


@pytest.mark.parametrize("name", ["mentions", KEYS_TABLE])
def test_what_cannot_be_read_is_annotated_anew(desk: Desk, name: str, caplog: pytest.LogCaptureFixture) -> None:
    desk.annotate(ALONE, "before")
    (desk.folder / "before" / f"{name}.parquet").write_bytes(b"PAR1")
    with caplog.at_level(logging.WARNING, logger="pipelines"):
        told = desk.annotate(ALONE, "after", before="before")
    assert (told.computed, told.taken_over) == (120, 0)
    assert "Annotating all entries again" in caplog.text


def test_another_declaration_takes_nothing_over(desk: Desk) -> None:
    desk.annotate(ALONE, "before")
    path = desk.folder / "before" / "events.parquet"
    pq.write_table(pq.read_table(path).drop_columns("quote"), path)
    assert desk.annotate(ALONE, "after", before="before").taken_over == 0
