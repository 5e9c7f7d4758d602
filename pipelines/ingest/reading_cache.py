"""Documents are read once: what was read before by the same code is taken over."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import DocumentRef, ReadDocument, in_order
from pipelines.ingest.read import read_document
from pipelines.ingest.reading_version import reading_version
from pipelines.ingest.store import Store
from pipelines.ingest.tables import Readings, Row, entry_rows, no_readings, readings

KEYS = pa.schema([pa.field(name, pa.string(), nullable=False) for name in ("bulletin_id", "source_id", "key")])
_KEY_DIGITS = 32


class Kept(Protocol):
    """What a run leaves for the next one."""

    @property
    def entries(self) -> pa.Table:
        """What its documents were read into (columns of `schemas.read_entries`)."""

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
        self._store = store
        self._before = before or KeptTables(no_readings().entries, KEYS.empty_table())
        self._read: dict[str, ReadDocument] = {}
        self._key_of: dict[DocumentRef, str] = {}

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(self._before.keys["key"].to_pylist())

    def read(self, ref: DocumentRef) -> ReadDocument:
        """The document taken apart.

        Raises:
            StoreError: the store lacks it.
        """
        return self._read.setdefault(self._key(ref), self._taken_apart(ref))

    def _taken_apart(self, ref: DocumentRef) -> ReadDocument:
        """Without keeping it, for there may be many."""
        return self._read.get(self._key(ref)) or read_document(self._store.get(ref.sha256), ref)

    def entries(self, ref: DocumentRef) -> list[Row]:
        """The document's entries as rows of `schemas.read_entries`.

        Raises:
            StoreError: the store lacks it.
        """
        if self._key(ref) not in self._keys:
            return entry_rows(self.read(ref))
        return list(_rows(_of_pairs(self._before.entries, pa.array([_pair(ref)]))))

    def all_entries(self, documents: Iterable[DocumentRef]) -> pa.Table:
        """The entries of all the documents: taken over where they were read before, else read now.

        Columns of `schemas.read_entries`.

        Raises:
            StoreError: the store lacks a document that is new.
        """
        documents = tuple(documents)
        known = {ref for ref in documents if self._key(ref) in self._keys}
        fresh = [ref for ref in documents if ref not in known]
        taken = _of_pairs(self._before.entries, pa.array([_pair(ref) for ref in known], pa.string()))
        return pa.concat_tables([taken, readings(map(self._taken_apart, in_order(fresh))).entries])

    def _key(self, ref: DocumentRef) -> str:
        if ref not in self._key_of:
            self._key_of[ref] = key_of(ref)
        return self._key_of[ref]


def _pair(ref: DocumentRef) -> str:
    return f"{ref.bulletin_id}|{ref.source_id}"


def taken_over(before: Readings, documents: pa.Table) -> Readings:
    """What these documents were read into before.

    Args:
        before: of these and others.
        documents: columns `bulletin_id` and `source_id`.
    """
    if documents.num_rows == before.bulletins.num_rows:
        return before
    ids = documents["bulletin_id"].combine_chunks()
    pairs = pc.binary_join_element_wise(ids, documents["source_id"].combine_chunks(), "|")
    return Readings(
        _of_pairs(before.bulletins, pairs), of_documents(before.blocks, ids), _of_pairs(before.entries, pairs),
        of_documents(before.quarantine, ids),
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


def of_documents(table: pa.Table, ids: pa.Array) -> pa.Table:
    """The rows of these bulletins."""
    return table.filter(pc.is_in(table["bulletin_id"], ids))


def _rows(table: pa.Table) -> Iterator[Row]:
    columns = [column.to_pylist() for column in table.columns]
    yield from zip(*columns, strict=True)
