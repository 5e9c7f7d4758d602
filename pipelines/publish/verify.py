"""`python -m pipelines.publish.verify RELEASE`: checks a release on its own, without a network if it is in a folder.

It is checked against its own sums, manifest and schema (in `datapackage.json`), so that releases of older schemas
can be checked too.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.publish.checks.audit import audit
from pipelines.publish.checks.readback import files_differ
from pipelines.publish.columnar.rows import Rows, Stored, Tables, pieces
from pipelines.publish.metadata.manifest import SUMS, file_entry
from pipelines.publish.metadata.package import FILE as PACKAGE
from pipelines.publish.versions import MANIFEST, Version
from pipelines.storage.errors import StorageError
from pipelines.storage.reading import local_release
from schemas.compatibility import semantic
from schemas.formats.arrow import arrow_schema
from schemas.formats.datapackage import Described, described

Json = dict[str, Any]
# The parts of the manifest that are read below; a manifest without them is invalid.
WANTED = ("version", "previous", "schema_version", "tables", "files")


@dataclass(frozen=True)
class Verdict:
    """The problems of a release, and how much of it was checked."""

    version: str
    problems: tuple[str, ...]
    files: int = 0
    rows: int = 0

    @property
    def ok(self) -> bool:
        """Whether there are no problems."""
        return not self.problems

    def __str__(self) -> str:
        if self.ok:
            return f"release {self.version} is valid: {self.files} files, {self.rows} rows, every rule holds."
        listed = "\n".join(f"- {problem}" for problem in self.problems)
        count = f"{len(self.problems)} {'problem' if len(self.problems) == 1 else 'problems'}"
        return f"release {self.version} is not valid, {count}:\n{listed}"


def verify(folder: Path) -> Verdict:
    """Check hashes, missing and extra files, versions, schemas, contents, row counts and every rule."""
    if not folder.is_dir():
        return Verdict("?", (f"the folder {folder} does not exist",))
    try:
        manifest = _manifest(folder)
        description = described(_json(folder / PACKAGE))
    except ValueError as error:
        return Verdict("?", (str(error), *_files(folder, [])))
    tables = {name: rows for name in description.tables if (rows := _rows(folder, name)) is not None}
    problems = (
        *_versions(manifest, _json(folder / PACKAGE)),
        *_files(folder, manifest["files"]),
        *_contents(folder, manifest, description, tables),
        *_rules(description, tables),
    )
    return Verdict(manifest["version"], problems, len(manifest["files"]), sum(t.num_rows for t in tables.values()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the verdict and return the exit code: 0 if the release is valid, else 1."""
    parser = argparse.ArgumentParser(prog="verify", description="Check a release on its own, without a network.")
    parser.add_argument("release", help="folder or address of the release, such as data/releases/latest")
    try:
        with local_release(parser.parse_args(arguments).release) as folder:
            verdict = verify(folder)
    except StorageError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command's own output
        return 1
    print(verdict, file=sys.stdout if verdict.ok else sys.stderr)
    return 0 if verdict.ok else 1


def _manifest(folder: Path) -> Json:
    manifest = _json(folder / MANIFEST)
    missing = [name for name in WANTED if name not in manifest]
    if missing:
        raise ValueError(f"{MANIFEST} lacks {', '.join(missing)}")
    return manifest


def _json(path: Path) -> Json:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(f"{path.name} is missing") from None
    except (OSError, ValueError) as error:
        raise ValueError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(value, dict):
        raise ValueError(f"{path.name} is not an object")
    return value


def _rows(folder: Path, name: str) -> Rows | None:
    rows = Stored(folder / "parquet" / f"{name}.parquet")
    try:
        for _ in pieces(rows):
            pass
    except (OSError, pa.ArrowException):
        return None
    return rows


def _versions(manifest: Json, package: Json) -> Iterator[str]:
    version, previous = (Version.parse(str(manifest[name])) for name in ("version", "previous"))
    if version is None:
        yield f"{MANIFEST}: {manifest['version']!r} is not a version such as 2018.06.1"
    elif previous is not None and previous >= version:
        yield f"{MANIFEST}: the previous release, {previous}, is not older than {version}"
    if package.get("version") != manifest["version"]:
        yield f"{PACKAGE} states version {package.get('version')}, {MANIFEST} {manifest['version']}"
    try:
        semantic(str(manifest["schema_version"]))
    except ValueError:
        yield f"{MANIFEST}: {manifest['schema_version']!r} is not a schema version such as 1.0.0"


def _files(folder: Path, listed: Sequence[Json]) -> Iterator[str]:
    sums = _sums(folder)
    if sums is None:
        yield f"{SUMS} is missing or is not in the format of sha256sum"
        return
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {SUMS}
    yield from (f"{name} is missing" for name in sorted(sums.keys() - there))
    yield from (f"{name} is not among the release's files" for name in sorted(there - sums.keys()))
    sizes = {entry["path"]: (entry["bytes"], entry["sha256"]) for entry in listed}
    for name in sorted(there & sums.keys()):
        entry = file_entry(folder / name, folder)
        if entry.sha256 != sums[name]:
            yield f"{name} does not have the hash in {SUMS}"
        elif name in sizes and sizes[name] != (entry.bytes, entry.sha256):
            yield f"{name} does not have the size and hash in {MANIFEST}"
    yield from (
        f"{MANIFEST} does not list {name}" for name in sorted(sums.keys() - sizes.keys() - {MANIFEST}) if listed
    )


def _sums(folder: Path) -> dict[str, str] | None:
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    except (OSError, ValueError):
        return None


def _contents(folder: Path, manifest: Json, description: Described, tables: Tables) -> Iterator[str]:
    for name, table in description.tables.items():
        stated = manifest["tables"].get(name)
        if stated is None:
            yield f"{MANIFEST} does not list the table {name}"
            continue
        yield from files_differ(folder, name, stated["rows"], stated["content"])
        if name in tables and not tables[name].schema.equals(arrow_schema(table)):
            yield f"parquet/{name}.parquet does not have the columns in {PACKAGE}"


def _rules(description: Described, tables: Tables) -> Iterator[str]:
    report = audit(tables, declared=description.tables, codes=lambda name: description.codes[name])
    yield from (str(problem) for problem in report.problems)


if __name__ == "__main__":
    sys.exit(main())
