"""Removes invalid rows from the annotations before anything is counted from them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import conformed, joined_keys, look_up, one_of, repeats
from pipelines.publish.columnar.parallel_io import side_by_side
from pipelines.publish.tables.spans import wrong_spans
from schemas.declarations import Table
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL
from schemas.tables import common, quarantine
from schemas.validation.fits import fits

FACTS = ("events", "event_countries", "event_partners", "event_topics", "event_links", "mentions")
INVALID_ROW = "invalid row of {table}"
UNKNOWN_BULLETIN = "bul_0000000000000000"
LONGEST_TEXT = 200

Tables = dict[str, pa.Table]
Reasons = dict[int, list[str]]
Keys: TypeAlias = pa.ChunkedArray | pa.Array


@dataclass(frozen=True)
class Facts:
    """Valid rows by table, and a quarantine row for each invalid one."""

    tables: Tables
    quarantine: pa.Table


def valid_facts(annotations: Mapping[str, pa.Table], keys: Mapping[str, Keys]) -> Facts:
    """Return the rows that fit the declarations, each in its declared schema and sorted by its key.

    The rows of an invalid event are removed from all tables. `body` must be the whole text, since spans refer to it.

    Args:
        annotations: the tables of `FACTS` by name.
        keys: by table, such as `countries`, the keys that the rows may refer to.
    """
    conforming = side_by_side(lambda name: conformed(annotations[name], ALL[name]), FACTS)
    tables = dict(zip(FACTS, conforming, strict=True))
    # Each activity is made of the events that name it.
    of_events = {"events": tables["events"]["event_id"], "activities": tables["events"]["activity_id"]}
    known = {**keys, **of_events}
    found = side_by_side(lambda name: _reasons(tables[name], ALL[name], known, tables["events"]), FACTS)
    reasons = dict(zip(FACTS, found, strict=True))
    set_aside = [_quarantined(rows, ALL[name], reasons[name], tables["events"]) for name, rows in tables.items()]
    kept = {name: _without(rows, reasons[name]) for name, rows in tables.items()}
    # Rows without any event are invalid already; others lose theirs only if an event is removed.
    return Facts(_with_event(kept) if reasons["events"] else kept, pa.concat_tables(set_aside))


def _reasons(rows: pa.Table, table: Table, known: Mapping[str, Keys], events: pa.Table) -> Reasons:
    reasons: Reasons = defaultdict(list)
    if not fits(table, rows):
        # pandera takes longer to import than everything else, so it is imported only for invalid rows.
        from schemas.validation.frames import misfits

        for misfit in sorted(misfits(table, rows)):
            reasons[misfit.row].append(" ".join(part for part in (misfit.column, misfit.rule) if part))
    for row, reason in _broken_relations(rows, table, known, events):
        reasons[row].append(reason)
    return reasons


def _broken_relations(
    rows: pa.Table, table: Table, known: Mapping[str, Keys], events: pa.Table
) -> Iterator[tuple[int, str]]:
    for row in _true(repeats(rows, table.primary_key)):
        yield row, f"{', '.join(table.primary_key)} stand twice"
    for key in table.foreign_keys:
        values = joined_keys(rows, key.columns)
        for row in _true(pc.and_(pc.is_valid(values), pc.invert(one_of(values, known[key.table])))):
            yield row, f"{', '.join(key.columns)} {values[row].as_py()!r} is not among the known {key.table}"
    if table.name == "mentions":
        for row in _true(wrong_spans(rows, events)):
            yield row, "the text is not at start and end of the field"


def _true(mask: pa.Array | pa.ChunkedArray) -> list[int]:
    positions: list[int] = pc.indices_nonzero(mask).to_pylist()
    return positions


def _without(rows: pa.Table, reasons: Reasons) -> pa.Table:
    if not reasons:
        return rows
    row_numbers = pa.array(range(rows.num_rows), pa.int64())
    return rows.filter(pc.invert(pc.is_in(row_numbers, value_set=pa.array(reasons, pa.int64()))))


def _with_event(tables: Tables) -> Tables:
    ids = tables["events"]["event_id"]
    return {name: rows.filter(one_of(rows["event_id"], ids)) for name, rows in tables.items()}


def _quarantined(rows: pa.Table, table: Table, reasons: Reasons, events: pa.Table) -> pa.Table:
    numbers = sorted(reasons)
    invalid = rows.take(pa.array(numbers, pa.int64()))
    bulletins = look_up(invalid["event_id"], events, "event_id", "bulletin_id")
    is_id = pc.match_substring_regex(bulletins, rf"^({common.BULLETIN_ID.pattern})$")
    bulletins = pc.if_else(pc.fill_null(is_id, False), bulletins, UNKNOWN_BULLETIN)
    sources = look_up(invalid["event_id"], events, "event_id", "source_id")
    named = INVALID_ROW.format(table=table.name)
    records = [
        {
            "bulletin_id": bulletin,
            "source_id": source,
            "block_number": 0,
            "reason": f"{named}: {'; '.join(reasons[number])}: {_key(row, table)}",
            "text": ", ".join(f"{name}={value}" for name, value in row.items() if value is not None)[:LONGEST_TEXT],
        }
        for number, row, bulletin, source in zip(
            numbers, invalid.to_pylist(), bulletins.to_pylist(), sources.to_pylist(), strict=True
        )
    ]
    return pa.Table.from_pylist(records, schema=arrow_schema(quarantine.TABLE))


def _key(row: Mapping[str, object], table: Table) -> str:
    return ", ".join(f"{name}={row[name]}" for name in table.primary_key)
