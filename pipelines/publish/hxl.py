"""HXL files: CSV with a second line of hashtags."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.delimited import csv_lines, guarded
from schemas.declarations import Column, Table, Type
from schemas.hxl import hxl_tags

_BATCH_ROWS = 50_000


def write_hxl(rows: pa.Table, table: Table, path: Path) -> int:
    """Write the rows under their names and hashtags; returns how many cells were guarded.

    Line breaks and runs of white space are made one blank, as HXL's validators want it.
    """
    touched = 0
    with path.open("wb") as file:
        for line in (rows.column_names, hxl_tags(table)):
            file.write(",".join(line).encode() + b"\r\n")
        for first in range(0, rows.num_rows, _BATCH_ROWS):
            safe = guarded(folded(rows.slice(first, _BATCH_ROWS), table))
            touched += safe.touched
            file.write(csv_lines(safe.cells))
    return touched


def folded(rows: pa.Table, table: Table) -> pa.Table:
    """The rows with each run of white space in a free text made one blank, none at its ends."""
    columns = {
        column.name: _folded(rows[column.name]) if _is_free_text(column) else rows[column.name]
        for column in table.columns
    }
    return pa.table(columns)


def _is_free_text(column: Column) -> bool:
    # Codes and whatever has a pattern hold no white space to fold.
    return column.type is Type.STRING and column.codes is None and column.pattern is None


def _folded(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, r"[\s\p{Z}]+", " "))
