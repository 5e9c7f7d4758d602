"""What is known of a source's entries, to tell what a page brings that is new."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import ARTICLE, DocumentRef, fold
from pipelines.ingest.merge import identity_of_link, with_origin
from pipelines.ingest.tables import Row

Print = tuple[str, str | None]
_COLUMNS = ("event_id", "published_on", "body", "url")


class KnownEntries:
    """The latest of each entry by channel.

    Args:
        entries: of the source's documents, columns of `schemas.entries`.
        documents: those documents.
    """

    def __init__(self, entries: pa.Table, documents: Sequence[DocumentRef]) -> None:
        self._rows = with_origin(entries, documents)
        self._fresh: dict[tuple[str, bool, str], Row] = {}

    def news(self, ref: DocumentRef, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
        """Those of the document's entries that its channel did not have, and those that it had with another text."""
        latest = self._latest(ref, rows := list(rows))
        new = [row for row in rows if _id(row) not in latest]
        revised = [row for row in rows if _id(row) in latest and latest[_id(row)] != _print(row)]
        return new, revised

    def note(self, ref: DocumentRef, rows: Iterable[Row]) -> None:
        """Remember what a document of this run says."""
        for row in rows:
            self._fresh[ref.channel, ref.role == ARTICLE, _id(row)] = row

    def links(self) -> list[tuple[str, date | None]]:
        """The addresses that entries on pages link to, with the entry's date, each once."""
        found: dict[str, date | None] = {}
        pages = self._rows.filter(pc.and_(pc.invert(self._rows["is_article"]), pc.is_valid(self._rows["url"])))
        known = zip(pages["url"].to_pylist(), pages["published_on"].to_pylist(), strict=True)
        fresh = ((row[8], row[4]) for (_, is_article, _), row in self._fresh.items() if not is_article)
        for address, published_on in (*known, *fresh):
            if address is not None:
                found[str(address)] = published_on if isinstance(published_on, date) else found.get(str(address))
        return list(found.items())

    def missing(self, channel: str, view: Sequence[Row], is_whole: bool) -> list[str]:
        """Events that the channel had and that are not in view, though they should be.

        Args:
            channel: of the source.
            view: the entries that are there now, from the newest on.
            is_whole: whether that is all there is; else only entries dated between those in view are missed.
        """
        ids = {_id(row) for row in view}
        links = {identity_of_link(str(row[8])) for row in view if row[8]}
        texts = {fold(str(row[7])) for row in view}
        days = [row[4] for row in view if isinstance(row[4], date)]
        found = []
        for row in self._of_channel(channel):
            if row["event_id"] in ids or fold(row["body"]) in texts:
                continue
            if row["url"] and identity_of_link(row["url"]) in links:
                continue
            if is_whole or _is_between(row["published_on"], days):
                found.append(row["event_id"])
        return sorted(set(found))

    def _of_channel(self, channel: str) -> Iterator[dict[str, str]]:
        of_channel = pc.and_(pc.equal(self._rows["channel"], channel), pc.invert(self._rows["is_article"]))
        yield from self._rows.filter(of_channel).select(_COLUMNS).to_pylist()

    def _latest(self, ref: DocumentRef, rows: Sequence[Row]) -> dict[str, Print]:
        """How the channel last told these entries."""
        is_article = ref.role == ARTICLE
        asked = pa.array([_id(row) for row in rows], pa.string())
        told = self._rows.filter(
            pc.and_(
                pc.is_in(self._rows["event_id"], value_set=asked),
                pc.and_(pc.equal(self._rows["channel"], ref.channel), pc.equal(self._rows["is_article"], is_article)),
            )
        ).sort_by([("recency", "ascending"), ("entry_number", "ascending")])
        latest: dict[str, Print] = {}
        for row in told.select(_COLUMNS).to_pylist():
            latest[row["event_id"]] = (fold(row["body"]), row["url"])
        for row in rows:
            fresh = self._fresh.get((ref.channel, is_article, _id(row)))
            if fresh is not None:
                latest[_id(row)] = _print(fresh)
        return latest


def _is_between(day: object, days: Sequence[date]) -> bool:
    return isinstance(day, date) and bool(days) and min(days) < day < max(days)


def _id(row: Row) -> str:
    return str(row[0])


def _print(row: Row) -> Print:
    return fold(str(row[7])), str(row[8]) if row[8] else None
