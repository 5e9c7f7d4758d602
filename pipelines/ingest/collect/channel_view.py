"""Compare the entries that are in view on a channel's pages with those that stood there before."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import fold
from pipelines.ingest.merge.likeness import Wording, are_alike, is_distinctive
from pipelines.ingest.merge.links import identities_of_links
from pipelines.ingest.read.tables import Row

_COLUMNS = ("event_id", "raw_id", "published_on", "headline", "body")


class _Entry(NamedTuple):
    """An entry that is in view."""

    event_id: str
    published_on: date | None
    headline: str
    text: str


class ChannelView:
    """The present entries of a channel, compared with those that it had.

    Args:
        known: what its pages held before; `event_id` is that of the story, `raw_id` made from date and headline alone.
        view: the entries that are there now, from the newest on.
        is_whole: whether that is all there is; else only entries dated between those in view are missed.
        compared_at: the `recency` of what was in view when this was done before; a run may have ended in between.
    """

    def __init__(self, known: pa.Table, view: Sequence[Row], is_whole: bool, compared_at: int) -> None:
        self._known = known
        self._view = view
        self._is_whole = is_whole
        self._compared_at = compared_at

    @cached_property
    def present(self) -> frozenset[str]:
        """The stories that are in view: by their id, address, feed identifier, or one of several with an id by text."""
        rows, view = self._known, self._view
        counted = rows.group_by("raw_id").aggregate([("event_id", "count_distinct")])
        shared = counted.filter(pc.field("event_id_count_distinct") > 1)["raw_id"].combine_chunks()
        is_shared = pc.is_in(rows["raw_id"], value_set=shared)
        has_id = pc.is_in(rows["raw_id"], value_set=pa.array([str(row[0]) for row in view], pa.string()))
        told = {(row[0], fold(str(row[7]))) for row in view}
        wordings = zip(rows["raw_id"].to_pylist(), rows["body"].to_pylist(), strict=True)
        has_text = pa.array([(raw_id, fold(body)) in told for raw_id, body in wordings], pa.bool_())
        links = identities_of_links(pa.array([row[8] for row in view], pa.string())).drop_null()
        has_link = pc.is_in(rows["link"], value_set=links)
        has_guid = pc.is_in(rows["guid"], value_set=pa.array([row[9] for row in view], pa.string()).drop_null())
        is_there = pc.or_(pc.and_(has_id, pc.or_(pc.invert(is_shared), has_text)), pc.or_(has_link, has_guid))
        return frozenset(rows["event_id"].filter(is_there).to_pylist())

    @cached_property
    def successors(self) -> dict[str, str]:
        """The stories that another wording with the same text stands in the place of, with that one's id."""
        waiting = {entry.text: entry for entry in self._new() if is_distinctive(entry.text)}
        found: dict[str, str] = {}
        for row in self._absent.select(_COLUMNS).to_pylist():
            entry = waiting.get(fold(row["body"]))
            if entry is not None and self._has_become(row["event_id"], row["published_on"], row["headline"], entry):
                found[row["event_id"]] = entry.event_id
        return found

    @cached_property
    def missing(self) -> frozenset[str]:
        """The stories that are not in view, though they should be."""
        if self._is_whole:
            return frozenset(self._absent["event_id"].to_pylist())
        if not self._days:
            return frozenset()
        first, last = (pa.scalar(day, pa.date32()) for day in (min(self._days), max(self._days)))
        days = self._absent["published_on"]
        is_between = pc.and_(pc.greater(days, first), pc.less(days, last))
        return frozenset(self._absent["event_id"].filter(pc.fill_null(is_between, False)).to_pylist())

    @cached_property
    def _absent(self) -> pa.Table:
        is_there = pc.is_in(self._known["event_id"], value_set=pa.array(sorted(self.present), pa.string()))
        return self._known.filter(pc.invert(is_there))

    @cached_property
    def _days(self) -> list[date]:
        return _in_order([row[4] for row in self._view if isinstance(row[4], date)])

    def _new(self) -> Iterator[_Entry]:
        """Yield the entries that the channel did not have when it was last compared."""
        compared = self._known.filter(pc.less_equal(self._known["recency"], self._compared_at))
        known = set(zip(compared["raw_id"].to_pylist(), map(fold, compared["body"].to_pylist()), strict=True))
        for row in self._view:
            text = fold(str(row[7]))
            if (row[0], text) not in known:
                day = row[4] if isinstance(row[4], date) else None
                yield _Entry(str(row[0]), day, str(row[6]), text)

    def _has_become(self, event_id: str, day: date | None, headline: str, entry: _Entry) -> bool:
        """Return whether an entry with the text of a story stands in its place, rather than after it."""
        if event_id in self.missing:
            return True
        # One that is newer than all in view would stand on top of them.
        if day is not None and self._days and min(self._days) < day:
            return True
        is_one_day = day == entry.published_on or day is None or entry.published_on is None
        return is_one_day and are_alike(Wording(headline, ""), Wording(entry.headline, ""))


def _in_order(days: Sequence[date]) -> list[date]:
    """Return the longest run of days, with gaps, in which none is later than the one before; without pinned entries."""
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
