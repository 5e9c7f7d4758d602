"""Fetches a source's addresses: what has changed is stored, read, and compared with what is known."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from pipelines.ingest.collect.known_entries import KnownEntries
from pipelines.ingest.collect.trust import is_well_read, refusal_of_feed, refusal_of_own_page, refusal_of_page
from pipelines.ingest.collect.web.answers import Answer, WebError, conditions
from pipelines.ingest.collect.web.client import Client
from pipelines.ingest.documents import ARTICLE, PAGE, DocumentRef
from pipelines.ingest.merge.links import identity_of_link
from pipelines.ingest.read.blocks.decode import HTML
from pipelines.ingest.read.cache import ReadingCache
from pipelines.ingest.read.tables import Row
from pipelines.ingest.sources.models import DocumentSource, FeedSource, ListingSource, WebSource
from pipelines.ingest.store.raw_store import Store
from pipelines.ingest.store.sighted_documents import reference
from pipelines.ingest.store.sightings import (
    BACK,
    BROKEN_OFF,
    DRIFTED,
    FAILED,
    GONE,
    LEFT,
    NOTHING_NEW,
    STORED,
    UNCHANGED,
    UNREACHABLE,
    WALKED,
    Sighting,
)
from pipelines.ingest.store.state import SourceState, has_collapsed, is_healed

LONGEST_TRUST = timedelta(days=30)
NO_ENTRY = "no entry is read from the page"


@dataclass(frozen=True)
class Look:
    """The outcome of one look at an address.

    Args:
        ref: the document that is there, if any.
        entries: those read from it, as rows of `schemas.tables.read_entries`.
        brings_news: whether any of them is new or revised.
        is_failure: whether it could not be got, or cannot be trusted.
        is_missing: whether the site says that there is nothing.
    """

    ref: DocumentRef | None = None
    entries: Sequence[Row] = ()
    brings_news: bool = False
    is_failure: bool = False
    is_missing: bool = False


@dataclass
class Tally:
    """Counts of a source's run, of documents and of entries, and the addresses to look at with the reason."""

    requests: int = 0
    fetched: int = 0
    unchanged: int = 0
    new: int = 0
    failed: int = 0
    gone: int = 0
    new_entries: int = 0
    revised_entries: int = 0
    left_entries: int = 0
    links: dict[str, str] = field(default_factory=dict)

    def add(self, other: "Tally") -> None:
        """Count what another tally counts."""
        for name, value in vars(other).items():
            if isinstance(value, int):
                setattr(self, name, getattr(self, name) + value)
        self.links |= other.links


@dataclass
class Fetching:
    """One source in one run. Every look is in the ledger as soon as it is over, so that a kill loses none."""

    source: WebSource | DocumentSource
    state: SourceState
    known: KnownEntries
    store: Store
    cache: ReadingCache
    client: Client
    is_forced: bool = False
    is_accepting: bool = False
    tally: Tally = field(default_factory=Tally)
    looked: set[str] = field(default_factory=set)
    looked_pages: set[str] = field(default_factory=set)
    changed: list[Row] = field(default_factory=list)
    channels_with_news: set[str] = field(default_factory=set)

    def look(self, location: str, channel: str, role: str = PAGE, is_entrance: bool = True) -> Look:
        """Fetch an address if it has changed, and read it.

        Args:
            location: the address.
            channel: which of the source's locations led there.
            role: `page` or `article`.
            is_entrance: whether there should be entries; pages after the first may well have none.
        """
        self.looked.add(location)
        if role == PAGE:
            self.looked_pages.add(location)
        held = self.state.held.get(location)
        try:
            answer = self.client.get(location, self.source.http, self.source.contact or "", self._conditions(held))
        except WebError as error:
            if error.is_gone and not is_entrance:
                # So some sites answer for pages after the last one.
                self.store.record([self._sighting(location, channel, role, NOTHING_NEW)])
                return Look(is_missing=True)
            return self._failed(location, channel, role, error)
        if held is not None and answer.is_unchanged:
            return self._as_before(held, answer)
        sha256 = self.store.put(answer.body)
        self.tally.fetched += 1
        seen = self._sighting(
            location, channel, role, STORED, sha256, headers=answer.kept_headers, address=answer.address
        )
        if held is not None and held.sha256 == sha256:
            return self._as_before(held, answer)
        return self._compared(seen, held, is_entrance)

    def walked(self, channel: str) -> None:
        """Note that the channel was looked through, if it brought something since that was last so."""
        has_news = channel in self.channels_with_news or any(each == channel for each, _ in self.state.unfinished)
        if has_news or self.state.walks.get(channel, "") is not None:
            self.store.record([self._sighting(channel, channel, "", WALKED)])

    def broke_off(self, channel: str, location: str) -> None:
        """Note where looking through the channel broke off."""
        self.store.record([self._sighting(location, channel, "", BROKEN_OFF)])

    def mark_left(self, channel: str, view: Sequence[Row], is_whole: bool) -> None:
        """Note which entries of the channel are no longer where they were, and which are there again."""
        seen = self.known.view_of(channel, view, is_whole, self.state.walked_at.get(channel, 0))
        left = {each.event_id: each.successor for each in self.state.left if each.channel == channel}
        replaced = {event_id for event_id in seen.successors if left.get(event_id) is None}
        gone = sorted((seen.missing - left.keys()) | replaced)
        back = sorted(seen.present & left.keys())
        self.tally.left_entries += sum(event_id not in seen.successors for event_id in gone)
        marks = [(event_id, LEFT) for event_id in gone] + [(event_id, BACK) for event_id in back]
        self.store.record(
            self._sighting(channel, channel, "", status, entry=event_id, successor=seen.successors.get(event_id))
            for event_id, status in marks
        )

    def _conditions(self, held: Sighting | None) -> dict[str, str]:
        """Return the headers by which a server may answer that nothing has changed.

        Some servers always answer so: what has been the same for long is asked for without them.
        """
        if held is None or self.is_forced:
            return {}
        same_since = datetime.fromisoformat(self.state.settled.get(held.location, held).time)
        return conditions(held.headers) if self.client.clock.now() - same_since <= LONGEST_TRUST else {}

    def _as_before(self, held: Sighting, answer: Answer) -> Look:
        """Note that what was there at the last look is there still."""
        settled = self.state.settled.get(held.location, held)
        if settled.status == DRIFTED:
            # It may be read better by now.
            return self._compared(replace(settled, time=self._time()), held, is_entrance=True)
        ref = reference(self.source, held)
        entries = self.cache.entries(ref)
        refusal = self._refusal_of_own_page(held, entries) if held.role == ARTICLE else None
        if refusal is not None:
            return self._refused(held, refusal)
        self.tally.unchanged += 1
        headers = {**held.headers, **answer.kept_headers}
        self.store.record([replace(held, time=self._time(), status=UNCHANGED, headers=headers)])
        self.known.note(ref, entries)
        return Look(ref, entries)

    def _compared(self, seen: Sighting, held: Sighting | None, is_entrance: bool) -> Look:
        """Compare a document that is another than at the last look with what is known."""
        ref = reference(self.source, seen)
        entries = self.cache.entries(ref)
        new, revised = self.known.news(ref, entries)
        usual = self._usual(held)
        if seen.role == PAGE and (new or revised or not entries) and self._has_drifted(ref, entries, usual, held):
            return self._drifted(seen, ref, len(entries), usual)
        refusal = self._refusal(seen, ref, entries)
        if refusal is not None:
            return self._refused(seen, refusal)
        if not entries and is_entrance:
            return self._unread(seen, ref)
        brings_news = bool(new or revised)
        self.store.record([replace(seen, status=STORED if brings_news else NOTHING_NEW)])
        # What another channel had already is new to this one only.
        unheard = self.known.unheard(new)
        self.known.note(ref, entries)
        self.tally.new += brings_news
        if seen.role == PAGE:
            self.tally.new_entries += len(unheard)
            self.tally.revised_entries += len(revised)
            self.changed += unheard + revised
            if brings_news:
                self.channels_with_news.add(seen.channel)
        if brings_news:
            self.tally.links[seen.location] = "new" if new else "revised"
        return Look(ref, entries, brings_news)

    def _refusal(self, seen: Sighting, ref: DocumentRef, entries: Sequence[Row]) -> str | None:
        """Return why a document cannot be what was asked for, if so."""
        if seen.role == ARTICLE:
            return self._refusal_of_own_page(seen, entries)
        if isinstance(self.source, FeedSource):
            return refusal_of_feed(self.cache.read(ref))
        is_listing = isinstance(self.source, ListingSource)
        is_page = is_listing or self.cache.read(ref).media_type == HTML
        if self.is_accepting or not is_page:
            return None
        is_known = self.known.are_known(entries)
        return refusal_of_page(self.source.id, entries, is_known, self.known.habits, is_listing)

    def _refusal_of_own_page(self, seen: Sighting, entries: Sequence[Row]) -> str | None:
        link = identity_of_link(seen.location)
        announced = self.known.announced(link) if link else []
        pages = self.state.pages | self.looked_pages
        return refusal_of_own_page(entries, announced, seen.location, seen.address or seen.location, pages)

    def _has_drifted(self, ref: DocumentRef, entries: Sequence[Row], usual: int, held: Sighting | None) -> bool:
        if held is None or self.is_accepting:
            return False
        before = reference(self.source, held)
        if self.state.settled.get(held.location, held).status == DRIFTED:
            has_drifted = not is_healed(len(entries), usual)
        else:
            is_read_otherwise = self.cache.read(ref).reader != self.cache.read(before).reader
            has_drifted = has_collapsed(len(entries), usual, is_read_otherwise)
        return has_drifted and not is_well_read(
            entries, self.known.are_known(entries), self.cache.read(ref), self.cache.read(before)
        )

    def _usual(self, held: Sighting | None) -> int:
        """Return how many entries the address gave before."""
        if held is None:
            return 0
        settled = self.state.settled.get(held.location, held)
        return settled.expected if settled.status == DRIFTED else len(self.cache.entries(reference(self.source, held)))

    def _drifted(self, seen: Sighting, ref: DocumentRef, count: int, usual: int) -> Look:
        reason = (
            f"layout drift: {count} of the usual {usual} entries were found, the last good ones stay: look at the "
            "page, then correct `selectors` of the source; if the page is right, run with "
            f"ONLY={self.source.id} ACCEPT=1"
        )
        return self._set_aside(seen, ref, reason, usual)

    def _set_aside(self, seen: Sighting, ref: DocumentRef, reason: str, expected: int) -> Look:
        self.store.record([replace(seen, status=DRIFTED, reason=reason, expected=expected)])
        self.tally.failed += 1
        self.tally.links[seen.location] = reason
        return Look(ref, is_failure=True)

    def _unread(self, seen: Sighting, ref: DocumentRef) -> Look:
        """Note a page without any entry; it counts as soon as entries are read from it."""
        problems = self.cache.read(ref).problems
        return self._set_aside(seen, ref, problems[0].reason if problems else NO_ENTRY, 1)

    def _refused(self, seen: Sighting, reason: str) -> Look:
        """Note that the server sent something else than was asked for; what was there before stays."""
        self.store.record([self._sighting(seen.location, seen.channel, seen.role, FAILED, reason=reason)])
        self.tally.failed += 1
        self.tally.links[seen.location] = reason
        return Look(is_failure=True)

    def _failed(self, location: str, channel: str, role: str, error: WebError) -> Look:
        status = GONE if error.is_gone else UNREACHABLE if error.is_passing else FAILED
        self.store.record([self._sighting(location, channel, role, status, reason=error.reason)])
        self.tally.gone += error.is_gone
        self.tally.failed += not error.is_gone
        self.tally.links[location] = error.reason
        return Look(is_failure=not error.is_gone, is_missing=error.is_gone)

    def _sighting(
        self, location: str, channel: str, role: str, status: str, sha256: str | None = None, **more: object
    ) -> Sighting:
        return Sighting(self.source.id, location, self._time(), status, sha256, channel=channel, role=role, **more)  # type: ignore[arg-type]

    def _time(self) -> str:
        return self.client.clock.now().isoformat(timespec="seconds")
