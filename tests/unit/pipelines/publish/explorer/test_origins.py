import pyarrow as pa
import pytest

from pipelines.publish.explorer.limits import Limits
from pipelines.publish.explorer.numbering import Numbering
from pipelines.publish.explorer.origins import set_aside, source_rows
from pipelines.publish.explorer.shown import shown_tables
from schemas.formats.arrow import arrow_schema
from schemas.registry import PUBLISHED
from tests.publish_examples import Terms

COUNTS = ("entry_block_count", "furniture_block_count", "entry_count", "event_count", "merged_entry_count")


def quarantined(reason: str, block: int = 0) -> dict[str, object]:
    return {"bulletin_id": "bul_b", "block_number": block, "reason": reason, "text": f"line {block}"}


def test_reasons_are_counted_by_kind_with_their_first_rows() -> None:
    rows = [quarantined("empty"), *(quarantined(f"no story: page {block}", block) for block in (1, 2, 3))]
    table = pa.Table.from_pylist(rows, schema=arrow_schema(PUBLISHED["quarantine"]))
    first, second = set_aside(table, Numbering(["bul_a", "bul_b"]), 2)
    assert (first["reason"], first["count"]) == ("no story", 3)
    assert first["rows"] == [(1, 1, "no story: page 1", "line 1"), (1, 2, "no story: page 2", "line 2")]
    assert (second["reason"], second["count"]) == ("empty", 1)


def test_a_source_without_events_has_its_terms_and_counts_of_none() -> None:
    (row,) = source_rows([Terms()], arrow_schema(PUBLISHED["sources"]).empty_table())
    assert (row["title"], row["events"], row["firstDay"]) == ("Harbour News", 0, None)


@pytest.mark.parametrize(("limit", "expected"), [(9, ["unread", "torn", "whole"]), (2, ["unread", "torn"])])
def test_bulletins_that_were_read_badly_come_first(limit: int, expected: list[str]) -> None:
    rows = [
        dict.fromkeys(COUNTS, 0)
        | {"bulletin_id": name, "location": name, "quarantined_block_count": aside, "reason": reason}
        for name, aside, reason in (("whole", 0, None), ("torn", 4, None), ("unread", 0, "empty document"))
    ]
    tables = {name: arrow_schema(table).empty_table() for name, table in PUBLISHED.items()}
    tables["bulletins"] = pa.Table.from_pylist(rows, schema=arrow_schema(PUBLISHED["bulletins"]))
    shown = shown_tables(tables, Limits(bulletins=limit))["bulletins"]
    assert shown["bulletin_id"].to_pylist() == expected
