from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.documents import ARTICLE, PAGE, DocumentRef, event_id
from pipelines.ingest.merge.events import merged
from pipelines.ingest.store.state import Left
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

DAY = date(2021, 3, 14)


@dataclass(frozen=True)
class Told:
    """An entry as one document tells it; documents are numbered by their digest."""

    document: int = 11
    source_id: str = "harbour"
    published_on: date | None = DAY
    headline: str = "Two boats"
    body: str = "They came."
    url: str | None = None
    number: int = 1
    role: str = ""
    channel: str = ""
    recency: int = 0
    location: str = "a"
    first_seen: int = 0
    is_former: bool = False
    guid: str | None = None

    @property
    def ref(self) -> DocumentRef:
        sha256 = f"{self.document:064x}"[::-1]
        return DocumentRef(
            self.source_id, sha256, self.location, role=self.role, channel=self.channel, recency=self.recency,
            first_seen=self.first_seen, is_former=self.is_former,
        )  # fmt: skip

    @property
    def event_id(self) -> str:
        return event_id(self.source_id, self.published_on, self.headline)

    @property
    def row(self) -> dict[str, object]:
        return {
            "event_id": self.event_id,
            "source_id": self.source_id,
            "bulletin_id": self.ref.bulletin_id,
            "entry_number": self.number,
            "published_on": self.published_on,
            "language": "en",
            "headline": self.headline,
            "body": self.body,
            "url": self.url,
            "guid": self.guid,
        }


PLAIN = Told()
ON_PAGE = Told(role=PAGE, channel="news", recency=1, url="https://example.org/news/boats")


def events(*told: Told, left: Collection[Told] = (), successor: Told | None = None) -> list[dict[str, object]]:
    rows = pa.Table.from_pylist([each.row for each in told], schema=arrow_schema(ALL["read_entries"]))
    follows = successor and successor.event_id
    marks = {Left(each.source_id, each.channel, each.event_id, follows) for each in left}
    found: list[dict[str, object]] = merged(rows, list({each.ref: None for each in told}), marks).to_pylist()
    return found


def event(*told: Told, left: Collection[Told] = (), successor: Told | None = None) -> dict[str, object]:
    (found,) = events(*told, left=left, successor=successor)
    return found


def test_the_id_hashes_source_date_and_folded_headline() -> None:
    assert event_id("harbour", DAY, " Two\u00a0 boats\n") == event_id("harbour", DAY, "Two boats")
    assert len({event_id("harbour", DAY, "a"), event_id("harbour", None, "a"), event_id("port", DAY, "a")}) == 3


def test_the_longer_body_stands_and_the_address_is_kept() -> None:
    longer = replace(PLAIN, body="They came at night.", document=12)
    linked = replace(PLAIN, url="https://example.org/boats")
    found = event(linked, longer)
    assert (found["body"], found["bulletin_id"], found["url"]) == (
        "They came at night.", longer.ref.bulletin_id, "https://example.org/boats",
    )  # fmt: skip


def test_of_equals_the_smaller_bulletin_stands() -> None:
    first = min((PLAIN, replace(PLAIN, document=10)), key=lambda told: told.ref.bulletin_id)
    assert event(PLAIN, replace(PLAIN, document=10))["bulletin_id"] == first.ref.bulletin_id


def test_an_entry_without_a_date_goes_into_its_dated_twin() -> None:
    undated = replace(PLAIN, published_on=None, url="https://example.org/boats", document=10)
    found = event(undated, PLAIN)
    assert (found["event_id"], found["published_on"], found["url"]) == (
        PLAIN.event_id, DAY, "https://example.org/boats",
    )  # fmt: skip


def test_entries_that_differ_stay_apart() -> None:
    others = (
        replace(PLAIN, published_on=None, body="They left."),
        replace(PLAIN, headline="Three boats"),
        replace(PLAIN, source_id="port"),
        replace(PLAIN, published_on=date(2021, 3, 15)),
    )
    assert len(events(PLAIN, *others)) == 5


def test_of_a_site_the_latest_text_stands_though_it_is_shorter() -> None:
    revised = replace(ON_PAGE, body="They.", document=12, recency=2)
    assert event(ON_PAGE, revised)["body"] == "They."
    assert event(revised, ON_PAGE)["body"] == "They."


def test_the_latest_counts_by_channel() -> None:
    elsewhere = replace(ON_PAGE, body="The", channel="home", document=12, recency=2)
    assert event(ON_PAGE, elsewhere)["body"] == "They came."


def test_an_entrys_own_page_tells_the_text_and_the_listing_the_date() -> None:
    own = Told(
        document=12, role=ARTICLE, channel="news", recency=1, published_on=None, headline="Two boats | Harbour",
        body="They.", location="https://example.org/news/boats", url="https://example.org/en/boats",
    )  # fmt: skip
    found = event(ON_PAGE, own)
    assert (found["event_id"], found["headline"], found["body"]) == (ON_PAGE.event_id, "Two boats", "They.")
    assert (found["bulletin_id"], found["url"]) == (own.ref.bulletin_id, "https://example.org/en/boats")


@pytest.mark.parametrize(
    "changes", [{"published_on": None}, {"headline": "Tow boats"}], ids=["first without a date", "another headline"]
)
def test_what_has_one_address_is_one_event_by_its_latest_name(changes: dict[str, object]) -> None:
    earlier = replace(ON_PAGE, **changes)  # type: ignore[arg-type]
    later = replace(ON_PAGE, document=12, recency=2, body="They came back.")
    found = event(earlier, later)
    assert (found["event_id"], found["body"]) == (later.event_id, "They came back.")


ELSEWHERE = replace(ON_PAGE, channel="home", document=12, recency=2)
OWN_PAGE = replace(ON_PAGE, role=ARTICLE, document=13, recency=3, location="https://example.org/news/boats")
UNDATED = replace(ON_PAGE, published_on=None)
DATED = replace(ON_PAGE, document=12, recency=2)


@pytest.mark.parametrize(
    ("told", "left", "status"),
    [
        ([ON_PAGE], [], "listed"),
        ([ON_PAGE], [ON_PAGE], "removed"),
        ([ON_PAGE, OWN_PAGE], [ON_PAGE], "removed"),
        ([OWN_PAGE], [ON_PAGE], "listed"),
        ([ON_PAGE, ELSEWHERE], [ON_PAGE], "listed"),
        ([ON_PAGE, ELSEWHERE], [ON_PAGE, ELSEWHERE], "removed"),
        ([UNDATED, DATED], [UNDATED], "listed"),
        ([UNDATED, DATED], [DATED], "removed"),
        ([ON_PAGE], [replace(ON_PAGE, source_id="port")], "listed"),
    ],
    ids=[
        "there", "left", "its own page stays", "found by its own page only", "left one of two places", "left both",
        "has a date now", "left since it has a date", "left another source",
    ],
)  # fmt: skip
def test_an_entry_is_removed_where_the_pages_that_told_it_last_no_longer_do(
    told: list[Told], left: list[Told], status: str
) -> None:
    assert event(*told, left=left)["source_status"] == status


def test_an_address_that_entries_of_one_page_share_tells_nothing() -> None:
    other = replace(ON_PAGE, headline="Three boats", number=2)
    assert len(events(ON_PAGE, other, replace(ON_PAGE, document=12, headline="Four boats", recency=2))) == 3


def test_addresses_of_folders_tell_nothing() -> None:
    linked = replace(PLAIN, url="https://example.org/news/boats")
    assert len(events(linked, replace(linked, headline="Three boats", document=12))) == 2


def test_two_addresses_may_lead_in_a_circle() -> None:
    first = replace(ON_PAGE, headline="A", body="Two boats came to the harbour in the morning.")
    second = replace(first, headline="B", document=12, recency=2)
    third = replace(first, headline="B", document=13, recency=3, url="https://example.org/news/b")
    fourth = replace(first, headline="A", document=14, recency=4, url="https://example.org/news/b")
    assert [found["headline"] for found in events(first, second, third, fourth)] == ["A"]


def test_the_order_of_documents_changes_nothing() -> None:
    told = [
        PLAIN,
        replace(PLAIN, body="They came at night.", document=12),
        replace(PLAIN, published_on=None, url="https://example.org/b", document=13),
        replace(PLAIN, url="https://example.org/a", document=14),
    ]
    assert len({str(events(*order)) for order in permutations(told)}) == 1


DRAWN = st.builds(
    Told,
    document=st.integers(10, 14),
    published_on=st.sampled_from([None, DAY]),
    headline=st.sampled_from(["x", "y y"]),
    body=st.sampled_from("ab"),
    url=st.sampled_from([None, "https://example.org/1", "https://example.org/2"]),
)


@given(st.lists(DRAWN, max_size=8), st.booleans())
def test_events_are_unique_sorted_and_named_by_what_they_say(drawn: list[Told], is_site: bool) -> None:
    told = [
        replace(each, number=number, role=PAGE if is_site else "", recency=each.document if is_site else 0)
        for number, each in enumerate(drawn, 1)
    ]
    found = events(*told)
    ids = [each["event_id"] for each in found]
    assert ids == sorted(set(ids))
    for each in found:
        possible = {event_id("harbour", each["published_on"], str(each["headline"]), n) for n in range(1, 9)}  # type: ignore[arg-type]
        assert each["event_id"] in possible
    if not is_site:
        assert {each.event_id for each in told if each.published_on} <= set(ids)


CALL = replace(ON_PAGE, headline="Call for Divers", body="Divers may apply until the end of May at our desk.")
NEXT_CALL = replace(
    CALL, document=12, recency=2, first_seen=2, published_on=date(2021, 4, 14), headline="Second Offer to Sailors",
    body="Whoever sails is asked to come to the harbour in June.",
)  # fmt: skip


def test_different_stories_with_one_address_are_two_events() -> None:
    assert len(events(CALL, NEXT_CALL)) == 2
    assert len(events(CALL, replace(NEXT_CALL, headline="Call for Divers and Sailors"))) == 1
    assert len(events(CALL, replace(NEXT_CALL, body=f"{CALL.body} It is open."))) == 1


def test_stories_of_one_day_and_address_are_one_only_where_one_took_the_place_of_the_other() -> None:
    later = replace(NEXT_CALL, published_on=DAY)
    assert len(events(CALL, later)) == 1
    assert len(events(CALL, replace(later, location="b"))) == 2


def test_entries_side_by_side_on_one_page_are_never_joined() -> None:
    corrected = replace(CALL, headline="Call for Divers and Sailors", number=2, url=None)
    later = replace(corrected, document=12, recency=2, url=CALL.url)
    assert len(events(CALL, corrected, later)) == 2


def test_what_a_feed_gives_one_identifier_is_one_event() -> None:
    told = [replace(CALL, guid="7"), replace(NEXT_CALL, guid="7", url="https://example.org/news/sailors")]
    assert event(*told)["headline"] == NEXT_CALL.headline


def test_a_wording_that_took_the_place_of_another_is_the_same_event() -> None:
    former, later = replace(CALL, url=None), replace(CALL, url=None, headline="Divers Wanted", document=12, recency=2)
    assert len(events(former, later)) == 2
    found = event(former, later, left=[former], successor=later)
    assert (found["headline"], found["source_status"]) == ("Divers Wanted", "listed")


STRANGE = replace(
    OWN_PAGE, document=14, recency=4, published_on=None, headline="We will be back soon", body="The site is mended."
)


def test_an_own_page_that_tells_another_thing_gives_no_event() -> None:
    assert event(ON_PAGE, STRANGE)["body"] == ON_PAGE.body


def test_an_own_page_that_tells_several_entries_gives_no_event() -> None:
    several = [replace(OWN_PAGE, body="They came back."), replace(OWN_PAGE, headline="Three boats", number=2)]
    assert event(ON_PAGE, *several)["body"] == ON_PAGE.body


def test_an_event_names_the_document_in_which_its_text_first_stood() -> None:
    again = replace(ON_PAGE, document=10, recency=2, first_seen=2, number=2)
    assert event(again, replace(ON_PAGE, first_seen=1))["bulletin_id"] == ON_PAGE.ref.bulletin_id


def test_the_latest_address_counts_and_channels_that_are_no_longer_named_say_little() -> None:
    former = replace(ON_PAGE, is_former=True, recency=1, url="http://old.example/news/boats")
    moved = replace(ON_PAGE, channel="new", document=12, recency=2, url="https://new.example/news/boats")
    own = replace(OWN_PAGE, is_former=True, recency=1, location=str(former.url), url=former.url)
    assert event(former, own, moved)["url"] == moved.url
    assert event(former, own, moved, left=[moved])["source_status"] == "removed"
    assert event(former, own, left=[former])["source_status"] == "removed"
