"""Publishes a release: stage, write, read back, and only then name it by its version; `latest` moves last."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.changes.causes import Versions
from pipelines.publish.changes.comparison import Changes, changes_since, first_release, load_before
from pipelines.publish.checks.audit import audit
from pipelines.publish.checks.confidence import confidence_warnings, events_of, mean_confidences
from pipelines.publish.checks.fill_rates import fill_warnings
from pipelines.publish.checks.gate import check_schema
from pipelines.publish.checks.readback import files_differ
from pipelines.publish.code_tables import code_tables
from pipelines.publish.columnar.parallel_io import side_by_side
from pipelines.publish.columnar.rows import Rows, Tables, pieces
from pipelines.publish.draft import Content, Draft, content_of, newest_day
from pipelines.publish.history import NO_HISTORY, History
from pipelines.publish.metadata.content_hash import ContentHash, content_hash
from pipelines.publish.metadata.quality import load_accuracy
from pipelines.publish.provenance import Provenance
from pipelines.publish.release_files import write_files
from pipelines.publish.versions import STAGING, Releases, Version
from pipelines.receipts import Inputs, Receipts

Progress = Callable[[str], None]
STEP = "release"
_DATED = ["event_id", "published_on"]


class PublishError(ValueError):
    """Nothing was published; the last release is unchanged."""


@dataclass(frozen=True)
class Publication:
    """The result of publishing: the current release with its content, and whether this run made it."""

    version: str
    path: Path
    is_new: bool
    rows: Mapping[str, int]
    content: Content
    warnings: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """Return a one-line summary for the user."""
        if self.is_new:
            return f"published release {self.version} in {self.path}"
        return f"nothing changed: {self.version} in {self.path} stays the latest release"


def publish(
    tables: Tables,
    data: Path,
    provenance: Provenance,
    accuracy: Path | None = None,
    doubts: pa.Table | None = None,
    progress: Progress = lambda _step: None,
    warnings: tuple[str, ...] = (),
    history: History = NO_HISTORY,
    is_audited: bool = False,
    receipts: Receipts | None = None,
    inputs: Inputs = MappingProxyType({}),
) -> Publication:
    """Publish the tables as a new release under `data/releases`, unless the latest has the same content.

    Args:
        tables: the result of `build_tables`.
        data: the data folder; only one process may publish into it at a time.
        provenance: the sources' terms, and the versions of code and reference tables.
        accuracy: JSON file with the measured accuracy, if there is one.
        doubts: columns of `schemas.tables.doubts`, for `quality.json`.
        progress: called with the name of each step before it starts.
        warnings: of earlier steps, such as corrections that were left out; they stand in `quality.json`.
        history: what ingest knows of entries over time.
        is_audited: whether the audit has passed these tables since they were built.
        receipts: of earlier runs; if one of them had the same `inputs`, and its release is the last and untouched,
            nothing is read or checked again.
        inputs: marks of everything that the release depends on.

    Raises:
        PublishError: there are no events, a rule does not hold, or the files differ from the tables when read back.
        SchemaRefusedError: the schema's version does not fit what changed since the last release.
        OSError: the folder cannot be written to.
    """
    releases = Releases(data / "releases")
    progress("recover")
    last = releases.recover()
    known = _standing(releases, last, receipts, inputs, tables)
    if known is not None:
        return known
    progress("audit")
    complete = {**tables, **code_tables()}
    content = content_of(complete, _sound_hashes(complete, is_audited), provenance)
    rows = {name: table.num_rows for name, table in complete.items()}
    warnings = (*warnings, *fill_warnings(complete["events"]), *_ahead(complete["events"], history))
    if last is not None and releases.manifest(last)["content"] == content.digest:
        same = Publication(str(last), releases.path(last), is_new=False, rows=rows, content=content, warnings=warnings)
        _keep(receipts, inputs, same)
        return same
    progress("compare")
    with releases.scratch() as scratch:
        as_of = newest_day(complete["events"], history.latest_day)
        version = Version.following(releases.highest(), as_of)
        changes = _changes(releases, last, version, content, provenance, scratch, history)
        fallen = _fallen_confidences(releases, last, complete["events"])
        changes = replace(changes, warnings=(*warnings, *fallen, *changes.warnings))
        draft = Draft(version, last, as_of, content, provenance, changes, load_accuracy(accuracy), doubts)
        path = _published(draft, releases, progress)
    published = Publication(str(version), path, is_new=True, rows=rows, content=content, warnings=warnings)
    # What a later run on the same inputs warns of; the other warnings concern the change from the release before.
    _keep(receipts, inputs, published)
    return replace(published, warnings=changes.warnings)


def _standing(
    releases: Releases, last: Version | None, receipts: Receipts | None, inputs: Inputs, tables: Tables
) -> Publication | None:
    """Return the last release if an earlier run made or confirmed it from the same inputs."""
    if last is None or receipts is None:
        return None
    path = releases.path(last)
    known = receipts.find(STEP, inputs, [path])
    if known is None or known["version"] != str(last):
        return None
    content, warnings = Content({**tables, **code_tables()}, known["hashes"], known["digest"]), tuple(known["warnings"])
    return Publication(str(last), path, is_new=False, rows=known["rows"], content=content, warnings=warnings)


def _keep(receipts: Receipts | None, inputs: Inputs, published: Publication) -> None:
    if receipts is not None:
        told = {
            "version": published.version, "rows": dict(published.rows), "warnings": published.warnings,
            "hashes": dict(published.content.hashes), "digest": published.content.digest,
        }  # fmt: skip
        receipts.keep(STEP, inputs, told, [published.path])


def _fallen_confidences(releases: Releases, last: Version | None, events: Rows) -> Iterator[str]:
    if last is not None:
        yield from confidence_warnings(mean_confidences(events_of(releases, last)), mean_confidences(events))


def _ahead(events: Rows, history: History) -> Iterator[str]:
    """Yield a warning if entries are dated after the day on which they were last seen."""
    latest = pa.scalar(history.latest_day, pa.date32())
    ahead = [piece.filter(pc.greater(piece["published_on"], latest)) for piece in pieces(events.select(_DATED))]
    count = sum(piece.num_rows for piece in ahead)
    if count:
        first = next(piece for piece in ahead if piece.num_rows).slice(0, 1).to_pylist()[0]
        yield (
            f"{count} entries are dated after {history.latest_day}, such as {first['event_id']} on "
            f"{first['published_on']}: the release is not named after them. Check the dates in the source"
        )


def _sound_hashes(tables: Tables, is_audited: bool) -> dict[str, str]:
    """Return the content hash of each table, provided that they keep all rules; reads them once."""
    if tables["events"].num_rows == 0:
        raise PublishError("There are no events to publish. Check the sources and the quarantine.")
    if is_audited:
        return dict(zip(tables, side_by_side(content_hash, tables.values()), strict=True))
    hashes = {name: ContentHash(rows.schema) for name, rows in tables.items()}

    def add(part: Mapping[str, pa.Table]) -> None:
        for name, rows in part.items():
            hashes[name].add(rows)

    report = audit(tables, also=add)
    if not report.ok:
        raise PublishError(f"The tables break rules of the release:\n{report}")
    return {name: found.hexdigest() for name, found in hashes.items()}


def _changes(
    releases: Releases,
    last: Version | None,
    version: Version,
    content: Content,
    provenance: Provenance,
    target: Path,
    history: History,
) -> Changes:
    if last is None:
        return first_release(content.tables, str(version), target)
    check_schema(releases.path(last))
    made_with = releases.manifest(last)["provenance"]
    before = load_before(
        releases.path(last), str(last), Versions(made_with["code_version"], made_with["reference_version"])
    )
    now = Versions(provenance.code_version, provenance.reference_version)
    return changes_since(before, content.tables, now, str(version), target, history.renamed)


def _published(draft: Draft, releases: Releases, progress: Progress) -> Path:
    staging = releases.folder / f"{STAGING}{draft.version}"
    staging.mkdir()
    write_files(draft, staging, progress)
    progress("read back")
    problems = list(_differences(draft, staging))
    if problems:
        raise PublishError(f"The written files differ when read back: {'; '.join(problems)}. Check the disk and retry.")
    progress("rename")
    path = releases.path(draft.version)
    staging.rename(path)
    progress("announce")
    releases.announce(progress)
    return path


def _differences(draft: Draft, folder: Path) -> Iterator[str]:
    def of_table(name: str) -> list[str]:
        return list(files_differ(folder, name, draft.rows(name).num_rows, draft.content.hashes[name]))

    return chain.from_iterable(side_by_side(of_table, draft.main_tables))
