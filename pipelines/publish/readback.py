"""Reads staged files back and compares them with what was meant to be written."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv

from pipelines.publish.content import content_hash
from pipelines.publish.delimited import guarded
from pipelines.publish.parquet import read_parquet


def parquet_differs(path: Path, rows: int, content: str) -> Iterator[str]:
    """In what a Parquet file differs from the rows and the content hash it should have."""
    try:
        found = read_parquet(path)
    except (OSError, pa.ArrowException) as error:
        yield f"{path.name} cannot be read: {error}"
        return
    if found.num_rows != rows:
        yield f"{path.name} has {found.num_rows} rows, not {rows}"
    if content_hash(found) != content:
        yield f"{path.name} does not hold the content its hash stands for"


def csv_differs(path: Path, rows: pa.Table) -> Iterator[str]:
    """In what a CSV file differs from the rows it should hold."""
    try:
        found = _read_cells(path, rows.column_names)
    except (OSError, KeyError, pa.ArrowException) as error:
        yield f"{path.name} cannot be read: {error}"
        return
    if found.num_rows != rows.num_rows:
        yield f"{path.name} has {found.num_rows} rows, not {rows.num_rows}"
        return
    wanted = guarded(rows).cells
    for name in wanted.column_names:
        if not found[name].equals(wanted[name].cast(found[name].type)):
            yield f"{path.name} differs from the Parquet file in the column {name}"


def _read_cells(path: Path, columns: list[str]) -> pa.Table:
    return pyarrow.csv.read_csv(
        path,
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()), null_values=[""], strings_can_be_null=True
        ),
    )
