"""Computes only what is new: rows computed before, from the same row by the same code, are taken over."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

Tables = dict[str, pa.Table]

KEYS = pa.schema([pa.field("event_id", pa.string(), nullable=False), pa.field("key", pa.string(), nullable=False)])


@dataclass(frozen=True)
class Computed:
    """Tables keyed by `event_id`; `keys` (columns of `KEYS`) tells from what each event's rows were computed."""

    tables: Tables
    keys: pa.Table
    taken_over: int
    computed: int


def compute_new(
    entries: pa.Table,
    version: str,
    compute: Callable[[pa.Table], Mapping[str, pa.Table]],
    before: Computed | None,
) -> Computed:
    """The tables that `compute` makes of `entries`, of which those rows that `before` holds are taken over.

    `compute` must make an entry's rows from that entry alone, so that both ways give the same rows;
    their order is that of the tables' keys, whoever sorts them afterwards.

    Args:
        entries: one row per `event_id`.
        version: of the code and reference tables `compute` works with; another version takes nothing over.
        compute: makes tables with a column `event_id`; called with the entries that are new, perhaps none.
        before: what the run before made.
    """
    keys = _keys(entries, version)
    if before is None:
        return Computed(dict(compute(entries)), keys, taken_over=0, computed=entries.num_rows)
    known = _known(keys, before.keys)
    fresh = compute(entries.filter(pc.invert(known)))
    kept_ids = keys.filter(known)["event_id"]
    tables = {name: _joined(before.tables[name], kept_ids, table) for name, table in fresh.items()}
    taken_over = len(kept_ids)
    return Computed(tables, keys, taken_over, computed=entries.num_rows - taken_over)


def _joined(before: pa.Table, kept_ids: pa.ChunkedArray, fresh: pa.Table) -> pa.Table:
    kept = before.filter(pc.is_in(before["event_id"], value_set=kept_ids.combine_chunks()))
    return pa.concat_tables([kept, fresh])


def _known(keys: pa.Table, before: pa.Table) -> pa.ChunkedArray:
    # A key holds its event's id, so that keys alone tell whether the same entry was there.
    return pc.is_in(keys["key"], value_set=before["key"].combine_chunks())


def _keys(entries: pa.Table, version: str) -> pa.Table:
    rows = zip(*(entries[name].to_pylist() for name in entries.column_names), strict=True)
    keys = [hashlib.sha256(repr((version, row)).encode()).hexdigest() for row in rows]
    return pa.Table.from_arrays([entries["event_id"].combine_chunks(), pa.array(keys, pa.string())], schema=KEYS)
