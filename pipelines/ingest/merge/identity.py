"""Find the entries of different wording that are one story over time; `docs/ids.md` states the rules.

Each rule gives pairs of ids. Two ids that stand side by side on one page, or on the pages of one walk through a list,
are never one story.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import fold
from pipelines.ingest.merge.likeness import Wording, are_alike, is_announced
from pipelines.ingest.merge.namesakes import Bodies
from pipelines.ingest.store.state import Left

_FOLDED = r"[\s\p{Z}]+"
# An address with more names than this is one of the site's, such as that of a form.
_MOST_COMPARED = 50
_READ = ("row", "event_id", "published_on", "headline", "is_article", "is_current")
_STORY = ("own_id", "raw_id", "text_hash")
_PLACE = ("source_id", "channel", "recency", "location")
_Text = tuple[str, str, str]
_Place = tuple[str, str, int, str]


class _Named(NamedTuple):
    """A row of one address."""

    event_id: str
    published_on: date | None
    wording: Wording
    is_article: bool
    is_current: bool


def names_of_sites(rows: pa.Table, bodies: Bodies, left: Collection[Left]) -> dict[str, str]:
    """Return for each id of a site's entry that has another name by now that name.

    Args:
        rows: entries with their origin, `link` and `guid`.
        bodies: gives the bodies of some rows.
        left: entries that left, some of them because another wording took their place.
    """
    rows = rows.filter(pc.greater(rows["recency"], 0))
    pairs = [*_by_guid(rows), *_by_successor(rows, left), *_by_link(rows, bodies)]
    if not pairs:
        return {}
    walks = _walks(rows)
    concerned = pa.array(sorted({event_id for pair in pairs for event_id in pair}), pa.string())
    rows = rows.filter(pc.is_in(rows["event_id"], value_set=concerned))
    groups = _Groups(_preferred(rows), _views(rows, walks))
    for pair in pairs:
        groups.join(*pair)
    return groups.names()


def names_of_undated(rows: pa.Table, bodies: Bodies) -> dict[str, str]:
    """Return for entries that only lack the date of another that one's id."""
    # One that goes by another's id already is no longer in want of a date.
    is_undated = pc.and_(pc.is_null(rows["published_on"]), pc.equal(rows["event_id"], rows["own_id"]))
    if not pc.any(is_undated).as_py():
        return {}
    headlines = pc.replace_substring_regex(rows["headline"], _FOLDED, " ")
    keys = pc.binary_join_element_wise(rows["source_id"], headlines, "\n")
    is_dated = pc.is_valid(rows["published_on"])
    undated = pc.unique(keys.filter(is_undated))
    twins = rows.filter(pc.and_(is_dated, pc.is_in(keys, value_set=undated)))
    if twins.num_rows == 0:
        return {}
    dated: dict[_Text, str] = {}
    for event_id, text in _texts(twins.sort_by("event_id"), bodies):
        dated.setdefault(text, event_id)
    has_twin = pc.is_in(keys, value_set=pc.unique(keys.filter(is_dated)))
    found = {event_id: dated.get(text) for event_id, text in _texts(rows.filter(pc.and_(is_undated, has_twin)), bodies)}
    return {event_id: twin for event_id, twin in found.items() if twin is not None}


def _texts(rows: pa.Table, bodies: Bodies) -> Iterator[tuple[str, _Text]]:
    """Yield the event, and source, headline and body of each row, white space folded."""
    columns = [rows[name].to_pylist() for name in ("event_id", "source_id", "headline")]
    for event_id, source_id, headline, body in zip(*columns, bodies(rows["row"]).to_pylist(), strict=True):
        yield event_id, (source_id, fold(headline), fold(body))


def _by_guid(rows: pa.Table) -> Iterator[tuple[str, str]]:
    """Yield entries that their feed states to be one, whatever they say."""
    stated = rows.filter(pc.is_valid(rows["guid"])).select(["source_id", "guid", "event_id"])
    yield from _chained(_shared(stated, ["source_id", "guid"]), ["source_id", "guid"])


def _by_successor(rows: pa.Table, left: Collection[Left]) -> Iterator[tuple[str, str]]:
    """Yield entries whose place another wording took: of stories with the id of the successor, the one of that text."""
    replaced = [each for each in left if each.successor is not None]
    raw_ids = pa.array([each.successor for each in replaced], pa.string())
    concerned = pc.is_in(rows["own_id"], value_set=pa.array([each.event_id for each in replaced], pa.string()))
    few = rows.filter(pc.or_(concerned, pc.is_in(rows["raw_id"], value_set=raw_ids)))
    texts: defaultdict[str, set[int]] = defaultdict(set)
    stories: defaultdict[str | None, set[str]] = defaultdict(set)
    for own_id, raw_id, text_hash in zip(*(few[name].to_pylist() for name in _STORY), strict=True):
        texts[own_id].add(text_hash)
        stories[raw_id].add(own_id)
    for each in sorted(replaced, key=lambda each: (each.source_id, each.channel, each.event_id)):
        found = sorted(stories[each.successor])
        # The left one may have been read from documents that no longer count.
        is_known = each.event_id in texts
        for own_id in found if is_known else ():
            if len(found) == 1 or texts[own_id] & texts[each.event_id]:
                yield own_id, each.event_id


def _by_link(rows: pa.Table, bodies: Bodies) -> Iterator[tuple[str, str]]:
    """Yield entries with one address of which date, headline or text agree."""
    key = ["source_id", "link"]
    several = _shared(rows.filter(pc.is_valid(rows["link"])), key)
    if not several.num_rows:
        return
    columns = {name: several[name].to_pylist() for name in (*key, *_READ)}
    texts = bodies(several["row"]).to_pylist()
    groups: defaultdict[tuple[str, str], list[_Named]] = defaultdict(list)
    for source_id, link, _, event_id, day, headline, *is_what, text in zip(*columns.values(), texts, strict=True):
        groups[source_id, link].append(_Named(event_id, day, Wording(headline, fold(text)), *is_what))
    for named in groups.values():
        for at, each in enumerate(named):
            yield from (
                (earlier.event_id, each.event_id)
                for earlier in named[max(0, at - _MOST_COMPARED) : at]
                if earlier.event_id != each.event_id and _agree(earlier, each)
            )


def _agree(some: _Named, other: _Named) -> bool:
    if some.is_article != other.is_article:
        page, listed = (some, other) if some.is_article else (other, some)
        return is_announced(page.wording, listed.wording)
    if are_alike(some.wording, other.wording):
        return True
    # Where all entries have one date it shows nothing, unless one wording took the other's place.
    is_one_day = some.published_on is not None and some.published_on == other.published_on
    return is_one_day and not (some.is_current and other.is_current)


def _shared(rows: pa.Table, key: list[str]) -> pa.Table:
    """Return the rows whose key stands at several ids."""
    counted = rows.group_by(key).aggregate([("event_id", "count_distinct")])
    shared = counted.filter(pc.field("event_id_count_distinct") > 1)
    return rows.join(shared.select(key), key, join_type="left semi") if shared.num_rows else rows.slice(0, 0)


def _chained(rows: pa.Table, key: list[str]) -> Iterator[tuple[str, str]]:
    first: dict[tuple[str, ...], str] = {}
    for *sign, event_id in zip(*(rows[name].to_pylist() for name in (*key, "event_id")), strict=True):
        yield first.setdefault(tuple(sign), event_id), event_id


def _preferred(rows: pa.Table) -> dict[str, int]:
    """Return the place of each id in the order in which they count as an event's name.

    Dated ones count before undated ones, those on pages before those on an entry's own, later before earlier ones.
    """
    up, down = "ascending", "descending"
    rows = rows.append_column("undated", pc.is_null(rows["published_on"]))
    ordered = rows.sort_by([("undated", up), ("is_article", up), ("recency", down), ("event_id", up)])
    return {event_id: place for place, event_id in enumerate(pc.unique(ordered["event_id"]).to_pylist())}


def _views(rows: pa.Table, walks: Mapping[_Place, str]) -> Mapping[str, set[str]]:
    """Return the pages, and the walks through pages, in which each id was seen, without entries' own pages."""
    pages = rows.filter(pc.invert(rows["is_article"])).select(["event_id", "bulletin_id", *_PLACE])
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for event_id, bulletin_id, *place in zip(*(pages[name].to_pylist() for name in pages.column_names), strict=True):
        seen[event_id] |= {bulletin_id, walks[tuple(place)]}
    return seen


def _walks(rows: pa.Table) -> dict[_Place, str]:
    """Return for each page the walk in which it was fetched.

    A walk begins with the first page of a channel, or with one that the walk before has had. Pages that were fetched
    after the first one had not changed belong to the same walk, as they stood beside it.
    """
    pages = rows.filter(pc.invert(rows["is_article"])).group_by(list(_PLACE)).aggregate([])
    places = sorted(zip(*(pages[name].to_pylist() for name in _PLACE), strict=True))
    walks: dict[_Place, str] = {}
    for channel, of_channel in groupby(places, key=lambda place: place[:2]):
        docs = list(of_channel)
        first = min((place[3] for place in docs), key=lambda location: (len(location), location))
        number, met = 0, set[str]()
        for place in docs:
            if place[3] == first or place[3] in met:
                number, met = number + 1, set()
            met.add(place[3])
            walks[place] = "\n".join((*channel, str(number)))
    return walks


@dataclass
class _Groups:
    """Groups of ids of one story, named by the id that counts first; no page or walk holds two entries of a group."""

    _places: Mapping[str, int]
    _views: Mapping[str, set[str]]
    _towards: dict[str, str] = field(default_factory=dict)
    _told: dict[str, set[str]] = field(default_factory=dict)

    def join(self, one: str, other: str) -> None:
        """Join the groups of two ids, unless they were seen together."""
        first, second = sorted((self._end(one), self._end(other)), key=self._places.__getitem__)
        told = self._told_by(first), self._told_by(second)
        if first != second and not told[0] & told[1]:
            self._towards[second] = first
            self._told[first] = told[0] | told[1]

    def names(self) -> dict[str, str]:
        """Return for each id that does not lead its group the one that does."""
        return {each: self._end(each) for each in self._towards}

    def _told_by(self, end: str) -> set[str]:
        return self._told.get(end) or self._views.get(end, set())

    def _end(self, start: str) -> str:
        while start in self._towards:
            start = self._towards[start]
        return start
