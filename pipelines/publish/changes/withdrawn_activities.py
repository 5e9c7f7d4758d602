"""Finds activities that are withdrawn, and those that their events report now."""

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.changes.replacements import Gone
from pipelines.publish.columnar.keys import conformed, look_up, one_of
from pipelines.publish.columnar.rows import Rows, Tables, pieces, whole
from schemas.tables import withdrawn_activities

_UP, _DOWN = "ascending", "descending"
_LINKS = ("event_id", "activity_id")


def withdrawn_since(before: Tables, now: Tables, version: str, gone_events: Gone, rows: Rows) -> pa.Table:
    """Return the activities that earlier releases held and this one does not.

    Args:
        before: `activities`, `events` and `withdrawn_activities` of the previous release.
        now: `activities` and `events` of the new release.
        version: of the previous release.
        gone_events: the withdrawn events.
        rows: the changes of `activities`, columns of `schemas.tables.changes`.

    Returns:
        Columns of `schemas.tables.withdrawn_activities`.
    """
    activities, living = whole(before["activities"].select(["activity_id", "headline"])), _ids(now["activities"])
    gone = activities.filter(pc.invert(one_of(activities["activity_id"], living)))
    replaced = _replaced(gone["activity_id"], before, now, gone_events)
    causes = whole(rows.select(["row_key", "change", "cause"]))
    causes = causes.filter(pc.equal(causes["change"], "removed"))
    columns = {
        "activity_id": gone["activity_id"],
        "headline": gone["headline"],
        "last_release": pa.repeat(version, gone.num_rows),
        "cause": look_up(gone["activity_id"], causes, "row_key", "cause"),
        "replaced_by": look_up(gone["activity_id"], replaced, "activity_id", "replaced_by"),
    }
    fresh = conformed(pa.table(columns), withdrawn_activities.TABLE)
    earlier = whole(before["withdrawn_activities"]).cast(fresh.schema)
    earlier = earlier.filter(pc.invert(one_of(earlier["activity_id"], living)))
    return conformed(pa.concat_tables([_followed(earlier, fresh), fresh]), withdrawn_activities.TABLE)


def _ids(activities: Rows) -> pa.ChunkedArray:
    return whole(activities.select(["activity_id"]))["activity_id"]


def _followed(earlier: pa.Table, fresh: pa.Table) -> pa.Table:
    """Return the earlier rows with replacements that are withdrawn now followed to those that replace them."""
    is_gone = one_of(earlier["replaced_by"], fresh["activity_id"])
    later = look_up(earlier["replaced_by"], fresh, "activity_id", "replaced_by")
    followed = pc.if_else(is_gone, later, earlier["replaced_by"])
    return earlier.set_column(earlier.schema.get_field_index("replaced_by"), "replaced_by", followed)


def _replaced(gone: pa.ChunkedArray, before: Tables, now: Tables, gone_events: Gone) -> pa.Table:
    """Return `activity_id, replaced_by`: for withdrawn activities those that most of their events report now."""
    if not len(gone):
        return pa.table({"activity_id": gone, "replaced_by": gone})
    former = _links(before["events"], "activity_id", gone)
    renamed = pa.table({"event_id": gone_events.events["event_id"], "replaced_by": gone_events.replaced_by})
    ids = pc.coalesce(look_up(former["event_id"], renamed, "event_id", "replaced_by"), former["event_id"])
    present = look_up(ids, _links(now["events"], "event_id", ids), "event_id", "activity_id")
    pairs = pa.table({"activity_id": former["activity_id"], "replaced_by": present}).drop_null()
    counted = pairs.group_by(["activity_id", "replaced_by"]).aggregate([([], "count_all")])
    order = [("activity_id", _UP), ("count_all", _DOWN), ("replaced_by", _UP)]
    first = counted.sort_by(order).group_by("activity_id", use_threads=False).aggregate([("replaced_by", "first")])
    return first.rename_columns({"replaced_by_first": "replaced_by"})


def _links(events: Rows, column: str, wanted: pa.ChunkedArray) -> pa.Table:
    """Return `event_id, activity_id` of the events with one of the wanted values in a column."""
    links = events.select(_LINKS)
    return pa.concat_tables(
        [links.schema.empty_table(), *(piece.filter(one_of(piece[column], wanted)) for piece in pieces(links))]
    )
