"""Runs that end before they are through: what they stored is compared and followed by the next run all the same."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.ingest.collect.web.clock import Clock
from pipelines.ingest.refresh import refresh
from pipelines.workspace import Workspace
from tests.simulation.world import Killed, Mortal
from tests.site.news import NewsSite, item
from tests.site.server import Reply, serving
from tests.unit.pipelines.ingest.collect.test_sites import Desk, slugs

LISTING = "/news?page={page}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    site = NewsSite.of(8)
    with serving() as server:
        site.serve(server)
        desk = Desk(tmp_path, server, site).of("listing", f"{server.address}{LISTING}", follow=True)
        desk.refresh()
        yield desk


def killed_after(desk: Desk, requests: int) -> None:
    """Refresh in a run that is killed after some requests beside that for robots.txt."""
    with pytest.raises(Killed):
        refresh(desk.sources, Workspace(desk.folder / "data"), client=Mortal(Clock(), requests))


def test_news_on_pages_that_a_killed_run_did_not_reach_is_found(desk: Desk) -> None:
    desk.site.items[:0] = [item(number) for number in range(13, 8, -1)]
    killed_after(desk, 1)
    desk.refresh()
    assert desk.paths[:3] == ["/news?page=0", "/news?page=1", "/news?page=2"]
    assert desk.slugs == slugs(*range(1, 14))
    desk.refresh()
    assert desk.paths == ["/news?page=0"]


def test_a_wording_that_a_killed_run_has_seen_takes_the_place_of_the_former_one(desk: Desk) -> None:
    day = item(7).published_on
    assert day is not None
    desk.site.change("entry-7", slug="moved", published_on=day - timedelta(days=1))
    killed_after(desk, 1)
    desk.refresh()
    assert len(desk.entries) == 8
    assert desk.entry("moved")["published_on"] == day - timedelta(days=1)


def test_a_wording_that_is_seen_while_the_next_page_fails_takes_the_place_of_the_former_one(desk: Desk) -> None:
    day = item(7).published_on
    assert day is not None
    desk.site.change("entry-7", slug="moved", published_on=day - timedelta(days=1))
    desk.server.once["/news?page=1"] = [Reply(status=500), Reply(status=500)]
    desk.refresh()
    desk.refresh()
    assert len(desk.entries) == 8


def test_an_own_page_is_fetched_if_a_killed_run_has_seen_that_its_entry_changed(desk: Desk) -> None:
    desk.site.change("entry-7", teaser="Belmopan. – The desk has moved to Orange Walk.", text="It is open at night.")
    killed_after(desk, 2)
    desk.refresh()
    assert "It is open at night." in desk.entry("entry-7")["body"]
    desk.refresh()
    assert desk.paths == ["/news?page=0"]
