"""The differences between two versions of a table, row by row and cell by cell."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import joined_keys
from schemas.declarations import Table

WHOLE_ROW = "*"

DIFFERENCES = pa.schema(
    [
        pa.field("row_key", pa.string(), nullable=False),
        pa.field("change", pa.string(), nullable=False),
        pa.field("field", pa.string(), nullable=False),
        pa.field("old_value", pa.string()),
        pa.field("new_value", pa.string()),
    ]
)


def differences(before: pa.Table, now: pa.Table, table: Table) -> pa.Table:
    """Return rows added and removed and cells changed in the common columns, with the columns of `DIFFERENCES`.

    Args:
        before: the older rows, with the key's columns.
        now: the newer rows, with the key's columns.
        table: the declaration whose key identifies rows.
    """
    old_keys, new_keys = joined_keys(before, table.primary_key), joined_keys(now, table.primary_key)
    position = pc.index_in(new_keys, value_set=old_keys.combine_chunks())
    common = now.filter(pc.is_valid(position))
    counterpart = before.take(position.drop_null())
    parts = [
        _whole_rows(new_keys.filter(pc.is_null(position)), "added"),
        _whole_rows(old_keys.filter(pc.invert(pc.is_in(old_keys, value_set=new_keys.combine_chunks()))), "removed"),
        *_cells(counterpart, common, table),
    ]
    return pa.concat_tables(parts)


def _whole_rows(keys: pa.ChunkedArray, change: str) -> pa.Table:
    nothing = pa.nulls(len(keys), pa.string())
    return _rows(keys, change, WHOLE_ROW, nothing, nothing)


def _cells(before: pa.Table, now: pa.Table, table: Table) -> Iterator[pa.Table]:
    keys = joined_keys(now, table.primary_key)
    for name in now.column_names:
        if name in table.primary_key or name not in before.column_names:
            continue
        old, new = (pc.cast(rows[name], pa.string()) for rows in (before, now))
        # Null equals null; a value differs from null.
        same = pc.fill_null(pc.equal(old, new), pc.and_(pc.is_null(old), pc.is_null(new)))
        differ = pc.invert(same)
        yield _rows(keys.filter(differ), "changed", name, old.filter(differ), new.filter(differ))


def _rows(
    keys: pa.ChunkedArray, change: str, field: str, old: pa.ChunkedArray | pa.Array, new: pa.ChunkedArray | pa.Array
) -> pa.Table:
    count = len(keys)
    columns = [keys, pa.repeat(change, count), pa.repeat(field, count), old, new]
    return pa.Table.from_arrays(columns, schema=DIFFERENCES)
