"""Annotates entries by an engine: which are new, their annotations, and the parts joined into the stage's tables."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.engines.engine import Done, Engine, Tables
from pipelines.engines.incremental import KEYS, Division, divide, of_ids
from pipelines.engines.local import LocalEngine
from pipelines.engines.parts import PART_ROWS, UNFINISHED, Part, PartFolder, cut_parts
from pipelines.engines.progress import reported
from pipelines.extract.annotate import CODE_VERSION, Annotations, Annotator, load_annotator
from pipelines.extract.names.reference_tables import reference_version
from schemas.formats.arrow import arrow_schema
from schemas.registry import ANNOTATED

TABLES = tuple(field.name for field in fields(Annotations))
KEYS_TABLE = "keys"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Annotating:
    """Annotates the entries of a Parquet file (columns of `schemas.tables.entries`, sorted by `event_id`) part by part.

    `before` is the folder of the tables of the previous run, null if there are none to reuse;
    `finished` holds the parts of this run. On a cluster all paths must be the same on every machine.
    """

    entries: Path
    reference: Path
    version: str
    before: Path | None
    finished: PartFolder

    @property
    def schemas(self) -> Mapping[str, pa.Schema]:
        """The annotations' tables."""
        return {name: arrow_schema(ANNOTATED[name]) for name in TABLES}

    @property
    def scratch(self) -> Path:
        """A folder next to the finished parts."""
        return self.finished.path / f"scratch{UNFINISHED}"

    def open(self, part: Part) -> "OpenEntries":
        """Return the part's entries, divided into new and known ones."""
        keys = None if self.before is None else part.rows(self.before / f"{KEYS_TABLE}.parquet")
        return OpenEntries(self, part, divide(part.rows(self.entries), self.version, keys))

    def compute(self, batch: pa.RecordBatch) -> Tables:
        """Return the annotations of a batch of entries."""
        annotations = _annotator(self.reference, self.version).annotate(batch)
        return {name: getattr(annotations, name) for name in TABLES}


@dataclass(frozen=True)
class OpenEntries:
    """A part of the entries that is being annotated."""

    work: Annotating
    part: Part
    division: Division

    @property
    def done(self) -> Done | None:
        """Return the part if an interrupted run finished it from the same entries."""
        finished = self.work.finished
        if finished.holds(self.part) and finished.read(self.part, KEYS_TABLE).equals(self.division.keys):
            has_tables = all(finished.holds(self.part, name) for name in TABLES)
            return self._counts() if has_tables or self._is_unchanged else None
        return None

    @property
    def fresh(self) -> pa.Table:
        """Return the entries that were not annotated before."""
        return self.division.fresh

    def settle(self, computed: Tables) -> Done:
        """Finish the part: join reused and new annotations, sorted by key."""
        # What is as it was before is joined from the tables of the previous run.
        tables = {} if self._is_unchanged else {name: self._sorted(name, rows) for name, rows in computed.items()}
        self.work.finished.write(self.part, {**tables, KEYS_TABLE: self.division.keys})
        return self._counts()

    @property
    def _is_unchanged(self) -> bool:
        """Return whether the previous run had just these entries in the part."""
        before = self.work.before
        return before is not None and self.part.rows(before / f"{KEYS_TABLE}.parquet").equals(self.division.keys)

    def _counts(self) -> Done:
        return Done(self.part.name, self.division.fresh.num_rows, len(self.division.known_ids))

    def _sorted(self, name: str, fresh: pa.Table) -> pa.Table:
        rows, known = fresh, self.division.known_ids
        if self.work.before is not None and len(known):
            kept = of_ids(self.part.rows(self.work.before / f"{name}.parquet"), known)
            rows = pa.concat_tables([kept.cast(fresh.schema), fresh])
        return rows.sort_by([(column, "ascending") for column in ANNOTATED[name].primary_key])


@dataclass(frozen=True)
class Annotated:
    """How many entries were annotated now, how many were reused, and how many mentions there are."""

    computed: int
    taken_over: int
    mentions: int

    @property
    def entries(self) -> int:
        """The number of all entries."""
        return self.computed + self.taken_over


@lru_cache(maxsize=1)
def _annotator(reference: Path, version: str) -> Annotator:  # noqa: ARG001 - other tables, another annotator
    # Loading the reference tables takes longer than annotating some hundred entries: at most once per process.
    return load_annotator(reference)


def annotate_entries(
    entries: Path,
    reference: Path,
    parts: Path,
    target: Path,
    before: Path | None,
    engine: Engine | None = None,
    part_rows: int = PART_ROWS,
) -> Annotated:
    """Write the annotations of all entries, reusing those made earlier with the same code and reference tables.

    Every engine writes the same bytes. An interrupted run leaves its finished parts in `parts`, where the next run
    continues; a completed run leaves nothing there.

    Args:
        entries: Parquet file with the columns of `schemas.tables.entries`, sorted by `event_id`.
        reference: folder of the curated tables.
        parts: folder for finished parts, used by one run at a time.
        target: empty folder for the tables of `TABLES` and the keys by which a later run detects new entries.
        before: an earlier run's target, if there is one.
        engine: the engine; by default the local one.
        part_rows: approximate maximum of rows per part.

    Raises:
        EngineError: the engine could not finish.
        ValueError: a reference table is invalid.
        FileNotFoundError: a reference table is missing.
    """
    rows = pq.ParquetFile(entries).metadata.num_rows
    version = f"{CODE_VERSION}/{reference_version(reference)}"
    finished = PartFolder(parts)
    work = Annotating(entries, reference, version, _readable(before), finished)
    ranges = cut_parts(rows, part_rows)
    finished.keep_only(ranges)
    run = (engine or LocalEngine()).run(work, ranges)
    done = list(reported(run, "entries annotated", rows, lambda each: each.computed + each.taken_over))
    finished.join(ranges, (*TABLES, KEYS_TABLE), target, work.before)
    finished.clear()
    mentions = pq.ParquetFile(target / "mentions.parquet").metadata.num_rows
    return Annotated(sum(each.computed for each in done), sum(each.taken_over for each in done), mentions)


def _readable(before: Path | None) -> Path | None:
    """Return the folder if its tables can be read and have the declared columns; else null, to annotate everything."""
    if before is None or not (before / f"{KEYS_TABLE}.parquet").is_file():
        return None
    for name, schema in {**{name: arrow_schema(ANNOTATED[name]) for name in TABLES}, KEYS_TABLE: KEYS}.items():
        path = before / f"{name}.parquet"
        try:
            found = pq.read_schema(path)
        except (OSError, pa.ArrowException) as error:
            log.warning("Annotating all entries again, because %s cannot be read: %s", path, error)
            return None
        if found.names != schema.names:
            log.warning("Annotating all entries again, because %s does not have the columns declared now.", path)
            return None
    return before
