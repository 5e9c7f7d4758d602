"""How much of a release the page carries, so that it stays quick on a phone."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Limits:
    """Beyond these the page leaves something out, and says so.

    `body_characters` of whole texts in all; `marked_events` whose found names are marked; `events` altogether.
    """

    body_characters: int = 1_500_000
    marked_events: int = 20_000
    events: int = 50_000


@dataclass(frozen=True)
class Extent:
    """What the page holds: which events, and whether their bodies and marks are among it."""

    events: pa.Table
    has_bodies: bool
    has_marks: bool
    events_left_out: int
    bodies_left_out: int


def extent_of(events: pa.Table, limits: Limits, total: int | None = None) -> Extent:
    """Choose what the page holds.

    Args:
        events: columns of `schemas.tables.events`, newest first.
        limits: what may be held.
        total: how many events there are, if not all are given.
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
