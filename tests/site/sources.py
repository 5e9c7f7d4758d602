"""Sources files for the site on the loopback."""

from pathlib import Path
from typing import Any

import yaml

from pipelines.ingest.sources.sources_file import Source, load_sources

POLITE = {"allow_private": ["127.0.0.1/32"], "delay_seconds": 0, "attempts": 2, "timeout_seconds": 5}


def site_source(kind: str, location: object, **changes: Any) -> dict[str, Any]:
    """What `sources.yaml` says of a site."""
    return {
        "id": "harbour",
        "title": "Harbour News",
        "publisher": "Harbour Office",
        "kind": kind,
        "location": location,
        "contact": "news-data@example.org",
        "language": "auto",
        "licence": {"name": "CC BY 4.0", "url": "https://example.org/licence"},
        "attribution": "Harbour Office",
        "republish_text": True,
        "http": POLITE,
    } | changes


def write_sources(path: Path, *sources: dict[str, Any]) -> Path:
    path.write_text(yaml.safe_dump({"sources": list(sources)}), encoding="utf-8")
    return path


def loaded(folder: Path, *sources: dict[str, Any]) -> tuple[Source, ...]:
    return load_sources(write_sources(folder / "sources.yaml", *sources))
