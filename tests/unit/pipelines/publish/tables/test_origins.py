"""Sources and documents: what each gave, or the reason why it gave nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.publish.checks.audit import audit
from pipelines.publish.tables.origins import MERGED
from tests.publish_examples import (
    BULLETIN,
    STORIES,
    Terms,
    annotations,
    built,
    documents_of,
    no_quarantine,
    reference_folder,
    tables,
)  # fmt: skip

MINUTES, PLACE = "bul_00000000000000bb", "bul_00000000000000cc"
SHELF = Terms("shelf", "The shelf", "Harbour Office", public_address="https://example.org/shelf", republish_text=True)

Row = dict[str, Any]


def with_documents(folder: Path, *more: Row, aside: tuple[Row, ...] = ()) -> dict[str, pa.Table]:
    """The published tables where further documents were read, and rows set aside."""
    found = annotations()
    read = documents_of(found["events"])
    rows = [read.to_pylist()[0] | row for row in more]
    read = pa.concat_tables([read, pa.Table.from_pylist(rows, schema=read.schema)])
    set_aside = pa.Table.from_pylist(list(aside), schema=no_quarantine().schema)
    return built(found, reference_folder(folder), Terms(), SHELF, aside=set_aside, documents=read)


def row_of(found: dict[str, pa.Table], bulletin_id: str) -> Row:
    (row,) = (row for row in found["bulletins"].to_pylist() if row["bulletin_id"] == bulletin_id)
    return dict(row)


def test_a_document_counts_its_events(tmp_path: Path) -> None:
    row = row_of(tables(tmp_path), BULLETIN)
    assert (row["entry_count"], row["event_count"], row["merged_entry_count"], row["reason"]) == (4, 4, 0, None)
    assert (row["source_id"], row["location"], row["reader_fit"]) == ("harbour-news", "news.txt", 1.0)


def test_every_source_has_a_row_also_without_events(tmp_path: Path) -> None:
    harbour, shelf = with_documents(tmp_path)["sources"].to_pylist()
    assert (harbour["bulletin_count"], harbour["event_count"]) == (1, len(STORIES))
    assert (harbour["first_published_on"], harbour["last_published_on"]) == (date(2020, 12, 31), date(2021, 4, 2))
    assert (shelf["source_id"], shelf["event_count"], shelf["first_published_on"]) == ("shelf", 0, None)
    assert (shelf["address"], shelf["republish_text"], harbour["address"]) == ("https://example.org/shelf", True, None)


def test_a_document_that_nothing_names_has_no_row(tmp_path: Path) -> None:
    found = with_documents(tmp_path, {"bulletin_id": MINUTES, "source_id": "shelf", "entry_count": 2})
    assert found["bulletins"]["bulletin_id"].to_pylist() == [BULLETIN]


def test_a_document_without_an_event_says_why(tmp_path: Path) -> None:
    aside = {"bulletin_id": MINUTES, "source_id": "shelf", "block_number": 0, "reason": "empty document", "text": "m"}
    found = with_documents(
        tmp_path, {"bulletin_id": MINUTES, "source_id": "shelf", "entry_count": 0, "reader": None}, aside=(aside,)
    )
    row = row_of(found, MINUTES)
    assert (row["reason"], row["event_count"], row["reader"]) == ("empty document", 0, None)


def test_entries_published_from_another_document_are_merged(tmp_path: Path) -> None:
    aside = {"bulletin_id": MINUTES, "source_id": "shelf", "block_number": 7, "reason": "no text", "text": "Menu"}
    document = {"bulletin_id": MINUTES, "source_id": "shelf", "entry_count": 2}
    row = row_of(with_documents(tmp_path, document, aside=(aside,)), MINUTES)
    assert (row["entry_count"], row["merged_entry_count"], row["reason"]) == (2, 2, MERGED)


def test_a_location_that_gave_no_document_has_a_row(tmp_path: Path) -> None:
    place = "https://example.org/gone"
    aside = {"bulletin_id": PLACE, "source_id": "shelf", "block_number": 0, "reason": "answers 410", "text": place}
    row = row_of(with_documents(tmp_path, aside=(aside,)), PLACE)
    assert (row["source_id"], row["location"], row["address"]) == ("shelf", place, place)
    assert (row["media_type"], row["entry_count"], row["reason"]) == (None, 0, "answers 410")


def test_a_document_of_two_sources_stands_once_with_the_entries_of_both(tmp_path: Path) -> None:
    found = with_documents(tmp_path, {"source_id": "shelf"})
    row = row_of(found, BULLETIN)
    assert (row["source_id"], row["entry_count"], row["merged_entry_count"]) == ("harbour-news", 8, 4)


def test_an_event_of_an_unknown_document_is_set_aside_and_all_keys_hold(tmp_path: Path) -> None:
    found = annotations()
    made = built(found, reference_folder(tmp_path), documents=documents_of(found["events"].slice(0, 0)))
    assert made["events"].num_rows == 0
    assert made["quarantine"].num_rows
    assert row_of(made, BULLETIN)["event_count"] == 0
    assert audit(made).ok, str(audit(made))
