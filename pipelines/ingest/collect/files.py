"""Checks a source's files: which are new, unchanged, gone or unreadable."""

from collections.abc import Iterable, Mapping

from pipelines.ingest.collect.fetching import Tally
from pipelines.ingest.collect.folder import finds
from pipelines.ingest.collect.web.clock import Clock
from pipelines.ingest.sources.sources_file import Source
from pipelines.ingest.store.outcomes import Failure
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.sightings import FAILED, GONE, STORED, Sighting
from pipelines.ingest.store.state import SourceState


def look_at_files(source: Source, locations: Iterable[str], state: SourceState, store: Store, clock: Clock) -> Tally:
    """Put the files that the store lacks into it, with a sighting of whatever is new, changed, gone or failed.

    Raises:
        StoreError: the store cannot be written to.
    """
    time = clock.now().isoformat(timespec="seconds")
    tally, newest = Tally(), state.newest.as_dict()
    sightings: list[Sighting] = []
    seen: set[str] = set()
    with store.together():
        for found in finds(source, locations):
            seen.add(found.location)
            if isinstance(found, Failure):
                sighting = Sighting(source.id, found.location, time, FAILED, None, reason=found.reason)
                tally.failed += 1
            else:
                sighting = Sighting(source.id, found.location, time, STORED, store.put(found.raw))
                is_known = _is_known(newest, sighting)
                tally.unchanged += is_known
                tally.new += not is_known
            if not _is_known(newest, sighting):
                sightings.append(sighting)
    gone = [location for location, known in newest.items() if _is_gone(known, seen)]
    tally.gone = len(gone)
    store.record([*sightings, *(Sighting(source.id, location, time, GONE, None) for location in gone)])
    return tally


def _is_known(newest: Mapping[str, Sighting], sighting: Sighting) -> bool:
    known = newest.get(sighting.location)
    return known is not None and (known.status, known.sha256, known.reason) == (
        sighting.status, sighting.sha256, sighting.reason,
    )  # fmt: skip


def _is_gone(known: Sighting, seen: set[str]) -> bool:
    """Return whether a file is gone that was there at the last look."""
    return not known.role and known.status != GONE and known.location not in seen
