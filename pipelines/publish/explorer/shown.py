"""Chooses the rows that a release's page shows: the newest events, if there are too many, and their links."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import one_of
from pipelines.publish.columnar.rows import Rows, Tables, in_parts, pieces, whole
from pipelines.publish.explorer.events import newest_first
from pipelines.publish.explorer.limits import Limits

_OF_EVENTS = ("events", "event_countries", "event_partners", "event_topics", "mentions")
_RANKING = [
    ("ranked", "ascending"),
    ("quarantined_block_count", "descending"),
    ("location", "ascending"),
    ("bulletin_id", "ascending"),
]
_NOT_SHOWN = ("events_flat",)


def shown_tables(tables: Tables, limits: Limits) -> dict[str, pa.Table]:
    """Return the rows to show, by table: the newest events up to the limit, their links and their partners.

    Of bulletins, those come first of which no event was read, then those with most blocks in quarantine. Only ids and
    days of the other events are read into memory.

    Args:
        tables: the published tables and code tables by name.
        limits: limits on the data in the page.
    """
    others = [name for name in tables if name not in (*_OF_EVENTS, *_NOT_SHOWN, "bulletins")]
    found = {name: whole(tables[name]) for name in others}
    # The page shows only the row counts of these.
    found |= {name: tables[name].schema.empty_table() for name in _NOT_SHOWN}
    found["bulletins"] = _worth_a_look(tables["bulletins"], limits.bulletins)
    events = tables["events"]
    if events.num_rows <= limits.events:
        found |= {name: whole(tables[name]) for name in _OF_EVENTS}
    else:
        found |= _of_newest(tables, limits)
        found["partners"] = _linked(found["partners"], found["event_partners"])
    return {name: found[name] for name in tables}


def _worth_a_look(bulletins: Rows, limit: int) -> pa.Table:
    """Return the bulletins of which no event was read, then those with most blocks in quarantine, up to the limit."""
    found = bulletins.schema.empty_table()
    for piece in pieces(bulletins):
        both = pa.concat_tables([found, piece])
        without_reason = pc.is_null(both["reason"])
        found = both.append_column("ranked", without_reason).sort_by(_RANKING).drop_columns("ranked").slice(0, limit)
    return found


def _of_newest(tables: Tables, limits: Limits) -> dict[str, pa.Table]:
    days = whole(tables["events"].select(["event_id", "start_on", "published_on"]))
    ids = newest_first(days).slice(0, limits.events)["event_id"].combine_chunks()
    has_marks = limits.events <= limits.marked_events
    of_events: Mapping[str, Rows] = {name: tables[name] for name in _OF_EVENTS if has_marks or name != "mentions"}
    kept: dict[str, list[pa.Table]] = {name: [tables[name].schema.empty_table()] for name in _OF_EVENTS}
    for part in in_parts(of_events):
        for name, rows in part.items():
            kept[name].append(rows.filter(one_of(rows["event_id"], ids)))
    return {name: pa.concat_tables(found) for name, found in kept.items()}


def _linked(partners: pa.Table, links: pa.Table) -> pa.Table:
    """Return the partners of the shown events, and the organisations they are part of."""
    linked = one_of(partners["partner_id"], links["partner_id"])
    parents = partners.filter(linked)["parent_partner_id"].drop_null()
    return partners.filter(pc.or_(linked, one_of(partners["partner_id"], parents)))
