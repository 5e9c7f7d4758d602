"""Stored documents in a bucket: immutable objects under their SHA-256, fetched only when one is read.

A working copy's store has the file `origin`, which holds the bucket's address: documents that the store lacks are
fetched from there, also by other processes that work on the same folder.
"""

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from pipelines.storage.address import Address
from pipelines.storage.bucket import Bucket, each
from pipelines.storage.errors import MissingError

PREFIX = "store/raw/"
ORIGIN = "origin"


def write_origin(store: Path, address: Address) -> None:
    """Note in a store where the documents come from that it lacks.

    Raises:
        OSError: the folder cannot be written to.
    """
    path = store / ORIGIN
    if not path.is_file() or path.read_text(encoding="utf-8") != str(address):
        store.mkdir(parents=True, exist_ok=True)
        path.write_text(str(address), encoding="utf-8")


def document_path(store: Path, sha256: str) -> Path:
    """Return the file of a document in a store."""
    return store / "raw" / sha256[:2] / sha256


def fetch_documents(store: Path, wanted: Collection[str]) -> None:
    """Fetch documents that the store lacks, if its folder is the working copy of a bucket that has them.

    Args:
        store: folder of the store.
        wanted: their SHA-256.

    Raises:
        StorageError: the bucket cannot be used.
    """
    origin = store / ORIGIN
    if origin.is_file():
        bucket = _bucket(origin.read_text(encoding="utf-8"))
        lacking = (sha256 for sha256 in wanted if not document_path(store, sha256).exists())
        each(lacking, lambda sha256: _fetch(bucket, store, sha256))


def push_documents(bucket: Bucket, store: Path, new: Collection[str]) -> None:
    """Write documents to the bucket; those that it has stay as they are.

    Raises:
        StorageError: the bucket cannot be used.
    """
    each(sorted(new), lambda sha256: bucket.create(_key(sha256), document_path(store, sha256)))


def _fetch(bucket: Bucket, store: Path, sha256: str) -> None:
    try:
        bucket.download(_key(sha256), document_path(store, sha256), sha256)
    except MissingError:
        # The store says what it lacks, and what to do.
        return


def _key(sha256: str) -> str:
    return f"{PREFIX}{sha256[:2]}/{sha256}"


@lru_cache(maxsize=1)
def _bucket(address: str) -> Bucket:
    return Bucket(Address(address))
