"""Checks of sources that warn and hold up nothing."""

import dagster as dg

from assets.failures import told_plainly
from assets.resources import Project
from pipelines.ingest.collect.yields import falls
from pipelines.ingest.refresh import STAGE
from pipelines.ingest.sources.sources_file import load_sources
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.state import Histories


@dg.asset_check(
    asset="bulletins",
    name="yields",
    description="What is read from each source's latest documents does not fall far below its own history.",
)
def yield_check(project: Project) -> dg.AssetCheckResult:
    """Compare entries, dates, addresses and lengths of texts with those of the source's earlier documents."""
    workspace = project.workspace
    with told_plainly():
        sources = load_sources(project.sources_file)
        histories = Histories(sources, Store(workspace.store))
        states = {source.id: histories[source.id] for source in sources}
        bulletins, entries = (workspace.read_table(STAGE, name) for name in ("bulletins", "read_entries"))
        found = list(falls(bulletins, entries, states))
    return dg.AssetCheckResult(
        passed=not found,
        severity=dg.AssetCheckSeverity.WARN,
        description="; ".join(map(str, found)) or None,
        metadata={"falls": len(found)},
    )
