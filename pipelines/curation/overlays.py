"""Merges reference tables of one's own over those of the project.

An overlay is a folder with some of the files of `reference/`, with the same columns; those that may be empty may be
left out. A row replaces the project's row with the same key; if there is none, it is added.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.curation.check_reference import HEADER, Fault, Row, check_reference, read_table, repeated_rows
from pipelines.curation.table_file import csv_text
from pipelines.ingest.sources.sources_file import load_overlays
from pipelines.shipped import shipped
from schemas.declarations import Table
from schemas.reference import TABLES

# The tables in `manual/` are only read when those of places are built.
ALLOWED: Mapping[str, Table] = {name: table for name, table in TABLES.items() if "/" not in name}
ALIASES = "organisation_aliases.csv"
FAULTS_SHOWN = 10
# The file and row that a merged row comes from.
Origin = tuple[str, int]


class OverlayError(ValueError):
    """An overlay cannot be used; the message names file, row and rule."""


def merged_reference(base: Path, overlays: Sequence[Path], target: Path) -> Path:
    """Return the folder of the merged tables: `base` if there are no overlays, else a folder within `target`.

    The folder is named by its content, so that it is written and checked once for each change.

    Raises:
        OverlayError: an overlay does not exist or has faults.
        OSError: the folder cannot be written to.
    """
    if not overlays:
        return base
    for overlay in overlays:
        if not overlay.is_dir():
            raise OverlayError(
                f"The folder {overlay} of reference tables does not exist. Create it or correct its path."
            )
    merged = target / version_of(base, *overlays)
    if not merged.is_dir():
        _write(base, overlays, merged)
    return merged


@contextmanager
def reference_for(sources: Path) -> Iterator[Path]:
    """Yield the folder of tables that runs with a sources file use: for this block, and to read only.

    Without such a file, these are the project's tables.

    Raises:
        OverlayError: an overlay does not exist or has faults.
        SourcesError: the file cannot be used.
    """
    overlays = load_overlays(sources) if sources.is_file() else ()
    with TemporaryDirectory() as target:
        yield merged_reference(shipped("reference"), overlays, Path(target))


def version_of(*folders: Path) -> str:
    """Return 16 hex digits of a hash of all tables of these folders, in this order."""
    held = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.csv")):
            held.update(f"{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes() + b"\0")
        held.update(b"\1")
    return held.hexdigest()[:16]


def _write(base: Path, overlays: Sequence[Path], merged: Path) -> None:
    staging = merged.with_name(f".{merged.name}-{os.getpid()}")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        shutil.copytree(base, staging)
        faults = [fault for overlay in overlays for fault in _unusable(overlay)]
        if not faults:
            faults = list(_merged(base, overlays, staging))
        if faults:
            raise OverlayError("\n".join(map(str, faults[:FAULTS_SHOWN])))
        staging.replace(merged)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _unusable(overlay: Path) -> Iterator[Fault]:
    """Yield the files that no overlay may have, those that cannot be read, and rows that repeat another's key."""
    for path in sorted(overlay.rglob("*.csv")):
        name = path.relative_to(overlay).as_posix()
        if name not in ALLOWED:
            yield Fault(str(path), 0, "", "", f"is not a table that can be overlaid; those are {', '.join(ALLOWED)}")
        else:
            rows, faults = read_table(path, str(path), ALLOWED[name], is_partial=True)
            yield from faults
            yield from repeated_rows(str(path), ALLOWED[name], rows)


def _merged(base: Path, overlays: Sequence[Path], staging: Path) -> Iterator[Fault]:
    """Write the merged tables and yield their faults, each with the file and row that it comes from."""
    origins: dict[str, list[Origin]] = {}
    for name, table in ALLOWED.items():
        own = [overlay / name for overlay in overlays if (overlay / name).is_file()]
        if own:
            rows = _merged_rows([base / name, *own], table)
            origins[name] = [origin for origin, _ in rows]
            _write_rows(staging / name, table, [row for _, row in rows])
            if name == ALIASES:
                yield from _shared_names(rows, base / name)
    for fault in check_reference(staging):
        yield _located(fault, origins.get(fault.file, []))


def _merged_rows(paths: Sequence[Path], table: Table) -> list[tuple[Origin, Row]]:
    """Return the rows of all files, those of later files in place of earlier ones with the same key."""
    key = table.primary_key or table.column_names
    found: dict[tuple[str | None, ...], tuple[Origin, Row]] = {}
    for path in paths:
        for number, row in enumerate(read_table(path, str(path), table, is_partial=True)[0], HEADER + 1):
            found[tuple(row[name] for name in key)] = ((str(path), number), row)
    return list(found.values())


def _write_rows(path: Path, table: Table, rows: Sequence[Row]) -> None:
    text = csv_text(table.column_names, ([row[name] or "" for name in table.column_names] for row in rows))
    path.write_text(text, encoding="utf-8", newline="")


def _shared_names(rows: Sequence[tuple[Origin, Row]], base: Path) -> Iterator[Fault]:
    """Yield the names of overlays that another organisation has too."""
    holders: dict[str, list[tuple[Origin, Row]]] = {}
    for origin, row in rows:
        holders.setdefault(str(row["alias"]).casefold(), []).append((origin, row))
    for (file, number), row in rows:
        others = [
            other for _, other in holders[str(row["alias"]).casefold()] if other["partner_id"] != row["partner_id"]
        ]
        if file != str(base) and others:
            rule = f"is also a name of {others[0]['partner_id']}. Use one of the two, or a longer name."
            yield Fault(file, number, "alias", row["alias"] or "", rule)


def _located(fault: Fault, origins: Sequence[Origin]) -> Fault:
    at = fault.row - HEADER - 1
    if not 0 <= at < len(origins):
        return fault
    file, row = origins[at]
    return Fault(file, row, fault.column, fault.value, fault.rule)
