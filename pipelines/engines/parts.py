"""Parts: ranges of ids in which a stage's rows are computed, stored and joined again.

Ids of events and bulletins are evenly distributed digits, so that ranges of them hold about the same number of
rows, and the concatenated parts are the whole table, sorted.
"""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

# More rows per part cost memory, fewer cost files.
PART_ROWS = 16_384
EVENT_ID, BULLETIN_ID = "event_id", "bulletin_id"
ID_PREFIXES = {EVENT_ID: "evt_", BULLETIN_ID: "bul_"}
ID_DIGITS = 4
UNFINISHED = ".tmp"


@dataclass(frozen=True)
class Part:
    """Ids from `lower` up to but excluding `upper`; null means no bound. `name` sorts like the ids in `column`."""

    name: str
    lower: str | None = None
    upper: str | None = None
    column: str = EVENT_ID

    def rows(self, path: Path) -> pa.Table:
        """Return the part's rows of a Parquet file that has the ids' column; row groups of other parts are not read.

        Raises:
            OSError: the file is missing or broken.
        """
        return ds.dataset(path, format="parquet").to_table(filter=self._filter())

    def of(self, rows: pa.Table) -> pa.Table:
        """Return the part's rows of a table that has the ids' column."""
        bounds = self._filter()
        return rows if bounds is None else rows.filter(bounds)

    def _filter(self) -> pc.Expression | None:
        bounds = [] if self.lower is None else [pc.field(self.column) >= self.lower]
        bounds += [] if self.upper is None else [pc.field(self.column) < self.upper]
        return None if not bounds else bounds[0] if len(bounds) == 1 else bounds[0] & bounds[1]


def cut_parts(rows: int, part_rows: int = PART_ROWS, column: str = EVENT_ID) -> tuple[Part, ...]:
    """Return ranges of ids (a power of two) with about `part_rows` rows at most, given `rows` rows in all."""
    count = 1
    while rows > count * part_rows and count < 16**ID_DIGITS:
        count *= 2
    step = 16**ID_DIGITS // count
    bounds = [None, *(f"{ID_PREFIXES[column]}{number * step:0{ID_DIGITS}x}" for number in range(1, count)), None]
    return tuple(
        Part(f"{number:05d}-of-{count:05d}", lower, upper, column)
        for number, (lower, upper) in enumerate(pairwise(bounds))
    )


@dataclass(frozen=True)
class PartFolder:
    """Finished parts: a folder each, with a Parquet file per table; a part is complete or absent, even after a kill."""

    path: Path

    def holds(self, part: Part, table: str | None = None) -> bool:
        """Return whether the part is finished, or whether it was finished with that table."""
        return (self.path / part.name).is_dir() if table is None else self._file(part, table).is_file()

    def read(self, part: Part, table: str) -> pa.Table:
        """Return a table of a finished part."""
        return pq.ParquetFile(self._file(part, table)).read()

    def write(self, part: Part, tables: Mapping[str, pa.Table]) -> None:
        """Write the part's tables atomically."""
        # Two processes may write the same part if one of them was given up as lost.
        staging = self.path / f"{part.name}.{os.getpid()}{UNFINISHED}"
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        for name, rows in tables.items():
            pq.write_table(rows, staging / f"{name}.parquet", compression="lz4")
        final = self.path / part.name
        shutil.rmtree(final, ignore_errors=True)
        staging.rename(final)

    def keep_only(self, parts: Sequence[Part]) -> None:
        """Remove everything but these parts, if finished."""
        names = {part.name for part in parts}
        for path in self.path.glob("*"):
            if path.name not in names:
                shutil.rmtree(path, ignore_errors=True)

    def clear(self) -> None:
        """Remove the folder with all parts."""
        shutil.rmtree(self.path, ignore_errors=True)

    def join(self, parts: Sequence[Part], tables: Sequence[str], target: Path, before: Path | None = None) -> None:
        """Write each table's parts in order into one file of `target`, with one part in memory at a time.

        Args:
            parts: all parts, finished.
            tables: names of the tables.
            target: folder of the files.
            before: folder of earlier such files, for parts that were finished without a table as it is the same there.
        """
        for name in tables:
            pieces = self._pieces(parts, name, before)
            first = next(pieces)
            with pq.ParquetWriter(target / f"{name}.parquet", first.schema, compression="lz4") as writer:
                writer.write_table(first)
                for piece in pieces:
                    writer.write_table(piece.cast(first.schema))

    def _pieces(self, parts: Sequence[Part], table: str, before: Path | None) -> Iterator[pa.Table]:
        for part in parts:
            if before is None or self.holds(part, table):
                yield self.read(part, table)
            else:
                yield part.rows(before / f"{table}.parquet")

    def _file(self, part: Part, table: str) -> Path:
        return self.path / part.name / f"{table}.parquet"
