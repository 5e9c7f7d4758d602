"""What the ledger says of a source: the documents that tell its entries, and what could not be got."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

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


def by_source(sightings: Iterable[Sighting]) -> dict[str, list[Sighting]]:
    """The sightings of each source, in their order."""
    found: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        found[sighting.source_id].append(sighting)
    return found


def state_of(source: Source, sightings: Iterable[Sighting]) -> SourceState:
    """What these sightings of the source, in their order, come to."""
    newest: dict[str, Sighting] = {}
    held: dict[str, Sighting] = {}
    settled: dict[str, tuple[int, Sighting]] = {}
    stored: list[tuple[int, Sighting]] = []
    walks: dict[str, str | None] = {}
    left: dict[Left, bool] = {}
    for at, sighting in enumerate(sightings, 1):
        if sighting.status in _OF_CHANNELS:
            walks[sighting.channel] = sighting.location if sighting.status == BROKEN_OFF else None
            continue
        if sighting.status in _OF_ENTRIES:
            left[Left(source.id, sighting.channel, sighting.entry or "")] = sighting.status == LEFT
            continue
        newest[sighting.location] = sighting
        if sighting.sha256 is not None:
            held[sighting.location] = sighting
        if sighting.status not in _PASSING:
            settled[sighting.location] = at, sighting
        if sighting.status == STORED:
            stored.append((at, sighting))
    documents = _documents(source, stored, settled)
    return SourceState(
        documents=tuple(ref for ref, _ in documents),
        times=tuple(time for _, time in documents),
        suspects=_suspects(source, settled.values()),
        failures=tuple(_failures(source, newest.values(), held)),
        newest=newest,
        settled={location: sighting for location, (_, sighting) in settled.items()},
        held=held,
        walks=walks,
        left=frozenset(entry for entry, is_left in left.items() if is_left),
    )


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


def _documents(
    source: Source, stored: Iterable[tuple[int, Sighting]], settled: Mapping[str, tuple[int, Sighting]]
) -> tuple[tuple[DocumentRef, str], ...]:
    """Every page of a site that brought something, and the last good state of everything else; with times."""
    latest = {sighting.location: at for at, sighting in stored if sighting.role == ARTICLE}
    found: dict[tuple[str, str], tuple[DocumentRef, str]] = {}
    for at, sighting in stored:
        if sighting.role == ARTICLE and latest[sighting.location] != at:
            continue
        if not sighting.role and settled[sighting.location][0] != at:
            continue
        # What a site gave at several addresses is one document, as it was got last.
        key = (sighting.sha256 or "", "" if sighting.role else sighting.location)
        found.pop(key, None)
        found[key] = reference(source, sighting, at), sighting.time
    return tuple(found.values())


def _suspects(source: Source, settled: Iterable[tuple[int, Sighting]]) -> tuple[Suspect, ...]:
    return tuple(
        Suspect(reference(source, sighting, at), sighting.reason, sighting.expected)
        for at, sighting in settled
        if sighting.status == DRIFTED
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
