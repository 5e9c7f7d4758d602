"""A site that answers with something else than its entries spoils nothing, and heals."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.ingest.collect.collection import Plan
from pipelines.ingest.collect.sites import Depth, Month
from tests.site.news import NewsSite, item
from tests.site.server import Reply, html, redirect, serving
from tests.site.sources import site_source
from tests.unit.pipelines.ingest.collect.test_sites import Desk, loaded

MAINTENANCE = html("<main><h1>We will be back soon</h1><p>Our website is under maintenance. Thank you.</p></main>")
OTHER = html(
    "<main><article><h1>Lighthouse Keepers Meet in Corozal</h1><time datetime='2021-03-07'>07 March, 2021</time>"
    "<p>Corozal. – Twelve keepers of lighthouses met in Corozal to compare their lamps and logs.</p></article></main>"
)
SIX = "/news/entry-6"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    site = NewsSite.of(5)
    with serving() as server:
        site.serve(server)
        yield Desk(tmp_path, server, site)


@pytest.fixture
def followed(desk: Desk) -> Desk:
    """Five entries with their own pages, refreshed once."""
    desk.of("listing", f"{desk.server.address}/news?page={{page}}", follow=True).refresh()
    return desk


def full_texts(desk: Desk) -> list[int]:
    """The entries that have the text of their own page."""
    numbers = range(1, len(desk.site.items) + 1)
    return [number for number in numbers if item(number).text in desk.entry(f"entry-{number}")["body"]]


def reasons(desk: Desk) -> list[str]:
    return [row["reason"] for row in desk.quarantine]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (MAINTENANCE, "not the page of its entry"),
        (OTHER, "it says 'Lighthouse Keepers Meet in Corozal'"),
        (redirect("/news?page=0"), "it leads to"),
        (html("<main></main>"), "0 entries"),
        (Reply(status=403), "403"),
        (Reply(status=404), None),
    ],
    ids=["maintenance", "another story", "redirect to the listing", "empty", "forbidden", "missing"],
)
def test_an_own_page_that_is_none_takes_nothing_and_is_asked_for_again(
    followed: Desk, reply: Reply, reason: str | None
) -> None:
    followed.site.add(item(6))
    followed.server.pages[SIX] = reply
    followed.refresh()
    assert full_texts(followed) == [1, 2, 3, 4, 5]
    assert followed.entry("entry-6")["body"] == item(6).teaser
    assert len(followed.entries) == 6
    assert [reason in each for each in reasons(followed)] == ([] if reason is None else [True])
    del followed.server.pages[SIX]
    followed.refresh()
    assert (full_texts(followed), followed.quarantine) == ([1, 2, 3, 4, 5, 6], [])
    followed.refresh()
    assert SIX not in followed.paths


def test_own_pages_that_are_fetched_again_while_the_site_is_down_keep_their_texts(followed: Desk) -> None:
    good = followed.entries
    whole = followed.site.page
    followed.server.page = lambda path: MAINTENANCE if path.startswith("/news/") else whole(path)
    followed.refresh(Plan(depth=Depth(month=Month.of("2021-03"))))
    assert (followed.entries, len(followed.quarantine)) == (good, 5)
    followed.server.page = whole
    followed.refresh()
    assert (followed.entries, followed.quarantine) == (good, [])


def test_an_own_page_that_never_comes_is_asked_for_some_runs_only(
    followed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.ingest.collect.sites.MOST_TRIES", 2)
    followed.site.add(item(6))
    followed.server.pages[SIX] = Reply(status=404)
    asked = [followed.refresh() and SIX in followed.paths for _ in range(4)]
    assert asked == [True, True, False, False]


COOKIES = html("<main><article><h2>We value your privacy</h2><p>Please choose which cookies.</p></article></main>")
UNDATED = "".join(
    f"<article><h2><a href='/news/{place}'>Lighthouse Keepers of {place} Meet</a></h2>"
    f"<p>{place}. – Twelve keepers of lighthouses met in {place} to compare their lamps and their logs.</p></article>"
    for place in ("Corozal", "Dangriga")
)
BOXES = "".join(
    f"<article><h2><a href='/{name}'>{name}</a></h2><p>Please choose one of our pages.</p></article>"
    for name in ("Something went wrong", "Contact us", "Visit our shop")
)


@pytest.mark.parametrize("reply", [COOKIES, html(f"<main>{BOXES}</main>")], ids=["cookies", "boxes"])
@pytest.mark.parametrize("per_page", [3, 9])
def test_a_page_without_known_entries_and_dates_gives_no_event(desk: Desk, reply: Reply, per_page: int) -> None:
    desk.site.per_page = per_page
    desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    good, whole = desk.entries, desk.site.page
    desk.server.page = lambda _: reply
    desk.refresh()
    assert (desk.entries, len(desk.quarantine)) == (good, 1)
    desk.server.page = whole
    desk.site.add(item(6))
    desk.refresh()
    assert (len(desk.entries), desk.quarantine) == (6, [])


@pytest.mark.parametrize(
    ("kind", "path", "reason"), [("feed", "/rss.xml", "no feed"), ("listing", "/news", ""), ("document", "/news", "")]
)
def test_an_error_page_at_first_sight_gives_no_event(desk: Desk, kind: str, path: str, reason: str) -> None:
    desk.server.pages[path] = html("<main><h1>Access denied</h1><p>You may not look at this page.</p></main>")
    desk.of(kind, f"{desk.server.address}{path}").refresh()
    assert desk.entries == []
    assert [reason in each for each in reasons(desk)] == [True]
    del desk.server.pages[path]
    desk.refresh()
    assert (bool(desk.entries), desk.quarantine) == (True, [])


def test_a_page_in_drift_that_differs_at_each_look_is_one_row(desk: Desk) -> None:
    desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    told = []
    for number in range(2):
        desk.server.pages["/news?page=0"] = html(f"<div><p>Moved</p><p>Request {number}</p></div>")
        desk.refresh()
        told.append(desk.quarantine)
    assert len(told[0]) == 1
    assert told[0] == told[1]


def test_a_feed_that_was_shortened_is_read(desk: Desk) -> None:
    desk.site = NewsSite.of(20)
    desk.site.per_page = 20
    desk.site.serve(desk.server)
    desk.of("feed", f"{desk.server.address}/rss.xml").refresh()
    desk.site.per_page = 5
    desk.site.add(item(21))
    desk.refresh()
    assert (len(desk.entries), desk.quarantine) == (21, [])


def test_a_document_that_starts_anew_is_read(desk: Desk) -> None:
    desk.site = NewsSite.of(12)
    desk.site.serve(desk.server)
    desk.of("document", f"{desk.server.address}/plain").refresh()
    desk.site.items = [item(number) for number in (14, 13)]
    desk.refresh()
    assert (len(desk.entries), desk.quarantine) == (14, [])


def test_drift_can_be_accepted(desk: Desk) -> None:
    desk.of("listing", f"{desk.server.address}/news?page={{page}}").refresh()
    page = html(f"<main>{UNDATED}</main>")
    desk.server.page = lambda path: page if path == "/news?page=0" else None
    desk.refresh()
    assert "ACCEPT=1" in reasons(desk)[0]
    desk.refresh(Plan(only=("harbour",), is_accepting=True))
    assert (len(desk.entries), desk.quarantine) == (7, [])
    desk.refresh()
    assert (len(desk.entries), desk.quarantine) == (7, [])


def test_only_locations_that_are_named_stand_in_quarantine(desk: Desk) -> None:
    wrong, right = (f"{desk.server.address}/{name}?page={{page}}" for name in ("nwes", "news"))
    desk.of("listing", [wrong, right]).refresh()
    assert len(desk.quarantine) == 1
    desk.of("listing", right).refresh()
    assert desk.quarantine == []
    desk.of("feed", f"{desk.server.address}/nowhere.xml").refresh()
    of_folder = site_source("folder", "news")
    desk.sources = loaded(desk.folder, {key: of_folder[key] for key in of_folder.keys() - {"contact", "http"}})
    desk.refresh()
    assert ["missing folder" in each for each in reasons(desk)] == [True]


def test_a_site_that_moved_has_its_entries_once_with_their_new_addresses(followed: Desk) -> None:
    ids = {entry["event_id"] for entry in followed.entries}
    moved = followed.server.address.replace("127.0.0.1", "localhost")
    source = site_source("listing", f"{moved}/noticias?page={{page}}", follow=True)
    source["http"] = source["http"] | {"allow_private": ["127.0.0.1/32", "::1/128"]}
    followed.sources = loaded(followed.folder, source)
    followed.refresh()
    assert {entry["event_id"] for entry in followed.entries} == ids
    assert all(str(entry["url"]).startswith(moved) for entry in followed.entries)
    followed.site.remove("entry-3")
    followed.refresh()
    removed = [entry["url"] for entry in followed.entries if entry["source_status"] == "removed"]
    assert removed == [f"{moved}/news/entry-3"]
