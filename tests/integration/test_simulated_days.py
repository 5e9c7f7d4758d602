"""Ten days of the simulated site through the job `refresh`: what holds for the plain stages holds for the job too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from assets.commands.run import refresh
from assets.failures import reasons
from assets.ingest import IngestConfig
from tests.simulation.world import World
from tests.site.server import serving

DAYS = 10
# With this seed the own pages and the whole site fail, and all kinds of edits but one take place.
SEED = 343
OWN_PAGES = "own pages"


@dataclass
class WorldOfJobs(World):
    """A site, and a team whose job runs once a day."""

    health: str | None = None

    def refresh(self, _: int | None, /) -> bool:
        """Run the job to its end, and keep what its check of the source said."""
        self.server.forget()
        result = refresh(self.folder / "sources.yaml", str(self.workspace.data), IngestConfig())
        assert result.success, list(reasons(result.all_events))
        evaluations = result.get_asset_check_evaluations()
        failed = [check for check in evaluations if not check.passed]
        assert [check for check in failed if check.severity is dg.AssetCheckSeverity.ERROR] == []
        (found,) = [check for check in evaluations if check.check_name == "health"]
        self.health = None if found.passed else found.description
        return True

    def release(self) -> Iterator[str]:
        """Compare what the job has published with the site, and its check of the source with the day's fault."""
        yield from self.published_ids()
        if self.site.fault is None and self.health:
            yield f"the source is well, but its check says {self.health}"
        if self.site.fault and self._has_failed() and not self.health:
            yield "the source failed, but its check says nothing"

    def _has_failed(self) -> bool:
        """Whether the fault concerned a page that the run asked for."""
        is_of_own_pages = str(self.site.fault).startswith(OWN_PAGES)
        return not is_of_own_pages or any(path.startswith("/news/") for path in self.server.paths)


def test_ten_days_of_the_job_lose_double_and_invent_nothing(tmp_path: Path) -> None:
    with serving() as server:
        world = WorldOfJobs(tmp_path, server, "listing", SEED, published_every=1, rebuilt_every=DAYS - 1)
        assert list(world.live(DAYS)) == []
    assert world.counts["faults"] == 4
    assert world.counts["releases"] > 4
    assert world.counts["withdrawn"] > 0
    assert world.counts["rebuilds"] == 2
