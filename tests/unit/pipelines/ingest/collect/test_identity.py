"""One story keeps one event while its source tells it; different stories keep apart."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.site.news import NewsSite, item
from tests.site.server import serving
from tests.unit.pipelines.ingest.collect.test_sites import Desk

LISTING = "/news?page={page}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    site = NewsSite.of(5)
    with serving() as server:
        site.serve(server)
        yield Desk(tmp_path, server, site)


@pytest.mark.parametrize(
    ("kind", "path", "changed"),
    [("document", "/plain", 1), ("document", "/plain", 5), ("listing", LISTING, 4), ("listing", LISTING, 5)],
)
def test_a_corrected_headline_or_date_is_the_same_event(desk: Desk, kind: str, path: str, changed: int) -> None:
    desk.site.has_links = False
    desk.of(kind, f"{desk.server.address}{path}").refresh()
    desk.site.change(f"entry-{changed}", headline="Harbour Office Corrects a Headline")
    desk.refresh()
    assert len(desk.entries) == 5
    assert [entry["headline"] for entry in desk.entries].count("Harbour Office Corrects a Headline") == 1
    day = item(changed).published_on
    assert day is not None
    desk.site.change("entry-2", published_on=item(2).published_on + timedelta(hours=24))  # type: ignore[operator]
    desk.refresh()
    assert len(desk.entries) == 5
    assert {entry["source_status"] for entry in desk.entries} == {"listed"}


def test_the_newest_entry_keeps_its_event_if_its_date_is_put_back_and_its_address_changes(desk: Desk) -> None:
    desk.of("listing", f"{desk.server.address}{LISTING}").refresh()
    desk.site.change("entry-5", slug="moved", published_on=item(4).published_on)
    desk.refresh()
    desk.site.add(item(6))
    desk.refresh()
    assert desk.slugs == ["entry-1", "entry-2", "entry-3", "entry-4", "entry-6", "moved"]


def test_of_two_stories_with_one_headline_the_one_that_is_corrected_stays_one_event(desk: Desk) -> None:
    twin = item(5, slug="twin", teaser="Belmopan. – Nobody had to wait for the ferry to the islands.")
    desk.site.items[:0] = [twin]
    desk.of("document", f"{desk.server.address}/plain").refresh()
    desk.site.change("entry-5", headline="Harbour Office Corrects a Headline")
    desk.refresh()
    told = {entry["body"]: entry["headline"] for entry in desk.entries}
    assert len(desk.entries) == 6
    assert (told[item(5).teaser], told[twin.teaser]) == ("Harbour Office Corrects a Headline", twin.headline)
    desk.site.change("twin", headline="Harbour Office Corrects a Headline")
    desk.refresh()
    assert len(desk.entries) == 6
    assert {entry["body"] for entry in desk.entries} == told.keys()


def test_like_entries_on_the_pages_of_one_list_that_link_to_one_address_are_several_events(desk: Desk) -> None:
    calls = [item(number, slug="calls") for number in range(7, 0, -1)]
    desk.site.items = [calls[0], item(6), item(5), calls[3], item(3), item(2), calls[6]]
    desk.of("listing", f"{desk.server.address}{LISTING}").refresh()
    assert len(desk.entries) == 7
    desk.site.change("calls", teaser="Belmopan. – The desk has moved to Orange Walk.")
    desk.site.add(item(8))
    desk.refresh()
    assert len(desk.entries) == 8


def test_an_entry_whose_text_and_address_change_together_is_the_same_event(desk: Desk) -> None:
    desk.of("listing", f"{desk.server.address}{LISTING}", follow=True).refresh()
    changes = {"teaser": f"{item(4).teaser} Nobody has to wait.", "text": "It is open at night."}
    desk.site.change("entry-4", slug="moved", **changes)
    desk.refresh()
    assert desk.slugs == ["entry-1", "entry-2", "entry-3", "entry-5", "moved"]
    assert "It is open at night." in desk.entry("moved")["body"]


@pytest.mark.parametrize("follow", [True, False])
def test_a_like_story_of_the_same_day_and_headline_at_another_address_is_another_event(
    desk: Desk, follow: bool
) -> None:
    day = item(9).published_on
    older = [item(number, published_on=day) for number in (3, 2, 1)]
    desk.site.items = [replace(older[0], headline="A vacancy"), *older[1:]]
    desk.of("listing", f"{desk.server.address}{LISTING}", follow=follow).refresh()
    newer = [item(number, published_on=day) for number in (6, 5, 4)]
    desk.site.items[:0] = [*newer[:2], replace(newer[2], headline="A vacancy")]
    desk.refresh()
    assert len(desk.entries) == 6


def test_a_recurring_text_is_a_new_event(desk: Desk) -> None:
    text = "Download the weekly figures of the Harbour Office from our page."
    desk.site.items = [item(number, headline=f"Figures of week {number}", teaser=text) for number in (3, 2, 1)]
    desk.of("feed", f"{desk.server.address}/rss.xml").refresh()
    for number in (4, 5):
        desk.site.add(item(number, headline=f"Figures of week {number}", teaser=text))
        desk.refresh()
    assert len(desk.entries) == 5


def test_an_entry_of_a_feed_keeps_its_identifier_when_all_else_changes(desk: Desk) -> None:
    desk.of("feed", f"{desk.server.address}/rss.xml").refresh()
    desk.site.change("entry-5", headline="Quite Another Title", teaser="Nothing of it is as it was before.")
    desk.site.change("entry-5", slug="moved", guid="entry-5")
    desk.refresh()
    assert len(desk.entries) == 3
    assert desk.entry("moved")["headline"] == "Quite Another Title"


def test_links_that_differ_by_their_campaign_are_one(desk: Desk) -> None:
    desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    desk.site.items = [
        item(number, slug=f"entry-{number}?utm_source=mail&utm_medium={number}", headline=f"Desk {number}: opened")
        for number in range(5, 0, -1)
    ]
    desk.refresh()
    assert len(desk.entries) == 5


def test_a_new_entry_on_top_changes_no_other_row(desk: Desk) -> None:
    desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    before = {entry["event_id"]: entry for entry in desk.entries}
    desk.site.add(item(6))
    desk.refresh()
    assert all(entry == before.get(entry["event_id"], entry) for entry in desk.entries)
