"""Warns where facts of a source are read with less confidence than in the release before."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pipelines.publish.checks.fill_rates import LEAST_EVENTS
from pipelines.publish.columnar.group_by import Tally, counted
from pipelines.publish.columnar.rows import Rows, Stored, pieces
from pipelines.publish.versions import Releases, Version

COLUMN = "row_confidence"
FALL = 0.05
"""A mean confidence that is lower by this much is told."""


class Mean(NamedTuple):
    """The mean confidence of a source's rows, and how many there are."""

    confidence: float
    events: int


def mean_confidences(events: Rows) -> dict[str, Mean]:
    """Return the mean `row_confidence` of each source; nothing for a table of a release that had no confidences.

    Args:
        events: the columns of `schemas.tables.events`, or at least `source_id` and `row_confidence`.
    """
    if COLUMN not in events.schema.names or not events.num_rows:
        return {}
    tally = Tally(["source_id"], [(COLUMN, "sum"), ("count", "sum")])
    for piece in pieces(events.select(["source_id", COLUMN])):
        tally.add(counted(piece))
    rows = tally.table().sort_by("source_id").to_pylist()
    return {row["source_id"]: Mean(row[COLUMN] / row["count"], row["count"]) for row in rows}


def confidence_warnings(before: Mapping[str, Mean], now: Mapping[str, Mean]) -> Iterator[str]:
    """Yield a sentence for each source of which the mean confidence fell."""
    for source, mean in now.items():
        old = before.get(source)
        if old is None or min(mean.events, old.events) < LEAST_EVENTS:
            continue
        if old.confidence - mean.confidence >= FALL:
            yield (
                f"{source}: the mean confidence of its {mean.events:,} rows is {mean.confidence:.2f}, in the release "
                f"before it was {old.confidence:.2f}; run `make review` to see which rows are doubtful and why"
            )


def fallen_confidences(releases: Releases) -> Iterator[str]:
    """Yield a sentence for each source of which the mean confidence is lower in the last release than in the one
    before it."""
    latest = releases.versions()[-2:] if releases.folder.is_dir() else ()
    if len(latest) == 2:
        before, now = (mean_confidences(events_of(releases, version)) for version in latest)
        yield from confidence_warnings(before, now)


def events_of(releases: Releases, version: Version) -> Stored:
    """Return the table `events` of a release."""
    path: Path = releases.path(version) / "parquet" / "events.parquet"
    return Stored(path)
