"""The folder of a release, checked to be complete before anything of it is loaded."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.load.errors import LoadError
from pipelines.publish.columnar.rows import Stored
from pipelines.publish.metadata.manifest import file_entry
from pipelines.publish.metadata.package import FILE as PACKAGE
from pipelines.publish.versions import MANIFEST, Version
from schemas.declarations import Table
from schemas.formats.datapackage import described

TABLES, HISTORY = "parquet", "changes/history"


@dataclass(frozen=True)
class Release:
    """A complete release: its tables as its own `datapackage.json` declares them, and their numbers of rows."""

    folder: Path
    version: Version
    schema_version: str
    content: str
    tables: Mapping[str, Table]
    row_counts: Mapping[str, int]

    def rows(self, name: str) -> Stored:
        """Return the rows of a table."""
        return Stored(self.folder / TABLES / f"{name}.parquet")

    def history(self, name: str) -> Stored:
        """Return the history of a table's rows, columns of `schemas.tables.history`."""
        return Stored(self.folder / HISTORY / f"{name}.parquet")

    @property
    def has_history(self) -> bool:
        """Whether the release holds the history of each table; those of schemas before 1.6.0 do not."""
        return all(self.history(name).path.is_file() for name in self.tables)

    def content_of(self, version: Version) -> str | None:
        """Return the content hash of another release beside this one; none if it is not there."""
        try:
            content: str = json.loads((self.folder.parent / str(version) / MANIFEST).read_text("utf-8"))["content"]
        except (OSError, ValueError, KeyError):
            return None
        return content


def open_release(folder: Path) -> Release:
    """Return the release in a folder.

    Raises:
        LoadError: there is none, or files are missing or differ from its manifest.
    """
    # `latest` may move to another release meanwhile.
    folder = folder.resolve()
    manifest, package = _json(folder, MANIFEST), _json(folder, PACKAGE)
    try:
        tables = described(package).tables
        version = Version.parse(manifest["version"])
        if version is None:
            raise ValueError(f"{manifest['version']!r} is not a version such as 2018.06.1")
        _check_files(folder, manifest["files"], tables)
        row_counts = {name: manifest["tables"][name]["rows"] for name in tables}
        return Release(folder, version, manifest["schema_version"], manifest["content"], tables, row_counts)
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, LoadError):
            raise
        raise LoadError(f"{folder} is not a release as this project publishes it: {error}. {_ADVICE}") from error


_ADVICE = "Name the folder of a release, such as data/releases/latest."


def _json(folder: Path, name: str) -> dict[str, Any]:
    try:
        value: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LoadError(f"{folder} holds no finished release: {name} is missing. {_ADVICE}") from None
    except (OSError, ValueError) as error:
        raise LoadError(f"Cannot read {folder / name}: {error}. {_ADVICE}") from error
    return value


def _check_files(folder: Path, listed: list[dict[str, Any]], tables: Mapping[str, Table]) -> None:
    digests = {entry["path"]: entry["sha256"] for entry in listed}
    wanted = {f"{TABLES}/{name}.parquet" for name in tables}
    wanted |= {path for path in digests if path.startswith(f"{HISTORY}/")}
    for path in sorted(wanted):
        if _digest(folder, path) != digests[path]:
            raise LoadError(f"{folder / path} is missing or differs from {MANIFEST}. Copy the release again.")


def _digest(folder: Path, path: str) -> str | None:
    try:
        return file_entry(folder / path, folder).sha256
    except OSError:
        return None
