"""From read documents to the tables `documents`, `blocks`, `entries` and `quarantine`."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import DocumentRef, Problem, ReadDocument, event_id
from pipelines.ingest.merge.events import merged
from pipelines.ingest.store.state import Left
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

Row = tuple[object, ...]
# More runs than this take longer than a copy of the rows.
_MOST_RUNS = 1_024
_WEB_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Readings:
    """What reading documents one by one gave; `entries` has the columns of `schemas.tables.read_entries`."""

    documents: pa.Table
    blocks: pa.Table
    entries: pa.Table
    quarantine: pa.Table


def no_readings() -> Readings:
    """Tables without rows."""
    return readings(())


@dataclass(frozen=True)
class Ingested:
    """The tables of this stage, each as declared and sorted by its key."""

    documents: pa.Table
    blocks: pa.Table
    entries: pa.Table
    quarantine: pa.Table


def readings(documents: Iterable[ReadDocument]) -> Readings:
    """The tables of what was read; a document that two sources share has its blocks once.

    Args:
        documents: one after the other, so that none need stay in memory; of the same bytes the first counts.
    """
    rows: dict[Row, Row] = {}
    blocks: dict[str, list[Row]] = {}
    entries: list[Row] = []
    problems: list[Problem] = []
    for read in documents:
        bulletin_id = read.ref.bulletin_id
        key = (bulletin_id, read.ref.source_id)
        if key not in rows:
            rows[key] = _document(read)
            entries += entry_rows(read)
        if bulletin_id not in blocks:
            blocks[bulletin_id] = _blocks(read)
            problems += read.problems
    return Readings(
        documents=_table("documents", [rows[key] for key in sorted(rows)]),
        blocks=_table("blocks", [row for key in sorted(blocks) for row in blocks[key]]),
        entries=_table("read_entries", entries),
        quarantine=quarantine_table(problems),
    )


def joined(some: Readings, others: Readings) -> Readings:
    """Both together; where both have a document's blocks or problems, those of the first stand."""
    new = pc.invert(pc.is_in(others.blocks["bulletin_id"], value_set=_ids(some.documents)))
    told = pc.invert(pc.is_in(others.quarantine["bulletin_id"], value_set=_ids(some.documents)))
    return Readings(
        documents=_sorted("documents", some.documents, others.documents),
        blocks=_sorted("blocks", some.blocks, others.blocks.filter(new)),
        entries=pa.concat_tables([some.entries, others.entries]),
        quarantine=_sorted("quarantine", some.quarantine, others.quarantine.filter(told)),
    )


def ingested(read: Readings, documents: Sequence[DocumentRef], left: Collection[Left] = ()) -> Ingested:
    """The tables of this stage, with one row for each event.

    Args:
        read: of all documents.
        documents: those that were read.
        left: entries that are no longer where they were.
    """
    return Ingested(read.documents, read.blocks, merged(read.entries, documents, left), read.quarantine)


def quarantine_table(problems: Iterable[Problem]) -> pa.Table:
    """The problems as rows of `quarantine`; those with the same key are one row."""
    rows = {_problem_key(each): each for each in sorted(problems, reverse=True, key=_in_full)}
    return _table("quarantine", [tuple(rows[key]) for key in sorted(rows)])


def _problem_key(problem: Problem) -> tuple[str, int, str]:
    return problem.bulletin_id, problem.block_number, problem.reason


def _in_full(problem: Problem) -> tuple[str, int, str, str, str]:
    return (*_problem_key(problem), problem.text or "", problem.source_id)


def _ids(documents: pa.Table) -> pa.Array:
    return documents["bulletin_id"].combine_chunks()


def _sorted(name: str, *parts: pa.Table) -> pa.Table:
    kept = [part for part in parts if part.num_rows]
    if len(kept) < 2:
        return kept[0] if kept else parts[0]
    rows = pa.concat_tables(kept)
    return _in_order(rows, pc.sort_indices(rows, [(column, "ascending") for column in ALL[name].primary_key]))


def _in_order(rows: pa.Table, order: pa.Array) -> pa.Table:
    """The rows in that order; where little is new they stay together in runs, which are taken over as they are."""
    at = order.to_numpy().astype(np.int64)
    starts = np.flatnonzero(np.diff(at, prepend=-2) != 1)
    if len(starts) > _MOST_RUNS:
        return rows.take(order)
    ends = np.append(starts[1:], len(at))
    return pa.concat_tables(rows.slice(at[first], end - first) for first, end in zip(starts, ends, strict=True))


def _document(read: ReadDocument) -> Row:
    ref = read.ref
    fates = Counter(fate.disposition for fate in read.fates)
    return (
        ref.bulletin_id, ref.source_id, ref.sha256, ref.location, _address(read), read.media_type, read.reader,
        read.fit, read.language, read.encoding, read.byte_count, len(read.blocks),
        fates["entry"], fates["furniture"], fates["quarantine"], len(read.entries),
        "; ".join(read.selector_faults) or None,
    )  # fmt: skip


def _address(read: ReadDocument) -> str | None:
    """The document's own address: the one its page states, else the one it was fetched from."""
    stated = read.address or read.ref.location
    return stated if _WEB_ADDRESS.fullmatch(stated) else None


def _blocks(read: ReadDocument) -> list[Row]:
    bulletin_id = read.ref.bulletin_id
    return [(bulletin_id, block.number, *fate, block.text) for block, fate in zip(read.blocks, read.fates, strict=True)]


def entry_rows(read: ReadDocument) -> list[Row]:
    """The document's entries as rows of `schemas.tables.read_entries`, each with the id that it has by itself."""
    source_id, bulletin_id, language = read.ref.source_id, read.ref.bulletin_id, read.language or ""
    return [
        (
            event_id(source_id, entry.published_on, entry.headline), source_id, bulletin_id, entry.number,
            entry.published_on, language, entry.headline, entry.body, entry.url, entry.guid,
        )
        for entry in read.entries
    ]  # fmt: skip


def _table(name: str, rows: Sequence[Row]) -> pa.Table:
    schema = arrow_schema(ALL[name])
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
