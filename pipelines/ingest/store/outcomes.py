"""What a collector of files hands over: documents it found, and places it got nothing from."""

import hashlib
from dataclasses import dataclass

from pipelines.ingest.documents import Problem


@dataclass(frozen=True, slots=True)
class Find:
    """A document as found: its bytes, and where it lay."""

    location: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """A place that gave no document, and why."""

    source_id: str
    location: str
    reason: str

    def problem(self) -> Problem:
        """The failure as a row for quarantine; with no bytes to hash, the id is made of source and place."""
        key = f"{self.source_id}\n{self.location}".encode()
        bulletin_id = f"bul_{hashlib.sha256(key).hexdigest()[:16]}"
        return Problem(bulletin_id, self.source_id, 0, self.reason, self.location[:200])
