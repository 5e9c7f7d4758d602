"""Ids of activities over several refreshes, from documents to links."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.engines.annotating import annotate_entries
from pipelines.ingest.collect.collection import Plan
from pipelines.ingest.collect.web.client import Client
from pipelines.ingest.collect.web.clock import Clock
from pipelines.ingest.refresh import refresh
from pipelines.ingest.sources.sources_file import Source, load_sources
from pipelines.link.linking import TABLES, link_events
from pipelines.publish.versions import latest_release
from pipelines.workspace import Workspace
from tests.simulation.world import publish_stages, release_bytes
from tests.unit.pipelines.link.reports import REFERENCE, Report
from tests.unit.pipelines.link.test_linking import COURSE, CURSO, NEXT_MONTH, TEASER

SOURCES = "sources:\n" + "".join(
    f"  - {{id: {name}, title: t, publisher: p, kind: folder, location: {name}/, language: auto, attribution: a,\n"
    '      licence: {name: n, url: "https://example.org"}}\n'
    for name in ("coast", "hills")
)
MONTHS = {"en": {5: "May", 6: "June"}, "es": {5: "mayo"}}


@dataclass(frozen=True)
class Desk:
    """Two sources of text files in a folder."""

    folder: Path

    def write(self, report: Report, source: str) -> None:
        """Put a report, as a file of its own, into the folder of a source."""
        day = report.published_on
        assert day is not None
        path = self.folder / source / f"{day}.txt"
        path.parent.mkdir(exist_ok=True)
        stated = f"{day.day} {MONTHS[report.language][day.month]}, {day.year}"
        path.write_text(f"{stated}\n\n{report.headline}\n\n{report.body}\n", encoding="utf-8")

    def ingest(self, day: int, data: str = "data", is_offline: bool = False) -> Workspace:
        """Refresh by the sources as they are on the day."""
        workspace = Workspace(self.folder / data)
        client = Client(Clock(now=lambda: datetime(2022, 7, day, tzinfo=UTC)))
        (self.folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
        refresh(self.sources, workspace, Plan(is_offline=is_offline), client)
        return workspace

    @property
    def sources(self) -> tuple[Source, ...]:
        """What the sources file says."""
        return load_sources(self.folder / "sources.yaml")

    def release(self, day: int, data: str = "data", is_offline: bool = False) -> Path:
        """Run all stages; returns the folder of the last release."""
        workspace = self.ingest(day, data, is_offline)
        publish_stages(workspace, self.sources)
        return latest_release(workspace.releases)

    def links(self, day: int, data: str = "data", is_offline: bool = False) -> tuple[list[str | None], list[bytes]]:
        """Refresh, annotate and link; return the activities of all events and the bytes of the tables of links."""
        workspace = self.ingest(day, data, is_offline)
        with workspace.replacing("extract") as target:
            entries = workspace.table_path("ingest", "entries")
            before = workspace.work / "extract"
            annotate_entries(entries, REFERENCE, workspace.work / ".parts", target, before if before.exists() else None)
        order = workspace.read_table("ingest", "ledger_order")
        with workspace.replacing("link") as target:
            link_events(workspace.work / "extract", REFERENCE, target, order)
        paths = [workspace.table_path("link", name) for name in TABLES]
        return pq.read_table(paths[0])["activity_id"].to_pylist(), [path.read_bytes() for path in paths]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    for source in ("coast", "hills"):
        (tmp_path / source).mkdir()
    return Desk(tmp_path)


def test_an_activity_keeps_its_id_when_a_report_joins_that_was_published_earlier(desk: Desk) -> None:
    desk.write(CURSO, "coast")
    (alone,), _ = desk.links(day=1)
    desk.write(TEASER, "hills")
    desk.write(COURSE, "hills")
    together, _ = desk.links(day=2)
    assert together == [alone] * 3


def test_a_full_rebuild_from_the_ledger_gives_the_same_links_to_the_byte(desk: Desk) -> None:
    desk.write(CURSO, "coast")
    desk.links(day=1)
    desk.write(TEASER, "hills")
    _, in_steps = desk.links(day=2)
    (desk.folder / "rebuilt").mkdir()
    (desk.folder / "data" / "store").rename(desk.folder / "rebuilt" / "store")
    _, rebuilt = desk.links(day=9, data="rebuilt", is_offline=True)
    assert rebuilt == in_steps


ARRIVALS = (
    ((COURSE, "coast"), (CURSO, "coast"), (TEASER, "hills"), (NEXT_MONTH, "coast")),
    ((NEXT_MONTH, "coast"), (TEASER, "hills"), (CURSO, "coast"), (COURSE, "coast")),
)


@pytest.mark.parametrize("arrivals", ARRIVALS)
def test_a_release_made_in_steps_has_the_bytes_of_one_made_at_once(
    arrivals: Sequence[tuple[Report, str]], desk: Desk
) -> None:
    for day, (report, source) in enumerate(arrivals, start=1):
        desk.write(report, source)
        in_steps = desk.release(day)
    (desk.folder / "rebuilt").mkdir()
    shutil.copytree(desk.folder / "data" / "store", desk.folder / "rebuilt" / "store")
    at_once = desk.release(day=9, data="rebuilt", is_offline=True)
    assert release_bytes(at_once) == release_bytes(in_steps)
    events = pq.read_table(at_once / "parquet" / "events.parquet", columns=["headline", "published_on", "activity_id"])
    activities = events.group_by("activity_id").aggregate([([], "count_all")])["count_all"].to_pylist()
    assert sorted(activities) == [1, 3]
