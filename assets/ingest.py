"""Ingest: from the sources' documents to entries."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import dagster as dg
import pyarrow.parquet as pq

from assets.composition.naming import Names, selected
from assets.failures import readable_failures, unusable_documents
from assets.resources import Project, project_of
from assets.run_records import purge_runs
from assets.sources import asset_key, run_metadata, source_materializations
from assets.table_specs import OWNERS, PREVIEW_ROWS, materialized, table_spec
from pipelines.ingest.collect.collection import Collection, Plan
from pipelines.ingest.collect.sites import Depth, Month
from pipelines.ingest.refresh import refresh
from pipelines.ingest.sources.sources_file import Source, load_retention, load_sources
from schemas.registry import ALL

STAGE = "ingest"
SET_ASIDE = "ingest/quarantine"
NEWS = "news"
# By table: the asset's name, and the assets it is made from.
ASSETS: dict[str, tuple[str, tuple[str, ...]]] = {
    "documents": ("documents", ()),
    "blocks": ("blocks", ("documents",)),
    "entries": ("entries", ("blocks",)),
    "quarantine": (SET_ASIDE, ("blocks",)),
}


def _specs(names: Names, sources: Iterable[Source]) -> Iterator[dg.AssetSpec]:
    of_sources = [asset_key(names, source.id) for source in sources]
    for table, (name, deps) in ASSETS.items():
        upstream = [names.key(dep) for dep in deps] or of_sources
        yield table_spec(ALL[table], names.key(name), names.group_of(STAGE), STAGE, upstream)
    yield dg.AssetSpec(
        names.key(NEWS),
        deps=[names.key("documents")],
        skippable=True,
        description="New bulletins. Materialized only when a run finds a document that was not in the store.",
        group_name=names.group_of(STAGE),
        owners=OWNERS,
        tags={"stage": STAGE},
        freshness_policy=dg.FreshnessPolicy.time_window(fail_window=timedelta(days=90), warn_window=timedelta(days=45)),
    )


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


def ingest_assets(names: Names, known: Iterable[Source]) -> dg.AssetsDefinition:
    """Return the assets of the stage; whichever are selected, the stage runs as a whole."""

    # Without a retry policy: with one, a run that somebody terminates starts its step again. The HTTP client retries.
    @dg.multi_asset(
        name=names.name(STAGE),
        specs=list(_specs(names, known)),
        can_subset=True,
        required_resource_keys={names.resource},
    )
    def ingest(context: dg.AssetExecutionContext, config: IngestConfig) -> Iterator[dg.MaterializeResult[None]]:
        """Read the sources' current documents: store them raw, split them into blocks and read entries from those."""
        project = project_of(context, names)
        with readable_failures(), project.writing() as workspace:
            sources = load_sources(project.sources_file)
            # Faults of one's own reference tables end the run before anything is read.
            reference = project.reference
            keep_runs = load_retention(project.sources_file).keep_runs
            purge_runs(context.instance, names.job, workspace.dagster_home, keep_runs)
            plan = replace(config.plan(), is_full=project.full)
            collection = refresh(sources, workspace, plan, reference=reference, receipts=project.receipts)
        for materialization in source_materializations(names, collection):
            context.log_event(materialization)
        yield from selected(context, _results(names, collection, project))

    return ingest


def _results(names: Names, collection: Collection, project: Project) -> Iterator[dg.MaterializeResult[None]]:
    workspace = project.workspace
    for table, (name, _) in ASSETS.items():
        more: dict[str, Any] = {**counts(collection), **run_metadata(collection)} if table == "documents" else {}
        if table == "quarantine":
            more = unusable_documents(workspace.read_table(STAGE, table))
        path = workspace.table_path(STAGE, table)
        first_rows, place = workspace.first_rows(STAGE, table, PREVIEW_ROWS), project.address_of(path)
        yield materialized(names.key(name), first_rows, place, more, rows=pq.read_metadata(path).num_rows)
    if collection.new:
        yield dg.MaterializeResult(asset_key=names.key(NEWS), metadata=counts(collection))


def counts(collection: Collection) -> dict[str, int]:
    """Return how many locations are new, unchanged, failed and gone since the run before."""
    return {name: getattr(collection, name) for name in ("new", "unchanged", "failed", "gone")}
