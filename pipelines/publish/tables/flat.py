"""`events_flat`: one row per event, with its countries, partners and topics in one cell each."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import conformed, look_up
from schemas.codes import code_list
from schemas.tables import events_flat


def flat_events(tables: Mapping[str, pa.Table], partners: pa.Table) -> pa.Table:
    """Return the rows of `events_flat`: countries by code, partners by name, topics by number and by name.

    Args:
        tables: `events`, `event_countries`, `event_partners` and `event_topics` of the same events, by name, in their
            declared schemas.
        partners: columns of `schemas.tables.partners`.
    """
    events, countries, links, topics = (
        tables[name] for name in ("events", "event_countries", "event_partners", "event_topics")
    )
    names = pc.replace_substring(look_up(links["partner_id"], partners, "partner_id", "name"), ";", ",")
    numbers = pc.cast(topics["code"], pa.int32())
    lists = {
        "countries": _in_one_cell(countries["event_id"], countries["country_iso3"], ";"),
        "partners": _in_one_cell(links["event_id"], names, "; "),
        "topics": _in_one_cell(topics["event_id"], numbers, ";"),
        "topic_names": _in_one_cell(topics["event_id"], _topic_names(topics["code"]), "; ", numbers),
    }
    rows = events
    for name, of_events in lists.items():
        rows = rows.append_column(name, look_up(events["event_id"], of_events, "event_id", "value"))
    return conformed(rows, events_flat.TABLE)


def _topic_names(topics: pa.ChunkedArray) -> pa.ChunkedArray:
    names = {code.code: code.name_en.replace(";", ",") for code in code_list("topics").values()}
    declared = pa.table({"code": pa.array(names.keys(), pa.string()), "name": pa.array(names.values(), pa.string())})
    return look_up(topics, declared, "code", "name")


def _in_one_cell(
    event_ids: pa.ChunkedArray, values: pa.ChunkedArray, separator: str, order: pa.ChunkedArray | None = None
) -> pa.Table:
    pairs = pa.table({"event_id": event_ids, "value": values, "order": values if order is None else order})
    ordered = pairs.sort_by([("event_id", "ascending"), ("order", "ascending")]).drop_columns("order")
    texts = ordered.set_column(1, "value", pc.cast(ordered["value"], pa.string()))
    grouped = texts.group_by("event_id", use_threads=False).aggregate([("value", "list")])
    return pa.table({"event_id": grouped["event_id"], "value": pc.binary_join(grouped["value_list"], separator)})
