"""The raw store: every distinct document once, under the SHA-256 of its bytes, and a ledger of sightings.

raw/ab/abcd…       the bytes, never changed once there
sightings.jsonl    one line a sighting: which source, where, when, with what outcome
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path

STORED = "stored"
GONE = "gone"
FAILED = "failed"
# Of sites only. What was got holds nothing new, or is as it was; it cannot be trusted; the site cannot be reached now.
NOTHING_NEW = "nothing new"
UNCHANGED = "unchanged"
DRIFTED = "drifted"
UNREACHABLE = "unreachable"
# A channel's pages were looked through to their end, or only up to a location.
WALKED = "walked"
BROKEN_OFF = "broken off"
# An entry is no longer where it was, or is there again.
LEFT = "left"
BACK = "back"


class StoreError(RuntimeError):
    """The store cannot be used, or lacks a document it should hold."""


@dataclass(frozen=True)
class Sighting:
    """That a source's location was looked at: `sha256` is null where nothing was got.

    Args:
        source_id: the source.
        location: where: a path relative to the sources file, or an address.
        time: when, ISO 8601 in UTC.
        status: what came of it, one of this module's constants.
        sha256: of the bytes that are there now, where there are any.
        headers: those of the server's answer that a later request or reading needs.
        address: where redirects led.
        channel: which of its source's locations it was found by.
        role: `page` or `article`, of what was fetched.
        reason: why nothing of use was got.
        expected: how many entries would have been usual, where a document cannot be trusted.
        entry: the event whose entry left or came back.
    """

    source_id: str
    location: str
    time: str
    status: str
    sha256: str | None
    headers: dict[str, str] = field(default_factory=dict)
    address: str | None = None
    channel: str = ""
    role: str = ""
    reason: str = ""
    expected: int = 0
    entry: str | None = None

    @property
    def line(self) -> str:
        """The sighting as JSON, without what it does not state."""
        values = ((each, getattr(self, each)) for each in _FIELDS)
        stated = {name: value for name, value in values if value or name in ("sha256", "headers")}
        return json.dumps(stated, ensure_ascii=False, sort_keys=True)


_FIELDS = tuple(each.name for each in fields(Sighting))


class Store:
    """A content-addressed store in one folder.

    Args:
        root: its folder; it is made when something is first put in.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._ledger = root / "sightings.jsonl"
        self._known: list[Sighting] | None = None
        self._waiting: dict[str, str] | None = None

    def put(self, raw: bytes) -> str:
        """Keep the bytes, and give their SHA-256; bytes kept before are left as they are.

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
        """What is put in meanwhile is waited for together, at the end, and only then is there.

        To wait for the disk once rather than for each document is what makes many documents cheap.

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
        return StoreError(f"cannot write to the store {self.root}: {error.strerror or error}")

    def get(self, sha256: str) -> bytes:
        """The bytes of that SHA-256.

        Raises:
            StoreError: the store does not hold them, or holds other bytes under that name.
        """
        path = self._path(sha256)
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise StoreError(f"the store lacks {path}; run the job `refresh` to fetch it anew") from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise StoreError(f"{path} does not hold what its name says; remove it and run the job `refresh`")
        return raw

    def __contains__(self, sha256: str) -> bool:
        """Whether the store holds a document of that SHA-256."""
        return self._path(sha256).exists()

    def record(self, sightings: Iterable[Sighting]) -> None:
        """Add sightings at the ledger's end.

        Raises:
            StoreError: the ledger cannot be written to.
        """
        added = list(sightings)
        if not added:
            return
        lines = [f"{sighting.line}\n" for sighting in added]
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with self._ledger.open("ab+") as file:
                file.write((self._mend(file.tell()) + "".join(lines)).encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StoreError(f"cannot write to {self._ledger}: {error.strerror or error}") from error
        if self._known is not None:
            self._known += added

    def sightings(self) -> tuple[Sighting, ...]:
        """All sightings in the order they were made; a line cut off by a kill is passed over.

        The ledger is read once; one process at a time adds to it.

        Raises:
            StoreError: the ledger cannot be read.
        """
        if self._known is None:
            self._known = list(self._read_ledger())
        return tuple(self._known)

    def _read_ledger(self) -> Iterator[Sighting]:
        try:
            lines = self._ledger.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreError(f"cannot read {self._ledger}: {error.strerror or error}") from error
        for line in lines:
            try:
                yield Sighting(**json.loads(line))
            except (ValueError, TypeError):
                continue

    def last_sightings(self) -> dict[tuple[str, str], Sighting]:
        """The newest sighting of each source and location."""
        return {(sighting.source_id, sighting.location): sighting for sighting in self.sightings()}

    def _path(self, sha256: str) -> Path:
        return self.root / "raw" / sha256[:2] / sha256

    def _mend(self, size: int) -> str:
        """A line end where the ledger's last line was cut off by a kill."""
        if size == 0:
            return ""
        with self._ledger.open("rb") as file:
            file.seek(size - 1)
            return "" if file.read(1) == b"\n" else "\n"

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
