import pyarrow as pa
import pytest

from pipelines.ingest.doubts.tables import COLUMNS, doubts_table, suspicions_of
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

SHORT = "The harbour office opened a desk for travellers."
Row = tuple[str, str, str, str, str]


def entries(*rows: Row) -> pa.Table:
    return pa.table(dict(zip(COLUMNS, (list(column) for column in zip(*rows, strict=True)), strict=True)))


def documents(*readers: tuple[str, str | None, int]) -> pa.Table:
    rows = [
        {
            "bulletin_id": name, "source_id": "harbour", "sha256": "", "location": name, "reader": reader,
            "byte_count": 1, "block_count": 1, "entry_block_count": 1, "furniture_block_count": 0,
            "quarantined_block_count": 0, "entry_count": count,
        }
        for name, reader, count in readers
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=arrow_schema(ALL["documents"]))


def doubts(rows: pa.Table, read: pa.Table) -> list[tuple[str, str]]:
    found = doubts_table([rows], suspicions_of([rows], read))
    assert found.schema.equals(arrow_schema(ALL["doubts"]))
    return [(row["event_id"], row["doubt"]) for row in found.to_pylist()]


@pytest.mark.parametrize("bulletin", ["a", "b"])
def test_a_headline_of_several_events_is_doubted_in_its_source_alone(bulletin: str) -> None:
    rows = entries(
        ("evt_1", "harbour", "a", "Notice of the port", SHORT),
        ("evt_2", "harbour", bulletin, "notice of  the Port", SHORT),
        ("evt_3", "harbour", "a", "Ferry", SHORT), ("evt_4", "shelf", "c", "Notice of the port", SHORT),
    )  # fmt: skip
    assert doubts(rows, documents()) == [("evt_1", "headline_shared"), ("evt_2", "headline_shared")]


def test_a_list_with_one_entry_is_doubted_and_an_article_is_not() -> None:
    rows = entries(
        ("evt_1", "harbour", "a", "Ferry", SHORT), ("evt_2", "harbour", "b", "Market", SHORT),
        ("evt_3", "harbour", "d", "Pier", SHORT),
    )  # fmt: skip
    read = documents(("a", "html_listing/1", 1), ("b", "article/1", 1), ("c", None, 0), ("d", "dated_listing/1", 1))
    assert doubts(rows, read) == [("evt_1", "single_entry_list")]


def test_a_body_is_long_beside_those_of_its_source() -> None:
    rows = [(f"evt_{number}", "harbour", "a", f"Ferry {number}", SHORT) for number in range(5)]
    long = ("evt_9", "harbour", "a", "All the ferries", SHORT * 60)
    assert doubts(entries(*rows, long), documents()) == [("evt_9", "long_body")]
    assert doubts(entries(*rows[:3], long), documents()) == []


def test_no_entries_no_doubts() -> None:
    assert doubts_table([], suspicions_of([], documents())).num_rows == 0
