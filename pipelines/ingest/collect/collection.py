"""Collect the sources' documents into the store."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Collection as Ids
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.collect.fetching import Fetching, Tally
from pipelines.ingest.collect.files import look_at_files
from pipelines.ingest.collect.known_entries import KnownEntries
from pipelines.ingest.collect.sites import Depth, look_at_document, look_at_feed, look_at_listing
from pipelines.ingest.collect.web.client import Client
from pipelines.ingest.collect.web.clock import Clock
from pipelines.ingest.documents import Problem
from pipelines.ingest.read.cache import ReadingCache
from pipelines.ingest.read.tables import quarantine_table
from pipelines.ingest.sources.sources_file import DocumentSource, FeedSource, FolderSource, ListingSource, Source
from pipelines.ingest.store.document_refs import References, joined
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.state import Histories, Left, SourceState, with_better_readings


@dataclass(frozen=True)
class Plan:
    """The scope of a run.

    Args:
        is_offline: whether the run fetches nothing and uses the store only.
        only: the sources to fetch; all if there are none.
        depth: how far back sites are looked through.
        is_accepting: whether pages are taken as they are, though far less is read from them than before.
        is_full: whether files of folders are read, though nobody has touched them.
    """

    is_offline: bool = False
    only: Ids[str] = ()
    depth: Depth = field(default_factory=Depth)
    is_accepting: bool = False
    is_full: bool = False

    def check(self, sources: Iterable[Source]) -> None:
        """Refuse a plan that names a source which is not among these, or that accepts the pages of all sources.

        Raises:
            ValueError: it does.
        """
        known = [source.id for source in sources]
        unknown = sorted(set(self.only) - set(known))
        if unknown:
            raise ValueError(f"There is no source {', '.join(unknown)}. The sources are {', '.join(known)}.")
        if self.is_accepting and not self.only:
            raise ValueError("ACCEPT takes the pages of a source as they are: name the source with ONLY.")

    def covers(self, source: Source) -> bool:
        """Return whether the run fetches the source."""
        return not self.is_offline and (not self.only or source.id in self.only)


@dataclass(frozen=True)
class Collection:
    """The current state of the sources: their documents by source and content, and the failures.

    `problems` has the columns of `quarantine`; `tallies` tells by source what this run saw; `left` names the entries
    that are no longer where they were.
    """

    documents: References
    left: frozenset[Left]
    tallies: Mapping[str, Tally]
    problems: pa.Table

    @property
    def digest(self) -> str:
        """A digest of the documents, of the entries that left, and of the failures."""
        found = hashlib.sha256(repr(sorted(self.left, key=str)).encode())
        for rows in (self.documents.rows, self.problems):
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, rows.schema) as writer:
                writer.write_table(rows.combine_chunks())
            found.update(sink.getvalue())
        return found.hexdigest()[:32]

    @property
    def new(self) -> int:
        """Documents that brought something new."""
        return sum(tally.new for tally in self.tallies.values())

    @property
    def unchanged(self) -> int:
        """Locations that are as they were."""
        return sum(tally.unchanged for tally in self.tallies.values())

    @property
    def failed(self) -> int:
        """Locations that gave nothing of use."""
        return sum(tally.failed for tally in self.tallies.values())

    @property
    def gone(self) -> int:
        """Locations where there is nothing any more."""
        return sum(tally.gone for tally in self.tallies.values())


def collect(
    sources: Iterable[Source],
    store: Store,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    plan: Plan = Plan(),
    cache: ReadingCache | None = None,
    client: Client | None = None,
) -> Collection:
    """Put every document of the sources that the store lacks into it, and say what the sources hold.

    Args:
        sources: where to look.
        store: gets the bytes, and a sighting of whatever was looked at.
        now: the clock for sightings.
        plan: what to look at.
        cache: what was read of the documents before.
        client: fetches from sites.

    Raises:
        StoreError: the store cannot be written to, or lacks a document it should hold.
        ValueError: the plan names a source that is not among `sources`.
    """
    sources = tuple(sources)
    plan.check(sources)
    cache = cache or ReadingCache(store)
    histories = Histories(sources, store)
    with client or Client(Clock(now=now)) as fetches:
        run = _Run(store, cache, fetches, plan)
        tallies = {source.id: run.look(source, histories[source.id]) for source in sources if plan.covers(source)}
    states = [histories[source.id] for source in sources]
    documents, problems = _sound(states, cache)
    left = frozenset(each for state in states for each in state.left)
    return Collection(documents, left, tallies, quarantine_table(problems))


@dataclass
class _Run:
    """Refreshes sources one after the other."""

    store: Store
    cache: ReadingCache
    client: Client
    plan: Plan

    def look(self, source: Source, state: SourceState) -> Tally:
        """Refresh a source and return its counts."""
        if isinstance(source, FolderSource):
            return self._look_at_files(source, source.location, state)
        before = self.client.requests
        tally = self._look_at_site(source, state)
        tally.requests = self.client.requests - before
        return tally

    def _look_at_site(self, source: Source, state: SourceState) -> Tally:
        assert isinstance(source, ListingSource | FeedSource | DocumentSource)  # noqa: S101 - there are no more kinds
        fetching = self._fetching(source, state)
        if isinstance(source, ListingSource):
            look_at_listing(fetching, source, self.plan.depth)
        elif isinstance(source, FeedSource):
            look_at_feed(fetching, source, self.plan.depth)
        else:
            look_at_document(fetching, source)
            if source.files:
                fetching.tally.add(self._look_at_files(source, source.files, state))
        return fetching.tally

    def _look_at_files(self, source: Source, locations: Iterable[str], state: SourceState) -> Tally:
        return look_at_files(source, locations, state, self.store, self.client.clock, self.plan.is_full)

    def _fetching(self, source: ListingSource | FeedSource | DocumentSource, state: SourceState) -> Fetching:
        documents = state.documents.filter(pc.not_equal(state.documents.rows["role"], ""))
        entries = self.cache.all_entries(documents)
        known = KnownEntries(entries, documents)
        is_forced, is_accepting = self.plan.depth.is_backfill, self.plan.is_accepting
        return Fetching(source, state, known, self.store, self.cache, self.client, is_forced, is_accepting)


def _sound(states: Sequence[SourceState], cache: ReadingCache) -> tuple[References, list[Problem]]:
    """Return the documents that hold the sources' entries, and the failures and suspects."""
    documents: list[References] = []
    problems: list[Problem] = []
    for state in states:
        counts = {suspect.ref: len(cache.entries(suspect.ref)) for suspect in state.suspects}
        found, doubtful = with_better_readings(state, counts)
        documents.append(found)
        problems += [*doubtful, *(failure.problem() for failure in state.failures)]
    return joined(documents).sorted(), problems
