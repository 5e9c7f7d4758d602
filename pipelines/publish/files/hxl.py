"""HXL files: CSV with a second line of hashtags."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.rows import Rows
from pipelines.publish.columnar.text_bytes import replaced
from pipelines.publish.files.compressed import ZIP
from pipelines.publish.files.csv_file import Column as Cells
from pipelines.publish.files.csv_file import CsvFile, batches, csv_column, csv_columns, line
from schemas.declarations import Column, Table, Type
from schemas.formats.hxl import hxl_tags

# White space other than one space between other characters.
_MAY_FOLD = r"[\t-\r\x1c-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]|  |^ | $"


def hxl_name(table: str) -> str:
    """Return the path of a table's HXL file within a release: in a ZIP, which HXL's tools open."""
    return f"hxl/{table}.csv{ZIP}"


def write_hxl(rows: Rows, table: Table, path: Path) -> int:
    """Write the rows below their names and hashtags and return the number of guarded cells.

    Line breaks and runs of white space become one space, as HXL's validators require.
    """
    with CsvFile(path, head(table)) as file:
        for batch in batches(rows):
            file.write({**csv_columns(batch), **folded_columns(batch, table)})
    return file.touched


def head(table: Table) -> bytes:
    """Return the two header lines."""
    return line(table.column_names) + line(hxl_tags(table))


def folded_columns(rows: pa.Table, table: Table) -> Mapping[str, Cells]:
    """Return the columns that differ from CSV: free texts have single spaces, and none at their ends."""
    found = {}
    for column in table.columns:
        if _is_free_text(column):
            values = rows[column.name].combine_chunks()
            texts = _folded(values)
            if texts is not values:
                found[column.name] = csv_column(texts)
    return found


def _is_free_text(column: Column) -> bool:
    # Codes and columns with a pattern contain no white space to fold.
    return column.type is Type.STRING and column.codes is None and column.pattern is None


def _folded(texts: pa.Array) -> pa.Array:
    may = np.flatnonzero(pc.fill_null(pc.match_substring_regex(texts, _MAY_FOLD), False).to_numpy(zero_copy_only=False))
    before = texts.take(pa.array(may))
    after = pc.utf8_trim_whitespace(pc.replace_substring_regex(before, r"[\s\p{Z}]+", " "))
    differs = pc.not_equal(before, after)
    return replaced(texts, may[differs.to_numpy(zero_copy_only=False)], after.filter(differs))
