"""The known entries of a source, by which new and revised ones are recognised."""

from collections.abc import Collection as Ids
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.collect.channel_view import ChannelView
from pipelines.ingest.collect.trust import Habits, kinds_of_links
from pipelines.ingest.documents import ARTICLE, DocumentRef, fold
from pipelines.ingest.merge.events import text_hashes, with_links, with_origin
from pipelines.ingest.merge.likeness import Wording
from pipelines.ingest.merge.links import identities_of_links, identity_of_link
from pipelines.ingest.merge.namesakes import named
from pipelines.ingest.merge.own_pages import of_entries
from pipelines.ingest.read.tables import Row

Print = tuple[str, str | None]
_WORDING = ("raw_id", "text_hash", "url")
_COLUMNS = ("event_id", "raw_id", "published_on", "body", "url")


class KnownEntries:
    """The latest version of each entry by channel.

    Args:
        entries: of the source's documents, columns of `schemas.tables.read_entries`.
        documents: those documents.
    """

    def __init__(self, entries: pa.Table, documents: Sequence[DocumentRef]) -> None:
        rows = with_links(with_origin(entries, documents)).append_column("raw_id", entries["event_id"])
        rows = rows.append_column("row", pa.array(range(rows.num_rows), pa.int64()))
        rows = rows.append_column("text_hash", text_hashes(rows["body"]))
        # Each story has an id of its own; `raw_id` is made from source, date and headline alone.
        named_rows = named(rows, rows["body"].take)
        is_own = of_entries(named_rows, rows["body"].take)
        self._rows = named_rows.filter(is_own)
        self.strange_links = pc.unique(named_rows["link"].filter(pc.invert(is_own))).drop_null()
        self._ids = self._rows["raw_id"].combine_chunks()
        self._fresh: dict[tuple[str, bool, str], list[Row]] = {}

    def news(self, ref: DocumentRef, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
        """Return the document's entries that its channel did not have, and those that it had with another text."""
        latest = self._latest(ref, rows := list(rows))
        new = [row for row in rows if _id(row) not in latest]
        revised = [row for row in rows if _id(row) in latest and _print(row) not in latest[_id(row)].values()]
        return new, revised

    def unheard(self, rows: Iterable[Row]) -> list[Row]:
        """Return the entries that no channel of the source had."""
        rows = list(rows)
        fresh = {event_id for _, _, event_id in self._fresh}
        is_known = pc.is_in(pa.array([_id(row) for row in rows], pa.string()), value_set=self._ids)
        return [
            row for row, known in zip(rows, is_known.to_pylist(), strict=True) if not known and _id(row) not in fresh
        ]

    def are_known(self, rows: Sequence[Row]) -> list[bool]:
        """Return for each entry whether the source had it before: by its id, its address or its headline."""
        links = identities_of_links(pa.array([row[8] for row in rows], pa.string()))
        headlines = [fold(str(row[6])).casefold() for row in rows]
        has_id = pc.is_in(pa.array([_id(row) for row in rows], pa.string()), value_set=self._ids).to_pylist()
        known_links = pc.unique(self._rows["link"]).drop_null()
        has_link = pc.is_in(links, value_set=known_links).to_pylist()
        return [
            any(signs) for signs in zip(has_id, has_link, (each in self._headlines for each in headlines), strict=True)
        ]

    @property
    def habits(self) -> Habits:
        """How many of the source's entries on pages have dates and links; of this run the kinds of links only."""
        of_pages = (rows for (_, is_article, _), rows in self._fresh.items() if not is_article)
        fresh = kinds_of_links(str(row[8]) for rows in of_pages for row in rows if row[8])
        return replace(self._habits, kinds=self._habits.kinds | fresh.keys())

    @cached_property
    def _habits(self) -> Habits:
        pages = self._rows.filter(pc.invert(self._rows["is_article"])).select(["published_on", "url"])
        count = pages.num_rows
        dated, linked = (1 - pages[name].null_count / max(count, 1) for name in pages.column_names)
        return Habits(count, dated, linked, frozenset(kinds_of_links(pages["url"].drop_null().to_pylist())))

    def newest(self, channel: str, left: Ids[str], until: date) -> date | None:
        """Return the latest date up to a day that the pages of a channel state, if any.

        Args:
            channel: of the source.
            left: the events whose entries are no longer there.
            until: later dates may be misprints.
        """
        rows = self._rows.filter(pc.equal(self._rows["channel"], channel))
        rows = rows.filter(pc.and_not(rows["is_current"], rows["is_article"]))
        has_left = pc.is_in(rows["event_id"], value_set=pa.array(sorted(left), pa.string()))
        days = rows["published_on"].filter(pc.invert(has_left))
        found: date | None = pc.max(days.filter(pc.fill_null(pc.less_equal(days, until), False))).as_py()
        return found

    @cached_property
    def _headlines(self) -> frozenset[str]:
        return frozenset(fold(headline).casefold() for headline in self._rows["headline"].to_pylist())

    def note(self, ref: DocumentRef, rows: Iterable[Row]) -> None:
        """Add the entries of a document of this run."""
        for row in rows:
            self._fresh.setdefault((ref.channel, ref.role == ARTICLE, _id(row)), []).append(row)

    def links(self) -> pa.Table:
        """Return the links of entries on pages, in the order in which they were found.

        Columns `address`, `identity` (what tells it from others, whatever the site's name), `published_on`, and
        `reworded_at`: the `recency` from which a page announces it in other words than before; null if none does.
        """
        is_link = pc.and_(pc.invert(self._rows["is_article"]), pc.is_valid(self._rows["link"]))
        rows = self._rows.filter(is_link)
        known = rows.select(["url", "published_on"]).append_column("reworded_at", _reworded_at(rows))
        of_pages = (rows for (_, is_article, _), rows in self._fresh.items() if not is_article)
        fresh = [(row[8], row[4], None) for rows in of_pages for row in rows if row[8]]
        met = pa.Table.from_pylist([dict(zip(known.column_names, link, strict=True)) for link in fresh], known.schema)
        both = pa.concat_tables([known, met]).rename_columns(["address", "published_on", "reworded_at"])
        return both.append_column("identity", pc.fill_null(identities_of_links(both["address"]), ""))

    def view_of(self, channel: str, view: Sequence[Row], is_whole: bool, compared_at: int) -> "ChannelView":
        """Compare what is in view on a channel's pages with what they held before.

        Args:
            channel: of the source.
            view: the entries that are there now, from the newest on.
            is_whole: whether that is all there is; else only entries dated between those in view are missed.
            compared_at: the `recency` up to which this was done before.
        """
        is_page = pc.and_(pc.equal(self._rows["channel"], channel), pc.invert(self._rows["is_article"]))
        return ChannelView(self._rows.filter(is_page), view, is_whole, compared_at)

    def announced(self, link: str) -> list[Wording]:
        """Return how pages announce the entry at an address.

        Args:
            link: the identity of the address.
        """
        is_page = pc.and_(pc.equal(self._rows["link"], link), pc.invert(self._rows["is_article"]))
        known = self._rows.select(["headline", "body"]).filter(is_page).to_pylist()
        of_pages = (rows for (_, is_article, _), rows in self._fresh.items() if not is_article)
        fresh = [row for rows in of_pages for row in rows if row[8] and identity_of_link(str(row[8])) == link]
        return [
            *(Wording(each["headline"], fold(each["body"])) for each in known),
            *(Wording(str(row[6]), fold(str(row[7]))) for row in fresh),
        ]

    def _latest(self, ref: DocumentRef, rows: Sequence[Row]) -> dict[str, dict[str, Print]]:
        """Return the channel's last version of these entries: by raw id and by story."""
        is_article = ref.role == ARTICLE
        asked = pa.array([_id(row) for row in rows], pa.string())
        told = self._rows.filter(
            pc.and_(
                pc.is_in(self._rows["raw_id"], value_set=asked),
                pc.and_(pc.equal(self._rows["channel"], ref.channel), pc.equal(self._rows["is_article"], is_article)),
            )
        ).sort_by([("recency", "ascending"), ("entry_number", "ascending")])
        latest: dict[str, dict[str, Print]] = {}
        for row in told.select(_COLUMNS).to_pylist():
            latest.setdefault(row["raw_id"], {})[row["event_id"]] = (fold(row["body"]), row["url"])
        for row in rows:
            for number, fresh in enumerate(self._fresh.get((ref.channel, is_article, _id(row)), ())):
                latest.setdefault(_id(row), {})[f"{number} of this run"] = _print(fresh)
        return latest


def _id(row: Row) -> str:
    return str(row[0])


def _print(row: Row) -> Print:
    return fold(str(row[7])), str(row[8]) if row[8] else None


def _reworded_at(rows: pa.Table) -> pa.Array:
    """Return for each entry the `recency` from which its channel has the last wording at its link.

    Args:
        rows: entries on pages, with `channel`, `link`, `recency`, and the columns of their wording.

    Returns:
        For each row an integer, or null if the channel never had another wording there.
    """
    if not rows.num_rows:
        return pa.array([], pa.int64())
    order = pc.sort_indices(rows, [("channel", "ascending"), ("link", "ascending"), ("recency", "ascending")])
    places = _codes(rows, ("channel", "link")).take(order).to_numpy()
    wordings = _codes(rows, _WORDING).take(order).to_numpy()
    recency = rows["recency"].take(order).to_numpy()
    is_first = np.r_[True, places[1:] != places[:-1]]
    is_turn = np.r_[False, wordings[1:] != wordings[:-1]] & ~is_first
    # The last turn of each place; a place without one has none.
    number = np.cumsum(is_first) - 1
    last = np.zeros(number[-1] + 1, dtype=np.int64)
    np.maximum.at(last, number[is_turn], recency[is_turn])
    found = np.empty(len(recency), dtype=np.int64)
    found[order.to_numpy()] = last[number]
    return pa.array(found, mask=found == 0)


def _codes(rows: pa.Table, names: tuple[str, ...]) -> pa.Array:
    texts = (pc.fill_null(rows[name].cast(pa.string()), "") for name in names)
    joined = pc.binary_join_element_wise(*texts, "\n")
    return joined.combine_chunks().dictionary_encode().indices
