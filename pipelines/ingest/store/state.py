"""Derives the state of a source from the ledger: the documents that hold its entries, and its failures."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import ARTICLE, PAGE, DocumentRef, Problem
from pipelines.ingest.sources.sources_file import Source
from pipelines.ingest.store.document_refs import References, joined
from pipelines.ingest.store.outcomes import Failure
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.sighted_documents import are_named, references
from pipelines.ingest.store.sightings import (
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
    from_columns,
)

_OF_CHANNELS = {WALKED, BROKEN_OFF}
_OF_ENTRIES = {LEFT, BACK}
_OF_FAILURES = {FAILED, GONE, UNREACHABLE}
# These do not change what is known of a location.
_PASSING = {UNCHANGED, UNREACHABLE}


@dataclass(frozen=True)
class Suspect:
    """A document that gave far fewer entries than usual when it was fetched."""

    ref: DocumentRef
    reason: str
    expected: int

    def problem(self) -> Problem:
        """Return a row for quarantine; it names the place, as a page may have other bytes at each look."""
        return Failure(self.ref.source_id, self.ref.location, self.reason).problem()


class Left(NamedTuple):
    """An entry that a channel of a source no longer holds, by its story's id before wordings are joined.

    `successor` is the id of the wording that took its place, where one did.
    """

    source_id: str
    channel: str
    event_id: str
    successor: str | None = None


class Latest(Mapping[str, Sighting]):
    """Sightings by location, one each, as columns.

    Args:
        sightings: columns of `SIGHTINGS`.
        at: which of them.
    """

    def __init__(self, sightings: pa.Table, at: pa.Array) -> None:
        self._sightings = sightings
        self._at = at

    @property
    def places(self) -> pa.Array:
        """Where the ledger has each, counted from 1."""
        return pc.add(self._at, 1)

    def column(self, name: str) -> pa.ChunkedArray:
        """Return a column of the sightings."""
        return self._sightings[name].take(self._at)

    def __getitem__(self, location: str) -> Sighting:
        (found,) = from_columns(self._sightings.slice(self._places[location], 1))
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._at)

    def as_dict(self) -> dict[str, Sighting]:
        """Return all of them, for callers that need most of them."""
        return {sighting.location: sighting for sighting in from_columns(self._sightings.take(self._at))}

    @cached_property
    def _places(self) -> dict[str, int]:
        return dict(zip(self.column("location").to_pylist(), self._at.to_pylist(), strict=True))


@dataclass(frozen=True)
class SourceState:
    """A source as it was last seen.

    Args:
        documents: those that hold its entries, in the order in which they were fetched.
        times: when each of them was fetched.
        suspects: documents that count only if they are read better now than when they were fetched.
        failures: locations that gave nothing and have no earlier document.
        newest: the last sighting of each location.
        settled: the last sighting of each location that says more than that it is unchanged or unreachable.
        held: the last sighting of each location that has a document.
        walks: for each channel that was read, the location where that broke off, or null.
        walked_at: for each channel where the ledger says that it was read to its end, counted from 1 as `recency` is.
        unfinished: channel and location of the pages that brought something since then.
        left: entries that are no longer where they were.
        pages: the locations at which pages with several entries are.
        tries: for each own page of an entry that gave nothing of use how often that was so in a row.
    """

    documents: References
    times: pa.ChunkedArray
    suspects: tuple[Suspect, ...]
    failures: tuple[Failure, ...]
    newest: Latest
    settled: Latest
    held: Latest
    walks: Mapping[str, str | None]
    walked_at: Mapping[str, int]
    unfinished: frozenset[tuple[str, str]]
    left: frozenset[Left]
    pages: frozenset[str]
    tries: Mapping[str, int]


class Histories:
    """The states of sources, as of the time when they are asked for.

    Args:
        sources: those that may be asked for.
        store: whose ledger it is.
    """

    def __init__(self, sources: Iterable[Source], store: Store) -> None:
        self._store = store
        self._sources = {source.id: source for source in sources}

    def __getitem__(self, source_id: str) -> SourceState:
        """Return the source as it was last seen."""
        ledger = self._store.ledger()
        return state_of(self._sources[source_id], ledger.filter(pc.equal(ledger["source_id"], source_id)))


def state_of(source: Source, sightings: pa.Table) -> SourceState:
    """Return the state that the sightings of a source amount to.

    Args:
        source: whose sightings they are.
        sightings: in their order, columns of `SIGHTINGS`.
    """
    sightings = sightings.combine_chunks()
    told = sightings.select(["location", "status", "sha256", "role", "channel", "entry"])
    told = told.append_column("at", pa.array(range(told.num_rows), pa.int64()))
    looks = _with_status(told, _OF_CHANNELS | _OF_ENTRIES, is_wanted=False)
    newest = _last_of_each(looks, "location")
    held = Latest(sightings, _last_of_each(looks.filter(pc.is_valid(looks["sha256"])), "location")["at"])
    settled = _last_of_each(_with_status(looks, _PASSING, is_wanted=False), "location")
    documents = _documents(_with_status(looks, {STORED}), settled)["at"]
    named = (_of_named_channels(source, rows) for rows in (settled, newest))
    suspects, failures = (_with_status(*each)["at"] for each in zip(named, ({DRIFTED}, _OF_FAILURES), strict=True))
    marks = _with_status(_last_of_each(_with_status(told, _OF_ENTRIES), "channel", "entry"), {LEFT})["at"]
    walked_at = _walked_at(told)
    walks = from_columns(sightings.take(_with_status(told, _OF_CHANNELS)["at"]))
    return SourceState(
        documents=references(source, sightings, documents),
        times=sightings["time"].take(documents),
        suspects=tuple(_suspects(source, sightings, suspects)),
        failures=tuple(_failures(source, from_columns(sightings.take(failures)), held)),
        newest=Latest(sightings, newest["at"]),
        settled=Latest(sightings, settled["at"]),
        held=held,
        walks={walk.channel: walk.location if walk.status == BROKEN_OFF else None for walk in walks},
        walked_at=walked_at,
        unfinished=_unfinished(looks, walked_at),
        left=frozenset(
            Left(mark.source_id, mark.channel, mark.entry or "", mark.successor)
            for mark in from_columns(sightings.take(marks))
        ),
        pages=frozenset(looks.filter(pc.equal(looks["role"], PAGE))["location"].to_pylist()),
        tries=_tries(looks),
    )


def _of_named_channels(source: Source, rows: pa.Table) -> pa.Table:
    """Return what was seen of locations that the sources file still names."""
    is_file = pc.equal(rows["role"], "")
    return rows.filter(pc.if_else(is_file, source.has_files, are_named(source, rows)))


def _walked_at(told: pa.Table) -> dict[str, int]:
    last = _last_of_each(_with_status(told, {WALKED}), "channel")
    return dict(zip(last["channel"].to_pylist(), pc.add(last["at"], 1).to_pylist(), strict=True))


def _unfinished(looks: pa.Table, walked_at: Mapping[str, int]) -> frozenset[tuple[str, str]]:
    pages = _with_status(looks.filter(pc.equal(looks["role"], PAGE)), {STORED})
    newest = _last_of_each(pages, "channel", "location")
    columns = (newest[name].to_pylist() for name in ("channel", "location", "at"))
    return frozenset(
        (channel, location) for channel, location, at in zip(*columns, strict=True) if at >= walked_at.get(channel, 0)
    )


def _tries(looks: pa.Table) -> dict[str, int]:
    """Return how often own pages gave nothing of use since they last did."""
    own = looks.filter(pc.equal(looks["role"], ARTICLE)).select(["location", "status", "at"])
    is_failed = pc.is_in(own["status"], value_set=pa.array([FAILED, GONE, DRIFTED]))
    good = own.filter(pc.invert(is_failed)).group_by("location").aggregate([("at", "max")])
    failed = own.filter(is_failed)
    last_good = good["at_max"].take(pc.index_in(failed["location"], value_set=good["location"].combine_chunks()))
    since = failed.filter(pc.greater(failed["at"], pc.fill_null(last_good, -1)))
    counted = since.group_by("location").aggregate([("at", "count")])
    return dict(zip(counted["location"].to_pylist(), counted["at_count"].to_pylist(), strict=True))


def _with_status(rows: pa.Table, statuses: Collection[str], is_wanted: bool = True) -> pa.Table:
    has_status = pc.is_in(rows["status"], value_set=pa.array(sorted(statuses)))
    return rows.filter(has_status if is_wanted else pc.invert(has_status))


def _last_of_each(rows: pa.Table, *columns: str) -> pa.Table:
    """Return the last row of each group with equal values in these columns."""
    last = rows.group_by(list(columns)).aggregate([("at", "max")])["at_max"]
    return rows.filter(pc.is_in(rows["at"], value_set=last.combine_chunks()))


def _documents(stored: pa.Table, settled: pa.Table) -> pa.Table:
    """Return every page of a site that brought something, and the last good state of everything else."""
    is_article = pc.equal(stored["role"], ARTICLE)
    latest = _last_of_each(stored.filter(is_article), "location")["at"]
    is_latest = pc.is_in(stored["at"], value_set=latest.combine_chunks())
    is_file = pc.equal(stored["role"], "")
    is_settled = pc.is_in(stored["at"], value_set=settled["at"].combine_chunks())
    is_told = pc.case_when(pc.make_struct(is_article, is_file), is_latest, is_settled, pa.scalar(True))
    told = stored.append_column("file", pc.if_else(is_file, stored["location"], "")).filter(is_told)
    # The same bytes at several addresses of a site are one document, as last fetched.
    return _last_of_each(told, "sha256", "file")


def _suspects(source: Source, sightings: pa.Table, drifted: pa.ChunkedArray) -> Iterator[Suspect]:
    told = from_columns(sightings.take(drifted))
    for ref, sighting in zip(references(source, sightings, drifted), told, strict=True):
        yield Suspect(ref, sighting.reason, sighting.expected)


def _failures(source: Source, failed: Iterable[Sighting], held: Mapping[str, Sighting]) -> Iterator[Failure]:
    """Yield what gave nothing: of sites only pages, as an entry whose own page is missing is in a listing."""
    for sighting in failed:
        is_of_site = bool(sighting.role)
        is_failure = sighting.status == FAILED or is_of_site
        has_stand_in = is_of_site and (sighting.role == ARTICLE or sighting.location in held)
        if is_failure and not (has_stand_in and sighting.status != FAILED):
            yield Failure(source.id, sighting.location, sighting.reason)


def with_better_readings(
    state: SourceState, entries_of: Mapping[DocumentRef, int]
) -> tuple[References, tuple[Problem, ...]]:
    """Return the documents of a source with the suspects that are read well now, and the others as problems.

    Args:
        state: of the source.
        entries_of: how many entries are read from each suspect now.
    """
    healed, problems = [], []
    for suspect in state.suspects:
        if not is_healed(entries_of[suspect.ref], suspect.expected):
            problems.append(suspect.problem())
        else:
            healed.append(suspect.ref)
    return joined([state.documents, References.of(healed)]), tuple(problems)


def has_collapsed(count: int, usual: int, is_read_otherwise: bool) -> bool:
    """Return whether so few entries suggest that a page's layout has changed; sooner if another reader took it."""
    if count == 0:
        return usual > 0
    return (usual >= 4 and count * 3 < usual) or (is_read_otherwise and not is_healed(count, usual))


def is_healed(count: int, usual: int) -> bool:
    """Return whether a page that had drifted gives about as many entries as before."""
    return count * 2 >= usual
