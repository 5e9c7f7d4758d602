"""What the ledger says of a source: the documents that tell its entries, and what could not be got."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.collector import collector_at_rest
from pipelines.ingest.documents import ARTICLE, DocumentRef, Problem
from pipelines.ingest.finds import Failure
from pipelines.ingest.sources import Source
from pipelines.ingest.store import (
    BACK,
    BROKEN_OFF,
    DRIFTED,
    FAILED,
    GONE,
    LEFT,
    STORED,
    UNCHANGED,
    UNREACHABLE,
    WALKED,
    Sighting,
    Store,
)
from pipelines.ingest.web.answers import charset_of

_OF_CHANNELS = {WALKED, BROKEN_OFF}
_OF_ENTRIES = {LEFT, BACK}
# These leave what is known of a location as it was.
_PASSING = {UNCHANGED, UNREACHABLE}


@dataclass(frozen=True)
class Suspect:
    """A document that gave far fewer entries than usual when it was fetched."""

    ref: DocumentRef
    reason: str
    expected: int

    def problem(self) -> Problem:
        """The document as a row for quarantine."""
        return Problem(self.ref.bulletin_id, 0, self.reason, self.ref.location[:200])


class Left(NamedTuple):
    """An entry that a channel of a source no longer holds, by the id that it has by itself."""

    source_id: str
    channel: str
    event_id: str


@dataclass(frozen=True)
class SourceState:
    """A source as it was last seen.

    Args:
        documents: those that tell its entries, in the order in which they were got.
        times: when each of them was got.
        suspects: documents that do so only if they are read better than when they were fetched.
        failures: locations that gave nothing and have no earlier document to stand for them.
        newest: the last sighting of each location.
        settled: the last sighting of each location that said what is there, and not only that it is as before.
        held: the last sighting of each location with what is there.
        walks: for each channel that was looked through where that broke off, null if nowhere.
        left: entries that are no longer where they were.
    """

    documents: tuple[DocumentRef, ...]
    times: tuple[str, ...]
    suspects: tuple[Suspect, ...]
    failures: tuple[Failure, ...]
    newest: Mapping[str, Sighting]
    settled: Mapping[str, Sighting]
    held: Mapping[str, Sighting]
    walks: Mapping[str, str | None]
    left: frozenset[Left]


class Histories:
    """What a store's ledger tells of sources, as far as it goes at the time of asking.

    Args:
        sources: those that may be asked for.
        store: whose ledger it is.
    """

    def __init__(self, sources: Iterable[Source], store: Store) -> None:
        self._store = store
        self._histories = {source.id: History(source) for source in sources}
        self._taken_in = 0

    def __getitem__(self, source_id: str) -> SourceState:
        """The source as it was last seen."""
        with collector_at_rest():
            self._take_in(self._store.sightings())
            return self._histories[source_id].state

    def _take_in(self, sightings: Sequence[Sighting]) -> None:
        for sighting in sightings[self._taken_in :]:
            if sighting.source_id in self._histories:
                self._histories[sighting.source_id].add(sighting)
        self._taken_in = len(sightings)


class History:
    """The sightings of a source, taken in one by one in their order: what they come to is told at any time."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._count = 0
        self._newest: dict[str, Sighting] = {}
        self._held: dict[str, Sighting] = {}
        self._settled: dict[str, tuple[int, Sighting]] = {}
        self._stored: list[tuple[int, Sighting, DocumentRef]] = []
        self._walks: dict[str, str | None] = {}
        self._left: dict[Left, bool] = {}
        self._state: SourceState | None = None

    def add(self, sighting: Sighting) -> None:
        """Take in the next sighting of the source."""
        self._count += 1
        self._state = None
        if sighting.status in _OF_CHANNELS:
            self._walks[sighting.channel] = sighting.location if sighting.status == BROKEN_OFF else None
        elif sighting.status in _OF_ENTRIES:
            left = Left(sighting.source_id, sighting.channel, sighting.entry or "")
            self._left[left] = sighting.status == LEFT
        else:
            self._add_look(sighting)

    def _add_look(self, sighting: Sighting) -> None:
        self._newest[sighting.location] = sighting
        if sighting.sha256 is not None:
            self._held[sighting.location] = sighting
        if sighting.status not in _PASSING:
            self._settled[sighting.location] = self._count, sighting
        if sighting.status == STORED:
            self._stored.append((self._count, sighting, reference(self._source, sighting, self._count)))

    @property
    def state(self) -> SourceState:
        """What the sightings come to."""
        if self._state is None:
            self._state = self._told()
        return self._state

    def _told(self) -> SourceState:
        documents = self._documents()
        return SourceState(
            documents=tuple(ref for ref, _ in documents),
            times=tuple(time for _, time in documents),
            suspects=tuple(self._suspects()),
            failures=tuple(_failures(self._source, self._newest.values(), self._held)),
            newest=dict(self._newest),
            settled={location: sighting for location, (_, sighting) in self._settled.items()},
            held=dict(self._held),
            walks=dict(self._walks),
            left=frozenset(entry for entry, is_left in self._left.items() if is_left),
        )

    def _documents(self) -> tuple[tuple[DocumentRef, str], ...]:
        """Every page of a site that brought something, and the last good state of everything else; with times."""
        latest = {sighting.location: at for at, sighting, _ in self._stored if sighting.role == ARTICLE}
        found: dict[tuple[str, str], tuple[DocumentRef, str]] = {}
        for at, sighting, ref in self._stored:
            if sighting.role == ARTICLE and latest[sighting.location] != at:
                continue
            if not sighting.role and self._settled[sighting.location][0] != at:
                continue
            # What a site gave at several addresses is one document, as it was got last.
            key = (sighting.sha256 or "", "" if sighting.role else sighting.location)
            found.pop(key, None)
            found[key] = ref, sighting.time
        return tuple(found.values())

    def _suspects(self) -> Iterator[Suspect]:
        for at, sighting in self._settled.values():
            if sighting.status == DRIFTED:
                yield Suspect(reference(self._source, sighting, at), sighting.reason, sighting.expected)


def reference(source: Source, sighting: Sighting, recency: int = 0) -> DocumentRef:
    """The document that was seen.

    Args:
        source: of the sighting.
        sighting: one with a document.
        recency: the order in which it was got, where that counts.
    """
    return DocumentRef(
        source_id=source.id,
        sha256=sighting.sha256 or "",
        location=sighting.location,
        language=source.language,
        address=sighting.address or source.address,
        charset=charset_of(sighting.headers),
        selectors=source.page_selectors,
        role=sighting.role,
        channel=sighting.channel,
        recency=recency if sighting.role else 0,
    )


def _failures(source: Source, newest: Iterable[Sighting], held: Mapping[str, Sighting]) -> Iterable[Failure]:
    """What gave nothing: of sites only pages, for an entry whose own page is missing stands in a listing."""
    for sighting in newest:
        is_of_site = bool(sighting.role)
        is_failure = sighting.status == FAILED or (is_of_site and sighting.status in {GONE, UNREACHABLE})
        has_stand_in = is_of_site and (sighting.role == ARTICLE or sighting.location in held)
        if is_failure and not (has_stand_in and sighting.status != FAILED):
            yield Failure(source.id, sighting.location, sighting.reason)


def with_better_readings(
    state: SourceState, entries_of: Mapping[DocumentRef, int]
) -> tuple[tuple[DocumentRef, ...], tuple[Problem, ...]]:
    """The documents of a source with those suspects that are read well by now, and the other suspects as problems.

    Args:
        state: of the source.
        entries_of: how many entries are read from each suspect now.
    """
    documents, problems = list(state.documents), []
    for suspect in state.suspects:
        if not is_healed(entries_of[suspect.ref], suspect.expected):
            problems.append(suspect.problem())
        else:
            documents.append(suspect.ref)
    return tuple(documents), tuple(problems)


def has_collapsed(count: int, usual: int, is_read_otherwise: bool) -> bool:
    """Whether so few entries are a sign that a page's layout has changed; all the more if another reader took it."""
    if count == 0:
        return usual > 0
    return (usual >= 4 and count * 3 < usual) or (is_read_otherwise and not is_healed(count, usual))


def is_healed(count: int, usual: int) -> bool:
    """Whether a page that had drifted gives about as many entries as before."""
    return count * 2 >= usual
