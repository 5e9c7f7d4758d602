"""Refreshes the sources: fetches and reads what is new, and writes the tables of this stage."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.ingest.collect.collection import Collection, Plan, collect
from pipelines.ingest.collect.web.client import Client
from pipelines.ingest.doubts.tables import COLUMNS, doubts_table, suspicions_of
from pipelines.ingest.merge.out_of_core import ROW_GROUP_ROWS, merge_file
from pipelines.ingest.read.cache import ReadingCache
from pipelines.ingest.read.in_parts import KeptFiles, read_in_parts, readable
from pipelines.ingest.reference import tables_folder, tables_from, version_of_tables
from pipelines.ingest.sources.sources_file import Source
from pipelines.ingest.store.raw_store import Store
from pipelines.receipts import Receipts, code_version
from pipelines.workspace import Workspace
from schemas.registry import ALL

STAGE = "ingest"


def refresh(
    sources: Sequence[Source],
    workspace: Workspace,
    plan: Plan | None = None,
    client: Client | None = None,
    reference: Path | None = None,
    receipts: Receipts | None = None,
) -> Collection:
    """Refresh the sources and write the tables of this stage; documents that were read before are reused.

    If the sources hold what they held at the last run, the tables stay as they are.

    Args:
        sources: where bulletins come from.
        workspace: the data folder, whose store gets what is new.
        plan: what to look at; without one everything.
        client: fetches from sites.
        reference: folder of the curated tables, named by its content; by default that of the project. Where it has
            other tables of reading than the run before, all documents are read anew.
        receipts: of earlier runs; without them the tables are always written.

    Raises:
        EngineError: the documents could not be read.
        StoreError: the store cannot be used.
        ValueError: the plan names a source that is not among `sources`.
        WorkspaceError: the data folder cannot be written to.
    """
    with tables_from(reference or tables_folder()):
        before = readable(workspace.work / STAGE)
        cache = ReadingCache(Store(workspace.store), KeptFiles(before) if before else None)
        collection = collect(sources, cache.store, plan=plan or Plan(), cache=cache, client=client)
        inputs = {
            "code": code_version(), "reference": version_of_tables(), "sources": collection.digest,
        }  # fmt: skip
        if receipts is None or receipts.find(STAGE, inputs, [workspace.work / STAGE]) is None:
            _write_tables(collection, workspace, before)
            if receipts is not None:
                receipts.keep(STAGE, inputs, "written", [workspace.work / STAGE])
    return collection


def _write_tables(collection: Collection, workspace: Workspace, before: Path | None) -> None:
    with workspace.replacing(STAGE) as target:
        read_in_parts(collection.documents, workspace.store, workspace.work / f".{STAGE}-parts", target, before)
        merge_file(target / "read_entries.parquet", collection.documents, collection.left, target / "entries.parquet")
        _tell_problems(target, collection.problems)
        _write_doubts(target)


def _write_doubts(target: Path) -> None:
    """Write which entries may have been cut out of their pages wrongly."""
    entries = pq.ParquetFile(target / "entries.parquet")

    def pieces() -> Iterator[pa.Table]:
        batches = entries.iter_batches(ROW_GROUP_ROWS, columns=list(COLUMNS))
        return (pa.Table.from_batches([batch]) for batch in batches)

    documents = pq.read_table(target / "documents.parquet")
    doubts = doubts_table(pieces(), suspicions_of(pieces(), documents))
    pq.write_table(doubts, target / "doubts.parquet", compression="zstd")


def _tell_problems(target: Path, of_collecting: pa.Table) -> None:
    """Write what could not be got or read."""
    told = pa.concat_tables([pq.read_table(target / "read_problems.parquet"), of_collecting])
    told = told.sort_by([(name, "ascending") for name in ALL["quarantine"].primary_key])
    pq.write_table(told, target / "quarantine.parquet", compression="zstd", row_group_size=ROW_GROUP_ROWS)
