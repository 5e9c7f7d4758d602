"""Looking at a source's addresses: fetched if changed, kept, read, and compared with what is known."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.ingest.collect.known_entries import KnownEntries
from pipelines.ingest.collect.web.answers import Answer, WebError, conditions
from pipelines.ingest.collect.web.client import Client
from pipelines.ingest.documents import PAGE, DocumentRef
from pipelines.ingest.read.cache import ReadingCache
from pipelines.ingest.read.tables import Row
from pipelines.ingest.sources.models import DocumentSource, WebSource
from pipelines.ingest.store.raw_store import Store
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
from pipelines.ingest.store.state import SourceState, has_collapsed, is_healed, reference


@dataclass(frozen=True)
class Look:
    """What one look at an address came to.

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
    tally: Tally = field(default_factory=Tally)
    looked: set[str] = field(default_factory=set)
    changed: list[Row] = field(default_factory=list)

    def look(self, location: str, channel: str, role: str = PAGE, is_entrance: bool = True) -> Look:
        """Look at an address.

        Args:
            location: the address.
            channel: which of the source's locations led there.
            role: `page` or `article`.
            is_entrance: whether there should be entries; pages after the first may well have none.
        """
        self.looked.add(location)
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

    def walked(self, channel: str, broken_off_at: str | None) -> None:
        """Note that the channel was looked through, or where that broke off."""
        if broken_off_at is not None or self.state.walks.get(channel, "") is not None:
            status = WALKED if broken_off_at is None else BROKEN_OFF
            self.store.record([self._sighting(broken_off_at or channel, channel, "", status)])

    def mark_left(self, channel: str, view: Sequence[Row], is_whole: bool) -> None:
        """Note which entries of the channel are no longer where they were, and which are there again."""
        left = {each.event_id for each in self.state.left if each.channel == channel}
        gone = sorted(self.known.missing(channel, view, is_whole) - left)
        back = sorted(self.known.present(channel, view) & left)
        self.tally.left_entries += len(gone)
        marks = [(event_id, LEFT) for event_id in gone] + [(event_id, BACK) for event_id in back]
        self.store.record(self._sighting(channel, channel, "", status, entry=event_id) for event_id, status in marks)

    def _conditions(self, held: Sighting | None) -> dict[str, str]:
        return conditions(held.headers) if held is not None and not self.is_forced else {}

    def _as_before(self, held: Sighting, answer: Answer) -> Look:
        """What was there at the last look is there still."""
        settled = self.state.settled.get(held.location, held)
        if settled.status == DRIFTED:
            # It may be read better by now.
            return self._compared(replace(settled, time=self._time()), held, is_entrance=True)
        self.tally.unchanged += 1
        headers = {**held.headers, **answer.kept_headers}
        self.store.record([replace(held, time=self._time(), status=UNCHANGED, headers=headers)])
        ref = reference(self.source, held)
        entries = self.cache.entries(ref)
        self.known.note(ref, entries)
        return Look(ref, entries)

    def _compared(self, seen: Sighting, held: Sighting | None, is_entrance: bool) -> Look:
        """What is there is another document than at the last look."""
        ref = reference(self.source, seen)
        entries = self.cache.entries(ref)
        new, revised = self.known.news(ref, entries)
        usual = self._usual(held, seen.role)
        if self._has_drifted(ref, len(entries), usual, held) and (new or revised or not entries):
            return self._drifted(seen, ref, len(entries), usual)
        brings_news = bool(new or revised) or (not entries and is_entrance)
        self.store.record([self._with(seen, STORED if brings_news else NOTHING_NEW)])
        # What another channel had already is new to this one only.
        unheard = self.known.unheard(new)
        self.known.note(ref, entries)
        self.tally.new += brings_news
        if seen.role == PAGE:
            self.tally.new_entries += len(unheard)
            self.tally.revised_entries += len(revised)
            self.changed += unheard + revised
        if brings_news:
            self.tally.links[seen.location] = "new" if new else "revised"
        return Look(ref, entries, brings_news)

    def _has_drifted(self, ref: DocumentRef, count: int, usual: int, held: Sighting | None) -> bool:
        if held is None:
            return has_collapsed(count, usual, is_read_otherwise=False)
        if self.state.settled.get(held.location, held).status == DRIFTED:
            return not is_healed(count, usual)
        readers = {self.cache.read(each).reader for each in (ref, reference(self.source, held))}
        return has_collapsed(count, usual, is_read_otherwise=len(readers) > 1)

    def _usual(self, held: Sighting | None, role: str) -> int:
        """How many entries the address gave before; an entry's own page gives one."""
        if held is None:
            return 0 if role == PAGE else 1
        settled = self.state.settled.get(held.location, held)
        return settled.expected if settled.status == DRIFTED else len(self.cache.entries(reference(self.source, held)))

    def _drifted(self, seen: Sighting, ref: DocumentRef, count: int, usual: int) -> Look:
        reason = (
            f"layout drift: {count} of the usual {usual} entries were found, the last good ones stay: look at the "
            "page, then correct `selectors` of the source"
        )
        self.store.record([self._with(seen, DRIFTED, reason, usual)])
        self.tally.failed += 1
        self.tally.links[seen.location] = reason
        return Look(ref, is_failure=True)

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

    @staticmethod
    def _with(seen: Sighting, status: str, reason: str = "", expected: int = 0) -> Sighting:
        return replace(seen, status=status, reason=reason, expected=expected)
