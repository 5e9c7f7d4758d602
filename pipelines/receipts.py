"""Receipts of finished steps: what a step depended on, what it wrote and what it returned.

A later run with the same inputs, whose files are untouched, takes over the result instead of working it out again. They
are in `work/.receipts/`, a JSON file each; without them every step runs.
"""

import hashlib
import json
import os
import platform
import sys
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = ".receipts"
ABSENT = "absent"
# The packages whose code decides what is published.
_PACKAGES = ("pipelines", "schemas")

Inputs = Mapping[str, str]
# Any value that JSON can hold, but null.
Result = typing.Any


@dataclass(frozen=True)
class Receipts:
    """The receipts in a folder.

    Args:
        folder: where they are; it is made when something is first kept.
        is_full: whether every step has to run, whatever earlier runs did.
    """

    folder: Path
    is_full: bool = False

    def find(self, step: str, inputs: Inputs, written: Iterable[Path] = ()) -> Result | None:
        """Return what the step returned, if it ran on the same inputs and nothing has touched what it wrote.

        Args:
            step: its name.
            inputs: a digest or mark of everything that the result depends on, by name.
            written: the files and folders that the step writes.

        Returns:
            What `keep` was given, or null if the step has to run.
        """
        if self.is_full:
            return None
        try:
            receipt = json.loads(self._path(step).read_text(encoding="utf-8"))
            is_same = receipt["inputs"] == dict(inputs) and receipt["written"] == _marks(written)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return receipt["result"] if is_same and ABSENT not in receipt["written"] else None

    def recall(self, step: str, inputs: Inputs, make: Callable[[], Result], written: Sequence[Path] = ()) -> Result:
        """Return what the step returned on the same inputs; else run it, and keep what it returns.

        Args:
            step: its name.
            inputs: as for `find`.
            make: runs the step; what it returns JSON can hold, and it is not null.
            written: as for `find`.
        """
        known = self.find(step, inputs, written)
        if known is None:
            known = make()
            self.keep(step, inputs, known, written)
        return known

    def keep(self, step: str, inputs: Inputs, result: Result, written: Iterable[Path] = ()) -> None:
        """Note that the step has run.

        Args:
            step: its name.
            inputs: as they were before it ran.
            result: what it returned, as JSON can hold it; not null.
            written: the files and folders that it wrote.
        """
        receipt = {"inputs": dict(inputs), "written": _marks(written), "result": result}
        staged = self._path(step).with_suffix(f".{os.getpid()}")
        # Without its receipt the step only runs again.
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            staged.write_text(json.dumps(receipt, ensure_ascii=False, indent=1), encoding="utf-8")
            staged.replace(self._path(step))

    def _path(self, step: str) -> Path:
        return self.folder / f"{step}.json"


def mark(path: Path) -> str:
    """Return a mark of a file, or of all files in a folder, that changes whenever one is written, replaced or removed.

    Files are not read: their names, sizes, inodes and times (also of the last change of the inode, which nobody sets)
    are compared.
    """
    if not path.exists():
        return ABSENT
    found = hashlib.sha256()
    for file in sorted(_files(path)):
        status = file.stat()
        told = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        found.update(f"{file.relative_to(path).as_posix()}\0{told}\n".encode())
    return found.hexdigest()[:32]


def digest(text: str) -> str:
    """Return a digest of a text that a result depends on."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@cache
def code_version() -> str:
    """Return a digest of the code that makes the datasets, with the versions of Python and all libraries."""
    root = Path(__file__).resolve().parents[1]
    found = hashlib.sha256("\n".join([platform.python_version(), *sorted(_installed())]).encode())
    for package in _PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            found.update(f"{path.relative_to(root).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()[:32]


def _installed() -> Iterator[str]:
    """Yield the names of folders that say which version of a library is installed."""
    for folder in map(Path, sys.path):
        if folder.is_dir():
            yield from (path.name for path in folder.glob("*.dist-info"))


def _marks(written: Iterable[Path]) -> list[str]:
    return [mark(path) for path in written]


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    else:
        yield from (each for each in path.rglob("*") if each.is_file())
