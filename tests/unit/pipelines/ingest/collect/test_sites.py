"""Sources on the web, looked at on a real server."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipelines.ingest.collect.collection import Collection, Plan
from pipelines.ingest.collect.fetching import Tally
from pipelines.ingest.collect.sites import Depth, Month
from pipelines.ingest.refresh import refresh
from pipelines.ingest.store.raw_store import Store
from pipelines.workspace import Workspace
from tests.site.news import Item, NewsSite, item
from tests.site.server import Reply, Server, html, redirect, serving, zipped
from tests.site.sources import POLITE, loaded, site_source


@dataclass
class Desk:
    """A site, and the data folder of whoever refreshes from it."""

    folder: Path
    server: Server
    site: NewsSite
    sources: tuple[Any, ...] = ()
    collection: Collection | None = None
    entries: Sequence[dict[str, Any]] = ()
    quarantine: Sequence[dict[str, Any]] = ()

    def of(self, kind: str, location: object, **changes: Any) -> "Desk":
        self.sources = loaded(self.folder, site_source(kind, location, **changes))
        return self

    def refresh(self, plan: Plan | None = None) -> Tally:
        self.server.forget()
        workspace = Workspace(self.folder / "data")
        self.collection = refresh(self.sources, workspace, plan)
        self.entries = workspace.read_table("ingest", "entries").to_pylist()
        self.quarantine = workspace.read_table("ingest", "quarantine").to_pylist()
        return self.collection.tallies.get("harbour", Tally())

    @property
    def paths(self) -> list[str]:
        return [path for path in self.server.paths if path != "/robots.txt"]

    @property
    def slugs(self) -> list[str]:
        return sorted(str(entry["url"]).rpartition("/")[2] for entry in self.entries)

    def entry(self, slug: str) -> dict[str, Any]:
        (found,) = [entry for entry in self.entries if str(entry["url"]).endswith(f"/{slug}")]
        return found

    def statuses(self, status: str) -> list[str | None]:
        seen = Store(self.folder / "data" / "store").sightings()
        return [sighting.entry or sighting.location for sighting in seen if sighting.status == status]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    site = NewsSite.of(8)
    with serving() as server:
        site.serve(server)
        yield Desk(tmp_path, server, site)


@pytest.fixture
def listing(desk: Desk) -> Desk:
    """Eight entries on three pages, refreshed once."""
    desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    return desk


def slugs(*numbers: int) -> list[str]:
    return sorted(f"entry-{number}" for number in numbers)


def test_a_listing_is_looked_through_to_its_end(listing: Desk) -> None:
    assert listing.paths == [f"/news?page={number}" for number in range(4)]
    assert listing.slugs == slugs(*range(1, 9))
    assert listing.quarantine == []


def test_a_site_that_has_no_page_after_the_last_is_looked_through(desk: Desk) -> None:
    desk.server.pages["/news?page=3"] = Reply(b"no such page", 404)
    tally = desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    assert (len(desk.entries), desk.quarantine, tally.gone) == (8, [], 0)
    desk.refresh()
    assert desk.paths == ["/news?page=0"]


def test_nothing_new_takes_one_request(listing: Desk) -> None:
    tally = listing.refresh()
    assert listing.server.asked[1:] == [("GET", "/news?page=0", 304)]
    assert (tally.unchanged, tally.new, len(listing.entries)) == (1, 0, 8)


def test_without_etags_the_same_page_is_no_news(listing: Desk) -> None:
    listing.server.with_etags = False
    tally = listing.refresh()
    assert listing.paths == ["/news?page=0"]
    assert (tally.unchanged, tally.new) == (1, 0)


def test_a_page_that_only_says_the_time_brings_no_news(listing: Desk) -> None:
    listing.site.stamp = "Served at 12:01"
    tally = listing.refresh()
    assert (tally.fetched, tally.new, tally.new_entries) == (1, 0, 0)
    assert listing.collection is not None
    assert len(listing.collection.documents) == 3


def test_pages_that_shift_make_no_duplicates(listing: Desk) -> None:
    listing.site.add(item(9))
    tally = listing.refresh()
    assert listing.paths == ["/news?page=0", "/news?page=1"]
    assert tally.new_entries == 1
    assert listing.slugs == slugs(*range(1, 10))


def test_a_revised_text_is_the_same_event(listing: Desk) -> None:
    before = listing.entry("entry-8")
    listing.site.change("entry-8", teaser="The desk closes.")
    tally = listing.refresh()
    after = listing.entry("entry-8")
    assert (tally.new_entries, tally.revised_entries) == (0, 1)
    assert (after["event_id"], after["body"]) == (before["event_id"], "The desk closes.")
    listing.site.change("entry-8", teaser=before["body"])
    listing.refresh()
    assert listing.entry("entry-8")["body"] == before["body"], "a text may come back to what it was"


def test_an_entry_that_left_stays_and_is_marked_once(listing: Desk) -> None:
    gone = listing.entry("entry-7")
    listing.site.remove("entry-7")
    assert listing.refresh().left_entries == 1
    assert listing.refresh().left_entries == 0
    assert (gone["source_status"], listing.entry("entry-7")) == ("listed", gone | {"source_status": "removed"})
    assert listing.statuses("left") == [gone["event_id"]]
    assert {entry["source_status"] for entry in listing.entries if entry != listing.entry("entry-7")} == {"listed"}
    listing.site.items.insert(1, item(7))
    listing.refresh()
    assert listing.statuses("back") == [gone["event_id"]]
    assert listing.entry("entry-7") == gone


def test_an_entry_is_removed_when_it_has_left_every_place_it_was_found_at(desk: Desk) -> None:
    names = [f"{desk.server.address}/news?page={{page}}", f"{desk.server.address}/noticias?page={{page}}"]
    desk.of("listing", names).refresh()
    whole = desk.site.page
    desk.site.remove("entry-7")
    short = NewsSite(list(desk.site.items))
    desk.site.items.insert(1, item(7))
    desk.server.page = lambda path: (whole if path.startswith("/noticias") else short.page)(path)
    assert desk.refresh().left_entries == 1
    assert desk.entry("entry-7")["source_status"] == "listed"
    desk.server.page = short.page
    assert desk.refresh().left_entries == 1
    assert desk.entry("entry-7")["source_status"] == "removed"


def test_what_a_feed_drops_from_among_others_is_removed_and_what_it_moved_on_from_is_not(desk: Desk) -> None:
    desk.of("feed", f"{desk.server.address}/rss.xml").refresh()
    desk.site.remove("entry-7")
    desk.refresh()
    desk.site.add(item(9))
    desk.refresh()
    assert {entry["url"][-1]: entry["source_status"] for entry in desk.entries} == {
        "5": "listed", "6": "listed", "7": "removed", "8": "listed", "9": "listed",
    }  # fmt: skip


def test_an_old_entry_pinned_on_top_makes_none_seem_to_have_left(listing: Desk) -> None:
    listing.site.add(item(1, slug="pinned", headline="An Old Announcement Stays on Top"))
    assert listing.refresh().left_entries == 0


def test_an_entry_first_without_and_then_with_a_date_is_one_event(desk: Desk) -> None:
    desk.site.change("entry-8", published_on=None)
    desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    undated = desk.entry("entry-8")
    desk.site.change("entry-8", published_on=item(8).published_on)
    desk.refresh()
    dated = desk.entry("entry-8")
    assert (undated["published_on"], dated["published_on"]) == (None, item(8).published_on)
    assert dated["event_id"] != undated["event_id"]
    assert len(desk.entries) == 8


def test_without_links_a_date_that_is_found_later_is_told_by_the_text(desk: Desk) -> None:
    desk.site.has_links = False
    desk.site.change("entry-8", published_on=None)
    desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    desk.site.change("entry-8", published_on=item(8).published_on)
    desk.refresh()
    assert len(desk.entries) == 8
    assert all(entry["published_on"] for entry in desk.entries)


def test_a_corrected_headline_is_the_same_entry(listing: Desk) -> None:
    listing.site.change("entry-8", headline="Harbour Office Opens Its Eighth Desk")
    listing.refresh()
    assert len(listing.entries) == 8
    assert listing.entry("entry-8")["headline"] == "Harbour Office Opens Its Eighth Desk"


def test_a_site_under_two_names_has_each_entry_once(desk: Desk) -> None:
    names = [f"{desk.server.address}/news?page={{page}}", f"{desk.server.address}/noticias?page={{page}}"]
    desk.of("listing", names, follow=True).refresh()
    assert desk.slugs == slugs(*range(1, 9))
    assert sum(path.startswith("/news/") for path in desk.paths) == 8


def test_entries_are_followed_to_their_own_pages_once(desk: Desk) -> None:
    desk.of("listing", f"{desk.server.address}/news?page={{page}}", follow=True).refresh()
    assert sum(path.startswith("/news/") for path in desk.paths) == 8
    assert desk.slugs == slugs(*range(1, 9))
    assert item(3).text in desk.entry("entry-3")["body"]
    desk.refresh()
    assert desk.paths == ["/news?page=0"]
    desk.site.add(item(9))
    desk.refresh()
    assert desk.paths == ["/news?page=0", "/news?page=1", "/news/entry-9"]


def test_an_own_page_that_could_not_be_reached_is_asked_for_again(desk: Desk) -> None:
    desk.server.once["/news/entry-5"] = [Reply(status=500), Reply(status=500)]
    desk.of("listing", f"{desk.server.address}/news?page={{page}}", follow=True).refresh()
    assert desk.entry("entry-5")["body"] == item(5).teaser
    desk.refresh()
    assert desk.paths == ["/news?page=0", "/news/entry-5"]
    assert item(5).text in desk.entry("entry-5")["body"]


def test_the_pagers_next_link_is_followed(desk: Desk) -> None:
    desk.of("listing", f"{desk.server.address}/news").refresh()
    assert desk.paths == ["/news", "/news?page=1", "/news?page=2"]
    assert len(desk.entries) == 8


def test_a_walk_that_broke_off_goes_on_in_the_next_run(desk: Desk) -> None:
    desk.server.once["/news?page=1"] = [Reply(status=500), Reply(status=500)]
    desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    assert desk.slugs == slugs(6, 7, 8)
    desk.refresh()
    assert desk.slugs == slugs(*range(1, 9))
    desk.refresh()
    assert desk.paths == ["/news?page=0"]


def test_a_cap_on_requests_leaves_the_rest_for_the_next_run(desk: Desk) -> None:
    location = f"{desk.server.address}/news?page={{page}}"
    desk.of("listing", location, http={**POLITE, "requests_per_run": 3}).refresh()
    assert desk.slugs == slugs(*range(3, 9))
    desk.of("listing", location).refresh()
    assert desk.slugs == slugs(*range(1, 9))


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_feeds_are_read_with_the_day_of_their_own_time_zone(desk: Desk, name: str) -> None:
    desk.of("feed", f"{desk.server.address}/{name}").refresh()
    assert desk.entry("entry-8")["published_on"] == item(8).published_on
    assert desk.slugs == slugs(6, 7, 8)
    desk.site.add(item(9))
    assert desk.refresh().new_entries == 1
    assert desk.slugs == slugs(6, 7, 8, 9), "what a feed no longer holds stays"


@pytest.mark.parametrize("packed", [False, True])
def test_a_document_with_a_wrong_character_set_in_its_header_is_read(desk: Desk, packed: bool) -> None:
    text = "4 May, 2021\n\nNiños y niñas visit the desk\n\nSan José. – The office received niños.\n\n"
    reply = Reply(text.encode("utf-8"), headers={"Content-Type": "text/plain; charset=iso-8859-1"})
    desk.server.pages["/bulletin.txt"] = zipped(reply) if packed else reply
    desk.of("document", f"{desk.server.address}/bulletin.txt").refresh()
    assert [entry["headline"] for entry in desk.entries] == ["Niños y niñas visit the desk"]


def test_entries_of_a_document_stay_when_it_drops_them(desk: Desk) -> None:
    desk.of("document", f"{desk.server.address}/plain").refresh()
    assert len(desk.entries) == 8
    desk.site.remove("entry-1")
    assert desk.refresh().left_entries == 1
    assert len(desk.entries) == 8


def test_a_document_may_be_a_file(desk: Desk) -> None:
    (desk.folder / "own.txt").write_bytes(b"4 May, 2021\n\nA desk opens\n\nIt opened in Belmopan today.\n")
    desk.of("document", ["own.txt", f"{desk.server.address}/plain"]).refresh()
    assert len(desk.entries) == 9


def test_a_page_that_drifted_is_set_aside_and_the_last_good_entries_stay(listing: Desk) -> None:
    good = list(listing.entries)
    listing.server.pages["/news?page=0"] = html("<div><div>Our new site</div><div>is here</div></div>")
    tally = listing.refresh()
    assert (tally.failed, listing.entries) == (1, good)
    (row,) = listing.quarantine
    assert "layout drift: 0 of the usual 3 entries" in row["reason"]
    listing.refresh()
    assert len(listing.quarantine) == 1, "as long as it is so"
    del listing.server.pages["/news?page=0"]
    listing.refresh()
    assert (listing.quarantine, listing.entries) == ([], good)


def test_a_drifted_page_is_read_with_corrected_selectors(listing: Desk) -> None:
    teasers = "".join(
        f"<div class=t><b class=h><a href='{each.path}'>{each.headline}</a></b>"
        f"<i class=d>{each.published_on:%d %B, %Y}</i><div>{each.teaser}</div></div>"
        for each in (item(10), item(9))
    )
    listing.server.page = lambda path: html(f"<main>{teasers}</main>") if path == "/news?page=0" else None
    address = f"{listing.server.address}/news?page={{page}}"
    listing.of("listing", address, selectors={"ignore": ".d, .t"}).refresh()
    assert len(listing.quarantine) == 1
    corrected = {"entry": ".t", "headline": ".h", "date": ".d"}
    listing.of("listing", address, selectors=corrected).refresh(Plan(is_offline=True))
    assert listing.slugs == slugs(*range(1, 11)), "from the store alone"
    assert listing.quarantine == []


def test_a_site_that_cannot_be_reached_changes_nothing(listing: Desk) -> None:
    good = list(listing.entries)
    listing.server.pages["/news?page=0"] = Reply(status=503)
    tally = listing.refresh()
    assert (tally.failed, listing.entries, listing.quarantine) == (1, good, [])


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b"x" * 3_000_000), "more than 1 MB"),
        (redirect("http://10.0.0.1/"), "private network"),
        (redirect("/news?page=0"), "redirects in a row"),
        (Reply(status=403), "the server answers 403"),
    ],
)
def test_what_will_not_mend_by_itself_is_in_quarantine(desk: Desk, reply: Reply, reason: str) -> None:
    desk.server.pages["/news?page=0"] = reply
    location = f"{desk.server.address}/news?page={{page}}"
    desk.of("listing", location, http={**POLITE, "max_megabytes": 1}).refresh()
    assert [reason in row["reason"] for row in desk.quarantine] == [True]


def test_what_robots_disallow_is_not_fetched(desk: Desk) -> None:
    desk.server.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /news\n")
    desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    assert desk.paths == []
    assert ["robots.txt" in row["reason"] for row in desk.quarantine] == [True]


def test_a_month_is_fetched_anew(desk: Desk) -> None:
    desk.site.items += [item(number, slug=f"old-{number}") for number in range(-1, -20, -1)]
    desk.of("listing", f"{desk.server.address}/news?page={{page}}", follow=True).refresh()
    desk.refresh(Plan(depth=Depth(month=Month.of("2021-03"))))
    own = [path for path in desk.paths if path.startswith("/news/")]
    assert sorted(own) == sorted(f"/news/entry-{number}" for number in range(1, 9))
    assert desk.paths[:4] == [f"/news?page={number}" for number in range(4)]
    with pytest.raises(ValueError, match="2021-13"):
        Month.of("2021-13")


def test_a_run_may_look_at_one_source_only(desk: Desk) -> None:
    one = site_source("listing", f"{desk.server.address}/news?page={{page}}")
    other = site_source("feed", f"{desk.server.address}/rss.xml", id="feed")
    desk.sources = loaded(desk.folder, one, other)
    desk.refresh()
    desk.refresh(Plan(only=("feed",)))
    assert desk.paths == ["/rss.xml"]
    assert {entry["source_id"] for entry in desk.entries} == {"harbour", "feed"}
    with pytest.raises(ValueError, match=r"There is no source port\. The sources are harbour, feed"):
        desk.refresh(Plan(only=("port",)))


def test_the_store_alone_tells_the_same(desk: Desk) -> None:
    desk.of("listing", f"{desk.server.address}/news?page={{page}}", follow=True).refresh()
    desk.site.add(item(9))
    desk.site.change("entry-8", teaser="Another teaser of the desk.")
    desk.site.remove("entry-6")
    desk.refresh()
    before = desk.entries
    work = desk.folder / "data" / "work"
    work.rename(desk.folder / "moved")
    desk.refresh(Plan(is_offline=True))
    assert desk.server.asked == []
    assert desk.entries == before


def statement(number: int) -> Item:
    texts = ("Belmopan. – Forty guards learned to row.", "Orange Walk. – A bridge was closed for repair.")
    return item(
        7, slug=f"statement-{number}", headline="Statement of the Harbour Office", teaser=texts[number],
        text=f"More of {number}.",
    )  # fmt: skip


def test_two_stories_of_one_day_and_headline_are_two_events_with_their_own_pages(desk: Desk) -> None:
    desk.site.per_page = 5
    desk.site.items[1:1] = [statement(0), statement(1)]
    desk.of("listing", f"{desk.server.address}/news?page={{page}}", follow=True).refresh()
    assert desk.slugs == sorted([*slugs(*range(1, 9)), "statement-0", "statement-1"])
    bodies = {number: desk.entry(f"statement-{number}")["body"] for number in (0, 1)}
    assert all(f"More of {number}." in body for number, body in bodies.items())
    assert desk.refresh().new == 0
    desk.site.stamp = "Served at 12:01"
    assert desk.refresh().new == 0
    assert "/news?page=1" not in desk.paths, "what is known by now is no news"
    gone = desk.entry("statement-1")["event_id"]
    desk.site.remove("statement-1")
    desk.refresh()
    assert desk.statuses("left") == [gone]
    assert (desk.entry("statement-0")["source_status"], desk.entry("statement-1")["source_status"]) == (
        "listed", "removed",
    )  # fmt: skip
    desk.site.items.insert(2, statement(1))
    desk.refresh()
    assert desk.statuses("back") == [gone]
