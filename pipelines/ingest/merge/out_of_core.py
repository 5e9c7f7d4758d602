"""Merges entries in files, so that not all bodies are in memory at once."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.merge.events import ENTRIES, Chosen, chosen, without_body
from pipelines.ingest.store.state import Left

ROW_GROUP_ROWS = 16_384
# Up to this number of entries are merged in memory, and up to this number of bodies are sorted at once, in at most
# this number of files.
_BUCKET_ROWS = 65_536
_MOST_BUCKETS = 256
_BODIES = pa.schema([pa.field("position", pa.int64()), pa.field("body", pa.string())])

Positions = npt.NDArray[np.int64]


def merge_file(entries: Path, documents: Sequence[DocumentRef], left: Collection[Left], target: Path) -> None:
    """Write one row for each event, as `pipelines.ingest.merge.events.merged` has them.

    Args:
        entries: Parquet file of all documents' entries, columns of `schemas.tables.read_entries`.
        documents: those they were read from.
        left: entries that are no longer where they were.
        target: Parquet file for the columns of `schemas.tables.entries`. Beside it `renamed.parquet` and
            `ledger_order.parquet` are written (columns of `schemas.tables`), and meanwhile bodies.
    """
    if pq.read_metadata(entries).num_rows <= _BUCKET_ROWS:
        read = pq.read_table(entries)
        few = chosen(without_body(read), read["body"].take, documents, left)
        _write_beside(few, target)
        whole = few.events.append_column("body", read["body"].take(few.events["row"]))
        whole = whole.select(ENTRIES.names).cast(ENTRIES)
        pq.write_table(whole, target, compression="zstd", use_dictionary=False, row_group_size=ROW_GROUP_ROWS)
        return
    rows = pa.concat_tables([without_body(pq.read_schema(entries).empty_table()), *_without_bodies(entries)])
    many = chosen(rows, lambda positions: _bodies_at(entries, positions), documents, left)
    events = many.events
    _write_beside(many, target)
    buckets = _buckets(events.num_rows, target)
    _spread(entries, events, rows.num_rows, buckets)
    with pq.ParquetWriter(target, ENTRIES, compression="zstd") as writer:
        for start, bucket in buckets.items():
            bodies = pa.ipc.open_file(bucket).read_all().sort_by("position")["body"]
            whole = events.slice(start, len(bodies)).append_column("body", bodies)
            writer.write_table(whole.select(ENTRIES.names).cast(ENTRIES), row_group_size=ROW_GROUP_ROWS)
            bucket.unlink()


def _write_beside(found: Chosen, target: Path) -> None:
    for name, rows in (("renamed", found.renamed), ("ledger_order", found.order)):
        pq.write_table(rows, target.with_name(f"{name}.parquet"), compression="zstd")


def _without_bodies(entries: Path) -> Iterator[pa.Table]:
    first = 0
    for batch in pq.ParquetFile(entries).iter_batches():
        yield without_body(batch, first)
        first += batch.num_rows


def _bodies_at(entries: Path, positions: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the bodies at these positions of the file, in their order."""
    wanted = positions.combine_chunks()
    found = [_BODIES.empty_table()]
    for first, bodies in _bodies(entries) if len(wanted) else ():
        at = pa.array(range(first, first + len(bodies)), pa.int64())
        found.append(pa.table([at, bodies], schema=_BODIES).filter(pc.is_in(at, value_set=wanted)))
    there = pa.concat_tables(found)
    return there["body"].take(pc.index_in(wanted, value_set=there["position"].combine_chunks()))


def _bodies(entries: Path) -> Iterator[tuple[int, pa.Array]]:
    """Yield bodies batch by batch, each batch with the position of its first."""
    first = 0
    for batch in pq.ParquetFile(entries).iter_batches(columns=["body"]):
        yield first, batch["body"]
        first += batch.num_rows


def _buckets(events: int, target: Path) -> dict[int, Path]:
    """Return a file for each run of events, by the first of them."""
    size = max(_BUCKET_ROWS, -(-events // _MOST_BUCKETS))
    return {start: target.with_suffix(f".bodies-{start}") for start in range(0, events, size)}


def _spread(entries: Path, events: pa.Table, rows: int, buckets: dict[int, Path]) -> None:
    """Write each event's body to the file of its bucket."""
    event_of_row: Positions = np.full(rows, -1)
    event_of_row[events["row"].to_numpy()] = np.arange(events.num_rows)
    starts = np.array(list(buckets), dtype=np.int64)
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    writers = [pa.ipc.new_file(path, _BODIES, options=options) for path in buckets.values()]
    for first, bodies in _bodies(entries) if buckets else ():
        of_batch = event_of_row[first : first + len(bodies)]
        taken = np.flatnonzero(of_batch >= 0)
        bucket_of = np.searchsorted(starts, of_batch[taken], side="right") - 1
        for bucket in np.unique(bucket_of):
            at = taken[bucket_of == bucket]
            columns = [pa.array(of_batch[at]), bodies.take(pa.array(at))]
            writers[bucket].write_batch(pa.record_batch(columns, schema=_BODIES))
    for writer in writers:
        writer.close()
