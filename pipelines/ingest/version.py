"""The version of reading, a part of every cache key: the same version reads a document the same way."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from pipelines.ingest import reference

# Of these libraries it depends what is read.
_LIBRARIES = ("charset-normalizer", "cssselect", "feedparser", "lxml", "markdown-it-py", "pypdfium2")


@reference.cached
def reading_version() -> str:
    """Return 16 hex digits of a hash of this stage's code, its curated tables and its libraries' versions."""
    code = Path(__file__).parent
    # Fetching takes no part in reading.
    files = sorted(path for path in code.rglob("*.py") if path.parent.name != "web")
    held = hashlib.sha256()
    for path in [*files, *(reference.tables_folder() / name for name in reference.READING_TABLES)]:
        held.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    held.update("\n".join(f"{name}\0{version(name)}" for name in _LIBRARIES).encode())
    return held.hexdigest()[:16]
