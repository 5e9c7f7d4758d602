"""The raw store: each distinct document once, under the SHA-256 of its bytes, and the ledger of sightings.

raw/ab/abcd…       the bytes, never changed once there
origin             in the working copy of a bucket: where documents come from that the folder lacks
sightings.jsonl    one line per sighting: source, location, time and outcome
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.store.ledger import Ledger
from pipelines.ingest.store.sightings import Sighting, from_columns
from pipelines.storage.documents import document_path, fetch_documents

LEDGER = "sightings.jsonl"


class StoreError(RuntimeError):
    """The store cannot be used, or lacks a document it should hold."""


class Store:
    """A content-addressed store in one folder.

    Args:
        root: its folder; it is made when something is first put in.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._ledger = Ledger(root / LEDGER)
        self._waiting: dict[str, str] | None = None

    def put(self, raw: bytes) -> str:
        """Store the bytes and return their SHA-256; bytes that are already stored are left as they are.

        Raises:
            StoreError: the folder cannot be written to.
        """
        sha256 = hashlib.sha256(raw).hexdigest()
        path = self._path(sha256)
        try:
            if not path.exists():
                self._write(path, raw)
        except OSError as error:
            raise self._unwritable(error) from error
        return sha256

    @contextmanager
    def together(self) -> Iterator[None]:
        """Flush all documents that are stored in the block to disk at once when it ends; they are there only then.

        Waiting for the disk once rather than for each document makes storing many documents cheap.

        Raises:
            StoreError: the folder cannot be written to.
        """
        waiting = self._waiting = {}
        try:
            yield
        finally:
            self._waiting = None
        if waiting:
            os.sync()
        try:
            for temporary, path in waiting.items():
                os.rename(temporary, path)  # noqa: PTH104 - a Path for each takes longer than the renaming
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError(f"Cannot write to the store {self.root}: {error.strerror or error}.")

    def get(self, sha256: str) -> bytes:
        """Return the bytes with that SHA-256.

        Raises:
            StoreError: the store does not hold them, or holds other bytes under that name.
        """
        path = self._path(sha256)
        try:
            raw = self._read(path)
        except OSError as error:
            raise StoreError(f"The store lacks {path}. Run the job `refresh` to fetch it again.") from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise StoreError(f"{path} does not hold what its name says. Remove it and run the job `refresh`.")
        return raw

    def fetch(self, wanted: Iterable[str]) -> None:
        """Fetch those of the documents that the store lacks at once, if it is the working copy of a bucket.

        Raises:
            StorageError: the bucket cannot be used.
        """
        fetch_documents(self.root, list(wanted))

    def held(self) -> frozenset[str]:
        """Return the SHA-256 of all documents in the store's folder, which is listed, while no document is opened."""
        found: set[str] = set()
        for _, _, names in os.walk(self.root / "raw"):
            found.update(names)
        return frozenset(found)

    def __contains__(self, sha256: str) -> bool:
        """Return whether the store holds a document with that SHA-256."""
        return self._path(sha256).exists()

    def record(self, sightings: Iterable[Sighting]) -> None:
        """Append sightings to the ledger.

        Raises:
            StoreError: the ledger cannot be written to.
        """
        added = list(sightings)
        if not added:
            return
        try:
            self._ledger.add(added)
        except OSError as error:
            raise StoreError(f"Cannot write to {self._ledger.path}: {error.strerror or error}.") from error

    def sightings(self) -> tuple[Sighting, ...]:
        """Return all sightings in their order, without a line that a kill cut off.

        Raises:
            StoreError: the ledger cannot be read.
        """
        return tuple(from_columns(self.ledger()))

    def ledger(self) -> pa.Table:
        """Return the sightings as rows of `pipelines.ingest.store.sightings.SIGHTINGS`; the ledger is read once.

        Raises:
            StoreError: the ledger cannot be read.
        """
        try:
            return self._ledger.rows()
        except OSError as error:
            raise StoreError(f"Cannot read {self._ledger.path}: {error.strerror or error}.") from error

    def last_look(self) -> date | None:
        """Return the day of the last sighting, in UTC; none where nothing was seen yet.

        Raises:
            StoreError: the ledger cannot be read.
        """
        latest = pc.max(self.ledger()["time"]).as_py()
        return datetime.fromisoformat(latest).date() if latest else None

    def _path(self, sha256: str) -> Path:
        return document_path(self.root, sha256)

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            self.fetch([path.name])
            return path.read_bytes()

    def _write(self, path: Path, raw: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Named by the document, so that what a kill left is written over when the document is put in again.
        temporary = path.with_name(f".new-{path.name}")
        try:
            with temporary.open("wb") as file:
                file.write(raw)
                if self._waiting is not None:
                    self._waiting[str(temporary)] = str(path)
                    return
                file.flush()
                os.fsync(file.fileno())
            temporary.rename(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
