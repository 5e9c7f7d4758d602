"""One refresh of the sources: look at them, read what is new, and make the tables of this stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipelines.ingest.collect import Collection, Plan, collect
from pipelines.ingest.reading_cache import KEYS, Kept, ReadingCache
from pipelines.ingest.sources import Source
from pipelines.ingest.store import Store
from pipelines.ingest.tables import Readings, ingested
from pipelines.ingest.web.client import Client
from pipelines.workspace import Workspace, WorkspaceError
from schemas.arrow import arrow_schema
from schemas.registry import ALL

STAGE = "ingest"
TABLES = ("bulletins", "blocks", "entries", "quarantine")
# What the next refresh takes over.
_KEPT = {
    "bulletins": arrow_schema(ALL["bulletins"]),
    "blocks": arrow_schema(ALL["blocks"]),
    "read_entries": arrow_schema(ALL["read_entries"]),
    "read_problems": arrow_schema(ALL["quarantine"]),
    "read_keys": KEYS,
}


@dataclass(frozen=True)
class Refreshed:
    """What the sources hold now, and the tables of this stage by name, those for the next refresh included."""

    collection: Collection
    tables: Mapping[str, pa.Table]


def refresh(
    sources: Sequence[Source], workspace: Workspace, plan: Plan | None = None, client: Client | None = None
) -> Refreshed:
    """Look at the sources and write the tables of this stage; documents that were read before are taken over.

    Args:
        sources: where bulletins come from.
        workspace: the data folder, whose store gets what is new.
        plan: what to look at; without one everything.
        client: fetches from sites.

    Raises:
        StoreError: the store cannot be used.
        ValueError: the plan names a source that is not among `sources`.
        WorkspaceError: the data folder cannot be written to.
    """
    store = Store(workspace.store)
    cache = ReadingCache(store, _kept(workspace))
    collection = collect(sources, store, plan=plan or Plan(), cache=cache, client=client)
    kept = cache.readings(collection.documents)
    read = ingested(kept.readings, collection.documents, collection.left)
    told = pa.concat_tables([read.quarantine, collection.problems])
    tables = {
        "bulletins": read.bulletins,
        "blocks": read.blocks,
        "entries": read.entries,
        "quarantine": told.sort_by([(name, "ascending") for name in ALL["quarantine"].primary_key]),
        "read_entries": kept.readings.entries,
        "read_problems": kept.readings.quarantine,
        "read_keys": kept.keys,
    }
    workspace.write_tables(STAGE, tables)
    return Refreshed(collection, tables)


def _kept(workspace: Workspace) -> Kept | None:
    """What the refresh before left, if all of it is there and as it is declared now."""
    found: dict[str, pa.Table] = {}
    for name, schema in _KEPT.items():
        try:
            found[name] = workspace.read_table(STAGE, name)
        except WorkspaceError:
            return None
        if not found[name].schema.equals(schema):
            return None
    readings = Readings(found["bulletins"], found["blocks"], found["read_entries"], found["read_problems"])
    return Kept(readings, found["read_keys"])
