"""The ledger: a line for each sighting, added at its end; beside it a copy in columns, so that few lines are parsed.

sightings.jsonl    the sightings, and what counts
sightings.arrow    those of the first so many bytes as columns; made anew where it is missing, broken or of other bytes
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from pipelines.garbage_collection import collection_paused
from pipelines.ingest.store.sightings import SIGHTINGS, Sighting, as_columns

# More lines than this behind the copy are parsed once more only.
MOST_BEHIND = 512
_LENGTH, _END = b"length", b"end"
# So many of the last bytes that a copy was made of tell whether they are this ledger's.
_END_BYTES = 65_536
_BATCH_LINES = 65_536


class Ledger:
    """A ledger in a file. One process at a time adds to it.

    Args:
        path: the file; it is made when something is first added.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: pa.Table | None = None
        self._added: list[Sighting] = []

    def add(self, sightings: Sequence[Sighting]) -> None:
        """Add sightings at the end, and wait until they are on disk.

        Raises:
            OSError: the file cannot be written to.
        """
        lines = "".join(f"{sighting.line}\n" for sighting in sightings)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab+") as file:
            file.write((self._mend(file.tell()) + lines).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if self._known is not None:
            self._added += sightings

    def rows(self) -> pa.Table:
        """All sightings in the order they were made (columns of `SIGHTINGS`); a line cut off by a kill is passed over.

        The file is read once.

        Raises:
            OSError: it cannot be read.
        """
        if self._known is None:
            self._known = self._read()
        if self._added:
            self._known = pa.concat_tables([self._known, as_columns(self._added)])
            self._added = []
        return self._known

    def _read(self) -> pa.Table:
        try:
            with self.path.open("rb") as file:
                copy = _copy_of(file, self._copy)
                file.seek(copy.length)
                behind = file.read()
        except FileNotFoundError:
            return SIGHTINGS.empty_table()
        whole = behind.rfind(b"\n") + 1
        rows = pa.concat_tables([copy.rows, *_parsed(behind[:whole])])
        if behind.count(b"\n") > MOST_BEHIND:
            # It is of use only: where it cannot be written the lines are parsed again.
            with suppress(OSError):
                _write_copy(self._copy, rows, copy.length + whole, self._end(copy.length + whole))
        return pa.concat_tables([rows, *_parsed(behind[whole:])])

    def _end(self, length: int) -> str:
        with self.path.open("rb") as file:
            return _end_of(file, length)

    @property
    def _copy(self) -> Path:
        return self.path.with_suffix(".arrow")

    def _mend(self, size: int) -> str:
        """A line end where the last line was cut off by a kill."""
        if size == 0:
            return ""
        with self.path.open("rb") as file:
            file.seek(size - 1)
            return "" if file.read(1) == b"\n" else "\n"


@dataclass(frozen=True)
class _Copy:
    """The sightings of the first `length` bytes of a ledger."""

    length: int
    rows: pa.Table


def _copy_of(ledger: BinaryIO, path: Path) -> _Copy:
    """The copy, if it is of this ledger; else one of nothing."""
    try:
        rows = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
        stated = rows.schema.metadata or {}
        length = int(stated[_LENGTH])
        rows.validate(full=True)
        is_own = rows.schema.equals(SIGHTINGS) and stated[_END].decode() == _end_of(ledger, length)
    except (OSError, pa.ArrowException, KeyError, ValueError):
        is_own = False
    return _Copy(length, rows.replace_schema_metadata()) if is_own else _Copy(0, SIGHTINGS.empty_table())


def _write_copy(path: Path, rows: pa.Table, length: int, end: str) -> None:
    schema = SIGHTINGS.with_metadata({_LENGTH: str(length), _END: end})
    # Whoever looks at a ledger may make a copy, several at once.
    temporary = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with temporary.open("wb") as file:
            with pa.ipc.new_file(file, schema) as writer:
                writer.write_table(rows.combine_chunks().cast(schema))
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)


def _end_of(ledger: BinaryIO, length: int) -> str:
    """What tells the first `length` bytes from those of other ledgers; empty where there are not so many."""
    first = max(0, length - _END_BYTES)
    ledger.seek(first)
    end = ledger.read(length - first)
    return hashlib.sha256(end).hexdigest() if len(end) == length - first else ""


def _parsed(lines: bytes) -> Iterator[pa.Table]:
    """The sightings that can be read in the lines."""
    every = lines.decode("utf-8", errors="replace").split("\n")
    for first in range(0, len(every), _BATCH_LINES):
        with collection_paused():
            yield as_columns(_sightings(every[first : first + _BATCH_LINES]))


def _sightings(lines: Iterable[str]) -> Iterator[Sighting]:
    for line in lines:
        try:
            yield Sighting(**json.loads(line))
        except (ValueError, TypeError):
            continue
