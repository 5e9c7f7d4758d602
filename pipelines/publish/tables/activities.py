"""The group-by of events by activity: one row per activity, each fact the one that most of its reports agree on."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.keys import KEY_SEPARATOR, conformed, look_up
from schemas.codes import code_list
from schemas.tables import activities, activity_countries, activity_partners

LINKS = "event_activities"
# The groups of columns that are taken from one report together, the first of which is voted on.
TYPE = ("event_type",)
DATE = ("event_date_edtf", "start_on", "end_on", "date_precision")
HOST = ("host_country_iso3", "host_place", "host_subdivision", "latitude", "longitude")
PARTICIPANTS = ("participant_count", "participant_qualifier")
_OF_EVENT = ("event_id", "activity_id", "link_confidence", "source_id", "language", "published_on", "headline")
# The more precise, the better supported.
_PRECISIONS = pa.array(["year", "month", "interval", "day"])
_UP, _DOWN = "ascending", "descending"

Part = Mapping[str, pa.Table]


class ActivityGrouping:
    """Collects what activities are made of, part by part; memory grows with events, but not with their texts."""

    def __init__(self) -> None:
        self._events: list[pa.Table] = []
        self._countries: list[pa.Table] = []
        self._partners: list[pa.Table] = []

    def add(self, facts: Part, links: pa.Table) -> None:
        """Add the facts of further events.

        Args:
            facts: `events`, `event_countries` and `event_partners` by name, as `schemas.tables` declares them.
            links: rows of `schemas.tables.event_activities` for all of these events.
        """
        events = facts["events"].select([*_OF_EVENT, *TYPE, *DATE, *HOST, *PARTICIPANTS])
        position = look_up(events["event_id"], links, "event_id", "ledger_position")
        self._events.append(events.append_column("position", position))
        self._countries.append(facts["event_countries"].select(["event_id", "country_iso3"]))
        self._partners.append(facts["event_partners"].select(["event_id", "partner_id", "role"]))

    def tables(self) -> dict[str, pa.Table]:
        """Return `activities`, `activity_countries` and `activity_partners` in their declared schemas."""
        events = pa.concat_tables(self._events).sort_by([("activity_id", _UP), ("position", _UP)])
        return {
            "activities": _activities(events),
            "activity_countries": _countries(_with_activity(pa.concat_tables(self._countries), events)),
            "activity_partners": _partners(_with_activity(pa.concat_tables(self._partners), events)),
        }


def _activities(events: pa.Table) -> pa.Table:
    grouped = events.group_by("activity_id", use_threads=False).aggregate(
        [
            ([], "count_all"), ("source_id", "count_distinct"), ("language", "count_distinct"),
            ("published_on", "min"), ("published_on", "max"), ("link_confidence", "min"),
        ]
    )  # fmt: skip
    ids = grouped["activity_id"]
    columns = {
        "activity_id": ids,
        "report_count": grouped["count_all"],
        "source_count": grouped["source_id_count_distinct"],
        "language_count": grouped["language_count_distinct"],
        "first_published_on": grouped["published_on_min"],
        "last_published_on": grouped["published_on_max"],
        "confidence": grouped["link_confidence_min"],
    }
    first = _firsts(events, "activity_id")
    columns |= _adopted(ids, first, {"first_event_id": "event_id", "headline": "headline"})
    columns |= _adopted(ids, _best(events, TYPE[0]), _named(TYPE, "type_event_id"))
    precision = pc.index_in(events["date_precision"], value_set=_PRECISIONS)
    columns |= _adopted(ids, _best(events, DATE[0], precision), _named(DATE, "date_event_id"))
    has_place = pc.is_valid(events["host_place"]).cast(pa.int8())
    columns |= _adopted(ids, _best(events, HOST[0], has_place), _named(HOST, "host_event_id"))
    reports = _is_report(events).cast(pa.int8())
    best = _best(events, PARTICIPANTS[0], reports, is_first=True)
    columns |= _adopted(ids, best, _named(PARTICIPANTS, "participants_event_id"))
    return conformed(pa.table(columns), activities.TABLE)


def _is_report(events: pa.Table) -> pa.ChunkedArray:
    """Return whether each event was published once the activity had begun; what an announcement expects counts less."""
    return pc.fill_null(pc.greater_equal(events["published_on"], events["start_on"]), True)


def _named(columns: Sequence[str], told_by: str) -> dict[str, str]:
    return {told_by: "event_id", **{name: name for name in columns}}


def _adopted(ids: pa.ChunkedArray, chosen: pa.Table, names: Mapping[str, str]) -> dict[str, pa.ChunkedArray]:
    """Return columns of the chosen report of each activity; null where none was."""
    at = pc.index_in(ids, value_set=chosen["activity_id"].combine_chunks())
    return {name: chosen[column].take(at) for name, column in names.items()}


def _best(events: pa.Table, column: str, quality: pa.ChunkedArray | None = None, is_first: bool = False) -> pa.Table:
    """Return one report per activity: the best of those whose value most reports agree on.

    Args:
        events: sorted by activity and position.
        column: the value; reports without one are left out.
        quality: of each event, the more the better; it decides among reports of equally many votes.
        is_first: whether quality counts before votes.
    """
    quality = pa.chunked_array([pa.repeat(0, events.num_rows)]) if quality is None else quality
    told = events.append_column("quality", quality).filter(pc.is_valid(events[column]))
    keys = pc.binary_join_element_wise(told["activity_id"], pc.cast(told[column], pa.string()), KEY_SEPARATOR)
    votes = pc.value_counts(keys.combine_chunks())
    count = votes.field("counts").take(pc.index_in(keys, value_set=votes.field("values")))
    ranked = told.append_column("votes", count)
    ranking = ("quality", "votes") if is_first or column == DATE[0] else ("votes", "quality")
    ranked = ranked.sort_by([("activity_id", _UP), *((name, _DOWN) for name in ranking), ("position", _UP)])
    return _firsts(ranked, "activity_id")


def _firsts(rows: pa.Table, *keys: str) -> pa.Table:
    """Return the first row of each run of equal keys."""
    is_first = np.zeros(rows.num_rows, np.bool_)
    is_first[:1] = True
    for key in keys:
        values = rows[key].combine_chunks()
        is_first[1:] |= pc.not_equal(values[1:], values[:-1]).to_numpy(zero_copy_only=False)
    return rows.filter(pa.array(is_first))


def _with_activity(rows: pa.Table, events: pa.Table) -> pa.Table:
    at = pc.index_in(rows["event_id"], value_set=events["event_id"].combine_chunks())
    for name in ("activity_id", "position"):
        rows = rows.append_column(name, events[name].take(at))
    return rows


def _countries(rows: pa.Table) -> pa.Table:
    key = ["activity_id", "country_iso3"]
    return conformed(_counted(rows, key), activity_countries.TABLE)


def _partners(rows: pa.Table) -> pa.Table:
    key = ["activity_id", "partner_id"]
    rank = pc.index_in(rows["role"], value_set=pa.array(list(code_list("roles"))))
    votes = rows.append_column("rank", rank).group_by([*key, "role", "rank"], use_threads=False)
    ranked = votes.aggregate([([], "count_all")]).sort_by(
        [*((name, _UP) for name in key), ("count_all", _DOWN), ("rank", _UP)]
    )
    # Both are sorted by the same key, and have each key once.
    roles = _firsts(ranked, *key)["role"]
    return conformed(_counted(rows.drop_columns("role"), key).append_column("role", roles), activity_partners.TABLE)


def _counted(rows: pa.Table, key: Sequence[str]) -> pa.Table:
    """Return one row per key with the number of rows and the first event by position, sorted by key."""
    ordered = rows.sort_by([*((name, _UP) for name in key), ("position", _UP)])
    counts = ordered.group_by(list(key), use_threads=False).aggregate([([], "count_all")])
    return _firsts(ordered, *key).append_column("report_count", counts["count_all"])
