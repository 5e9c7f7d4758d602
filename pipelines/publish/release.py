"""Publishes a release: stage, write, read back, and only then take the version's name; `latest` moves last."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipelines.publish.audit import audit
from pipelines.publish.delimited import write_csv
from pipelines.publish.draft import Draft, content_of, newest_day
from pipelines.publish.manifest import write_manifest
from pipelines.publish.package import write_package
from pipelines.publish.parquet import write_parquet
from pipelines.publish.provenance import Provenance
from pipelines.publish.readback import csv_differs, parquet_differs
from pipelines.publish.readme import write_readme
from pipelines.publish.versions import STAGING, Releases, Version
from schemas.arrow import arrow_schema
from schemas.code_tables import code_table_rows
from schemas.dictionary import data_dictionary
from schemas.registry import CHANGES, CODE_TABLES, SCHEMA_VERSION

Progress = Callable[[str], None]


class PublishError(RuntimeError):
    """Nothing was published, and why; the last release is as it was."""


@dataclass(frozen=True)
class Publication:
    """What came of publishing: the current release, and whether this run made it."""

    version: str
    path: Path
    is_new: bool
    rows: Mapping[str, int]

    @property
    def message(self) -> str:
        """One line for whoever started the run."""
        if self.is_new:
            return f"published release {self.version} in {self.path}"
        return f"nothing changed: {self.version} in {self.path} stays the latest release"


def publish(
    tables: Mapping[str, pa.Table],
    data: Path,
    provenance: Provenance,
    progress: Progress = lambda _step: None,
) -> Publication:
    """Publish the tables as a new release under `data/releases`, unless the latest holds the same.

    Args:
        tables: what `build_tables` gives.
        data: the data folder; only one process may publish into it at a time.
        provenance: sources' terms and versions.
        progress: told the name of each step before it is taken.

    Raises:
        PublishError: there are no events, a rule does not hold, or what was written does not read back the same.
        OSError: the folder cannot be written to.
    """
    releases = Releases(data / "releases")
    progress("recover")
    last = releases.recover()
    progress("audit")
    complete = {**tables, **_code_tables()}
    _refuse_unsound(complete)
    content = content_of(complete, provenance)
    rows = {name: table.num_rows for name, table in complete.items()}
    if last is not None and releases.manifest(last)["content"] == content.digest:
        return Publication(str(last), releases.path(last), is_new=False, rows=rows)
    as_of = newest_day(complete["events"])
    draft = Draft(Version.following(last, as_of), last, as_of, content, provenance)
    path = _published(draft, releases, progress)
    return Publication(str(draft.version), path, is_new=True, rows=rows)


def _code_tables() -> dict[str, pa.Table]:
    return {
        name: pa.Table.from_pylist(code_table_rows(table), schema=arrow_schema(table))
        for name, table in CODE_TABLES.items()
    }


def _refuse_unsound(tables: Mapping[str, pa.Table]) -> None:
    if tables["events"].num_rows == 0:
        raise PublishError("there are no events to publish; look into the sources and the quarantine")
    report = audit(tables)
    if not report.ok:
        raise PublishError(f"the tables break rules of the release:\n{report}")


def _published(draft: Draft, releases: Releases, progress: Progress) -> Path:
    staging = releases.folder / f"{STAGING}{draft.version}"
    staging.mkdir()
    for step, write in STEPS.items():
        progress(step)
        write(draft, staging)
    progress("read back")
    problems = list(_differences(draft, staging))
    if problems:
        raise PublishError(f"what was written does not read back the same: {'; '.join(problems)}")
    progress("rename")
    path = releases.path(draft.version)
    staging.rename(path)
    progress("announce")
    releases.announce()
    return path


def _write_parquet(draft: Draft, folder: Path) -> None:
    (folder / "parquet").mkdir()
    for name, table in draft.main_tables.items():
        write_parquet(draft.rows(name), table, folder / "parquet" / f"{name}.parquet", SCHEMA_VERSION)


def _write_changes(draft: Draft, folder: Path) -> None:
    (folder / "changes").mkdir()
    for name, table in CHANGES.items():
        write_parquet(draft.rows(name), table, folder / "changes" / f"{name}.parquet", SCHEMA_VERSION)


def _write_csv(draft: Draft, folder: Path) -> None:
    (folder / "csv").mkdir()
    for name in draft.main_tables:
        write_csv(draft.rows(name), folder / "csv" / f"{name}.csv")


def _write_documents(draft: Draft, folder: Path) -> None:
    dictionary = data_dictionary(draft.main_tables.values(), SCHEMA_VERSION)
    (folder / "DATA_DICTIONARY.md").write_text(dictionary, encoding="utf-8", newline="\n")
    write_readme(draft, folder)


def _write_descriptions(draft: Draft, folder: Path) -> None:
    write_package(draft, folder)
    write_manifest(draft, folder, {})


STEPS: Mapping[str, Callable[[Draft, Path], None]] = {
    "write parquet": _write_parquet,
    "write changes": _write_changes,
    "write csv": _write_csv,
    "write documents": _write_documents,
    "write descriptions": _write_descriptions,
}


def _differences(draft: Draft, folder: Path) -> Iterator[str]:
    for name in draft.main_tables:
        rows = draft.rows(name)
        yield from parquet_differs(folder / "parquet" / f"{name}.parquet", rows.num_rows, draft.content.hashes[name])
        yield from csv_differs(folder / "csv" / f"{name}.csv", rows)
