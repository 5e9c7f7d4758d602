"""Documents are read once: what was read before by the same code is taken over."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import DocumentRef, ReadDocument, in_order
from pipelines.ingest.read import read_document
from pipelines.ingest.reading_version import reading_version
from pipelines.ingest.store import Store
from pipelines.ingest.tables import Readings, Row, entry_rows, joined, no_readings, readings

KEYS = pa.schema([pa.field(name, pa.string(), nullable=False) for name in ("bulletin_id", "source_id", "key")])
_KEY_DIGITS = 32


@dataclass(frozen=True)
class Kept:
    """What a run leaves for the next one: readings, and the key of each document (columns of `KEYS`)."""

    readings: Readings
    keys: pa.Table


def nothing_kept() -> Kept:
    """What the first run finds."""
    return Kept(no_readings(), KEYS.empty_table())


class ReadingCache:
    """Reads documents, each once.

    Args:
        store: holds the documents' bytes.
        before: what the run before left.
    """

    def __init__(self, store: Store, before: Kept | None = None) -> None:
        self._store = store
        self._before = before or nothing_kept()
        self._keys = dict.fromkeys(self._before.keys["key"].to_pylist())
        self._read: dict[str, ReadDocument] = {}

    def read(self, ref: DocumentRef) -> ReadDocument:
        """The document taken apart.

        Raises:
            StoreError: the store lacks it.
        """
        return self._read.setdefault(key_of(ref), self._taken_apart(ref))

    def _taken_apart(self, ref: DocumentRef) -> ReadDocument:
        """Without keeping it, for there may be many."""
        return self._read.get(key_of(ref)) or read_document(self._store.get(ref.sha256), ref)

    def entries(self, ref: DocumentRef) -> list[Row]:
        """The document's entries as rows of `schemas.read_entries`.

        Raises:
            StoreError: the store lacks it.
        """
        if key_of(ref) not in self._keys:
            return entry_rows(self.read(ref))
        table = self._before.readings.entries
        return list(_rows(_of_pairs(table, pa.array([f"{ref.bulletin_id}|{ref.source_id}"]))))

    def readings(self, documents: Sequence[DocumentRef]) -> Kept:
        """What all the documents are read into: taken over where they were read before, else read now.

        Raises:
            StoreError: the store lacks a document that is new.
        """
        keys = {(ref.bulletin_id, ref.source_id): key_of(ref) for ref in reversed(in_order(documents))}
        known = {pair for pair, key in keys.items() if key in self._keys}
        fresh = [ref for ref in documents if (ref.bulletin_id, ref.source_id) not in known]
        taken = self._taken_over(known)
        read = joined(taken, readings(map(self._taken_apart, in_order(fresh)))) if fresh else taken
        pairs = sorted(keys)
        columns = [[pair[0] for pair in pairs], [pair[1] for pair in pairs], [keys[pair] for pair in pairs]]
        return Kept(read, pa.table(columns, schema=KEYS))

    def _taken_over(self, known: set[tuple[str, str]]) -> Readings:
        before = self._before.readings
        if len(known) == before.bulletins.num_rows:
            return before
        pairs = pa.array(sorted("|".join(pair) for pair in known), pa.string())
        ids = pa.array(sorted({bulletin_id for bulletin_id, _ in known}), pa.string())
        return Readings(
            _of_pairs(before.bulletins, pairs), _of_documents(before.blocks, ids), _of_pairs(before.entries, pairs),
            _of_documents(before.quarantine, ids),
        )  # fmt: skip


def key_of(ref: DocumentRef) -> str:
    """What a document is read into depends on this alone: its bytes, what its source says of it, and the code."""
    selectors = ref.selectors.model_dump_json() if ref.selectors else ""
    parts = (
        reading_version(), ref.sha256, ref.source_id, ref.location, ref.language, ref.address or "", ref.charset or "",
        selectors, ref.role,
    )  # fmt: skip
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_KEY_DIGITS]


def _of_pairs(table: pa.Table, pairs: pa.Array) -> pa.Table:
    """The rows of these bulletins of these sources."""
    return table.filter(pc.is_in(pc.binary_join_element_wise(table["bulletin_id"], table["source_id"], "|"), pairs))


def _of_documents(table: pa.Table, ids: pa.Array) -> pa.Table:
    """The rows of these bulletins."""
    return table.filter(pc.is_in(table["bulletin_id"], ids))


def _rows(table: pa.Table) -> Iterator[Row]:
    columns = [column.to_pylist() for column in table.columns]
    yield from zip(*columns, strict=True)
