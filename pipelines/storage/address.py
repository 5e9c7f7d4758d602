"""Addresses of data: a local folder, or a prefix in an object store with a local folder as its working copy."""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.storage.errors import StorageError

CACHE_VARIABLE = "MIGRATION_BULLETINS_CACHE"
# Where a bucket of the same name is another one.
ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
# Only on these were conditional writes tested, so that several writers cannot disturb each other.
CONDITIONAL = ("s3",)
SCHEMES = (*CONDITIONAL, "gs", "az", "file")

_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True)
class Address:
    """An address in an object store, such as `s3://bucket/prefix`, without a slash at its end."""

    text: str

    @classmethod
    def parse(cls, text: str | Path) -> "Address | None":
        """Return the address; none if the text is the path of a local folder.

        Raises:
            StorageError: it is an address that is not supported, or names no bucket.
        """
        stated = str(text)
        if not _REMOTE.match(stated):
            return None
        parts = urlsplit(stated)
        if parts.scheme not in SCHEMES:
            known = ", ".join(f"{scheme}://" for scheme in SCHEMES)
            raise StorageError(f"{stated} cannot hold data. Name a folder, or an address of one of {known}.")
        if not stated.startswith(f"{parts.scheme}://") or not (parts.path if parts.scheme == "file" else parts.netloc):
            raise StorageError(f"{stated} names no bucket. Write it as {parts.scheme}://bucket/prefix.")
        return cls(stated.rstrip("/"))

    def __str__(self) -> str:
        return self.text

    @property
    def scheme(self) -> str:
        """The kind of store, one of `SCHEMES`."""
        return urlsplit(self.text).scheme

    @property
    def is_conditional(self) -> bool:
        """Whether several writers may use it, as writes can be made conditional."""
        return self.scheme in CONDITIONAL

    @property
    def endpoint(self) -> str:
        """The server that the environment names, empty for that of the store's provider."""
        named = (os.environ.get(name) for name in ENDPOINTS) if self.scheme == "s3" else ()
        return next(filter(None, named), "")

    def join(self, path: str) -> "Address":
        """Return the address of something under this one."""
        return Address(f"{self.text}/{path}")

    @property
    def working_copy(self) -> Path:
        """The local folder in which the stages work on the data of this address."""
        own = os.environ.get(CACHE_VARIABLE)
        base = Path(own) if own else Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
        digest = hashlib.sha256(f"{self.endpoint}\n{self.text}".encode()).hexdigest()[:8]
        return base.resolve() / "migration-bulletins" / f"{_UNSAFE.sub('-', self.text)}-{digest}"


def local_folder(data: str | Path) -> Path:
    """Return the folder in which the stages work: the one that is named, or the working copy of an address.

    Raises:
        StorageError: `data` is an address that is not supported.
    """
    address = Address.parse(data)
    return address.working_copy if address else Path(data)


def absolute(data: str | Path) -> str:
    """Return the same data independently of the working folder: an address as it is, a path resolved.

    Raises:
        StorageError: `data` is an address that is not supported.
    """
    address = Address.parse(data)
    return str(address or Path(data).resolve())
