"""A run that somebody terminates in the web interface ends at once, and publishes nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.integration.desks import Desk
from tests.integration.interface import interface, until
from tests.site.news import NewsSite
from tests.site.server import serving
from tests.site.sources import site_source, write_sources

ENDED = {"CANCELED", "FAILURE", "SUCCESS"}


def test_a_run_that_is_terminated_while_it_fetches_publishes_nothing(
    tmp_path: Path, make_desk: Callable[[Path], Desk]
) -> None:
    desk = make_desk(tmp_path / "desk")
    with serving() as server:
        NewsSite.of(4).serve(server)
        write_sources(desk.sources, site_source("listing", f"{server.address}/news?page={{page}}"))
        slow = server.reply("/news?page=0")
        server.once["/news?page=0"] = [replace(slow, pieces=100, pause=0.1)]
        with interface(desk.options, desk.environment, tmp_path / "ui.log") as (served, process):
            run_id = served.launch()
            until(lambda: "/news?page=0" in server.paths, process)
            served.terminate(run_id)
            until(lambda: served.runs[0]["status"] in ENDED, process)
            assert [run["status"] for run in served.runs] == ["CANCELED"]
    assert server.paths.count("/news?page=0") == 1
    assert desk.releases == []
