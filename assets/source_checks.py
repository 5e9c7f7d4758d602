"""Checks of sources and corrections; they warn and block nothing."""

import dagster as dg

from assets.failures import readable_failures
from assets.publish import rejected_corrections
from assets.resources import Project
from pipelines.ingest.collect.yields import falls
from pipelines.ingest.refresh import STAGE
from pipelines.ingest.sources.sources_file import load_sources
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.state import Histories


@dg.asset_check(
    asset="documents",
    name="yields",
    description="The latest documents of each source yield about as much as its earlier ones.",
)
def yield_check(project: Project) -> dg.AssetCheckResult:
    """Compare entries, dates, addresses and text lengths with those of the source's earlier documents."""
    workspace = project.workspace
    with readable_failures():
        sources = load_sources(project.sources_file)
        histories = Histories(sources, Store(workspace.store))
        states = {source.id: histories[source.id] for source in sources}
        documents, entries = (workspace.read_table(STAGE, name) for name in ("documents", "read_entries"))
        found = list(falls(documents, entries, states))
    return dg.AssetCheckResult(
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        description="; ".join(map(str, found)) or None,
        metadata={"falls": len(found)},
    )


@dg.asset_check(
    asset="events",
    name="corrections",
    description="Every line of reference/corrections.csv still fits its event.",
)
def corrections_check(project: Project) -> dg.AssetCheckResult:
    """Report the corrections that were left out."""
    with readable_failures():
        rejected = rejected_corrections(project.workspace)
    return dg.AssetCheckResult(
        passed=not rejected,
        severity=dg.AssetCheckSeverity.WARN,
        description=" ".join(map(str, rejected)) or None,
        metadata={"rejected": len(rejected)},
    )
