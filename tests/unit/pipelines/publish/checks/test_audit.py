"""The audit finds what breaks a rule of the release as a whole."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from pipelines.publish.checks.audit import audit
from tests.publish_examples import STORIES, Terms, tables

Tables = dict[str, pa.Table]


@pytest.fixture
def whole(tmp_path: Path) -> Tables:
    return tables(tmp_path, STORIES, Terms(republish_text=True))


def changed(rows: pa.Table, row: int, **cells: object) -> pa.Table:
    records = rows.to_pylist()
    records[row] |= cells
    return pa.Table.from_pylist(records, schema=rows.schema)


def test_a_whole_release_has_no_problems(whole: Tables) -> None:
    report = audit(whole, entries=len(STORIES))
    assert report.ok
    assert str(report) == "Every rule holds."


@pytest.mark.parametrize(
    ("table", "change", "told"),
    [
        ("events", lambda rows: rows.drop_columns("url"), "the columns are not the declared ones: url"),
        ("events", lambda rows: rows.select(rows.column_names[::-1]), "their order"),
        ("events", lambda rows: changed(rows, 0, language="fr"), "language is not in the code list languages"),
        ("events", lambda rows: rows.take([1, 0, 2, 3]), "the rows are not sorted by event_id"),
        ("events", lambda rows: pa.concat_tables([rows.slice(0, 1), rows]), "event_id must be unique"),
        ("events", lambda rows: rows.slice(1), "event_id must be in events"),
        ("partners", lambda rows: changed(rows, 0, event_count=7), "event_count must be the rows of event_partners"),
        ("partners", lambda rows: changed(rows, 0, country_iso3="MEX"), "country_iso3 must be in countries"),
        ("countries", lambda rows: changed(rows, 0, host_event_count=7), "host_event_count must be the rows of events"),
        ("mentions", lambda rows: changed(rows, 0, text="x"), "field[start:end] must be the text"),
        ("event_countries", lambda rows: changed(rows, 0, is_host=False), "is_host must be true of the host alone"),
        ("events_flat", lambda rows: rows.slice(1), "must have as many rows as events"),
    ],
)
def test_each_broken_rule_is_told(table: str, change: Callable[[pa.Table], pa.Table], told: str, whole: Tables) -> None:
    report = audit({**whole, table: change(whole[table])})
    assert not report.ok
    assert told in str(report)


def test_a_lost_entry_is_told(whole: Tables) -> None:
    assert "5 entries went in, 4 came out" in str(audit(whole, entries=5))


def test_problems_show_rows_and_keys(whole: Tables) -> None:
    (problem,) = audit({**whole, "partners": changed(whole["partners"], 1, website="ftp://x")}).of_table("partners")
    assert str(problem) == r"partners: website does not match https?://\S+ (1 row, such as row 2 (norad))"


def test_only_the_tables_given_are_looked_at(whole: Tables) -> None:
    assert audit({"partners": whole["partners"].filter(pc.equal(whole["partners"]["partner_id"], "iom"))}).ok
