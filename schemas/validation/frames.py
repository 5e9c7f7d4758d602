"""pandera models generated from the declarations, and the reasons why rows do not fit them.

Tables are checked as pandas frames over Arrow's memory, so that the conversion copies nothing.
"""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from schemas.codes import CodeValues, published_codes
from schemas.declarations import Column, Interval, Table, Type
from schemas.formats.arrow import ARROW_TYPES

# With the extra `spark`, pandera loads Spark, which warns of pandas 3, although no frame of ours goes there.
warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
import pandera.pandas as pandera  # noqa: E402 - whenever it looks for Spark, the filter must stand
from pandera.errors import SchemaErrors  # noqa: E402

BATCH_ROWS = 100_000


@dataclass(frozen=True, order=True)
class Misfit:
    """A value that its column does not allow; `row` counts from 0."""

    row: int
    column: str
    rule: str
    value: str


def frame_model(table: Table, codes: CodeValues = published_codes) -> pandera.DataFrameSchema:
    """Return the pandera model of a table: all columns in order with types, nullability, limits, code lists, intervals.

    Args:
        table: the declaration.
        codes: returns the values of a code list, given its name.
    """
    return pandera.DataFrameSchema(
        {column.name: _column_model(column, codes) for column in table.columns},
        checks=[_in_order(interval) for interval in table.intervals],
        name=table.name,
        title=table.title,
        description=table.description,
        strict=True,
        ordered=True,
    )


def to_frame(rows: pa.Table | pa.RecordBatch) -> pd.DataFrame:
    """Return the rows as a pandas frame of Arrow types."""
    frame: pd.DataFrame = rows.to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def misfits(table: Table, rows: pa.Table, codes: CodeValues = published_codes) -> Iterator[Misfit]:
    """Yield what does not fit the table's model, in no particular order; reads batch by batch.

    Args:
        table: the declaration.
        rows: rows of exactly the declaration's columns and types.
        codes: returns the values of a code list, given its name.
    """
    model = frame_model(table, codes)
    for first in range(0, rows.num_rows, BATCH_ROWS):
        yield from _misfits_of_batch(model, rows.slice(first, BATCH_ROWS), first)


def _misfits_of_batch(model: pandera.DataFrameSchema, batch: pa.Table, first: int) -> Iterator[Misfit]:
    try:
        model.validate(to_frame(batch), lazy=True)
    except SchemaErrors as errors:
        seen = set()
        for context, column, check, _, value, index in errors.failure_cases.itertuples(index=False, name=None):
            if pd.isna(index):
                raise ValueError(f"{model.name} does not have the declared columns: {check} ({value}).") from errors
            misfit = _misfit(first + int(index), context, column, check, value)
            # A rule between two columns is reported once for each column of the row.
            if misfit not in seen:
                seen.add(misfit)
                yield misfit


def _misfit(row: int, context: str, column: str, check: str, value: object) -> Misfit:
    if context == "DataFrameSchema":
        return Misfit(row, "", str(check), "")
    return Misfit(row, str(column), "is missing" if check == "not_nullable" else str(check), str(value))


def _column_model(column: Column, codes: CodeValues) -> pandera.Column:
    return pandera.Column(
        pd.ArrowDtype(ARROW_TYPES[column.type]),
        checks=list(_checks(column, codes)),
        nullable=column.nullable,
        title=column.title,
        description=column.description,
        metadata={"unit": column.unit, "source": column.source, "hxl": column.hxl, "code_list": column.codes},
    )


def _checks(column: Column, codes: CodeValues) -> Iterator[pandera.Check]:
    if column.type is Type.STRING:
        # In CSV an empty cell is null, so a text that is present is never empty.
        yield pandera.Check(lambda values: values.str.len() > 0, error="is empty")
    if column.pattern is not None:
        pattern = column.pattern
        yield pandera.Check(lambda values: values.str.fullmatch(pattern), error=f"does not match {pattern}")
    if column.codes is not None:
        yield pandera.Check.isin(sorted(codes(column.codes)), error=f"is not in the code list {column.codes}")
    if column.minimum is not None:
        yield pandera.Check.ge(column.minimum, error=f"is below {column.minimum}")
    if column.maximum is not None:
        yield pandera.Check.le(column.maximum, error=f"is above {column.maximum}")
    if column.max_length is not None:
        longest = column.max_length
        yield pandera.Check(lambda values: values.str.len() <= longest, error=f"is longer than {longest} characters")


def _in_order(interval: Interval) -> pandera.Check:
    def in_order(frame: pd.DataFrame) -> pd.Series:
        return (frame[interval.start] <= frame[interval.end]).fillna(True)

    return pandera.Check(in_order, error=f"{interval.start} comes after {interval.end}")
