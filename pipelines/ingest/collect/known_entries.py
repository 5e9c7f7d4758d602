"""What is known of a source's entries, to tell what a page brings that is new."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import ARTICLE, DocumentRef, fold
from pipelines.ingest.merge.events import with_links, with_origin
from pipelines.ingest.merge.links import identities_of_links
from pipelines.ingest.merge.namesakes import named
from pipelines.ingest.read.tables import Row

Print = tuple[str, str | None]
_COLUMNS = ("event_id", "told_id", "published_on", "body", "url")


class KnownEntries:
    """The latest of each entry by channel.

    Args:
        entries: of the source's documents, columns of `schemas.tables.read_entries`.
        documents: those documents.
    """

    def __init__(self, entries: pa.Table, documents: Sequence[DocumentRef]) -> None:
        rows = with_links(with_origin(entries, documents)).append_column("told_id", entries["event_id"])
        rows = rows.append_column("row", pa.array(range(rows.num_rows), pa.int64()))
        # Each story by an id of its own; `told_id` is the one that it has by itself.
        self._rows = named(rows, rows["body"].take)
        self._ids = self._rows["told_id"].combine_chunks()
        self._fresh: dict[tuple[str, bool, str], list[Row]] = {}

    def news(self, ref: DocumentRef, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
        """Those of the document's entries that its channel did not have, and those that it had with another text."""
        latest = self._latest(ref, rows := list(rows))
        new = [row for row in rows if _id(row) not in latest]
        revised = [row for row in rows if _id(row) in latest and _print(row) not in latest[_id(row)].values()]
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
            self._fresh.setdefault((ref.channel, ref.role == ARTICLE, _id(row)), []).append(row)

    def links(self) -> pa.Table:
        """What entries on pages link to, in the order in which it was met.

        Columns `address`, `identity` (what tells it from others, whatever the site's name) and `published_on`.
        """
        is_link = pc.and_(pc.invert(self._rows["is_article"]), pc.is_valid(self._rows["url"]))
        known = self._rows.select(["url", "published_on"]).filter(is_link)
        of_pages = (rows for (_, is_article, _), rows in self._fresh.items() if not is_article)
        fresh = [(row[8], row[4]) for rows in of_pages for row in rows if row[8]]
        met = pa.Table.from_pylist([dict(zip(known.column_names, link, strict=True)) for link in fresh], known.schema)
        both = pa.concat_tables([known, met]).rename_columns(["address", "published_on"])
        return both.append_column("identity", pc.fill_null(identities_of_links(both["address"]), ""))

    def missing(self, channel: str, view: Sequence[Row], is_whole: bool) -> set[str]:
        """Return the stories that the channel had and that are not in view, though they should be.

        Args:
            channel: of the source.
            view: the entries that are there now, from the newest on.
            is_whole: whether that is all there is; else only entries dated between those in view are missed.
        """
        rows, is_there = self._seen_again(channel, view)
        missed = rows.filter(pc.invert(is_there))
        if not is_whole:
            missed = _between(missed, _in_order([row[4] for row in view if isinstance(row[4], date)]))
        return set(missed["event_id"].to_pylist()) - set(rows["event_id"].filter(is_there).to_pylist())

    def present(self, channel: str, view: Sequence[Row]) -> set[str]:
        """Return the stories that the channel had and that are in view."""
        rows, is_there = self._seen_again(channel, view)
        return set(rows["event_id"].filter(is_there).to_pylist())

    def _seen_again(self, channel: str, view: Sequence[Row]) -> tuple[pa.Table, pa.ChunkedArray]:
        """Return what the channel's pages told, and whether it is in view: by its id, its link or its text."""
        is_page = pc.and_(pc.equal(self._rows["channel"], channel), pc.invert(self._rows["is_article"]))
        rows = self._rows.select(_COLUMNS).filter(is_page)
        counted = rows.group_by("told_id").aggregate([("event_id", "count_distinct")])
        shared = counted.filter(pc.field("event_id_count_distinct") > 1)["told_id"].combine_chunks()
        ids = pa.array([_id(row) for row in view], pa.string())
        links = identities_of_links(pa.array([row[8] for row in view], pa.string())).drop_null()
        texts = {fold(str(row[7])) for row in view}
        has_text = pa.array([fold(body) in texts for body in rows["body"].to_pylist()], pa.bool_())
        # Where several stories have one id, it does not show which of them is there.
        has_id = pc.and_not(pc.is_in(rows["told_id"], value_set=ids), pc.is_in(rows["told_id"], value_set=shared))
        has_link = pc.is_in(identities_of_links(rows["url"]), value_set=links)
        return rows, pc.or_(pc.or_(has_id, has_link), has_text)

    def _latest(self, ref: DocumentRef, rows: Sequence[Row]) -> dict[str, dict[str, Print]]:
        """Return how the channel last told these entries: by the id that each has by itself, and by story."""
        is_article = ref.role == ARTICLE
        asked = pa.array([_id(row) for row in rows], pa.string())
        told = self._rows.filter(
            pc.and_(
                pc.is_in(self._rows["told_id"], value_set=asked),
                pc.and_(pc.equal(self._rows["channel"], ref.channel), pc.equal(self._rows["is_article"], is_article)),
            )
        ).sort_by([("recency", "ascending"), ("entry_number", "ascending")])
        latest: dict[str, dict[str, Print]] = {}
        for row in told.select(_COLUMNS).to_pylist():
            latest.setdefault(row["told_id"], {})[row["event_id"]] = (fold(row["body"]), row["url"])
        for row in rows:
            for number, fresh in enumerate(self._fresh.get((ref.channel, is_article, _id(row)), ())):
                latest.setdefault(_id(row), {})[f"{number} of this run"] = _print(fresh)
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
