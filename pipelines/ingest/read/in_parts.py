"""Reading documents part by part, on as many processes as there are; what was read before is taken over."""

import logging
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.engines.engine import Done, Engine, Tables
from pipelines.engines.engine import joined as end_to_end
from pipelines.engines.local import LocalEngine
from pipelines.engines.parts import BULLETIN_ID, UNFINISHED, Part, PartFolder, cut_parts
from pipelines.engines.progress import reported
from pipelines.garbage_collection import collection_paused
from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.read.cache import KEYS, of_documents, taken_over
from pipelines.ingest.read.document import read_document
from pipelines.ingest.read.tables import Readings, joined, readings
from pipelines.ingest.reference import tables_folder, tables_from
from pipelines.ingest.store.document_refs import REFERENCES, References, pairs
from pipelines.ingest.store.raw_store import Store
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

# What reading leaves for the next run.
KEYS_TABLE = "read_keys"
TABLES = {"documents": "documents", "blocks": "blocks", "read_entries": "entries", "read_problems": "quarantine"}
SCHEMAS = {
    "documents": arrow_schema(ALL["documents"]),
    "blocks": arrow_schema(ALL["blocks"]),
    "read_entries": arrow_schema(ALL["read_entries"]),
    "read_problems": arrow_schema(ALL["quarantine"]),
}
EVERYTHING = Part("everything", column=BULLETIN_ID)
# Documents of a part; a listing of them holds ten times as many entries.
PART_DOCUMENTS = 4_096
FEW_DOCUMENTS = 512
_ORDER = ("bulletin_id", "source_id", "sha256", "location")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """Reads the documents of a Parquet file (as `_table` has them) part by part.

    `before` is the folder of the tables the run before wrote, null where there are none to take over; `finished` holds
    the parts of this run. `reference` is the folder of the curated tables.
    """

    documents: Path
    store: Path
    before: Path | None
    finished: PartFolder
    reference: Path

    @property
    def schemas(self) -> Mapping[str, pa.Schema]:
        """The tables of what is read."""
        return SCHEMAS

    @property
    def scratch(self) -> Path:
        """Beside the finished parts."""
        return self.finished.path / f"scratch{UNFINISHED}"

    def open(self, part: Part) -> "OpenDocuments":
        """The part's documents."""
        return self.opened(part, part.rows(self.documents))

    def opened(self, part: Part, documents: pa.Table) -> "OpenDocuments":
        """The same, of the part's documents."""
        before = None if self.before is None else KeptFiles(self.before, part)
        return OpenDocuments(self.finished, part, documents, before)

    def compute(self, batch: pa.RecordBatch) -> Tables:
        """What a batch of documents is read into."""
        store = Store(self.store)
        refs = References(pa.table(batch).select(REFERENCES.names))
        store.fetch(refs.rows["sha256"].to_pylist())
        with collection_paused(), tables_from(self.reference):
            read = readings(read_document(store.get(ref.sha256), ref) for ref in refs)
        telling = batch.filter(batch["tells_blocks"])["bulletin_id"]
        return {
            "documents": read.documents,
            "blocks": of_documents(read.blocks, telling),
            "read_entries": read.entries,
            "read_problems": of_documents(read.quarantine, telling),
        }


@dataclass(frozen=True)
class OpenDocuments:
    """A part of the documents while they are being read."""

    finished: PartFolder
    part: Part
    documents: pa.Table
    before: "KeptFiles | None"

    @property
    def done(self) -> Done | None:
        """The part, if a run that was cut off had finished it of the same documents."""
        if self.finished.holds(self.part) and self.finished.read(self.part, KEYS_TABLE).equals(self._keys):
            return self._told()
        return None

    @property
    def fresh(self) -> pa.Table:
        """The documents that were not read before."""
        return self.documents.filter(pc.invert(self.documents["is_known"]))

    def settle(self, computed: Tables) -> Done:
        """Finish the part."""
        self.finished.write(self.part, self.tables(computed))
        return self._told()

    def tables(self, computed: Tables) -> Tables:
        """What was taken over and what was read now, sorted by key, and the keys."""
        read = Readings(*(computed[name] for name in TABLES))
        if self.before is not None:
            read = joined(taken_over(self.before.readings, self.documents.filter(self.documents["is_known"])), read)
        return {**{name: getattr(read, field) for name, field in TABLES.items()}, KEYS_TABLE: self._keys}

    @property
    def _keys(self) -> pa.Table:
        return self.documents.select(KEYS.names).cast(KEYS)

    def _told(self) -> Done:
        fresh = self.fresh.num_rows
        return Done(self.part.name, fresh, self.documents.num_rows - fresh)


@dataclass(frozen=True)
class KeptFiles:
    """What a run left in a folder: all of it, or of a part; read when it is asked for."""

    folder: Path
    part: Part = EVERYTHING

    @cached_property
    def readings(self) -> Readings:
        """What its documents were read into."""
        return Readings(*(self._rows(name) for name in TABLES))

    @cached_property
    def entries(self) -> pa.Table:
        """Their entries (columns of `schemas.tables.read_entries`)."""
        return self._rows("read_entries")

    @cached_property
    def keys(self) -> pa.Table:
        """Their keys (columns of `KEYS`)."""
        return self._rows(KEYS_TABLE)

    def _rows(self, name: str) -> pa.Table:
        return self.part.rows(self.folder / f"{name}.parquet")


def _read_few(work: Reading, documents: pa.Table, parts: Sequence[Part], target: Path) -> None:
    """Read what is new in this process, and write the tables at once: others would not have started by then."""
    with ExitStack() as files:
        writers = {
            # What is soon written anew is written fast.
            name: files.enter_context(
                pq.ParquetWriter(target / f"{name}.parquet", schema, compression="zstd", use_dictionary=False)
            )
            for name, schema in {**SCHEMAS, KEYS_TABLE: KEYS}.items()
        }
        for part in parts:
            opened = work.opened(part, part.of(documents))
            read = [work.compute(batch) for batch in opened.fresh.to_batches()]
            for name, rows in opened.tables(end_to_end(read, SCHEMAS)).items():
                writers[name].write_table(rows)


def readable(folder: Path) -> Path | None:
    """The folder, if all that reading leaves in it can be read and is as declared now; else everything is read anew."""
    for name, schema in {**SCHEMAS, KEYS_TABLE: KEYS}.items():
        try:
            found = pq.read_schema(folder / f"{name}.parquet")
        except FileNotFoundError:
            return None
        except (OSError, pa.ArrowException) as error:
            log.warning("reading all documents anew, for %s of the run before cannot be read: %s", name, error)
            return None
        if not found.equals(schema):
            return None
    return folder


def read_in_parts(
    documents: Sequence[DocumentRef],
    store: Path,
    parts: Path,
    target: Path,
    before: Path | None,
    engine: Engine | None = None,
    part_documents: int = PART_DOCUMENTS,
) -> None:
    """Write what all documents are read into, of which those read before by the same code are taken over.

    A run that is cut off leaves its finished parts in `parts`, and the next one goes on from there.

    Args:
        documents: the current state of the sources.
        store: folder of the documents' bytes.
        parts: folder for finished parts, used by one run at a time.
        target: empty folder for the tables of `SCHEMAS` and their keys.
        before: an earlier run's target, if there is one.
        engine: where to work; by default this machine.
        part_documents: documents a part has at most, about.

    Raises:
        EngineError: the work could not be finished.
        StoreError: the store lacks a document that is new.
    """
    references = parts.with_name(f"{parts.name}-documents.parquet")
    table = _table(documents, KeptFiles(before).keys if before else KEYS.empty_table())
    finished = PartFolder(parts)
    ranges = cut_parts(table.num_rows, part_documents, BULLETIN_ID)
    finished.keep_only(ranges)
    work = Reading(references, store, before, finished, tables_folder())
    fresh = pc.sum(pc.invert(table["is_known"])).as_py() or 0
    if engine is None and fresh <= FEW_DOCUMENTS:
        # One process may hold at once what several would.
        _read_few(work, table, cut_parts(table.num_rows, part_documents * 4, BULLETIN_ID), target)
    else:
        references.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, references, row_group_size=part_documents)
        run = (engine or LocalEngine()).run(work, ranges)
        for _ in reported(run, "documents read", table.num_rows, lambda each: each.computed + each.taken_over):
            pass
        finished.join(ranges, (*SCHEMAS, KEYS_TABLE), target)
    finished.clear()
    references.unlink(missing_ok=True)


def _table(documents: Sequence[DocumentRef], before: pa.Table) -> pa.Table:
    """The documents by `bulletin_id`: columns of `REFERENCES` and `KEYS`, whether each `is_known` and `tells_blocks`.

    Known are those whose key is in `before`. Of a source's documents with the same bytes there is the first; of sources
    with the same the first tells its blocks.
    """
    refs = References.of(documents)
    rows = refs.rows.append_column("bulletin_id", refs.ids).append_column("key", refs.keys)
    rows = rows.append_column("is_known", pc.is_in(refs.keys, value_set=before["key"].combine_chunks()))
    rows = rows.sort_by([(name, "ascending") for name in _ORDER])
    rows = rows.filter(_is_first(pairs(rows["bulletin_id"], rows["source_id"])))
    return rows.append_column("tells_blocks", _is_first(rows["bulletin_id"]))


def _is_first(values: pa.ChunkedArray) -> pa.Array:
    """Whether each is another than the one before it."""
    values = values.combine_chunks()
    return pa.concat_arrays([pa.array([True] * min(1, len(values)), pa.bool_()), pc.not_equal(values[1:], values[:-1])])
