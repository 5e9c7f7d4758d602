"""From read documents to the tables `bulletins`, `blocks`, `entries` and `quarantine`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipelines.ingest.documents import Problem, ReadDocument
from pipelines.ingest.merge import SourcedEntry, merged
from schemas.arrow import arrow_schema
from schemas.registry import ALL


@dataclass(frozen=True)
class Ingested:
    """The tables of this stage, each as declared and sorted by its key."""

    bulletins: pa.Table
    blocks: pa.Table
    entries: pa.Table
    quarantine: pa.Table


Row = tuple[object, ...]


def ingested(documents: Iterable[ReadDocument]) -> Ingested:
    """The tables of what was read; a document that two sources share has its blocks once."""
    bulletins: dict[Row, Row] = {}
    blocks: dict[str, list[Row]] = {}
    entries: list[SourcedEntry] = []
    problems: list[Problem] = []
    for read in sorted(documents, key=lambda read: (read.ref.source_id, read.ref.sha256, read.ref.location)):
        bulletins.setdefault((read.ref.bulletin_id, read.ref.source_id), _bulletin(read))
        entries += _sourced(read)
        if read.ref.bulletin_id not in blocks:
            blocks[read.ref.bulletin_id] = _blocks(read)
            problems += read.problems
    return Ingested(
        bulletins=_table("bulletins", [bulletins[key] for key in sorted(bulletins)]),
        blocks=_table("blocks", [row for key in sorted(blocks) for row in blocks[key]]),
        entries=_table("entries", [_entry(entry) for entry in merged(entries)]),
        quarantine=quarantine_table(problems),
    )


def quarantine_table(problems: Iterable[Problem]) -> pa.Table:
    """The problems as rows of `quarantine`; those with the same key are one row."""
    rows = {(p.bulletin_id, p.block_number, p.reason): p.text for p in sorted(problems, key=_problem_key, reverse=True)}
    return _table("quarantine", [(*key, text) for key, text in sorted(rows.items())])


def _problem_key(problem: Problem) -> Row:
    return problem.bulletin_id, problem.block_number, problem.reason, problem.text or ""


def _sourced(read: ReadDocument) -> list[SourcedEntry]:
    ref = read.ref
    return [SourcedEntry(ref.source_id, ref.bulletin_id, read.language or "", entry) for entry in read.entries]


def _bulletin(read: ReadDocument) -> Row:
    ref = read.ref
    return (
        ref.bulletin_id, ref.source_id, ref.sha256, ref.location, read.media_type, read.encoding, read.reader,
        read.byte_count, len(read.blocks), len(read.entries),
    )  # fmt: skip


def _blocks(read: ReadDocument) -> list[Row]:
    return [
        (read.ref.bulletin_id, block.number, fate.disposition, fate.entry_number, fate.reason, block.text)
        for block, fate in zip(read.blocks, read.fates, strict=True)
    ]


def _entry(found: SourcedEntry) -> Row:
    entry = found.entry
    return (
        found.event_id, found.source_id, found.bulletin_id, entry.number, entry.published_on, found.language,
        entry.headline, entry.body, entry.url,
    )  # fmt: skip


def _table(name: str, rows: Sequence[Row]) -> pa.Table:
    schema = arrow_schema(ALL[name])
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)], schema=schema
    )
