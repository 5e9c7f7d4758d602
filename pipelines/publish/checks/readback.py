"""Reads staged files back and compares them with the rows they were written from."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv

from pipelines.publish.columnar.rows import Rows, Stored, evenly, pieces
from pipelines.publish.files.csv_file import csv_path, guarded
from pipelines.publish.metadata.content_hash import ContentHash

_ROWS = 50_000
# Bytes of CSV that are read at once; no row may be longer.
_BLOCK = 16 * 2**20


def files_differ(folder: Path, name: str, rows: int, content: str) -> Iterator[str]:
    """Yield how a table's Parquet file differs from its row count and content hash, and its CSV from the Parquet."""
    path = folder / "parquet" / f"{name}.parquet"
    stored, compared = Stored(path), _Comparison(csv_path(folder, name))
    try:
        found = ContentHash(stored.schema)
        for piece in pieces(stored, _ROWS):
            found.add(piece)
            compared.add(piece)
        if stored.num_rows != rows:
            yield f"parquet/{path.name} has {stored.num_rows} rows, not {rows}"
    except (OSError, pa.ArrowException) as error:
        yield f"parquet/{path.name} cannot be read: {error}"
        return
    if found.hexdigest() != content:
        yield f"parquet/{path.name} does not have the expected content hash"
    yield from (f"csv/{problem}" for problem in compared.problems(stored.schema))


def csv_differs(path: Path, rows: Rows) -> Iterator[str]:
    """Yield how a CSV file differs from the rows it should hold."""
    compared = _Comparison(path)
    for piece in pieces(rows, _ROWS):
        compared.add(piece)
    yield from compared.problems(rows.schema)


class _Comparison:
    """A CSV file, compared piece by piece with the rows it should hold."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._cells: Iterator[pa.Table] | None = None
        self._wanted = self._found = 0
        self._different: dict[str, None] = {}
        self._error: Exception | None = None

    def add(self, rows: pa.Table) -> None:
        """Compare the next rows: `_ROWS` of them, or the last ones."""
        self._wanted += rows.num_rows
        found = self._next(rows.schema)
        if found is None:
            return
        self._found += found.num_rows
        if found.num_rows == rows.num_rows and found.schema.names == rows.schema.names:
            cells = guarded(rows).cells
            columns = [name for name in cells.column_names if not found[name].equals(cells[name])]
            self._different.update(dict.fromkeys(columns))

    def problems(self, schema: pa.Schema) -> Iterator[str]:
        """Yield the differences, once all rows have been compared."""
        while (more := self._next(schema)) is not None:
            self._found += more.num_rows
        if self._error is not None:
            yield f"{self._path.name} cannot be read: {self._error}"
        elif self._found != self._wanted:
            yield f"{self._path.name} has {self._found} rows, not {self._wanted}"
        else:
            for name in self._different:
                yield f"{self._path.name} differs from the Parquet file in the column {name}"

    def _next(self, schema: pa.Schema) -> pa.Table | None:
        if self._error is not None:
            return None
        try:
            if self._cells is None:
                self._cells = evenly(_read_cells(self._path, schema.names), _ROWS)
            return next(self._cells, None)
        except (OSError, KeyError, pa.ArrowException) as error:
            self._error = error
            return None


def _read_cells(path: Path, columns: list[str]) -> Iterator[pa.Table]:
    reader = pyarrow.csv.open_csv(
        path,
        read_options=pyarrow.csv.ReadOptions(block_size=_BLOCK),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            include_columns=columns,
            column_types=dict.fromkeys(columns, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
        ),
    )
    return (pa.Table.from_batches([batch]) for batch in reader)
