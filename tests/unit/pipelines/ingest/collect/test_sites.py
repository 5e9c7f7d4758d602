"""Sources on the web are walked through, and asked for no more than is new."""

import pytest

from pipelines.ingest.collect.collection import Plan
from pipelines.ingest.collect.sites import Depth, Month
from tests.site.news import item
from tests.site.server import Reply, zipped
from tests.site.site_desk import Desk
from tests.site.sources import POLITE, loaded, site_source


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


def test_a_document_may_be_a_file(desk: Desk) -> None:
    (desk.folder / "own.txt").write_bytes(b"4 May, 2021\n\nA desk opens\n\nIt opened in Belmopan today.\n")
    desk.of("document", ["own.txt", f"{desk.server.address}/plain"]).refresh()
    assert len(desk.entries) == 9


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
