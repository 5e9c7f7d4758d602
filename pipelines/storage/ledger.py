"""The ledger in a bucket: one object for each run that added sightings, named by where in the ledger it begins.

store/sightings/000000000000000.jsonl   the first lines
store/sightings/000000000012345.jsonl   those that follow its 12,345 bytes

Each is created, never replaced: of two writers that would add lines at the same place, one gets an error.
"""

import mmap
import re
import shutil
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from pipelines.storage.bucket import Bucket, Listed, each
from pipelines.storage.documents import push_documents
from pipelines.storage.errors import StorageError
from pipelines.storage.lease import Lease
from pipelines.storage.state import State

PREFIX = "store/sightings/"
FILE = "sightings.jsonl"
_DOCUMENT = re.compile(rb'"sha256": "([0-9a-f]{64})"')


class LedgerSegments:
    """The ledger of a bucket and of its working copy.

    Args:
        bucket: the bucket.
        store: the local folder of the store.
        state: of the working copy.
    """

    def __init__(self, bucket: Bucket, store: Path, state: State) -> None:
        self._bucket = bucket
        self._store = store
        self._state = state

    def fetch(self) -> None:
        """Make the local ledger that of the bucket; what it has already is not fetched again.

        Raises:
            StorageError: the bucket cannot be used, or a part of its ledger is missing.
        """
        listed = self._bucket.listed(PREFIX)
        self._check(listed)
        held = self._held(listed)
        self._cut(held)
        self._append(listed[held:])
        self._state.segments = [(segment.key, segment.size) for segment in listed]
        self._state.save()

    def push(self, lease: Lease) -> None:
        """Write the lines that were added, after the documents that they name.

        Raises:
            ChangedError: somebody else has added lines.
            StorageError: the bucket cannot be used, or the lock was lost.
        """
        known = self._known_bytes
        if self._size <= known:
            return
        push_documents(self._bucket, self._store, self._new_documents(known))
        lease.check()
        added = self._file.with_name(f".{FILE}-added")
        key = f"{PREFIX}{known:015d}.jsonl"
        try:
            with self._file.open("rb") as ledger, added.open("wb") as file:
                ledger.seek(known)
                shutil.copyfileobj(ledger, file)
            self._bucket.create(key, added)
            self._state.segments.append((key, added.stat().st_size))
        finally:
            added.unlink(missing_ok=True)
        self._state.save()

    @property
    def _file(self) -> Path:
        return self._store / FILE

    @property
    def _size(self) -> int:
        return self._file.stat().st_size if self._file.is_file() else 0

    @property
    def _known_bytes(self) -> int:
        return sum(size for _, size in self._state.segments)

    def _check(self, listed: Sequence[Listed]) -> None:
        starts = accumulate((segment.size for segment in listed), initial=0)
        for segment, start in zip(listed, starts, strict=False):
            if segment.key != f"{PREFIX}{start:015d}.jsonl":
                raise StorageError(
                    f"The ledger in {self._bucket.address.join(PREFIX)} lacks what stood before {segment.key}. Restore "
                    "that object from a back-up."
                )

    def _held(self, listed: Sequence[Listed]) -> int:
        """Return how many segments the local ledger begins with."""
        same = [(segment.key, segment.size) for segment in listed[: len(self._state.segments)]] == self._state.segments
        return len(self._state.segments) if same and self._size >= self._known_bytes else 0

    def _cut(self, held: int) -> None:
        """Remove the lines that a run left which did not come to write them to the bucket."""
        size = sum(size for _, size in self._state.segments[:held])
        if self._size > size:
            with self._file.open("rb+") as ledger:
                ledger.truncate(size)

    def _append(self, segments: Sequence[Listed]) -> None:
        if not segments:
            return
        self._store.mkdir(parents=True, exist_ok=True)
        parts = [self._store / f".{segment.key.rsplit('/', 1)[1]}" for segment in segments]
        try:
            each(zip(segments, parts, strict=True), lambda pair: self._bucket.download(pair[0].key, pair[1]))
            with self._file.open("ab") as ledger:
                for part in parts:
                    with part.open("rb") as file:
                        shutil.copyfileobj(file, ledger)
        finally:
            for part in parts:
                part.unlink(missing_ok=True)

    def _new_documents(self, known: int) -> set[str]:
        """Return the documents that only the lines behind `known` bytes name."""
        with self._file.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as ledger:
            new = {match[1].decode() for match in _DOCUMENT.finditer(ledger, known)}
            if new:
                for match in _DOCUMENT.finditer(ledger, 0, known):
                    new.discard(match[1].decode())
            return new
