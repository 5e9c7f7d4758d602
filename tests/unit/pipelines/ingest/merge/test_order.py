"""The order in which events were first seen, over all sources."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pytest

from pipelines.ingest.merge.order import ledger_order

DAY, DAY_BEFORE = date(2021, 3, 9), date(2021, 3, 8)
FIRST_RUN, SECOND_RUN = "2021-03-10T08:00:00+00:00", "2021-03-11T08:00:00+00:00"
SCHEMA = pa.schema(
    [
        ("event_id", pa.string()), ("seen_at", pa.string()), ("published_on", pa.date32()), ("location", pa.string()),
        ("entry_number", pa.int32()),
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """An entry as a document holds it."""

    event_id: str
    seen_at: str = FIRST_RUN
    published_on: date | None = DAY
    location: str = "a.txt"
    entry_number: int = 1


def order(*seen: Seen) -> list[str]:
    """The events, the one that was seen first in front."""
    found = ledger_order(pa.Table.from_pylist([vars(each) for each in seen], schema=SCHEMA))
    assert found["event_id"].to_pylist() == sorted({each.event_id for each in seen})
    return [row["event_id"] for row in sorted(found.to_pylist(), key=lambda row: int(row["ledger_position"]))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Seen("b", FIRST_RUN, DAY, "z.txt", 9), Seen("a", SECOND_RUN, DAY_BEFORE, "a.txt", 1)),
        (Seen("b", published_on=DAY_BEFORE, location="z.txt"), Seen("a")),
        (Seen("b"), Seen("a", published_on=None)),
        (Seen("b", entry_number=9), Seen("a", location="b.txt")),
        (Seen("b"), Seen("a", entry_number=2)),
        (Seen("a"), Seen("b")),
    ],
    ids=["time of sighting", "publication date", "no date comes last", "location", "place in the document", "id"],
)
def test_events_count_by(first: Seen, second: Seen) -> None:
    assert order(first, second) == order(second, first) == [first.event_id, second.event_id]


def test_an_event_counts_from_its_first_sighting() -> None:
    again = Seen("a", SECOND_RUN, DAY_BEFORE)
    assert order(again, Seen("b", FIRST_RUN, location="b.txt"), Seen("a", FIRST_RUN)) == ["a", "b"]
