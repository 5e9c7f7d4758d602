"""Tables that may exceed memory: in a file or in memory, read piece by piece or in parts of the same events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.publish.columnar.parallel_io import one_ahead

# Rows of a table that are read at a time.
PIECE_ROWS = 100_000
# Cells of each table in a part: some ten thousand events with their mentions.
PART_CELLS = 3_000_000
EVENT_ID = "event_id"


class UnsortedError(ValueError):
    """A table too large for memory is not sorted by event id, so that it cannot be cut between events."""


@dataclass(frozen=True)
class Stored:
    """The table of a Parquet file, or some of its columns."""

    path: Path
    columns: tuple[str, ...] | None = None

    @cached_property
    def num_rows(self) -> int:
        """The number of rows."""
        rows: int = pq.read_metadata(self.path).num_rows
        return rows

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns, without metadata.

        Raises:
            OSError: the file is missing or broken.
        """
        schema = pq.read_schema(self.path).remove_metadata()
        return schema if self.columns is None else pa.schema([schema.field(name) for name in self.columns])

    def select(self, columns: Sequence[str]) -> "Stored":
        """Return the same rows with only these columns."""
        return Stored(self.path, tuple(columns))


Rows: TypeAlias = pa.Table | Stored
Tables: TypeAlias = Mapping[str, Rows]


def stored_tables(folder: Path) -> dict[str, Rows]:
    """Return the tables of a folder's Parquet files by name."""
    return {path.stem: Stored(path) for path in sorted(folder.glob("*.parquet"))}


def pieces(rows: Rows, most: int = PIECE_ROWS) -> Iterator[pa.Table]:
    """Yield the rows in order, `most` at a time, the last fewer; nothing for an empty table.

    Raises:
        OSError: the file is missing or broken.
    """
    if isinstance(rows, Stored):
        yield from evenly(_read(rows, most), most)
    else:
        for first in range(0, rows.num_rows, most):
            yield rows.slice(first, most).combine_chunks()


def whole(rows: Rows) -> pa.Table:
    """Return all rows at once, for tables that do not grow with the number of events, or for few of their columns."""
    return pa.concat_tables([rows.schema.empty_table(), *_read(rows, PIECE_ROWS)]) if isinstance(rows, Stored) else rows


def distinct(rows: Rows, column: str) -> pa.Array:
    """Return the distinct texts of a column."""
    found = pa.array([], pa.string())
    for piece in pieces(rows.select([column])):
        found = pc.unique(pa.concat_arrays([found, pc.unique(piece[column])]))
    return found


def in_parts(tables: Tables) -> Iterator[dict[str, pa.Table]]:
    """Yield the tables cut at the same events: a part has about `PART_CELLS` cells per table.

    Args:
        tables: tables by name, each with a column `event_id`, sorted by it if there is more than one part.

    Yields:
        At least one part, with all tables.

    Raises:
        UnsortedError: a table must be cut but is not sorted.
    """
    return one_ahead(_in_parts(tables))


def _in_parts(tables: Tables) -> Iterator[dict[str, pa.Table]]:
    ahead = {name: _Ahead(name, rows, max(PART_CELLS // len(rows.schema), 1)) for name, rows in tables.items()}
    while True:
        last = min((cut for each in ahead.values() if (cut := each.last_id()) is not None), default=None)
        yield {name: each.until(last) for name, each in ahead.items()}
        if last is None:
            return


class _Ahead:
    """A table of events while it is being cut."""

    def __init__(self, name: str, rows: Rows, most: int) -> None:
        self._name, self._most = name, most
        self._unread = pieces(rows, min(most, PIECE_ROWS))
        self._rest = rows.schema.empty_table()

    def last_id(self) -> str | None:
        """The last event whose rows a part may include; null if the remaining rows are few enough."""
        while self._rest.num_rows <= self._most and self._read_on():
            pass
        if self._rest.num_rows <= self._most:
            return None
        last: str = self._rest[EVENT_ID][self._most - 1].as_py()
        return last

    def until(self, last: str | None) -> pa.Table:
        """Return the rows of the events up to this one."""
        while (last is None or self._newest() <= last) and self._read_on():
            pass
        if last is None:
            taken, self._rest = self._rest, self._rest.slice(0, 0)
            return taken.combine_chunks()
        ids = self._rest[EVENT_ID]
        if pc.any(pc.less(ids.slice(1), ids.slice(0, max(len(ids) - 1, 0)))).as_py():
            raise UnsortedError(f"{self._name}: the rows are not sorted by {EVENT_ID}")
        count = pc.sum(pc.less_equal(ids, last)).as_py() or 0
        taken, self._rest = self._rest.slice(0, count), self._rest.slice(count)
        return taken.combine_chunks()

    def _newest(self) -> str:
        newest: str = self._rest[EVENT_ID][-1].as_py() if self._rest.num_rows else ""
        return newest

    def _read_on(self) -> bool:
        piece = next(self._unread, None)
        if piece is None:
            return False
        self._rest = pa.concat_tables([self._rest, piece])
        return True


def _read(rows: Stored, most: int) -> Iterator[pa.Table]:
    # Arrow's own read-ahead threads make long texts several times slower; callers read in a thread anyway.
    with pq.ParquetFile(rows.path, pre_buffer=False) as file:
        for batch in file.iter_batches(batch_size=most, columns=rows.columns, use_threads=False):
            yield pa.Table.from_batches([batch]).replace_schema_metadata(None)


def evenly(tables: Iterator[pa.Table], most: int) -> Iterator[pa.Table]:
    """Yield the same rows in tables of `most` rows, the last of fewer."""
    held: list[pa.Table] = []
    count = 0
    for table in tables:
        held.append(table)
        count += table.num_rows
        while count >= most:
            joined = pa.concat_tables(held)
            yield joined.slice(0, most).combine_chunks()
            held, count = [joined.slice(most)], count - most
    if count:
        yield pa.concat_tables(held).combine_chunks()
