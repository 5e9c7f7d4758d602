"""References to documents as Arrow columns: there are many, and few are needed one by one."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import overload

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.sources.selectors import Selectors
from pipelines.ingest.version import reading_version

_TEXTS = (
    "source_id", "sha256", "location", "language", "address", "charset", "selectors", "role", "channel", "date_order",
    "seen_at",
)  # fmt: skip
_NUMBERS = ("recency", "first_seen")
# Named as the fields of `DocumentRef`; selectors as JSON.
REFERENCES = pa.schema(
    [
        *((name, pa.string()) for name in _TEXTS),
        *((name, pa.int64()) for name in _NUMBERS),
        ("is_former", pa.bool_()),
    ]
)
# What a document is read into depends on these, and on the code.
_READ_BY = ("sha256", "source_id", "location", "language", "address", "charset", "selectors", "role", "date_order")
_ORDER = ("source_id", "sha256", "location")


class References(Sequence[DocumentRef]):
    """References to documents in an order.

    Args:
        rows: columns of `REFERENCES`.
    """

    def __init__(self, rows: pa.Table) -> None:
        self.rows = rows.combine_chunks()

    @classmethod
    def of(cls, documents: "Iterable[DocumentRef]") -> "References":
        """Return the same references as columns."""
        if isinstance(documents, References):
            return documents
        refs = list(documents)
        columns = {name: [getattr(ref, name) for ref in refs] for name in REFERENCES.names}
        columns["selectors"] = [stated_selectors(each) for each in columns["selectors"]]
        return cls(pa.table(columns, schema=REFERENCES))

    @property
    def ids(self) -> pa.ChunkedArray:
        """The `bulletin_id` of each."""
        return pc.binary_join_element_wise("bul_", pc.utf8_slice_codeunits(self.rows["sha256"], 0, 16), "")

    @cached_property
    def pairs(self) -> pa.Array:
        """The key of each document of a source in the tables of this stage."""
        return pairs(self.ids, self.rows["source_id"]).combine_chunks()

    @cached_property
    def keys(self) -> pa.Array:
        """The cache key of each: its bytes, what its source states of it, and the version of the code."""
        parts = [pc.fill_null(self.rows[name], "") for name in _READ_BY]
        return pc.binary_join_element_wise(pa.scalar(reading_version()), *parts, "\0").combine_chunks()

    def filter(self, is_kept: pa.ChunkedArray | pa.Array | pc.Expression) -> "References":
        """Return the references that are kept."""
        return References(self.rows.filter(is_kept))

    def sorted(self) -> "References":
        """Return them in the order in which the first of a source's documents with the same bytes counts."""
        return References(self.rows.sort_by([(name, "ascending") for name in _ORDER]))

    def __len__(self) -> int:
        return int(self.rows.num_rows)

    @overload
    def __getitem__(self, at: int) -> DocumentRef: ...
    @overload
    def __getitem__(self, at: slice) -> "References": ...
    def __getitem__(self, at: int | slice) -> "DocumentRef | References":
        if isinstance(at, slice):
            return References(self.rows.take(list(range(len(self))[at])))
        return next(iter(References(self.rows.slice(range(len(self))[at], 1))))

    def __iter__(self) -> Iterator[DocumentRef]:
        columns = {name: self.rows[name].to_pylist() for name in REFERENCES.names}
        columns["selectors"] = [stated and _selectors(stated) for stated in columns["selectors"]]
        return (DocumentRef(*values) for values in zip(*map(columns.__getitem__, _FIELDS), strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, References) and bool(self.rows.equals(other.rows))

    __hash__ = None  # type: ignore[assignment]


_FIELDS = tuple(DocumentRef.__dataclass_fields__)


def key_of(ref: DocumentRef) -> str:
    """Return the cache key of one reference."""
    stated = (getattr(ref, name) if name != "selectors" else stated_selectors(ref.selectors) for name in _READ_BY)
    return "\0".join((reading_version(), *(each or "" for each in stated)))


def joined(some: Iterable[References]) -> References:
    """Return all of them in one sequence."""
    return References(pa.concat_tables([REFERENCES.empty_table(), *(each.rows for each in some)]))


def pairs(ids: pa.ChunkedArray | pa.Array, sources: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Return bulletin and source joined into one string each."""
    return pc.binary_join_element_wise(ids, sources, "|")


@cache
def stated_selectors(selectors: Selectors | None) -> str | None:
    """Return selectors as JSON; cached, as there is one for each source."""
    return selectors.model_dump_json() if selectors else None


@cache
def _selectors(stated: str) -> Selectors:
    return Selectors.model_validate_json(stated)
