"""Parts: ranges of ids in which a stage's rows are computed, kept and put together again.

Ids of events and of bulletins are evenly spread digits, so that ranges of them hold about as many rows each, and the
parts' rows end to end are the whole table's rows, sorted.
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

# More rows in a part cost memory, fewer cost files.
PART_ROWS = 16_384
EVENT_ID, BULLETIN_ID = "event_id", "bulletin_id"
ID_PREFIXES = {EVENT_ID: "evt_", BULLETIN_ID: "bul_"}
ID_DIGITS = 4
UNFINISHED = ".tmp"


@dataclass(frozen=True)
class Part:
    """Ids from `lower` on and below `upper`; null is no bound. `name` sorts as the ids do, which stand in `column`."""

    name: str
    lower: str | None = None
    upper: str | None = None
    column: str = EVENT_ID

    def rows(self, path: Path) -> pa.Table:
        """The part's rows of a Parquet file with the ids' column; row groups of other parts are not read.

        Raises:
            OSError: the file is missing or broken.
        """
        return ds.dataset(path, format="parquet").to_table(filter=self._filter())

    def of(self, rows: pa.Table) -> pa.Table:
        """The part's rows of a table with the ids' column."""
        bounds = self._filter()
        return rows if bounds is None else rows.filter(bounds)

    def _filter(self) -> pc.Expression | None:
        bounds = [] if self.lower is None else [pc.field(self.column) >= self.lower]
        bounds += [] if self.upper is None else [pc.field(self.column) < self.upper]
        return None if not bounds else bounds[0] if len(bounds) == 1 else bounds[0] & bounds[1]


def cut_parts(rows: int, part_rows: int = PART_ROWS, column: str = EVENT_ID) -> tuple[Part, ...]:
    """Ranges of ids, a power of two of them, that hold about `part_rows` rows at most when there are `rows` in all."""
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
    """Finished parts: a folder for each, in it a Parquet file for each table; a kill leaves a part whole or none."""

    path: Path

    def holds(self, part: Part) -> bool:
        """Whether the part is finished."""
        return (self.path / part.name).is_dir()

    def read(self, part: Part, table: str) -> pa.Table:
        """A table of a finished part."""
        return pq.ParquetFile(self._file(part, table)).read()

    def write(self, part: Part, tables: Mapping[str, pa.Table]) -> None:
        """Write the part's tables, all at once."""
        # Two processes may be at the same part when one of them was given up as lost.
        staging = self.path / f"{part.name}.{os.getpid()}{UNFINISHED}"
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        for name, rows in tables.items():
            pq.write_table(rows, staging / f"{name}.parquet", compression="lz4")
        final = self.path / part.name
        shutil.rmtree(final, ignore_errors=True)
        staging.rename(final)

    def keep_only(self, parts: Sequence[Part]) -> None:
        """Remove everything that is not one of these parts, finished."""
        names = {part.name for part in parts}
        for path in self.path.glob("*"):
            if path.name not in names:
                shutil.rmtree(path, ignore_errors=True)

    def clear(self) -> None:
        """Remove the folder with all parts."""
        shutil.rmtree(self.path, ignore_errors=True)

    def join(self, parts: Sequence[Part], tables: Sequence[str], target: Path) -> None:
        """Write each table's parts end to end into one file of `target`, holding one part in memory at a time."""
        for name in tables:
            pieces = self._pieces(parts, name)
            first = next(pieces)
            with pq.ParquetWriter(target / f"{name}.parquet", first.schema, compression="lz4") as writer:
                writer.write_table(first)
                for piece in pieces:
                    writer.write_table(piece)

    def _pieces(self, parts: Sequence[Part], table: str) -> Iterator[pa.Table]:
        return (self.read(part, table) for part in parts)

    def _file(self, part: Part, table: str) -> Path:
        return self.path / part.name / f"{table}.parquet"
