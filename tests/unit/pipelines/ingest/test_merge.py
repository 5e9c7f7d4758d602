from dataclasses import replace
from datetime import date
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.documents import Entry, event_id
from pipelines.ingest.merge import SourcedEntry, merged

DAY = date(2021, 3, 14)
PLAIN = SourcedEntry("harbour", "bul_b", "en", Entry(1, "Two boats", "They came.", DAY))


def variant(entry: SourcedEntry = PLAIN, **changes: object) -> SourcedEntry:
    own = {name: changes.pop(name) for name in ("source_id", "bulletin_id") if name in changes}
    return replace(entry, entry=replace(entry.entry, **changes), **own)  # type: ignore[arg-type]


def test_the_id_hashes_source_date_and_folded_headline() -> None:
    assert event_id("harbour", DAY, " Two\u00a0 boats\n") == event_id("harbour", DAY, "Two boats")
    assert len({event_id("harbour", DAY, "a"), event_id("harbour", None, "a"), event_id("port", DAY, "a")}) == 3


def test_the_longer_body_stands_and_the_address_is_kept() -> None:
    longer = variant(body="They came at night.", bulletin_id="bul_c")
    linked = variant(url="https://example.org/boats")
    (event,) = merged([linked, longer])
    assert (event.entry.body, event.bulletin_id, event.entry.url) == (
        "They came at night.", "bul_c", "https://example.org/boats",
    )  # fmt: skip


def test_of_equals_the_smaller_bulletin_stands() -> None:
    (event,) = merged([PLAIN, variant(bulletin_id="bul_a")])
    assert event.bulletin_id == "bul_a"


def test_an_entry_without_a_date_goes_into_its_dated_twin() -> None:
    undated = variant(published_on=None, url="https://example.org/boats", bulletin_id="bul_a")
    (event,) = merged([undated, PLAIN])
    assert (event.entry.published_on, event.entry.url) == (DAY, "https://example.org/boats")


def test_entries_that_differ_stay_apart() -> None:
    others = [
        variant(published_on=None, body="They left."),
        variant(headline="Three boats"),
        variant(source_id="port"),
        variant(published_on=date(2021, 3, 15)),
    ]
    assert len(merged([PLAIN, *others])) == 5


def test_the_order_of_documents_changes_nothing() -> None:
    entries = [
        PLAIN,
        variant(body="They came at night.", bulletin_id="bul_c"),
        variant(published_on=None, url="https://example.org/b"),
        variant(url="https://example.org/a", bulletin_id="bul_d"),
    ]
    assert len({tuple(merged(order)) for order in permutations(entries)}) == 1


DRAWN = st.tuples(st.sampled_from("ab"), st.sampled_from([None, DAY]), st.sampled_from(["x", "y y"]))


@given(st.lists(DRAWN, max_size=8))
def test_events_are_unique_and_sorted(drawn: list[tuple[str, date | None, str]]) -> None:
    entries = [variant(headline=h, published_on=d, body=b, bulletin_id=f"bul_{n}") for n, (h, d, b) in enumerate(drawn)]
    ids = [event.event_id for event in merged(entries)]
    assert ids == sorted(set(ids))
    assert {entry.event_id for entry in entries if entry.entry.published_on} <= set(ids)
