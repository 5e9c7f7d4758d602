"""Sorts Arrow tables by primary key, looks rows up by key, and casts tables to their declared schema."""

from collections.abc import Sequence
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.declarations import Table
from schemas.formats.arrow import arrow_schema

KEY_SEPARATOR = "|"


def conformed(rows: pa.Table, table: Table) -> pa.Table:
    """Return the rows with exactly the declared columns and types, sorted by primary key (bytewise, in UTF-8).

    Raises:
        ValueError: a column is missing or of another type.
    """
    missing = [name for name in table.column_names if name not in rows.column_names]
    if missing:
        raise ValueError(f"{table.name} lacks the columns {', '.join(missing)}; it has {', '.join(rows.column_names)}.")
    try:
        cast = rows.select(table.column_names).cast(arrow_schema(table))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise ValueError(f"{table.name} does not have the declared types: {error}.") from error
    return in_key_order(cast, table).combine_chunks()


def in_key_order(rows: pa.Table, table: Table) -> pa.Table:
    """Return the rows sorted by the table's primary key."""
    order = pc.sort_indices(rows, sort_keys=[(name, "ascending") for name in table.primary_key])
    return rows.take(order) if pc.any(out_of_order(order)).as_py() else rows


def out_of_order(order: pa.Array) -> pa.Array:
    """Return which positions of a sort order differ from the original order."""
    return pc.not_equal(order, pa.array(np.arange(len(order)), order.type))


def look_up(keys: pa.ChunkedArray, rows: pa.Table, key: str, value: str) -> pa.ChunkedArray:
    """Return, for each of `keys`, the `value` of the row with that `key`; null if there is none."""
    return rows[value].take(pc.index_in(keys, value_set=rows[key].combine_chunks()))


def one_of(values: pa.ChunkedArray, allowed: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray:
    """Return which values are among `allowed`."""
    among = allowed.combine_chunks() if isinstance(allowed, pa.ChunkedArray) else allowed
    return pc.is_in(values, value_set=among)


def joined_keys(rows: pa.Table, columns: Sequence[str]) -> pa.ChunkedArray:
    """Return the columns of a key as one text per row; null if one of them is null."""
    texts = [pc.cast(rows[name], pa.string()) for name in columns]
    return texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, KEY_SEPARATOR)


def repeats(rows: pa.Table, key: Sequence[str]) -> pa.Array:
    """Return which rows have the same key as the previous row; the rows are sorted by it."""
    if rows.num_rows == 0:
        return pa.array([], pa.bool_())
    neighbours = ((rows[name].slice(1), rows[name].slice(0, rows.num_rows - 1)) for name in key)
    same = reduce(pc.and_, (pc.fill_null(pc.equal(one, other), False) for one, other in neighbours))
    return pa.concat_arrays([pa.array([False]), same.combine_chunks()])
