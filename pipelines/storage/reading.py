"""Releases of a bucket for commands and other readers, fetched into a folder; no lock is taken."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.publish.versions import LATEST, LISTING, MANIFEST
from pipelines.storage.address import Address
from pipelines.storage.bucket import Bucket
from pipelines.storage.errors import StorageError
from pipelines.storage.releases import PREFIX, Pointer, fetch_release
from pipelines.storage.working_copy import opened

# Files of releases that are read one by one; beside the working copy's releases, which are complete.
READ = "read"


@contextmanager
def local_release(release: str | Path) -> Iterator[Path]:
    """Yield the folder of a release: the one that is named, or a temporary one with what is at an address.

    Args:
        release: a folder, or an address such as `s3://bucket/prefix/releases/latest`.

    Raises:
        StorageError: the bucket cannot be used, or there is no such release.
    """
    address = Address.parse(release)
    if address is None:
        yield Path(release)
        return
    bucket, pointer, version = _found(address)
    with TemporaryDirectory(prefix="release-") as folder:
        fetched = Path(folder) / version
        fetch_release(bucket, version, fetched)
        (Path(folder) / LISTING).write_bytes(pointer.content)
        # By their manifests, loading recognises the releases before it.
        for other in pointer.listed.keys() - {version}:
            bucket.download(f"{PREFIX}{other}/{MANIFEST}", Path(folder) / other / MANIFEST)
        yield fetched


@contextmanager
def local_data(data: str | Path) -> Iterator[Path]:
    """Yield a data folder to read the stages' tables and the last release in; that of an address is fetched before.

    Raises:
        StorageError: the bucket cannot be used.
    """
    folder = opened(data)
    if Address.parse(data) is None:
        yield folder.workspace.data
        return
    with folder.workspace.locked():
        yield folder.with_releases().data


def release_file(release: Address, path: str) -> Path:
    """Return the local copy of one file of a release, which is fetched only once.

    Args:
        release: its address, such as `s3://bucket/prefix/releases/latest`.
        path: of the file within it, such as `parquet/events.parquet`.

    Raises:
        MissingError: there is no such file.
        StorageError: the bucket cannot be used, or there is no such release.
    """
    bucket, pointer, version = _found(release)
    # By content too, as a bucket may have been emptied and filled again.
    file = bucket.address.working_copy / READ / pointer.listed[version][:16] / version / path
    if not file.is_file():
        bucket.download(f"{PREFIX}{version}/{path}", file)
    return file


def _found(release: Address) -> tuple[Bucket, Pointer, str]:
    data, _, named = release.text.rpartition(f"/{PREFIX}")
    if not data or "/" in named:
        raise StorageError(f"{release} names no release. Write it as s3://bucket/prefix/{PREFIX}{LATEST}.")
    bucket = Bucket(Address(data))
    pointer = Pointer.read(bucket)
    version = pointer.latest if named == LATEST else named
    if version not in pointer.listed:
        held = ", ".join(pointer.listed) or "none: run the job `refresh`"
        raise StorageError(f"There is no release {named} at {bucket.address}. There are {held}.")
    return bucket, pointer, version
