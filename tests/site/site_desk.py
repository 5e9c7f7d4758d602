"""A news site, and the data folder of somebody who refreshes from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.ingest.collect.collection import Collection, Plan
from pipelines.ingest.collect.fetching import Tally
from pipelines.ingest.refresh import refresh
from pipelines.ingest.store.raw_store import Store
from pipelines.workspace import Workspace
from tests.site.news import NewsSite
from tests.site.server import Server
from tests.site.sources import loaded, site_source


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
