"""Ingest: from the sources' documents to entries."""

from collections.abc import Iterator
from datetime import timedelta

import dagster as dg
import pyarrow.parquet as pq

from assets.failures import told_plainly
from assets.resources import Project
from assets.sources import seen, source_materializations
from assets.table_specs import OWNERS, PREVIEW_ROWS, materialized, table_spec
from pipelines.ingest.collect.collection import Collection, Plan
from pipelines.ingest.collect.sites import Depth, Month
from pipelines.ingest.refresh import refresh
from pipelines.ingest.sources.sources_file import load_sources
from schemas.registry import ALL

STAGE = "ingest"
SET_ASIDE = dg.AssetKey([STAGE, "quarantine"])
# By table: the asset's key, and what it is made from.
ASSETS: dict[str, tuple[dg.AssetKey, tuple[str, ...]]] = {
    "bulletins": (dg.AssetKey("bulletins"), ()),
    "blocks": (dg.AssetKey("blocks"), ("bulletins",)),
    "entries": (dg.AssetKey("entries"), ("blocks",)),
    "quarantine": (SET_ASIDE, ("blocks",)),
}
NEWS = dg.AssetSpec(
    "news",
    deps=["bulletins"],
    skippable=True,
    description="The newest bulletins. Materialized only when a source brought a document that was not there before.",
    group_name=STAGE,
    owners=OWNERS,
    tags={"stage": STAGE},
    freshness_policy=dg.FreshnessPolicy.time_window(fail_window=timedelta(days=90), warn_window=timedelta(days=45)),
)
SPECS = [*(table_spec(ALL[name], STAGE, deps, key=key) for name, (key, deps) in ASSETS.items()), NEWS]


class Looking(dg.Config):
    """What a run looks at; without anything stated all sources, until nothing is new.

    `sources` names those to look at; `offline` looks at none, so that the store alone tells what they hold;
    `month`, such as `2018-05`, fetches its entries anew; `everything` looks through all pages of sites.
    """

    sources: list[str] = []  # noqa: RUF012 - Dagster copies it
    offline: bool = False
    month: str | None = None
    everything: bool = False

    def plan(self) -> Plan:
        """The same for the pipeline.

        Raises:
            ValueError: `month` is none.
        """
        depth = Depth(self.everything, Month.of(self.month) if self.month else None)
        return Plan(self.offline, tuple(self.sources), depth)


@dg.multi_asset(
    specs=SPECS,
    retry_policy=dg.RetryPolicy(max_retries=2, delay=10, backoff=dg.Backoff.EXPONENTIAL),
)
def ingest(
    context: dg.AssetExecutionContext, config: Looking, project: Project
) -> Iterator[dg.MaterializeResult[None]]:
    """Documents of the sources as they are now: kept raw in the store, taken apart into blocks, read into entries."""
    workspace = project.workspace
    with told_plainly():
        sources = load_sources(project.sources_file)
        collection = refresh(sources, workspace, config.plan())
        heads = {name: workspace.first_rows(STAGE, name, PREVIEW_ROWS) for name in ASSETS}
    for materialization in source_materializations(collection):
        context.log_event(materialization)
    for name, (key, _) in ASSETS.items():
        more = {**counts(collection), **seen(collection)} if name == "bulletins" else {}
        path = workspace.table_path(STAGE, name)
        yield materialized(key, heads[name], path, more, rows=pq.read_metadata(path).num_rows)
    if collection.new:
        yield dg.MaterializeResult(asset_key=NEWS.key, metadata=counts(collection))


def counts(collection: Collection) -> dict[str, int]:
    """Locations that are new, unchanged, failed and gone since the run before."""
    return {name: getattr(collection, name) for name in ("new", "unchanged", "failed", "gone")}
