"""Ingest: from the sources' documents to entries."""

from collections.abc import Iterator
from datetime import timedelta

import dagster as dg
import pyarrow.parquet as pq

from assets.failures import readable_failures
from assets.resources import Project
from assets.run_records import purge_runs
from assets.sources import run_metadata, source_materializations
from assets.table_specs import OWNERS, PREVIEW_ROWS, materialized, table_spec
from pipelines.ingest.collect.collection import Collection, Plan
from pipelines.ingest.collect.sites import Depth, Month
from pipelines.ingest.refresh import refresh
from pipelines.ingest.sources.sources_file import load_retention, load_sources
from schemas.registry import ALL

STAGE = "ingest"
SET_ASIDE = dg.AssetKey([STAGE, "quarantine"])
# By table: the asset's key, and the assets it is made from.
ASSETS: dict[str, tuple[dg.AssetKey, tuple[str, ...]]] = {
    "documents": (dg.AssetKey("documents"), ()),
    "blocks": (dg.AssetKey("blocks"), ("documents",)),
    "entries": (dg.AssetKey("entries"), ("blocks",)),
    "quarantine": (SET_ASIDE, ("blocks",)),
}
NEWS = dg.AssetSpec(
    "news",
    deps=["documents"],
    skippable=True,
    description="New bulletins. Materialized only when a run finds a document that was not in the store.",
    group_name=STAGE,
    owners=OWNERS,
    tags={"stage": STAGE},
    freshness_policy=dg.FreshnessPolicy.time_window(fail_window=timedelta(days=90), warn_window=timedelta(days=45)),
)
SPECS = [*(table_spec(ALL[name], STAGE, deps, key=key) for name, (key, deps) in ASSETS.items()), NEWS]


class IngestConfig(dg.Config):
    """Options of a run; by default it reads all sources until it meets what it knows.

    `sources` names the sources to read; `offline` reads none and uses the documents in the store;
    `month`, such as `2018-05`, fetches its entries again; `everything` reads all pages of sites; `accept` takes the
    pages of the named sources as they are, though far less is read from them than before.
    """

    sources: list[str] = []  # noqa: RUF012 - Dagster copies it
    offline: bool = False
    month: str | None = None
    everything: bool = False
    accept: bool = False

    def plan(self) -> Plan:
        """Return the same options as the pipeline takes them.

        Raises:
            ValueError: `month` is not a month such as `2018-05`.
        """
        depth = Depth(self.everything, Month.of(self.month) if self.month else None)
        return Plan(self.offline, tuple(self.sources), depth, self.accept)


# Without a retry policy: with one, a run that somebody terminates starts its step again. The HTTP client retries.
@dg.multi_asset(specs=SPECS)
def ingest(
    context: dg.AssetExecutionContext, config: IngestConfig, project: Project
) -> Iterator[dg.MaterializeResult[None]]:
    """Read the sources' current documents: store them raw, split them into blocks and read entries from those."""
    workspace = project.workspace
    with readable_failures():
        sources = load_sources(project.sources_file)
        purge_runs(context.instance, workspace.dagster_home, load_retention(project.sources_file).keep_runs)
        collection = refresh(sources, workspace, config.plan())
        heads = {name: workspace.first_rows(STAGE, name, PREVIEW_ROWS) for name in ASSETS}
    for materialization in source_materializations(collection):
        context.log_event(materialization)
    for name, (key, _) in ASSETS.items():
        more = {**counts(collection), **run_metadata(collection)} if name == "documents" else {}
        path = workspace.table_path(STAGE, name)
        yield materialized(key, heads[name], path, more, rows=pq.read_metadata(path).num_rows)
    if collection.new:
        yield dg.MaterializeResult(asset_key=NEWS.key, metadata=counts(collection))


def counts(collection: Collection) -> dict[str, int]:
    """Return how many locations are new, unchanged, failed and gone since the run before."""
    return {name: getattr(collection, name) for name in ("new", "unchanged", "failed", "gone")}
