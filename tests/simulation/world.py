"""Refreshes from a site day after day, killed now and then, and checks what must hold after every day."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from random import Random
from typing import Any

import pyarrow.parquet as pq

from pipelines.engines.annotating import TABLES as ANNOTATIONS
from pipelines.engines.annotating import annotate_entries
from pipelines.ingest.collect.collection import Plan
from pipelines.ingest.collect.web.answers import Answer
from pipelines.ingest.collect.web.client import Client
from pipelines.ingest.collect.web.clock import Clock
from pipelines.ingest.refresh import refresh as refresh_from_sources
from pipelines.ingest.sources.sources_file import Source
from pipelines.ingest.store.raw_store import Store
from pipelines.link.linking import TABLES as LINKS
from pipelines.link.linking import link_events
from pipelines.publish.columnar.rows import Stored
from pipelines.publish.history import History
from pipelines.publish.provenance import Provenance
from pipelines.publish.release import publish
from pipelines.publish.tables.build import BUILT, build_tables
from pipelines.publish.versions import latest_release
from pipelines.shipped import shipped
from pipelines.workspace import Workspace
from tests.simulation.site import PER_PAGE, Site, story_of
from tests.site.server import Server
from tests.site.sources import POLITE, loaded, site_source

LOCATIONS = {"listing": "/news?page={page}", "feed": "/atom.xml", "document": "/plain"}
PUBLISHED_EVERY, REBUILT_EVERY = 5, 20
# Failed requests are not tried again, which would take real time; a busy machine may take long to answer.
POLICY = {**POLITE, "attempts": 1, "timeout_seconds": 30}


class Killed(BaseException):
    """The run ends here, wherever it is."""


class Mortal(Client):
    """A client whose run is killed at one of its requests."""

    def __init__(self, clock: Clock, lifetime: int | None) -> None:
        super().__init__(clock)
        self.lifetime = lifetime

    def get(self, *arguments: Any, **options: Any) -> Answer:
        if self.lifetime is not None:
            self.lifetime -= 1
            if self.lifetime < 0:
                raise Killed
        return super().get(*arguments, **options)


@dataclass
class World:
    """A site of a kind, and whoever makes datasets of it."""

    folder: Path
    server: Server
    kind: str
    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    known: set[int] = field(default_factory=set)
    published: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    published_every: int = PUBLISHED_EVERY
    rebuilt_every: int = REBUILT_EVERY

    def __post_init__(self) -> None:
        self.random = Random(self.seed)  # noqa: S311 - it has to be the same for the same seed
        self.site = Site(Random(self.seed + 1))  # noqa: S311
        # In a plain document nothing but date, headline and text tells one story from another.
        self.site.changes_once = self.kind == "document"
        self.server.page = self.site.page
        address = self.server.address + LOCATIONS[self.kind]
        follow = {"follow": True} if self.kind == "listing" else {}
        self.sources: tuple[Source, ...] = loaded(self.folder, site_source(self.kind, address, http=POLICY, **follow))
        for _ in range(3 * PER_PAGE):
            self.site.add()

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.folder / "data")

    def live(self, days: int) -> Iterator[str]:
        """Let days pass; what does not hold, a sentence each, on the first day only."""
        for day in range(days):
            if day:
                self.site.next_day()
            found = [fault for fault in dict.fromkeys(self._day(day)) if fault not in self.told]
            yield from (f"day {day}, {self.site.fault or 'no fault'}: {fault}" for fault in found)
            self.told |= set(found)

    def _day(self, day: int) -> Iterator[str]:
        self.counts["days"] += 1
        self.counts["faults"] += self.site.fault is not None
        is_killed = not self.refresh(self.random.randrange(6) if self.random.random() < 0.15 else None)
        if day == 0 and (is_killed or self.site.fault):
            is_killed = not self.refresh(None)
        self.counts["kills"] += is_killed
        yield from self._entries(is_whole=not is_killed and self.site.fault is None)
        if day % self.published_every == 0:
            if is_killed:
                # Nobody publishes what a killed run has left behind.
                self.refresh(None)
            yield from self.release()
        if day % self.rebuilt_every == 0:
            yield from self.rebuilt()

    def refresh(self, lifetime: int | None, /) -> bool:
        """Refresh, and say whether the run came to its end."""
        noon = datetime.combine(self.site.today, time(12), UTC)
        try:
            refresh_from_sources(self.sources, self.workspace, client=Mortal(Clock(now=lambda: noon), lifetime))
        except Killed:
            return False
        return True

    def _entries(self, is_whole: bool) -> Iterator[str]:
        """No entry is lost, doubled or invented; after a whole day the site's first page is published as it is now."""
        if not (self.workspace.work / "ingest").is_dir():
            return
        rows = self.workspace.read_table("ingest", "entries").to_pylist()
        stories = [story_of(row["body"]) for row in rows]
        counted = Counter(stories)
        for row, story in zip(rows, stories, strict=True):
            if story is None:
                yield f"an entry was invented: {row['headline']!r}, {row['body'][:80]!r}"
            elif counted[story] > 1:
                yield f"the story {story} is doubled: {row['event_id']} {row['published_on']} {row['headline']!r}"
        yield from (f"the story {story} is lost" for story in sorted(self.known - set(counted)))
        self.known |= {story for story in counted if story is not None}
        if is_whole:
            self.site.changed.clear()
            yield from self._as_now({story: row for row, story in zip(rows, stories, strict=True) if story})

    def _as_now(self, told: dict[int, dict[str, Any]]) -> Iterator[str]:
        shown = self.site.items if self.kind != "feed" else self.site.items[:PER_PAGE]
        for place, item in enumerate(shown):
            story = story_of(item.teaser) or 0
            row = told.get(story)
            if row is None:
                yield f"the story {story} of the site is missing"
            elif place < PER_PAGE:
                if (row["headline"], row["published_on"]) != (item.headline, item.published_on):
                    yield f"the story {story} is published as {row['published_on']} {row['headline']!r}, not {item}"
                if (item.text if self.kind == "listing" else item.teaser) not in row["body"]:
                    yield f"the story {story} has not its text: {row['body']!r}, not {item}"

    def release(self) -> Iterator[str]:
        """Publish, killed now and then."""
        steps = self.random.randrange(12) if self.random.random() < 0.2 else None
        try:
            publish_stages(self.workspace, self.sources, steps)
        except Killed:
            self.counts["kills"] += 1
            publish_stages(self.workspace, self.sources, None)
        yield from self.published_ids()

    def published_ids(self) -> Iterator[str]:
        """Every id that was published is there, or leads somewhere."""
        folder = latest_release(self.workspace.releases)
        living = set(pq.read_table(folder / "parquet" / "events.parquet")["event_id"].to_pylist())
        gone = {row["event_id"]: row for row in pq.read_table(folder / "changes" / "withdrawn.parquet").to_pylist()}
        for event_id in sorted(self.published - living - set(gone)):
            yield f"{event_id} was published and is neither there nor withdrawn"
        for event_id, row in gone.items():
            if event_id in living:
                yield f"{event_id} is withdrawn and there"
            if row["replaced_by"] is not None and row["replaced_by"] not in living:
                yield f"{event_id} leads to {row['replaced_by']}, which is not there"
            if row["replaced_by"] is None:
                yield f"{event_id} leads nowhere: {row['headline']!r}"
        self.published |= living
        self.counts["releases"] = len(list(self.workspace.releases.glob("[0-9]*")))
        self.counts["withdrawn"] = len(gone)

    def rebuilt(self) -> Iterator[str]:
        """The store alone gives the same bytes."""
        self.counts["rebuilds"] += 1
        again = Workspace(self.folder / "again")
        shutil.rmtree(again.data, ignore_errors=True)
        again.data.mkdir()
        shutil.copytree(self.workspace.store, again.store)
        refresh_from_sources(self.sources, again, Plan(is_offline=True))
        publish_stages(again, self.sources, None)
        ours, theirs = (release_bytes(latest_release(workspace.releases)) for workspace in (self.workspace, again))
        yield from (f"a rebuild gives other bytes of {name}" for name in ours if ours[name] != theirs.get(name))


def publish_stages(workspace: Workspace, sources: tuple[Source, ...], steps: int | None = None) -> None:
    """Run the stages after ingest; killed before a step of publishing where so stated."""
    reference = shipped("reference")
    with workspace.replacing("extract") as target:
        annotate_entries(
            workspace.table_path("ingest", "entries"), reference, parts=workspace.work / ".parts", target=target,
            before=workspace.work / "extract",
        )  # fmt: skip
    with workspace.replacing("link") as target:
        link_events(workspace.work / "extract", reference, target, workspace.read_table("ingest", "ledger_order"))
    stages = {**dict.fromkeys(ANNOTATIONS, "extract"), **dict.fromkeys(LINKS, "link")}
    annotations = {name: Stored(workspace.table_path(stage, name)) for name, stage in stages.items()}
    documents, quarantine = (workspace.read_table("ingest", name) for name in ("documents", "quarantine"))
    with workspace.replacing("publish") as target:
        build_tables(annotations, documents, quarantine, sources, reference, target)
    taken = 0

    def progress(_: str) -> None:
        nonlocal taken
        taken += 1
        if steps is not None and taken > steps:
            raise Killed

    built = {name: Stored(workspace.table_path("publish", name)) for name in BUILT}
    history = History(workspace.read_table("ingest", "renamed"), Store(workspace.store).last_look())
    terms = Provenance("code", "reference", sources)
    publish(built, workspace.data, terms, progress=progress, history=history)


def release_bytes(release: Path) -> dict[str, str]:
    """Return a digest of each table's file."""
    files = sorted((release / "parquet").iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
