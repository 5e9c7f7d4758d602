"""Sites with ways of their own: lists in other orders, servers that always answer 304, pages without dates."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.ingest.collect.web.client import Client
from pipelines.ingest.collect.web.clock import Clock
from pipelines.ingest.refresh import refresh
from pipelines.workspace import Workspace
from tests.site.news import Item, NewsSite, item
from tests.site.server import Reply, html, serving
from tests.unit.pipelines.ingest.collect.test_sites import Desk, slugs

LISTING = "/news?page={page}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    site = NewsSite.of(10)
    with serving() as server:
        site.serve(server)
        yield Desk(tmp_path, server, site)


def in_order(*numbers: int) -> list[Item]:
    return [item(number) for number in numbers]


def test_news_at_the_end_of_a_list_with_the_oldest_entries_first_is_found(desk: Desk) -> None:
    desk.site.items = in_order(*range(1, 9))
    desk.of("listing", f"{desk.server.address}{LISTING}").refresh()
    desk.site.items.append(item(9))
    desk.refresh()
    desk.site.items.append(item(10))
    desk.refresh()
    assert desk.slugs == slugs(*range(1, 11))
    assert {entry["source_status"] for entry in desk.entries} == {"listed"}


def test_a_list_by_popularity_loses_no_entry_and_marks_none_as_removed(desk: Desk) -> None:
    desk.site.per_page = 5
    desk.site.items = in_order(3, 7, 1, 10, 4, 8, 2, 9, 5, 6)
    desk.of("listing", f"{desk.server.address}{LISTING}").refresh()
    desk.site.items = in_order(3, 10, 2, 7, 1, 8, 4, 6, 11, 5, 9, 12)
    desk.refresh()
    assert desk.slugs == slugs(*range(1, 13))
    assert {entry["source_status"] for entry in desk.entries} == {"listed"}
    desk.site.remove("entry-8")
    desk.refresh()
    assert [entry["headline"] for entry in desk.entries if entry["source_status"] == "removed"] == [item(8).headline]


@pytest.mark.parametrize("days", [29, 31])
def test_a_server_that_always_answers_304_is_asked_without_conditions_after_a_month(desk: Desk, days: int) -> None:
    now = datetime(2021, 5, 4, tzinfo=UTC)
    client = Client(Clock(now=lambda: now))
    desk.of("feed", f"{desk.server.address}/rss.xml")
    workspace = Workspace(desk.folder / "data")
    refresh(desk.sources, workspace, client=client)
    desk.site.add(item(11))
    whole = desk.site.page

    def stuck(path: str) -> Reply | None:
        is_asked_for_changes = "if-none-match" in desk.server.last_headers
        return Reply(status=304) if is_asked_for_changes and path != "/robots.txt" else whole(path)

    desk.server.page = stuck
    now += timedelta(days=days)
    refresh(desk.sources, workspace, client=Client(Clock(now=lambda: now)))
    entries = workspace.read_table("ingest", "entries").to_pylist()
    assert len(entries) == (3 if days < 30 else 4)


ERROR = "".join(
    f"<article><h2><a href='{path}'>{name}</a></h2><p>Please choose one of our pages, or try again later.</p></article>"
    for name, path in (("Something went wrong", "/"), ("Contact us", "/contact"), ("Visit our shop", "/our-shop"))
)


def test_an_error_page_with_links_gives_no_event_at_first_sight(desk: Desk) -> None:
    desk.site.items = [replace(each, published_on=None) for each in desk.site.items]
    desk.server.page = lambda _: html(f"<main>{ERROR}</main>")
    desk.of("listing", f"{desk.server.address}/news").refresh()
    assert desk.entries == []
    assert ["no known entry" in str(row["reason"]) for row in desk.quarantine] == [True]
    desk.site.serve(desk.server)
    desk.refresh()
    assert (len(desk.entries), desk.quarantine) == (10, [])


def test_an_error_page_with_links_gives_no_event_on_a_site_without_dates(desk: Desk) -> None:
    desk.site.items = [replace(each, published_on=None) for each in desk.site.items]
    desk.of("listing", f"{desk.server.address}{LISTING}").refresh()
    desk.server.page = lambda _: html(f"<main>{ERROR}</main>")
    desk.refresh()
    assert desk.slugs == slugs(*range(1, 11))
    desk.site.serve(desk.server)
    desk.site.add(item(11, published_on=None))
    desk.refresh()
    assert desk.slugs == slugs(*range(1, 12))
