"""Checks in Arrow, column by column, whether rows satisfy their declaration; valid rows need no pandas frame.

A first check while tables are built; `schemas.validation.frames` then explains what is wrong. Rows that fit here have
no misfits there, which a test verifies. Published tables are checked by pandera in any case.
"""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from schemas.codes import CodeValues, published_codes
from schemas.declarations import Column, Interval, Table, Type
from schemas.formats.arrow import ARROW_TYPES


def fits(table: Table, rows: pa.Table, codes: CodeValues = published_codes) -> bool:
    """Return whether all rows have the declared columns and satisfy nullability, patterns, limits, code lists, intervals.

    Args:
        table: the declaration.
        rows: the rows, of any columns and types.
        codes: returns the values of a code list, given its name.
    """
    if [(field.name, field.type) for field in rows.schema] != [(c.name, ARROW_TYPES[c.type]) for c in table.columns]:
        return False
    return all(_column_fits(column, rows[column.name], codes) for column in table.columns) and all(
        _in_order(interval, rows) for interval in table.intervals
    )


def _column_fits(column: Column, values: pa.ChunkedArray, codes: CodeValues) -> bool:
    if values.null_count and not column.nullable:
        return False
    return values.null_count == len(values) or all(_kept(column, values, codes))


def _kept(column: Column, values: pa.ChunkedArray, codes: CodeValues) -> Iterator[bool]:
    """Yield whether each of the column's rules holds; there is at least one value."""
    if column.type is Type.STRING:
        lengths = pc.min_max(pc.binary_length(values)).as_py()
        yield lengths["min"] > 0
        if column.max_length is not None and lengths["max"] > column.max_length:
            yield pc.max(pc.utf8_length(values)).as_py() <= column.max_length
    if column.pattern is not None or column.codes is not None:
        # Many rows share a value: ids of an event's rows, codes.
        distinct = pc.unique(values).drop_null()
        if column.pattern is not None:
            yield _true_of_all(pc.match_substring_regex(distinct, rf"\A(?:{column.pattern})\z"))
        if column.codes is not None:
            yield _true_of_all(pc.is_in(distinct, value_set=pa.array(sorted(codes(column.codes)), distinct.type)))
    if column.minimum is not None:
        yield _true_of_all(pc.greater_equal(values, column.minimum))
    if column.maximum is not None:
        yield _true_of_all(pc.less_equal(values, column.maximum))


def _in_order(interval: Interval, rows: pa.Table) -> bool:
    return _true_of_all(pc.less_equal(rows[interval.start], rows[interval.end]))


def _true_of_all(kept: pa.Array | pa.ChunkedArray) -> bool:
    """Return whether all values that are not null are true."""
    return pc.all(kept, min_count=0).as_py() is not False
