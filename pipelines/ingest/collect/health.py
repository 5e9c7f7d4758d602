"""Says which sources need attention: those that fail, drift, or have had no news for long."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

import pyarrow.compute as pc

from pipelines.ingest.collect.probe import entrances
from pipelines.ingest.sources.sources_file import FolderSource, Source
from pipelines.ingest.store.sightings import FAILED, GONE, UNREACHABLE
from pipelines.ingest.store.state import SourceState

# A site without news for longer may answer that nothing has changed when something has.
QUIET_DAYS = 90
_FAILURES = {FAILED, GONE, UNREACHABLE}


class Trouble(NamedTuple):
    """What is wrong with a source: where, and why."""

    location: str
    reason: str

    def __str__(self) -> str:
        return f"{self.location}: {self.reason}"


def troubles(source: Source, state: SourceState) -> Iterator[Trouble]:
    """Yield what is wrong with a source, each location once.

    Args:
        source: the source.
        state: what the ledger holds of it.
    """
    seen: set[str] = set()
    for trouble in (*_failed(source, state), *_drifted(state), *_quiet(source, state)):
        if trouble.location not in seen:
            seen.add(trouble.location)
            yield trouble


def _failed(source: Source, state: SourceState) -> Iterator[Trouble]:
    for failure in state.failures:
        yield Trouble(failure.location, failure.reason)
    # A page that gave something earlier stands in for itself, but its news is missing.
    for location in entrances(source):
        sighting = state.newest.get(location)
        if sighting is not None and sighting.status in _FAILURES:
            yield Trouble(location, sighting.reason)


def _drifted(state: SourceState) -> Iterator[Trouble]:
    for suspect in state.suspects:
        yield Trouble(suspect.ref.location, suspect.reason)


def _quiet(source: Source, state: SourceState) -> Iterator[Trouble]:
    """Compare the last news with the last look, rather than with a clock."""
    days = source.fresh_within_days or (None if isinstance(source, FolderSource) else QUIET_DAYS)
    looks = [datetime.fromisoformat(time) for time in state.newest.column("time").to_pylist()]
    news = pc.max(state.times).as_py()
    if days is None or not looks or news is None:
        return
    last_news = datetime.fromisoformat(str(news))
    if max(looks) - last_news > timedelta(days=days):
        reason = (
            f"there has been nothing new since {last_news.date()}, which is more than {days} days. Check that the "
            "site still publishes there; `fresh_within_days` sets the limit"
        )
        yield Trouble(source.id, reason)
