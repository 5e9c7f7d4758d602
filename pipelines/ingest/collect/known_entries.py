"""What is known of a source's entries, to tell what a page brings that is new."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import ARTICLE, DocumentRef, fold
from pipelines.ingest.merge.events import with_origin
from pipelines.ingest.merge.links import identities_of_links
from pipelines.ingest.read.tables import Row

Print = tuple[str, str | None]
_COLUMNS = ("event_id", "published_on", "body", "url")


class KnownEntries:
    """The latest of each entry by channel.

    Args:
        entries: of the source's documents, columns of `schemas.tables.read_entries`.
        documents: those documents.
    """

    def __init__(self, entries: pa.Table, documents: Sequence[DocumentRef]) -> None:
        self._rows = with_origin(entries, documents)
        self._ids = self._rows["event_id"].combine_chunks()
        self._fresh: dict[tuple[str, bool, str], Row] = {}

    def news(self, ref: DocumentRef, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
        """Those of the document's entries that its channel did not have, and those that it had with another text."""
        latest = self._latest(ref, rows := list(rows))
        new = [row for row in rows if _id(row) not in latest]
        revised = [row for row in rows if _id(row) in latest and latest[_id(row)] != _print(row)]
        return new, revised

    def unheard(self, rows: Iterable[Row]) -> list[Row]:
        """Those of the entries that no channel of the source had."""
        rows = list(rows)
        fresh = {event_id for _, _, event_id in self._fresh}
        is_known = pc.is_in(pa.array([_id(row) for row in rows], pa.string()), value_set=self._ids)
        return [
            row for row, known in zip(rows, is_known.to_pylist(), strict=True) if not known and _id(row) not in fresh
        ]

    def note(self, ref: DocumentRef, rows: Iterable[Row]) -> None:
        """Remember what a document of this run says."""
        for row in rows:
            self._fresh[ref.channel, ref.role == ARTICLE, _id(row)] = row

    def links(self) -> pa.Table:
        """What entries on pages link to, in the order in which it was met.

        Columns `address`, `identity` (what tells it from others, whatever the site's name) and `published_on`.
        """
        is_link = pc.and_(pc.invert(self._rows["is_article"]), pc.is_valid(self._rows["url"]))
        known = self._rows.select(["url", "published_on"]).filter(is_link)
        fresh = [(row[8], row[4]) for (_, is_article, _), row in self._fresh.items() if not is_article and row[8]]
        met = pa.Table.from_pylist([dict(zip(known.column_names, link, strict=True)) for link in fresh], known.schema)
        both = pa.concat_tables([known, met]).rename_columns(["address", "published_on"])
        return both.append_column("identity", pc.fill_null(identities_of_links(both["address"]), ""))

    def missing(self, channel: str, view: Sequence[Row], is_whole: bool) -> list[str]:
        """Events that the channel had and that are not in view, though they should be.

        Args:
            channel: of the source.
            view: the entries that are there now, from the newest on.
            is_whole: whether that is all there is; else only entries dated between those in view are missed.
        """
        ids = pa.array([_id(row) for row in view], pa.string())
        links = identities_of_links(pa.array([row[8] for row in view], pa.string())).drop_null()
        texts = {fold(str(row[7])) for row in view}
        is_page = pc.and_(pc.equal(self._rows["channel"], channel), pc.invert(self._rows["is_article"]))
        rows = self._rows.select(_COLUMNS).filter(is_page)
        rows = rows.filter(pc.invert(pc.is_in(rows["event_id"], value_set=ids)))
        if not is_whole:
            rows = _between(rows, _in_order([row[4] for row in view if isinstance(row[4], date)]))
        rows = rows.filter(pc.invert(pc.is_in(identities_of_links(rows["url"]), value_set=links)))
        found = {row["event_id"] for row in rows.to_pylist() if fold(row["body"]) not in texts}
        return sorted(found)

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


def _between(rows: pa.Table, days: Sequence[date]) -> pa.Table:
    """The rows dated after the first of the days and before the last."""
    if not days:
        return rows.slice(0, 0)
    first, last = (pa.scalar(day, pa.date32()) for day in (min(days), max(days)))
    return rows.filter(pc.and_(pc.greater(rows["published_on"], first), pc.less(rows["published_on"], last)))


def _in_order(days: Sequence[date]) -> list[date]:
    """The longest run of days, with gaps, in which none is later than the one before: pinned entries are left out."""
    ends: list[int] = []
    before: list[int | None] = []
    for at, day in enumerate(days):
        place = bisect_right([-days[end].toordinal() for end in ends], -day.toordinal())
        before.append(ends[place - 1] if place else None)
        ends[place:] = [at, *ends[place + 1 :]]
    found: list[date] = []
    at_end = ends[-1] if ends else None
    while at_end is not None:
        found.append(days[at_end])
        at_end = before[at_end]
    return found[::-1]


def _id(row: Row) -> str:
    return str(row[0])


def _print(row: Row) -> Print:
    return fold(str(row[7])), str(row[8]) if row[8] else None
