"""Outcomes of collecting files: documents that were found, and locations that gave none."""

import hashlib
from dataclasses import dataclass

from pipelines.ingest.documents import Problem


@dataclass(frozen=True, slots=True)
class Find:
    """A document that was found: its bytes and its location."""

    location: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """A location that gave no document, with the reason."""

    source_id: str
    location: str
    reason: str

    def problem(self) -> Problem:
        """Return a row for quarantine; without bytes to hash, its id is derived from source and location."""
        key = f"{self.source_id}\n{self.location}".encode()
        bulletin_id = f"bul_{hashlib.sha256(key).hexdigest()[:16]}"
        return Problem(bulletin_id, self.source_id, 0, self.reason, self.location[:200])
