"""Make one row of each event: the same entry is often met in several documents."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipelines.ingest.documents import Entry, event_id, fold


@dataclass(frozen=True, slots=True)
class SourcedEntry:
    """An entry with the document and the source it was read from."""

    source_id: str
    bulletin_id: str
    language: str
    entry: Entry

    @property
    def event_id(self) -> str:
        """The id of the event it reports."""
        return event_id(self.source_id, self.entry.published_on, self.entry.headline)


def merged(entries: Iterable[SourcedEntry]) -> list[SourcedEntry]:
    """One entry for each event, by event id.

    Of several that report the same event the one with the longest body stands, of equals the one of the
    smallest bulletin id and entry number; an address that any of them has is kept. An entry without a date
    goes into one with a date of the same source, headline and text.
    """
    by_event: dict[str, SourcedEntry] = {}
    for entry in entries:
        known = by_event.get(entry.event_id)
        by_event[entry.event_id] = entry if known is None else _one_of(known, entry)
    return [by_event[key] for key in sorted(_dated_first(by_event))]


def _dated_first(by_event: dict[str, SourcedEntry]) -> dict[str, SourcedEntry]:
    """The events less those that only lack the date of another."""
    dated: dict[tuple[str, str, str], str] = {}
    for key, entry in sorted(by_event.items()):
        if entry.entry.published_on is not None:
            dated.setdefault(_text_key(entry), key)
    for key, entry in sorted(by_event.items()):
        twin = dated.get(_text_key(entry))
        if entry.entry.published_on is None and twin is not None:
            by_event[twin] = _with_url(by_event[twin], entry.entry.url)
            del by_event[key]
    return by_event


def _text_key(entry: SourcedEntry) -> tuple[str, str, str]:
    return entry.source_id, fold(entry.entry.headline), fold(entry.entry.body)


def _one_of(one: SourcedEntry, other: SourcedEntry) -> SourcedEntry:
    best, spare = sorted((one, other), key=_rank)
    return _with_url(best, spare.entry.url)


def _rank(entry: SourcedEntry) -> tuple[int, str, int, str]:
    return -len(fold(entry.entry.body)), entry.bulletin_id, entry.entry.number, entry.entry.url or ""


def _with_url(entry: SourcedEntry, url: str | None) -> SourcedEntry:
    if url is None or (entry.entry.url is not None and entry.entry.url <= url):
        return entry
    return replace(entry, entry=replace(entry.entry, url=url)) if entry.entry.url is None else entry
