"""Limits on the data in the page, so that it stays fast on a phone."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Limits:
    """Limits beyond which the page leaves data out, and says so.

    `body_characters`: of all bodies together; `marked_events`: events with marked names; `events`: events in all;
    `bulletins`: rows of `bulletins`; `set_aside`: rows of `quarantine` shown for each reason.
    """

    body_characters: int = 1_500_000
    marked_events: int = 20_000
    events: int = 50_000
    bulletins: int = 1_000
    set_aside: int = 20


@dataclass(frozen=True)
class Extent:
    """What the page contains: which events, and whether it includes their bodies and marks."""

    events: pa.Table
    has_bodies: bool
    has_marks: bool
    events_left_out: int
    bodies_left_out: int


def extent_of(events: pa.Table, limits: Limits, total: int | None = None) -> Extent:
    """Choose what the page contains.

    Args:
        events: columns of `schemas.tables.events`, newest first.
        limits: the limits.
        total: the number of events, if not all are given.
    """
    kept = events.slice(0, limits.events)
    characters = pc.sum(pc.utf8_length(kept["body"])).as_py() or 0
    has_bodies = characters <= limits.body_characters
    bodies = len(kept) - kept["body"].null_count
    return Extent(
        events=kept,
        has_bodies=has_bodies and bodies > 0,
        has_marks=len(kept) <= limits.marked_events,
        events_left_out=(len(events) if total is None else total) - len(kept),
        bodies_left_out=0 if has_bodies else bodies,
    )
