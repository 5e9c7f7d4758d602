"""Entries that change, move, leave and return stay the events they were."""

from tests.site.news import Item, NewsSite, item
from tests.site.site_desk import Desk


def slugs(*numbers: int) -> list[str]:
    return sorted(f"entry-{number}" for number in numbers)


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


def test_entries_of_a_document_stay_when_it_drops_them(desk: Desk) -> None:
    desk.of("document", f"{desk.server.address}/plain").refresh()
    assert len(desk.entries) == 8
    desk.site.remove("entry-1")
    assert desk.refresh().left_entries == 1
    assert len(desk.entries) == 8


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
