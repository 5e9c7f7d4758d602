"""Documents are read once: what was read before by the same code is taken over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import DocumentRef, ReadDocument
from pipelines.ingest.read.document import read_document
from pipelines.ingest.read.tables import Readings, Row, entry_rows, no_readings, readings
from pipelines.ingest.store.document_refs import References, key_of, pairs
from pipelines.ingest.store.raw_store import Store

KEYS = pa.schema([pa.field(name, pa.string(), nullable=False) for name in ("bulletin_id", "source_id", "key")])


class Kept(Protocol):
    """What a run leaves for the next one."""

    @property
    def entries(self) -> pa.Table:
        """What its documents were read into (columns of `schemas.tables.read_entries`)."""

    @property
    def keys(self) -> pa.Table:
        """The key of each document (columns of `KEYS`)."""


@dataclass(frozen=True)
class KeptTables:
    """What is kept, in memory."""

    entries: pa.Table
    keys: pa.Table


class ReadingCache:
    """Reads documents, each once.

    Args:
        store: holds the documents' bytes.
        before: what the run before left.
    """

    def __init__(self, store: Store, before: Kept | None = None) -> None:
        self.store = store
        self._before = before or KeptTables(no_readings().entries, KEYS.empty_table())
        self._read: dict[str, ReadDocument] = {}

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(self._before.keys["key"].to_pylist())

    def read(self, ref: DocumentRef) -> ReadDocument:
        """The document taken apart.

        Raises:
            StoreError: the store lacks it.
        """
        return self._read.setdefault(key_of(ref), self._taken_apart(ref))

    def _taken_apart(self, ref: DocumentRef) -> ReadDocument:
        """Without keeping it, for there may be many."""
        return self._read.get(key_of(ref)) or read_document(self.store.get(ref.sha256), ref)

    def entries(self, ref: DocumentRef) -> list[Row]:
        """The document's entries as rows of `schemas.tables.read_entries`.

        Raises:
            StoreError: the store lacks it.
        """
        if key_of(ref) not in self._keys:
            return entry_rows(self.read(ref))
        before = self._before.entries
        is_of = pc.and_(pc.equal(before["bulletin_id"], ref.bulletin_id), pc.equal(before["source_id"], ref.source_id))
        return list(_rows(before.filter(is_of)))

    def all_entries(self, documents: Iterable[DocumentRef]) -> pa.Table:
        """The entries of all the documents: taken over where they were read before, else read now.

        Columns of `schemas.tables.read_entries`.

        Raises:
            StoreError: the store lacks a document that is new.
        """
        refs = References.of(documents)
        is_known = pc.is_in(refs.keys, value_set=self._before.keys["key"].combine_chunks())
        taken = _of_pairs(self._before.entries, refs.filter(is_known).pairs)
        fresh = refs.filter(pc.invert(is_known)).sorted()
        return pa.concat_tables([taken, readings(map(self._taken_apart, fresh)).entries])


def taken_over(before: Readings, documents: pa.Table) -> Readings:
    """What these documents were read into before.

    Args:
        before: of these and others.
        documents: columns `bulletin_id` and `source_id`.
    """
    if documents.num_rows == before.documents.num_rows:
        return before
    ids = documents["bulletin_id"].combine_chunks()
    both = pairs(ids, documents["source_id"].combine_chunks())
    return Readings(
        _of_pairs(before.documents, both), of_documents(before.blocks, ids), _of_pairs(before.entries, both),
        of_documents(before.quarantine, ids),
    )  # fmt: skip


def _of_pairs(table: pa.Table, wanted: pa.Array) -> pa.Table:
    """The rows of these bulletins of these sources."""
    return table.filter(pc.is_in(pairs(table["bulletin_id"], table["source_id"]), wanted))


def of_documents(table: pa.Table, ids: pa.Array) -> pa.Table:
    """The rows of these bulletins."""
    return table.filter(pc.is_in(table["bulletin_id"], ids))


def _rows(table: pa.Table) -> Iterator[Row]:
    columns = [column.to_pylist() for column in table.columns]
    yield from zip(*columns, strict=True)
