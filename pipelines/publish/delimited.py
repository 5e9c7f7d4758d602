"""CSV files (RFC 4180, UTF-8 without a mark) whose cells no spreadsheet runs as a formula."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

# What Excel, LibreOffice and their like take for the beginning of a formula, also full-width and after
# white space or characters that are not seen.
RUNNABLE = r"^[\p{Z}\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r]"
GUARD = "'"

_BATCH_ROWS = 50_000
_MUST_BE_QUOTED = '",\r\n'


@dataclass(frozen=True)
class Guarded:
    """A table's cells as text, null where they are; `touched` counts those that got a guard in front."""

    cells: pa.Table
    touched: int


def guarded(rows: pa.Table) -> Guarded:
    """The cells as they stand in CSV: all as text, dates in ISO 8601, a `'` before what a spreadsheet would run."""
    cells, touched = {}, 0
    for field in rows.schema:
        column = rows[field.name]
        if pa.types.is_string(field.type):
            runs = pc.fill_null(pc.match_substring_regex(column, RUNNABLE), False)
            touched += pc.sum(runs).as_py() or 0
            column = pc.if_else(runs, pc.binary_join_element_wise(GUARD, column, ""), column)
        cells[field.name] = pc.cast(column, pa.string())
    return Guarded(pa.table(cells), touched)


def write_csv(rows: pa.Table, path: Path) -> int:
    """Write the rows with their columns' names as the first line; returns how many cells were guarded."""
    touched = 0
    with path.open("wb") as file:
        file.write(",".join(rows.column_names).encode() + b"\r\n")
        for first in range(0, rows.num_rows, _BATCH_ROWS):
            safe = guarded(rows.slice(first, _BATCH_ROWS))
            touched += safe.touched
            file.write(csv_lines(safe.cells))
    return touched


def csv_lines(cells: pa.Table) -> memoryview:
    """The cells as lines of CSV, each ended by CRLF; null is the empty cell."""
    quoted = [_quoted(column) for column in cells.columns]
    lines = pc.binary_join_element_wise(*quoted, ",", null_handling="replace", null_replacement="").combine_chunks()
    ended = pc.binary_join_element_wise(lines, "\r\n", "")
    joined = pc.binary_join(pa.ListArray.from_arrays([0, len(ended)], ended), "")
    return memoryview(joined[0].as_buffer())


def _quoted(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if not _holds_any(column, _MUST_BE_QUOTED):
        return column
    must = pc.match_substring_regex(column, f"[{_MUST_BE_QUOTED}]")
    doubled = pc.replace_substring(column, '"', '""')
    return pc.if_else(must, pc.binary_join_element_wise('"', doubled, '"', ""), column)


def _holds_any(column: pa.ChunkedArray, marks: str) -> bool:
    """Whether any of the (ASCII) marks stands in the column at all, which a look at its bytes tells at once."""
    filled = pc.fill_null(column, "").combine_chunks()
    data = pc.binary_join(pa.ListArray.from_arrays([0, len(filled)], filled), "")[0].as_buffer().to_pybytes()
    return any(mark.encode() in data for mark in marks)
