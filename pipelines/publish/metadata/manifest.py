"""`manifest.json` and `SHA256SUMS`: the files of a release with their hashes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.publish.draft import NAME, Draft, source_terms
from pipelines.publish.metadata.content_hash import METHOD, content_hash
from pipelines.publish.versions import MANIFEST
from schemas.registry import SCHEMA_VERSION

SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Safety:
    """Changes made for spreadsheets: cells guarded and cells cut by file, tables too long for the workbook."""

    guarded_cells: Mapping[str, int] = field(default_factory=dict)
    cut_cells: Mapping[str, int] = field(default_factory=dict)
    not_in_workbook: tuple[str, ...] = ()

    def with_more(self, other: "Safety") -> "Safety":
        """Return the sum of both."""
        return Safety(
            {**self.guarded_cells, **other.guarded_cells},
            {**self.cut_cells, **other.cut_cells},
            self.not_in_workbook + other.not_in_workbook,
        )


@dataclass(frozen=True)
class FileEntry:
    """A file of the release: path with `/`, size and hash."""

    path: str
    bytes: int
    sha256: str


def file_entry(path: Path, folder: Path) -> FileEntry:
    """Measure a file of the folder."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileEntry(path.relative_to(folder).as_posix(), path.stat().st_size, digest)


def files_of(folder: Path) -> tuple[FileEntry, ...]:
    """Return all files of the folder except the manifest and the sums, by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in (MANIFEST, SUMS))
    return tuple(file_entry(path, folder) for path in paths)


def write_manifest(draft: Draft, folder: Path, safety: Safety) -> None:
    """Write the manifest of the folder's files, then the sums of all files including it."""
    entries = files_of(folder)
    write_json(folder / MANIFEST, _manifest(draft, entries, safety))
    entries = (*entries, file_entry(folder / MANIFEST, folder))
    lines = (f"{entry.sha256}  {entry.path}\n" for entry in sorted(entries, key=lambda entry: entry.path))
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write readable JSON, with the same bytes on every platform."""
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _manifest(draft: Draft, entries: tuple[FileEntry, ...], safety: Safety) -> dict[str, Any]:
    of_changes = {
        name: draft.rows(name) for name in ("changes", "withdrawn", "withdrawn_partners", "withdrawn_activities")
    }
    counted = {**draft.content.tables, **of_changes}
    hashes = {name: draft.content.hashes.get(name) or content_hash(rows) for name, rows in counted.items()}
    return {
        "name": NAME,
        "version": str(draft.version),
        "previous": str(draft.previous) if draft.previous else None,
        "schema_version": SCHEMA_VERSION,
        "as_of": draft.as_of.isoformat() if draft.as_of else None,
        "content": draft.content.digest,
        "content_method": METHOD,
        "provenance": {
            "code_version": draft.provenance.code_version,
            "reference_version": draft.provenance.reference_version,
            "overlays": [overlay._asdict() for overlay in draft.provenance.overlays],
            "sources": [source_terms(source) for source in draft.provenance.sources],
        },
        "tables": {name: {"rows": rows.num_rows, "content": hashes[name]} for name, rows in counted.items()},
        "warnings": list(draft.changes.warnings),
        "spreadsheet_safety": {
            "rule": "a text cell that a spreadsheet would run as a formula has a ' in front; Parquet is untouched",
            "guarded_cells": dict(sorted(safety.guarded_cells.items())),
            "cut_cells": dict(safety.cut_cells),
            "not_in_workbook": list(safety.not_in_workbook),
        },
        "files": [{"path": entry.path, "bytes": entry.bytes, "sha256": entry.sha256} for entry in entries],
    }
