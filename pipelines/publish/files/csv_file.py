"""CSV files (RFC 4180, UTF-8 without a byte order mark) with no cell that a spreadsheet runs as a formula."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.rows import Rows, pieces
from pipelines.publish.columnar.text_bytes import beginning, flags_of, hold_any, replaced, text_bytes
from pipelines.publish.files.compressed import GZIP, created
from schemas.registry import COMPRESSED

# What Excel, LibreOffice and others take for the start of a formula, including full-width signs and signs after
# white space or invisible characters.
RUNNABLE = r"^[\p{Z}\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r]"
# Every formula starts with one of these bytes.
_MAY_RUN = flags_of([*range(0x21), *b"=+-@\x7f", *range(0x80, 0x100)])
GUARD = "'"

_MUST_BE_QUOTED = '",\r\n'
# Rows that are converted to text at a time.
_BATCH_ROWS = 10_000
END = "\r\n"


@dataclass(frozen=True)
class Guarded:
    """A table's cells as text, null where they are null; `touched` counts the guarded cells."""

    cells: pa.Table
    touched: int


@dataclass(frozen=True)
class Column:
    """A column's cells as written between commas, null for the empty cell, and how many were guarded."""

    cells: pa.Array
    touched: int


def guarded(rows: pa.Table) -> Guarded:
    """Return the cells as written in CSV: all as text, dates in ISO 8601, `'` before what a spreadsheet would run."""
    columns = {name: _guarded(_one_chunk(rows[name])) for name in rows.column_names}
    cells = pa.table({name: column.cells for name, column in columns.items()})
    return Guarded(cells, touched(columns))


class CsvFile:
    """A file that is written batch by batch; its cells are counted in which a formula was made text."""

    def __init__(self, path: Path, head: bytes) -> None:
        self.touched = 0
        self._open = ExitStack()
        self._file = self._open.enter_context(created(path))
        self._file.write(head)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def write(self, columns: Mapping[str, Column]) -> None:
        """Write the next rows, given as columns."""
        self._file.write(joined(columns))
        self.touched += touched(columns)


def csv_name(table: str) -> str:
    """Return the path of a table's CSV file within a release."""
    return f"csv/{table}.csv{GZIP if table in COMPRESSED else ''}"


def csv_path(release: Path, table: str) -> Path:
    """Return the path of a table's CSV file in a release, also in one of the time when all were uncompressed."""
    path = release / csv_name(table)
    return path if path.is_file() else release / "csv" / f"{table}.csv"


def write_csv(rows: Rows, path: Path) -> int:
    """Write the rows below a header line and return the number of guarded cells."""
    with CsvFile(path, line(rows.schema.names)) as file:
        for batch in batches(rows):
            file.write(csv_columns(batch))
    return file.touched


def batches(rows: Rows) -> Iterator[pa.Table]:
    """Yield the rows in the batches in which they are written."""
    return pieces(rows, _BATCH_ROWS)


def line(cells: Sequence[str]) -> bytes:
    """Return a line of cells that need no quotes."""
    return f"{','.join(cells)}{END}".encode()


def csv_columns(rows: pa.Table) -> dict[str, Column]:
    """Return the columns by name."""
    return {name: csv_column(_one_chunk(rows[name])) for name in rows.column_names}


def csv_column(values: pa.Array) -> Column:
    """Return a column's values, guarded and quoted where necessary."""
    safe = _guarded(values)
    # Only texts can need quotes.
    return Column(_quoted(safe.cells), safe.touched) if pa.types.is_string(values.type) else safe


def touched(columns: Mapping[str, Column]) -> int:
    """Return how many cells of the columns were guarded."""
    return sum(column.touched for column in columns.values())


# Own code: the tables of 10,000 events take 1.0 s, guards included. `pyarrow.csv` 26.0 takes 0.4 s but quotes every
# text; polars 2.1 takes 0.5 s but quotes empty texts and adds 175 MB to the installation; pandas' `to_csv` takes 4.0 s.
def joined(columns: Mapping[str, Column]) -> memoryview:
    """Return the columns as lines of CSV, each ended by CRLF; null is the empty cell."""
    *first, last = (column.cells for column in columns.values())
    ended = pc.binary_join_element_wise(pc.fill_null(last, ""), END, "")
    lines = pc.binary_join_element_wise(*first, ended, ",", null_handling="replace", null_replacement="")
    return text_bytes(lines)


def csv_lines(cells: pa.Table) -> memoryview:
    """Return text cells as lines of CSV, without guards."""
    return joined({name: Column(_quoted(_one_chunk(cells[name])), 0) for name in cells.column_names})


def _guarded(values: pa.Array) -> Column:
    if not pa.types.is_string(values.type):
        return Column(pc.cast(values, pa.string()), 0)
    may = beginning(values, _MAY_RUN)
    positions = may[pc.match_substring_regex(values.take(pa.array(may)), RUNNABLE).to_numpy(zero_copy_only=False)]
    safe = pc.binary_join_element_wise(GUARD, values.take(pa.array(positions)), "")
    return Column(replaced(values, positions, safe), len(positions))


def _quoted(texts: pa.Array) -> pa.Array:
    if not hold_any(texts, _MUST_BE_QUOTED):
        return texts
    must = pc.match_substring_regex(texts, f"[{_MUST_BE_QUOTED}]")
    doubled = pc.replace_substring(texts, '"', '""') if hold_any(texts, '"') else texts
    return pc.if_else(must, pc.binary_join_element_wise('"', doubled, '"', ""), texts)


def _one_chunk(values: pa.ChunkedArray) -> pa.Array:
    return values.combine_chunks()
