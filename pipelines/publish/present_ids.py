"""Finds the events that replaced those which corrections name, so that a correction follows its event to a new id."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.publish.changes.replacements import SHOWN, TEXTS, gone_since
from pipelines.publish.columnar.rows import Rows, Stored, Tables, pieces
from pipelines.publish.tables.build import event_text_digests
from pipelines.publish.versions import Releases


def present_ids(wanted: Collection[str], releases: Path, events: Rows) -> dict[str, str]:
    """Return the present id of each wanted event that has another one by now.

    Args:
        wanted: ids of events, such as those that corrections name.
        releases: the folder of releases, of which the last is compared with.
        events: the events now, with their whole bodies.
    """
    missing = set(wanted) - _among(wanted, events)
    last = Releases(releases).last() if missing else None
    if last is None:
        return {}
    folder = releases / str(last)
    withdrawn = pq.read_table(folder / "changes" / "withdrawn.parquet", columns=["event_id", "replaced_by"])
    replaced_by = dict(zip(withdrawn["event_id"].to_pylist(), withdrawn["replaced_by"].to_pylist(), strict=True))
    before: Tables = {
        "events": Stored(folder / "parquet" / "events.parquet"),
        TEXTS: Stored(folder / "changes" / f"{TEXTS}.parquet"),
    }
    ends = {each: _end(each, replaced_by) for each in missing}
    if set(ends.values()) - _among(ends.values(), events):
        replaced_by |= _replaced_since(before, events)
    ends = {each: _end(each, replaced_by) for each in missing}
    there = _among(ends.values(), events)
    return {each: end for each, end in sorted(ends.items()) if end in there}


def _among(ids: Collection[str], events: Rows) -> set[str]:
    """Return those of the ids that are among the events."""
    wanted = pa.array(sorted(ids), pa.string())
    found: set[str] = set()
    for piece in pieces(events.select(["event_id"])):
        there = pc.is_in(piece["event_id"], value_set=wanted)
        found.update(piece["event_id"].filter(there).to_pylist())
    return found


def _end(event_id: str, replaced_by: Mapping[str, str | None]) -> str:
    """Follow an event to the last one that replaced it."""
    followed = {event_id}
    while (later := replaced_by.get(event_id)) is not None and later not in followed:
        event_id = later
        followed.add(event_id)
    return event_id


def _replaced_since(before: Tables, events: Rows) -> dict[str, str | None]:
    """Return what replaces the events that are gone since the last release."""
    digests = [event_text_digests(piece) for piece in pieces(events.select(["event_id", "body"]))]
    now: Tables = {"events": events.select(SHOWN), TEXTS: pa.concat_tables(digests)}
    gone = gone_since(before, now)
    return dict(zip(gone.events["event_id"].to_pylist(), gone.replaced_by.to_pylist(), strict=True))
