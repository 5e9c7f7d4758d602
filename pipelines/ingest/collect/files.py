"""Checks a source's files: which are new, unchanged, gone or unreadable."""

from collections.abc import Iterable
from typing import NamedTuple

from pipelines.ingest.collect.fetching import Tally
from pipelines.ingest.collect.folder import Place, places, read
from pipelines.ingest.collect.web.clock import Clock
from pipelines.ingest.sources.sources_file import Source
from pipelines.ingest.store.file_marks import FileMarks
from pipelines.ingest.store.outcomes import Failure
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.sightings import FAILED, GONE, STORED, Sighting
from pipelines.ingest.store.state import SourceState


class _Outcome(NamedTuple):
    """What a look at a file gave."""

    status: str
    sha256: str | None
    reason: str


def look_at_files(
    source: Source, locations: Iterable[str], state: SourceState, store: Store, clock: Clock, is_full: bool = False
) -> Tally:
    """Put the files that the store lacks into it, with a sighting of whatever is new, changed, gone or failed.

    Files that are untouched since an earlier run read them are not read again.

    Args:
        source: whose files they are.
        locations: where they are.
        state: of the source.
        store: gets what is new.
        clock: for the sightings.
        is_full: whether every file is read.

    Raises:
        StoreError: the store cannot be written to.
    """
    time = clock.now().isoformat(timespec="seconds")
    newest = _newest(state)
    looking = _Looking(source, store, FileMarks(store.root, source.id, clock.now()), store.held(), is_full)
    tally, sightings, seen = Tally(), [], set()
    with store.together():
        for place in places(source, locations):
            outcome = looking.at(place)
            seen.add(place.location)
            is_known = newest.get(place.location) == outcome
            tally.failed += outcome.status == FAILED
            tally.unchanged += is_known and outcome.status == STORED
            tally.new += not is_known and outcome.status == STORED
            if not is_known:
                told = (source.id, place.location, time, outcome.status, outcome.sha256)
                sightings.append(Sighting(*told, reason=outcome.reason))
    gone = [location for location in _there_before(state) if location not in seen]
    tally.gone = len(gone)
    store.record([*sightings, *(Sighting(source.id, location, time, GONE, None) for location in gone)])
    looking.marks.save()
    return tally


class _Looking(NamedTuple):
    """A look at a source's files; `held` has the SHA-256 of the documents in the store."""

    source: Source
    store: Store
    marks: FileMarks
    held: frozenset[str]
    is_full: bool

    def at(self, place: Place | Failure) -> _Outcome:
        """Return the outcome of a look at a file, which is read and stored unless it is as it was."""
        if isinstance(place, Failure):
            return _Outcome(FAILED, None, place.reason)
        known = self._known(place)
        if known is not None:
            return _Outcome(STORED, known, "")
        found = read(self.source, place)
        if isinstance(found, Failure):
            return _Outcome(FAILED, None, found.reason)
        sha256 = self.store.put(found.raw)
        self.marks.add(place.path, sha256)
        return _Outcome(STORED, sha256, "")

    def _known(self, place: Place) -> str | None:
        if self.is_full:
            return None
        try:
            known = self.marks.known(place.path)
        except OSError:
            return None
        return known if known in self.held else None


def _newest(state: SourceState) -> dict[str, _Outcome]:
    """Return the outcome of the last look at each location."""
    columns = (state.newest.column(name).to_pylist() for name in ("location", "status", "sha256", "reason"))
    return {location: _Outcome(*outcome) for location, *outcome in zip(*columns, strict=True)}


def _there_before(state: SourceState) -> Iterable[str]:
    """Return the files that were there at the last look, or could not be read."""
    columns = (state.newest.column(name).to_pylist() for name in ("location", "status", "role"))
    return [location for location, status, role in zip(*columns, strict=True) if not role and status != GONE]
