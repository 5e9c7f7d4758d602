"""The ledger of sightings: an append-only file, and a copy of it in columns that saves parsing.

sightings.jsonl    one line for each sighting; authoritative
sightings.arrow    the sightings of its first bytes as columns; rebuilt if it is missing, broken or of another ledger
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

# The copy is rewritten once more lines than this are not in it.
MOST_BEHIND = 512
_LENGTH, _END = b"length", b"end"
# A copy belongs to a ledger if this number of the last bytes that it covers are the same.
_END_BYTES = 65_536
_BATCH_LINES = 65_536


class Ledger:
    """A ledger in a file, which only one process at a time may add to.

    Args:
        path: the file; it is made when something is first added.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: pa.Table | None = None
        self._added: list[Sighting] = []

    def add(self, sightings: Sequence[Sighting]) -> None:
        """Append sightings and wait until they are on disk.

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
        """Return all sightings in their order (columns of `SIGHTINGS`), without a line that a kill cut off.

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
            # Only a cache: if it cannot be written, the lines are parsed again.
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
        """Return a line end if a kill cut off the last line."""
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
    """Return the copy if it belongs to this ledger, else an empty one."""
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
    # Several processes may write a copy at once.
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
    """Return a digest of the end of the first `length` bytes; empty if the ledger is shorter."""
    first = max(0, length - _END_BYTES)
    ledger.seek(first)
    end = ledger.read(length - first)
    return hashlib.sha256(end).hexdigest() if len(end) == length - first else ""


def _parsed(lines: bytes) -> Iterator[pa.Table]:
    """Yield the sightings of the lines that can be parsed."""
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
