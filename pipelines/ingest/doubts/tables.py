"""Doubts of all entries: compute what is usual in each source from all of its entries, then examine each entry."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.doubts.rules import Usual, doubts_of, key_of
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

# Of fewer entries nothing can be told of what is usual.
LEAST_ENTRIES = 5
LISTING, PAGE_LISTING = "listing", "html_listing"
COLUMNS = ("event_id", "source_id", "bulletin_id", "headline", "body")
_SCHEMA = arrow_schema(ALL["doubts"])


@dataclass(frozen=True)
class Suspicions:
    """What all entries and documents tell together: what is usual by source, and the lists that gave one entry."""

    usual: Mapping[str, Usual]
    single: frozenset[tuple[str, str]]


def suspicions_of(entries: Iterable[pa.Table], documents: pa.Table) -> Suspicions:
    """Look through all entries once.

    Args:
        entries: columns of `COLUMNS`, piece by piece.
        documents: columns of `schemas.tables.documents`.
    """
    heads = pa.concat_tables([_HEADS.empty_table(), *map(_heads, entries)])
    usual = {
        source_id: _usual(heads.filter(pc.equal(heads["source_id"], source_id)))
        for source_id in pc.unique(heads["source_id"]).to_pylist()
    }
    single = documents.filter(pc.and_(_is_list(documents), pc.equal(documents["entry_count"], 1)))
    keys = (single[name].to_pylist() for name in ("source_id", "bulletin_id"))
    return Suspicions(usual, frozenset(zip(*keys, strict=True)))


def doubts_table(entries: Iterable[pa.Table], suspicions: Suspicions) -> pa.Table:
    """The rows of `schemas.tables.doubts`, by event.

    Args:
        entries: columns of `COLUMNS`, piece by piece.
        suspicions: what all of them tell together.
    """
    rows = sorted(row for piece in entries for row in _rows(piece, suspicions))
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(_SCHEMA)
    return pa.table([pa.array(each, field.type) for each, field in zip(columns, _SCHEMA, strict=True)], schema=_SCHEMA)


def _is_list(documents: pa.Table) -> pa.ChunkedArray:
    """Return which documents were read as lists; a text that ends in one entry and nothing else may be no list."""
    reader = documents["reader"]
    is_list = pc.fill_null(pc.match_substring(reader, LISTING), False)
    is_page = pc.fill_null(pc.starts_with(reader, PAGE_LISTING), False)
    return pc.and_(is_list, pc.or_(is_page, pc.greater(documents["quarantined_block_count"], 0)))


_HEADS = pa.schema([("source_id", pa.string()), ("headline", pa.string()), ("length", pa.int32())])


def _heads(piece: pa.Table) -> pa.Table:
    columns = [piece[name] for name in _HEADS.names[:2]]
    return pa.table([*columns, pc.utf8_length(piece["body"])], schema=_HEADS)


def _usual(heads: pa.Table) -> Usual:
    keys = pa.array([key_of(each) for each in heads["headline"].to_pylist()], pa.string())
    counted = pa.table({"key": keys}).group_by("key").aggregate([([], "count_all")])
    shared = counted.filter(pc.greater(counted["count_all"], 1))["key"].to_pylist()
    median = pc.quantile(heads["length"])[0].as_py() if heads.num_rows >= LEAST_ENTRIES else 0.0
    return Usual(frozenset(keys.to_pylist()), frozenset(shared), median)


def _rows(piece: pa.Table, suspicions: Suspicions) -> Iterator[tuple[str, str, str, str]]:
    columns = (piece[name].to_pylist() for name in COLUMNS)
    for event_id, source_id, bulletin_id, headline, body in zip(*columns, strict=True):
        is_single = (source_id, bulletin_id) in suspicions.single
        for doubt in doubts_of(headline, body, suspicions.usual[source_id], is_single):
            yield event_id, source_id, *doubt
