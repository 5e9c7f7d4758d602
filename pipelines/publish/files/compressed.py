"""New files, compressed as their names say: the same content gives the same bytes, whenever it is written."""

import gzip
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

GZIP, ZIP = ".gz", ".zip"
# Level 6 takes twice the time to save four per cent more.
_LEVEL = 4


@contextmanager
def created(path: Path) -> Iterator[IO[bytes] | gzip.GzipFile]:
    """Yield a new file to be written, compressed if its name ends in `.gz` or `.zip`."""
    if path.suffix == ZIP:
        with zipfile.ZipFile(path, "w") as archive, archive.open(_member(path.stem), "w") as file:
            yield file
    elif path.suffix == GZIP:
        # Neither the name nor the time belongs into the bytes.
        with path.open("wb") as raw, gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as file:
            yield file
    else:
        with path.open("wb") as file:
            yield file


def _member(name: str) -> zipfile.ZipInfo:
    # Without the time of writing, which Python's own default may have.
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    # As on Unix, whatever the system: readable by all, writable by the owner.
    member.create_system, member.external_attr = 3, 0o644 << 16
    return member
