"""What of a working copy is as in the bucket: a file beside the data, so that nothing is fetched or written twice."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = ".fetched.json"


@dataclass(frozen=True)
class FileMark:
    """A file when it was last the same as its object: its SHA-256, and size and time of change, by which that shows."""

    sha256: str
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path, sha256: str) -> "FileMark":
        """Return the mark of a file with that content."""
        stated = path.stat()
        return cls(sha256, stated.st_size, stated.st_mtime_ns)

    def fits(self, path: Path) -> bool:
        """Return whether the file is as it was."""
        try:
            stated = path.stat()
        except OSError:
            return False
        return (stated.st_size, stated.st_mtime_ns) == (self.size, self.changed)


@dataclass
class State:
    """The state of a working copy.

    Args:
        path: the file that keeps it.
        tables: the files of the stages' tables by path.
        segments: the parts of the ledger that the local file begins with: name and size.
        releases: the content hash of each release of which there is at least the manifest.
        whole: the releases of which there are all files.
    """

    path: Path
    tables: dict[str, FileMark] = field(default_factory=dict)
    segments: list[tuple[str, int]] = field(default_factory=list)
    releases: dict[str, str] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)

    @classmethod
    def load(cls, folder: Path) -> "State":
        """Return the state of the working copy in a folder; an empty one where it cannot be read."""
        path = folder / FILE
        try:
            stated: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                path,
                {name: FileMark(*mark) for name, mark in stated["tables"].items()},
                [(name, size) for name, size in stated["segments"]],
                stated["releases"],
                set(stated["whole"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(path)

    def save(self) -> None:
        """Write the state.

        Raises:
            OSError: the file cannot be written.
        """
        stated = {
            "tables": {name: [mark.sha256, mark.size, mark.changed] for name, mark in sorted(self.tables.items())},
            "segments": self.segments,
            "releases": self.releases,
            "whole": sorted(self.whole),
        }
        staged = self.path.with_name(f"{self.path.name}-{os.getpid()}")
        staged.write_text(json.dumps(stated, indent=1), encoding="utf-8")
        staged.replace(self.path)
