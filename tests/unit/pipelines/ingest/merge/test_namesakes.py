"""Stories that share source, date and headline keep apart, and each keeps its id."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipelines.ingest.documents import PAGE, event_id
from pipelines.ingest.merge.namesakes import Occurrence, stories
from tests.unit.pipelines.ingest.merge.test_events import DAY, PLAIN, Told, events

NORTH = "Corozal. – Forty guards of the north learned to row in open water."
SOUTH = "Punta Gorda. – Nine guards of the south were taught to mend their nets."
FIRST = replace(PLAIN, body=NORTH, first_seen=1)
SECOND = replace(PLAIN, body=SOUTH, number=2, first_seen=1)
ON_PAGE = replace(FIRST, role=PAGE, channel="news", recency=1)


def ids(*told: Told) -> dict[str, str]:
    return {str(found["body"]): str(found["event_id"]) for found in events(*told)}


BY_COUNTER = [event_id("harbour", DAY, "Two boats", counter) for counter in (1, 2)]


def test_two_texts_of_one_document_are_two_events() -> None:
    assert ids(FIRST, SECOND) == dict(zip((NORTH, SOUTH), BY_COUNTER, strict=True))


def test_the_first_in_the_ledger_keeps_the_id_whatever_the_order_of_work() -> None:
    later = replace(SECOND, document=10, location="0", first_seen=2)
    assert ids(later, FIRST) == ids(FIRST, later) == dict(zip((NORTH, SOUTH), BY_COUNTER, strict=True))


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRST, number=2),
        replace(FIRST, number=2, body=""),
        replace(FIRST, number=2, body="Corozal. – Forty guards of the north […]"),
        replace(FIRST, document=12, body=NORTH.replace("Forty", "Fifty"), first_seen=2),
    ],
    ids=["the same text", "a headline alone", "cut short", "a copy with a correction"],
)
def test_one_story_told_twice_is_one_event(other: Told) -> None:
    assert len(events(FIRST, other)) == 1


def test_two_addresses_on_one_page_are_two_events_though_their_teasers_are_alike() -> None:
    linked = replace(ON_PAGE, url="https://example.org/a")
    assert len(events(linked, replace(linked, number=2, url="https://example.org/b"))) == 2


def test_two_addresses_on_two_pages_are_two_events() -> None:
    linked = replace(ON_PAGE, url="https://example.org/a")
    other = replace(linked, document=12, body="", location="b", recency=2, first_seen=2, url="https://example.org/b")
    assert len(events(linked, other)) == 2


def test_a_text_that_replaced_another_at_its_place_is_the_same_story() -> None:
    revised = replace(ON_PAGE, document=12, recency=2, first_seen=2, body=SOUTH)
    assert [found["body"] for found in events(ON_PAGE, revised)] == [SOUTH]


def test_texts_that_stand_side_by_side_are_two_stories() -> None:
    elsewhere = replace(ON_PAGE, document=12, recency=2, first_seen=2, body=SOUTH, location="b")
    assert len(events(ON_PAGE, elsewhere)) == 2


def test_each_keeps_its_id_when_its_text_is_revised() -> None:
    page = [ON_PAGE, replace(ON_PAGE, number=2, body=SOUTH)]
    before = ids(*page)
    revised = [replace(each, document=12, recency=2, first_seen=2) for each in page]
    revised[1] = replace(revised[1], body=f"{SOUTH} They liked it.")
    after = ids(*page, *reversed(revised))
    assert after == {NORTH: before[NORTH], revised[1].body: before[SOUTH]}


def occurrence(text: str, document: str = "a", link: str | None = None, is_current: bool = True) -> Occurrence:
    return Occurrence(0, (document, document), text, link, is_current)


@pytest.mark.parametrize(
    ("occurrences", "count"),
    [
        ([occurrence("one two"), occurrence("three four")], 2),
        ([occurrence("one two", link="/1"), occurrence("three four", "b", "/1")], 1),
        ([occurrence("", link="/1"), occurrence("", "b", "/2")], 2),
        ([occurrence(NORTH, link="/1"), occurrence(NORTH, "b", "/2")], 1),
        ([occurrence(NORTH, link="/1", is_current=False), occurrence(SOUTH, "b", "/2")], 2),
        ([occurrence(NORTH, is_current=False), occurrence(SOUTH, "b")], 1),
    ],
)
def test_stories(occurrences: Sequence[Occurrence], count: int) -> None:
    assert len(stories(occurrences)) == count
