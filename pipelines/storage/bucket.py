"""Objects under an address: read, written on conditions, copied from and to files; errors are sentences."""

import hashlib
import mmap
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pipelines.storage.address import Address
from pipelines.storage.connection import opened, sentence
from pipelines.storage.errors import ChangedError, MissingError, UnreachableError

if TYPE_CHECKING:
    from obstore import ObjectMeta, PutMode, PutResult, UpdateVersion

# Requests that are under way at once.
CONCURRENCY = 8
BATCH = 1_024
# Bytes that are read at once; the library's own default takes ten times the memory.
CHUNK = 1_048_576
# A write whose answer got lost is tried again after these pauses, once it is known that it did not take place.
PAUSES = (0.2, 1.0, 3.0)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Held:
    """An object's content, and its version, by which a later write notices a change."""

    content: bytes
    version: "UpdateVersion"


@dataclass(frozen=True)
class Listed:
    """An object in a listing: its key and its size in bytes."""

    key: str
    size: int


class Bucket:
    """The objects under an address.

    Raises:
        StorageError: the library for object stores is missing, or the address cannot be used.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self._store = opened(address)
        self._quotes_etags = True

    def read(self, key: str) -> Held | None:
        """Return an object; none if it does not exist.

        Raises:
            StorageError: the bucket does not exist, refuses or does not answer.
        """
        try:
            with self._errors("read", key):
                found = self._store.get(key)
                return Held(bytes(found.bytes()), _version(found.meta))
        except MissingError:
            return None

    def replace(self, key: str, content: bytes, version: "UpdateVersion | None") -> "UpdateVersion":
        """Write a small object, provided that it still has that version; return its new one.

        Args:
            key: the object.
            content: what it holds afterwards.
            version: as it was read or written before; none if the object must not exist yet.

        Raises:
            ChangedError: somebody else has written it.
            StorageError: the bucket does not exist, refuses or does not answer.
        """
        for pause in (*PAUSES, None):
            try:
                return self._replace(key, content, version)
            except (ChangedError, UnreachableError) as error:
                # The answer to a write that took place may have got lost.
                now = self.read(key)
                if now is not None and now.content == content:
                    return now.version
                is_misjudged = isinstance(error, ChangedError) and now is not None and now.version == version
                if is_misjudged and self._quotes_etags:
                    # Ceph compares with the ETag without the quotes in which it gives it.
                    self._quotes_etags = False
                    continue
                if isinstance(error, ChangedError) or pause is None:
                    raise
                time.sleep(pause)
        raise AssertionError("unreachable")

    def _replace(self, key: str, content: bytes, version: "UpdateVersion | None") -> "UpdateVersion":
        with self._errors("write", key):
            # Folders have no such condition: one writer alone uses them.
            is_folder = self.address.scheme == "file"
            mode: PutMode = "create" if version is None else "overwrite" if is_folder else self._condition(version)
            return _version(self._store.put(key, content, mode=mode, use_multipart=False))

    def _condition(self, version: "UpdateVersion") -> "UpdateVersion":
        e_tag = version.get("e_tag")
        return version if self._quotes_etags or e_tag is None else {**version, "e_tag": e_tag.strip('"')}

    def create(self, key: str, path: Path) -> None:
        """Write a file as a new object, without reading all of it into memory.

        An object with the same content may exist already.

        Raises:
            ChangedError: another object of that name exists.
            StorageError: the bucket does not exist, refuses or does not answer.
        """
        for pause in (*PAUSES, None):
            try:
                with _mapped(path) as content, self._errors("write", key):
                    self._store.put(key, content, mode="create", use_multipart=False)
                return
            except ChangedError:
                if not self._holds(key, path):
                    raise
                return
            except UnreachableError:
                if pause is None:
                    raise
                time.sleep(pause)

    def _holds(self, key: str, path: Path) -> bool:
        with self._errors("read", key):
            found = self._store.get(key)
            if found.meta["size"] != path.stat().st_size:
                return False
            return _digest(found.stream(CHUNK)) == file_digest(path)

    def download(self, key: str, path: Path, sha256: str | None = None) -> None:
        """Write an object to a file, which has its name only once it is complete.

        Args:
            key: the object.
            path: the file.
            sha256: of its content, if that is known.

        Raises:
            MissingError: there is no such object.
            ChangedError: it does not have that SHA-256.
            StorageError: the bucket does not exist, refuses or does not answer.
            OSError: the file cannot be written.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = path.with_name(f".fetched-{path.name}")
        digest = hashlib.sha256()
        with self._errors("read", key):
            pieces = self._store.get(key).stream(CHUNK)
        try:
            with staged.open("wb") as file:
                for piece in self._pieces(pieces, key):
                    digest.update(piece)
                    file.write(piece)
            if sha256 is not None and digest.hexdigest() != sha256:
                raise ChangedError(
                    f"{self.address.join(key)} is not what it was when it was written. Run again; if it stays so, "
                    "restore it from a back-up."
                )
            staged.replace(path)
        finally:
            staged.unlink(missing_ok=True)

    def _pieces(self, stream: Iterable[Any], key: str) -> Iterator[Any]:
        with self._errors("read", key):
            yield from stream

    def listed(self, prefix: str) -> list[Listed]:
        """Return the objects under a prefix, which ends with a slash, sorted by key.

        Raises:
            StorageError: the bucket does not exist, refuses or does not answer.
        """
        with self._errors("list", prefix):
            found = [Listed(each["path"], each["size"]) for batch in self._store.list(prefix) for each in batch]
        return sorted(found, key=lambda each: each.key)

    def folders(self, prefix: str) -> list[str]:
        """Return the names directly under a prefix, which ends with a slash, that have objects under them.

        Raises:
            StorageError: the bucket does not exist, refuses or does not answer.
        """
        with self._errors("list", prefix):
            found = self._store.list_with_delimiter(prefix)["common_prefixes"]
        return sorted(path.rsplit("/", 1)[-1] for path in found)

    def delete(self, keys: Collection[str]) -> None:
        """Delete objects.

        Raises:
            StorageError: the bucket does not exist, refuses or does not answer.
        """
        if keys:
            with self._errors("delete", sorted(keys)[0]):
                self._store.delete(sorted(keys))

    @contextmanager
    def _errors(self, action: str, key: str) -> Iterator[None]:
        from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError

        try:
            yield
        except (AlreadyExistsError, PreconditionError) as error:
            raise ChangedError(f"{self.address.join(key)} was written by somebody else.") from error
        except (BaseError, FileNotFoundError, PermissionError) as error:
            raise sentence(error, action, self.address, key) from error


def each(items: Iterable[Item], work: Callable[[Item], object]) -> None:
    """Do the work for each item, with several requests under way; the first error ends it."""
    left = iter(items)
    with ThreadPoolExecutor(CONCURRENCY) as pool:
        # There may be more items than futures fit into memory.
        while some := list(islice(left, BATCH)):
            futures = [pool.submit(work, item) for item in some]
            try:
                for future in futures:
                    future.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _version(stated: "ObjectMeta | PutResult") -> "UpdateVersion":
    # A key without a value is refused as a condition.
    version: UpdateVersion = {"e_tag": stated["e_tag"]}
    if stated["version"] is not None:
        version["version"] = stated["version"]
    return version


def _digest(pieces: Iterable[Any]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


@contextmanager
def _mapped(path: Path) -> Iterator[Any]:
    """Yield a file's content without holding it in memory, as one request needs it whole."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            yield b""
            return
        # Not closed but dropped: the library may still hold on to it for a moment.
        yield mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
