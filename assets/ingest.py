"""Ingest: from the sources' documents to entries."""

from collections.abc import Iterator
from datetime import timedelta

import dagster as dg
import pyarrow as pa

from assets.described import OWNERS, materialized, table_spec
from assets.failures import told_plainly
from assets.resources import Project
from pipelines.ingest.collect import Collection, collect
from pipelines.ingest.read import read_documents
from pipelines.ingest.sources import load_sources
from pipelines.ingest.store import Store
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
    freshness_policy=dg.FreshnessPolicy.time_window(
        fail_window=timedelta(days=90), warn_window=timedelta(days=45)
    ),
)
SPECS = [*(table_spec(ALL[name], STAGE, deps, key=key) for name, (key, deps) in ASSETS.items()), NEWS]


@dg.multi_asset(specs=SPECS)
def ingest(project: Project) -> Iterator[dg.MaterializeResult[None]]:
    """Documents of the sources as they are now: kept raw in the store, taken apart into blocks, read into entries."""
    workspace = project.workspace
    with told_plainly():
        sources = load_sources(project.sources_file)
        store = Store(workspace.store)
        collection = collect(sources, store)
        read = read_documents(collection.documents, store, sources)
        tables: dict[str, pa.Table] = {
            "bulletins": read.bulletins,
            "blocks": read.blocks,
            "entries": read.entries,
            "quarantine": _by_key(pa.concat_tables([read.quarantine, collection.problems])),
        }
        workspace.write_tables(STAGE, tables)
    for name, (key, _) in ASSETS.items():
        more = counts(collection) if name == "bulletins" else {}
        yield materialized(key, tables[name], workspace.work / STAGE / f"{name}.parquet", more)
    if collection.new:
        yield dg.MaterializeResult(asset_key=NEWS.key, metadata=counts(collection))


def _by_key(quarantine: pa.Table) -> pa.Table:
    return quarantine.sort_by([(name, "ascending") for name in ALL["quarantine"].primary_key])


def counts(collection: Collection) -> dict[str, int]:
    """Locations that are new, unchanged, failed and gone since the run before."""
    return {name: getattr(collection, name) for name in ("new", "unchanged", "failed", "gone")}
