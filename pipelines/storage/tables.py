"""The stages' tables in a bucket: files named by their content, and one list of those that are current.

work/tables.json                       path, key, size and SHA-256 of each file; replaced on condition, after the files
work/ingest/entries.0123456789abcdef.parquet   a file, never changed
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pipelines.storage.bucket import Bucket, each, file_digest
from pipelines.storage.errors import ChangedError, MissingError, StorageError
from pipelines.storage.lease import Lease
from pipelines.storage.state import FileMark, State

if TYPE_CHECKING:
    from obstore import UpdateVersion

LISTING = "work/tables.json"
PREFIX = "work/"
# Made again from the sources' reference tables by each run.
LOCAL_ONLY = "reference"
TRIES = 3


@dataclass(frozen=True)
class Stored:
    """A file of a stage, and the object that holds it."""

    path: str
    key: str
    size: int
    sha256: str


class StageTables:
    """The stages' tables of a bucket and of its working copy.

    Args:
        bucket: the bucket.
        folder: the local folder of the stages' tables.
        state: of the working copy.
    """

    def __init__(self, bucket: Bucket, folder: Path, state: State) -> None:
        self._bucket = bucket
        self._folder = folder
        self._state = state
        self._current: dict[str, Stored] = {}
        self._version: UpdateVersion | None = None

    def fetch(self) -> None:
        """Make the local tables those of the bucket; files that are the same already stay.

        Raises:
            StorageError: the bucket cannot be used, or was written to all the time.
        """
        for _ in range(TRIES):
            self._read_listing()
            try:
                each(self._outdated(), self._fetch)
            except (ChangedError, MissingError):
                # Replaced by a run in between, which lists other files by now.
                continue
            finally:
                self._state.save()
            self._remove_others()
            return
        raise StorageError(
            f"The tables in {self._bucket.address.join(PREFIX)} differ from {LISTING}, or changed while they were "
            "read. Run again once no run writes to them."
        )

    def push(self, lease: Lease) -> None:
        """Write the local files that are new or changed, then the list of all, and delete those that were replaced.

        Raises:
            ChangedError: somebody else has replaced the list.
            StorageError: the bucket cannot be used, or the lock was lost.
        """
        wanted = {path: self._stored(path) for path in self._local()}
        if wanted == self._current:
            return
        held = {stored.key for stored in self._current.values()}
        new = {stored.key: stored for stored in wanted.values() if stored.key not in held}
        each(new.values(), lambda stored: self._bucket.create(stored.key, self._folder / stored.path))
        lease.check()
        listing = {"tables": [asdict(stored) for stored in wanted.values()]}
        self._version = self._bucket.replace(LISTING, json.dumps(listing, indent=1).encode(), self._version)
        self._current = wanted
        self._state.save()
        self.delete_others()

    def delete_others(self) -> None:
        """Delete the files that were replaced, also those that a killed run did not come to delete.

        Raises:
            StorageError: the bucket cannot be used.
        """
        kept = {LISTING, *(stored.key for stored in self._current.values())}
        self._bucket.delete([found.key for found in self._bucket.listed(PREFIX) if found.key not in kept])

    def key_of(self, path: str) -> str | None:
        """Return the key of the object that holds a stage's file, such as `ingest/entries.parquet`, if there is one."""
        stored = self._current.get(path)
        return stored.key if stored else None

    def _read_listing(self) -> None:
        held = self._bucket.read(LISTING)
        self._version = held.version if held else None
        try:
            rows = json.loads(held.content)["tables"] if held else []
            self._current = {row["path"]: Stored(**row) for row in rows}
        except (ValueError, KeyError, TypeError) as error:
            place = self._bucket.address.join(LISTING)
            raise StorageError(
                f"Cannot read {place} ({error}). Delete it: a run then makes all tables again."
            ) from error

    def _outdated(self) -> list[Stored]:
        marks = self._state.tables
        return [
            stored
            for path, stored in self._current.items()
            if not (path in marks and marks[path].sha256 == stored.sha256 and marks[path].fits(self._folder / path))
        ]

    def _fetch(self, stored: Stored) -> None:
        path = self._folder / stored.path
        self._bucket.download(stored.key, path, stored.sha256)
        self._state.tables[stored.path] = FileMark.of(path, stored.sha256)

    def _stored(self, path: str) -> Stored:
        file, mark = self._folder / path, self._state.tables.get(path)
        if mark is None or not mark.fits(file):
            mark = self._state.tables[path] = FileMark.of(file, file_digest(file))
        name = PurePosixPath(path)
        key = f"{PREFIX}{name.parent}/{name.stem}.{mark.sha256[:16]}{name.suffix}"
        return Stored(path, key, mark.size, mark.sha256)

    def _local(self) -> Iterator[str]:
        """Yield the local files of all stages, but none of those that a run is about to write."""
        for stage in self._stages():
            files = (path for path in sorted(stage.rglob("*")) if path.is_file() and not path.name.startswith("."))
            yield from (path.relative_to(self._folder).as_posix() for path in files)

    def _stages(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        folders = sorted(path for path in self._folder.iterdir() if path.is_dir())
        return [path for path in folders if path.name != LOCAL_ONLY and not path.name.startswith(".")]

    def _remove_others(self) -> None:
        """Remove what a run left that did not come to write it to the bucket."""
        for path in [*self._local()]:
            if path not in self._current:
                (self._folder / path).unlink()
                self._state.tables.pop(path, None)
        for stage in self._stages():
            if not any(stage.iterdir()):
                shutil.rmtree(stage)
