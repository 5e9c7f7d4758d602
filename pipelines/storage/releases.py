"""Releases in a bucket: files that are created and never replaced, and `releases.json`, the pointer, replaced last.

releases/releases.json       names the releases and the last of them; replaced on condition
releases/2018.06.1/...       a release; one that the pointer does not name is what a killed run left
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.publish.versions import LISTING, MANIFEST, Releases
from pipelines.storage.bucket import Bucket, each
from pipelines.storage.errors import ChangedError, MissingError, StorageError
from pipelines.storage.lease import Lease
from pipelines.storage.state import State

if TYPE_CHECKING:
    from obstore import UpdateVersion

PREFIX = "releases/"
POINTER = f"{PREFIX}{LISTING}"
# Of the release before the last one, confidences are compared.
OF_THE_ONE_BEFORE = "parquet/events.parquet"


@dataclass(frozen=True)
class Pointer:
    """What `releases.json` holds, and its version; nothing before the first release."""

    content: bytes = b""
    version: "UpdateVersion | None" = None
    listed: Mapping[str, str] = field(default_factory=dict)
    latest: str = ""

    @classmethod
    def read(cls, bucket: Bucket) -> "Pointer":
        """Return the pointer of a bucket.

        Raises:
            StorageError: the bucket cannot be used, or the pointer cannot be read.
        """
        held = bucket.read(POINTER)
        if held is None:
            return cls()
        try:
            return cls(held.content, held.version, _listed(held.content), str(json.loads(held.content)["latest"]))
        except (ValueError, KeyError, TypeError) as error:
            place = bucket.address.join(POINTER)
            raise StorageError(f"{place} cannot be read ({error}). Restore it from a back-up.") from error


def fetch_release(bucket: Bucket, version: str, folder: Path) -> None:
    """Write the files of a release into a folder, which has its name only once they are complete.

    Raises:
        ChangedError: files differ from the release's manifest.
        StorageError: the bucket cannot be used, or the release is not or no longer complete.
        OSError: the folder cannot be written to.
    """
    staged = folder.with_name(f".staging-{folder.name}")
    for leftover in (staged, folder):
        shutil.rmtree(leftover, ignore_errors=True)
    prefix = f"{PREFIX}{version}/"
    digests = _digests(bucket, version)

    def fetch(key: str) -> None:
        path = key.removeprefix(prefix)
        bucket.download(key, staged / path, digests.get(path))

    keys = {found.key for found in bucket.listed(prefix)} | {f"{prefix}{path}" for path in digests}
    try:
        each(sorted(keys), fetch)
    except MissingError as error:
        raise StorageError(f"The release {version} was deleted or is incomplete: {error} Name another one.") from error
    staged.rename(folder)


class StoredReleases:
    """The releases of a bucket and of its working copy.

    Args:
        bucket: the bucket.
        folder: the local folder of releases.
        state: of the working copy.
    """

    def __init__(self, bucket: Bucket, folder: Path, state: State) -> None:
        self._bucket = bucket
        self._folder = folder
        self._state = state
        self._pointer = Pointer()

    def fetch(self) -> None:
        """Make the local releases those of the bucket: the last one whole, of older ones what a run needs of them.

        Raises:
            StorageError: the bucket cannot be used.
            OSError: the folder cannot be written to.
        """
        self._pointer = Pointer.read(self._bucket)
        self._forget_others()
        names = sorted(self._pointer.listed, key=list(self._pointer.listed).index)
        try:
            for name in names[-1:]:
                if name not in self._state.whole:
                    fetch_release(self._bucket, name, self._folder / name)
                    self._state.whole.add(name)
            each((name for name in names if name not in self._state.whole), self._fetch_manifest)
            for name in names[-2:-1]:
                self._fetch_file(name, OF_THE_ONE_BEFORE)
            self._state.releases = dict(self._pointer.listed)
        finally:
            self._state.save()
        self._point()

    def push(self, lease: Lease) -> None:
        """Write the files of new releases, then the pointer, then delete the releases that it names no more.

        Raises:
            ChangedError: another writer has replaced the pointer or written to the same release.
            StorageError: the bucket cannot be used, or the lock was lost.
        """
        path = self._folder / LISTING
        content = path.read_bytes() if path.is_file() else b""
        listed = _listed(content) if content else {}
        if listed == self._pointer.listed:
            return
        self._delete_leftovers()
        new = [name for name in listed if name not in self._pointer.listed]
        for name in new:
            self._write(name)
        lease.check()
        version = self._bucket.replace(POINTER, content, self._pointer.version)
        retired = set(self._pointer.listed) - set(listed)
        self._pointer = Pointer(content, version, listed, str(json.loads(content)["latest"]))
        self._state.releases = dict(listed)
        self._state.whole = {*self._state.whole, *new} - retired
        self._state.save()
        for name in sorted(retired):
            self._delete(name)

    def _forget_others(self) -> None:
        """Remove local releases that the pointer does not name, or not with this content."""
        listed, known = self._pointer.listed, self._state.releases
        local = Releases(self._folder).versions() if self._folder.is_dir() else ()
        for name in map(str, local):
            if name not in listed or known.get(name) != listed[name]:
                shutil.rmtree(self._folder / name)
        self._state.whole = {
            name
            for name in self._state.whole
            if known.get(name) == listed.get(name) and (self._folder / name / MANIFEST).is_file()
        }

    def _fetch_manifest(self, name: str) -> None:
        self._fetch_file(name, MANIFEST)

    def _fetch_file(self, name: str, path: str) -> None:
        if not (self._folder / name / path).is_file():
            self._bucket.download(f"{PREFIX}{name}/{path}", self._folder / name / path)

    def _point(self) -> None:
        """Write the local pointer and `latest`, as publishing finds them on a disk."""
        path = self._folder / LISTING
        if self._pointer.content:
            if not path.is_file() or path.read_bytes() != self._pointer.content:
                path.write_bytes(self._pointer.content)
            Releases(self._folder).recover()
        else:
            path.unlink(missing_ok=True)

    def _delete_leftovers(self) -> None:
        """Delete what killed runs left of releases that they did not come to announce."""
        for name in self._bucket.folders(PREFIX):
            if name not in self._pointer.listed:
                self._delete(name)

    def _delete(self, name: str) -> None:
        self._bucket.delete([found.key for found in self._bucket.listed(f"{PREFIX}{name}/")])

    def _write(self, name: str) -> None:
        """Write the files of a release, and make sure that they are there and nothing else is."""
        folder, prefix = self._folder / name, f"{PREFIX}{name}/"
        sizes = {f"{prefix}{path.relative_to(folder).as_posix()}": path.stat().st_size for path in _files(folder)}
        each(sizes, lambda key: self._bucket.create(key, folder / key.removeprefix(prefix)))
        if {found.key: found.size for found in self._bucket.listed(prefix)} != sizes:
            place = self._bucket.address.join(prefix)
            raise ChangedError(f"{place} does not hold the files of release {name}: somebody else writes there.")


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def _listed(content: bytes) -> dict[str, str]:
    """Return the content hash of each release that a pointer names, oldest first."""
    return {each["version"]: each["content"] for each in json.loads(content)["releases"]}


def _digests(bucket: Bucket, version: str) -> dict[str, str]:
    """Return the SHA-256 of the files that the manifest of a release lists."""
    key = f"{PREFIX}{version}/{MANIFEST}"
    held = bucket.read(key)
    if held is None:
        raise StorageError(f"There is no release {version} at {bucket.address}: {key} is missing. Name another one.")
    manifest: dict[str, Any] = json.loads(held.content)
    return {entry["path"]: entry["sha256"] for entry in manifest["files"]}
