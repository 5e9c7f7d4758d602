"""Remembers the SHA-256 of files of folders, so that a file that nobody has touched is not read again.

A file counts as untouched if its size, inode and times (of its content, and of the inode, which no program sets) are as
they were. The marks are a cache, `files/<source>.arrow` in the store: without them all are read.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa

FOLDER = "files"
# A file that was written just before it was read may be written again within the same tick of its file system.
SETTLED = timedelta(seconds=2)
_SCHEMA = pa.schema([(name, pa.string()) for name in ("path", "mark", "sha256")])
_NANOSECONDS = 1_000_000_000

Mark = tuple[str, str]


class FileMarks:
    """The marks of files, as earlier runs left them and as this run finds them.

    Args:
        store: folder of the store.
        source_id: whose files they are.
        now: the time at which this run reads files.
    """

    def __init__(self, store: Path, source_id: str, now: datetime) -> None:
        self._path = store / FOLDER / f"{source_id}.arrow"
        self._settled = (now - SETTLED).timestamp() * _NANOSECONDS
        self._before = self._load()
        self._now: dict[str, Mark] = {}

    def known(self, path: str) -> str | None:
        """Return the SHA-256 of a file that is as it was when an earlier run read it.

        Raises:
            OSError: the file does not exist or cannot be looked at.
        """
        mark = _mark(os.stat(path))  # noqa: PTH116 - a Path for each file takes longer than the look at it
        before = self._before.get(path)
        if before is None or before[0] != mark:
            return None
        self._now[path] = before
        return before[1]

    def add(self, path: str, sha256: str) -> None:
        """Note what was read of a file, unless it was written so lately that a later change might not show.

        The file must not have changed since `known` was asked.
        """
        with suppress(OSError):
            status = os.stat(path)  # noqa: PTH116
            if max(status.st_mtime_ns, status.st_ctime_ns) < self._settled:
                self._now[path] = (_mark(status), sha256)

    def save(self) -> None:
        """Keep the marks of this run, if they differ from those of the run before."""
        if self._now == self._before:
            return
        rows = pa.table(_columns(self._now.items()), schema=_SCHEMA)
        staged = self._path.with_name(f".{self._path.name}-{os.getpid()}")
        # Only a cache: if it cannot be written, files are read again.
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with pa.ipc.new_file(str(staged), _SCHEMA) as writer:
                writer.write_table(rows)
            staged.replace(self._path)

    def _load(self) -> dict[str, Mark]:
        try:
            with pa.memory_map(str(self._path)) as file:
                rows = pa.ipc.open_file(file).read_all()
            paths, marks, digests = (rows[name].to_pylist() for name in _SCHEMA.names)
        except (OSError, pa.ArrowException, KeyError):
            return {}
        return dict(zip(paths, zip(marks, digests, strict=True), strict=True))


def _mark(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _columns(marks: Iterable[tuple[str, Mark]]) -> list[list[str]]:
    told = [(path, *mark) for path, mark in marks]
    return [[each[at] for each in told] for at in range(len(_SCHEMA))]
