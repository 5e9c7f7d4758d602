"""Compares how much is read from a source's latest documents with its own history."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.store.state import SourceState

# A fall to less than this share of what was usual is worth a look.
FALL = 0.5
# Fewer documents than this are no history.
LEAST_HISTORY = 5


@dataclass(frozen=True)
class Yield:
    """Averages over documents: entries per document, shares with a date and an address, characters per text."""

    entries: float
    dated: float
    linked: float
    length: float


@dataclass(frozen=True)
class Fall:
    """A figure of a source's latest documents that is far below what its earlier ones gave."""

    source_id: str
    figure: str
    before: float
    now: float

    def __str__(self) -> str:
        """Return a sentence."""
        figure = FIGURES[self.figure]
        return f"{self.source_id}: {figure} {self.now:.2g} in the latest documents, where {self.before:.2g} was usual"


FIGURES = {
    "entries": "entries a document",
    "dated": "share of entries with a date",
    "linked": "share of entries with an address",
    "length": "characters a text",
}


def falls(documents: pa.Table, entries: pa.Table, states: Mapping[str, SourceState]) -> Iterator[Fall]:
    """Where the documents that a source's last news came in give far less than those before.

    Pages and entries' own pages are looked at apart from each other.

    Args:
        documents: columns of `schemas.tables.documents`.
        entries: of all documents, not merged, columns of `schemas.tables.read_entries`.
        states: by source what the ledger says of it.
    """
    for source_id, state in sorted(states.items()):
        for role in sorted(pc.unique(state.documents.rows["role"]).to_pylist()):
            got = [
                (ref, time)
                for ref, time in zip(state.documents, state.times.to_pylist(), strict=True)
                if ref.role == role
            ]
            latest = max(time for _, time in got)
            earlier = [ref for ref, time in got if time < latest]
            if len(earlier) >= LEAST_HISTORY:
                before = _yield(source_id, earlier, documents, entries)
                now = _yield(source_id, [ref for ref, time in got if time == latest], documents, entries)
                yield from _falls(source_id, before, now)


def _falls(source_id: str, before: Yield, now: Yield) -> Iterator[Fall]:
    for figure in FIGURES:
        was, is_now = getattr(before, figure), getattr(now, figure)
        if is_now < was * FALL:
            yield Fall(source_id, figure, was, is_now)


def _yield(source_id: str, refs: Sequence[DocumentRef], documents: pa.Table, entries: pa.Table) -> Yield:
    own = pa.array(sorted({ref.bulletin_id for ref in refs}), pa.string())
    own_documents, rows = _of(documents, source_id, own), _of(entries, source_id, own)
    count = max(rows.num_rows, 1)
    return Yield(
        entries=rows.num_rows / max(own_documents.num_rows, 1),
        dated=(rows.num_rows - rows["published_on"].null_count) / count,
        linked=(rows.num_rows - rows["url"].null_count) / count,
        length=pc.mean(pc.utf8_length(rows["body"])).as_py() or 0.0,
    )


def _of(table: pa.Table, source_id: str, ids: pa.Array) -> pa.Table:
    is_own = pc.is_in(table["bulletin_id"], value_set=ids)
    return table.filter(pc.and_(pc.equal(table["source_id"], source_id), is_own))
