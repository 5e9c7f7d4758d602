"""Make one row of each event: the same entry is often met in several documents, and again in their later versions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import ARTICLE, DocumentRef, fold
from pipelines.ingest.merge.links import identities_of_links
from pipelines.ingest.merge.namesakes import Bodies, named
from pipelines.ingest.store.document_refs import References, pairs
from pipelines.ingest.store.state import Left
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

_FOLDED = r"[\s\p{Z}]+"
# What the source states apart from the text, and what the event's id is made of.
_IDENTITY = ("published_on", "headline")
_TEXT = ("source_id", "bulletin_id", "entry_number", "language", "row")
_LISTED, _REMOVED = "listed", "removed"
ENTRIES = arrow_schema(ALL["entries"])
_Text = tuple[str, str, str]


def merged(entries: pa.Table, documents: Sequence[DocumentRef], left: Collection[Left] = ()) -> pa.Table:
    """One row for each event, by event id.

    An entry's own page gives the text before the pages that list it; of those found by one channel only the latest
    counts; of what is left the longest body stands, of equals the one of the smallest bulletin id and entry number.
    An address that any of them has is kept. Stories that share source, date and headline are events of their own
    (`namesakes`). Entries of a site that link to one address are one event. An entry without a date goes into one with
    a date of the same source, headline and text. One that has left every channel it was found by is removed from its
    source.

    Args:
        entries: of all documents, columns of `schemas.tables.read_entries`, `event_id` made from each entry by itself.
        documents: those they were read from.
        left: entries that are no longer where they were.

    Returns:
        Columns of `schemas.tables.entries`.
    """
    body = entries["body"]
    events = chosen(without_body(entries), body.take, documents, left)
    return events.append_column("body", body.take(events["row"])).select(ENTRIES.names).cast(ENTRIES)


def without_body(entries: pa.Table | pa.RecordBatch, first: int = 0) -> pa.Table:
    """The entries with their position `row`, counted from `first`, and the `length` of their body in its place."""
    rows = pa.table(entries).append_column("row", pa.array(range(first, first + entries.num_rows), pa.int64()))
    return rows.append_column("length", pc.utf8_length(rows["body"])).drop_columns("body")


def chosen(rows: pa.Table, bodies: Bodies, documents: Sequence[DocumentRef], left: Collection[Left] = ()) -> pa.Table:
    """The rows that `merged` takes: columns of `schemas.tables.entries`, with the `row` of each body in its place.

    Args:
        rows: entries without their bodies.
        bodies: gives those that must be compared.
        documents: those the entries were read from.
        left: entries that are no longer where they were.
    """
    if rows.num_rows == 0:
        return ENTRIES.append(pa.field("row", pa.int64())).empty_table().drop_columns("body")
    rows = with_links(with_origin(rows, documents))
    rows = named(rows.append_column("told_id", rows["event_id"]), bodies)
    rows = rows.append_column("own_id", rows["event_id"])
    if pc.any(pc.greater(rows["recency"], 0)).as_py():
        rows = _renamed(rows, _linked(rows))
    rows = _renamed(rows, _dated(rows, bodies))
    events = _one_of_each(rows)
    is_removed = pc.is_in(events["event_id"], value_set=_removed(rows, left))
    return events.append_column("source_status", pc.if_else(is_removed, _REMOVED, _LISTED))


def with_origin(entries: pa.Table, documents: Sequence[DocumentRef]) -> pa.Table:
    """Return the entries with what is known of the document of each.

    Columns `is_article`, `channel`, `recency`, `first_seen`, `location`, and `is_current`: whether the document is what
    its location held last.
    """
    refs = References.of(documents)
    at = pc.index_in(pairs(entries["bulletin_id"], entries["source_id"]), value_set=refs.pairs)
    origin = refs.rows.select(["channel", "recency", "first_seen", "location"])
    origin = origin.append_column("is_article", pc.equal(refs.rows["role"], ARTICLE))
    origin = origin.append_column("is_current", _are_current(refs.rows)).take(at)
    for name in origin.column_names:
        entries = entries.append_column(name, origin[name])
    return entries


def _are_current(refs: pa.Table) -> pa.ChunkedArray:
    places = pc.binary_join_element_wise(refs["source_id"], refs["location"], "\n")
    newest = refs.append_column("place", places).group_by("place").aggregate([("recency", "max")])
    at = pc.index_in(places, value_set=newest["place"].combine_chunks())
    return pc.equal(refs["recency"], newest["recency_max"].take(at))


def _renamed(rows: pa.Table, names: Mapping[str, str]) -> pa.Table:
    """The rows with some event ids replaced by others."""
    if not names:
        return rows
    old, new = pa.array(list(names), pa.string()), pa.array(list(names.values()), pa.string())
    renamed = pc.coalesce(new.take(pc.index_in(rows["event_id"].combine_chunks(), value_set=old)), rows["event_id"])
    return rows.set_column(rows.schema.get_field_index("event_id"), "event_id", renamed)


def _linked(rows: pa.Table) -> dict[str, str]:
    """For entries of sites whose link another entry has as well: the event of the one that counts for it."""
    rows = rows.filter(pc.and_(pc.greater(rows["recency"], 0), pc.is_valid(rows["link"])))
    by_link = rows.group_by(["source_id", "link"]).aggregate([("event_id", "count_distinct")])
    shared = by_link.filter(pc.greater(by_link["event_id_count_distinct"], 1))
    if shared.num_rows == 0:
        return {}
    several = rows.join(shared.select(["source_id", "link"]), ["source_id", "link"], join_type="left semi")
    several = several.append_column("undated", pc.is_null(several["published_on"]))
    # Dated entries count before undated ones, pages before an entry's own page, later before earlier.
    up, down = "ascending", "descending"
    several = several.sort_by([("undated", up), ("is_article", up), ("recency", down), ("event_id", up)])
    groups = _Groups()
    first: dict[tuple[str, str], str] = {}
    for row in several.select(["source_id", "link", "event_id"]).to_pylist():
        groups.join(first.setdefault((row["source_id"], row["link"]), row["event_id"]), row["event_id"])
    return groups.names()


@dataclass
class _Groups:
    """Ids that belong together; each group goes by the id that was met first."""

    _met: dict[str, int] = field(default_factory=dict)
    _towards: dict[str, str] = field(default_factory=dict)

    def join(self, one: str, other: str) -> None:
        """Put two ids, and all that belong to them, into one group."""
        ends = sorted((self._end(one), self._end(other)), key=lambda end: self._met[end])
        if ends[0] != ends[1]:
            self._towards[ends[1]] = ends[0]

    def names(self) -> dict[str, str]:
        """For each id that does not lead its group the one that does."""
        return {each: self._end(each) for each in self._towards}

    def _end(self, start: str) -> str:
        self._met.setdefault(start, len(self._met))
        while start in self._towards:
            start = self._towards[start]
        return start


def with_links(rows: pa.Table) -> pa.Table:
    """Return the rows with the identity of the `link` of their own: null where entries of a document share it."""
    stated = pc.if_else(rows["is_article"], rows["location"], rows["url"])
    links = identities_of_links(stated)
    of_source = pc.binary_join_element_wise(rows["source_id"], links, "\n")
    counted = pa.table({"bulletin_id": rows["bulletin_id"], "link": of_source}).group_by(["bulletin_id", "link"])
    several = counted.aggregate([([], "count_all")]).filter(pc.field("count_all") > 1)
    shared = several["link"].combine_chunks().drop_null()
    return rows.append_column("link", pc.if_else(pc.is_in(of_source, value_set=shared), None, links))


def _dated(rows: pa.Table, bodies: Bodies) -> dict[str, str]:
    """For entries that only lack the date of another: that one's event."""
    # One that goes by a dated one's id already is no longer in want of a date.
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
    """The event, and source, headline and body of each row, white space folded."""
    columns = [rows[name].to_pylist() for name in ("event_id", "source_id", "headline")]
    for event_id, source_id, headline, body in zip(*columns, bodies(rows["row"]).to_pylist(), strict=True):
        yield event_id, (source_id, fold(headline), fold(body))


def _one_of_each(rows: pa.Table) -> pa.Table:
    """One row for each event, by event."""
    counted = rows.group_by("event_id").aggregate([([], "count_all")])
    repeated = counted.filter(pc.greater(counted["count_all"], 1))["event_id"].combine_chunks()
    is_repeated = pc.is_in(rows["event_id"], value_set=repeated)
    columns = ["event_id", *_TEXT, *_IDENTITY, "url"]
    events = rows.filter(pc.invert(is_repeated)).select(columns)
    if len(repeated):
        several = _best_of_each(_ranked(rows.filter(is_repeated))).select(columns)
        events = pa.concat_tables([events, several.cast(events.schema)])
    return events.sort_by("event_id")


def _ranked(rows: pa.Table) -> pa.Table:
    """The rows by event, those first that count most for its text."""
    newest = rows.group_by(["event_id", "channel"]).aggregate([("recency", "max")])
    rows = rows.join(newest, ["event_id", "channel"])
    rows = rows.append_column("is_stale", pc.less(rows["recency"], rows["recency_max"]))
    rows = rows.append_column("is_renamed", pc.not_equal(rows["event_id"], rows["own_id"]))
    down = ("is_article", "length")
    order = ("event_id", "is_article", "is_stale", "is_renamed", "length", "bulletin_id", "entry_number", "url")
    return rows.sort_by([(name, "descending" if name in down else "ascending") for name in order])


def _best_of_each(ranked: pa.Table) -> pa.Table:
    """The first row of each event, with the date and headline that its id is made of, and the first address."""
    texts = _firsts(ranked)
    own = _firsts(ranked.filter(pc.invert(ranked["is_renamed"])))
    urls = _firsts(ranked.filter(pc.is_valid(ranked["url"])))
    # Every event keeps a row whose id is its own: of that one it has its id.
    columns = {name: texts[name] for name in ("event_id", *_TEXT)} | {name: own[name] for name in _IDENTITY}
    at = pc.index_in(texts["event_id"], value_set=urls["event_id"].combine_chunks())
    return pa.table({**columns, "url": urls["url"].take(at)})


def _firsts(rows: pa.Table) -> pa.Table:
    """The first row of each run with the same event id."""
    ids = rows["event_id"].combine_chunks()
    if len(ids) == 0:
        return rows
    is_first = pa.concat_arrays([pa.array([True]), pc.not_equal(ids[1:], ids[:-1])])
    return rows.filter(is_first)


def _removed(rows: pa.Table, left: Collection[Left]) -> pa.Array:
    """The events whose latest entry on the pages of each channel has left it."""
    pages = rows.filter(pc.invert(rows["is_article"]))
    marks = pa.array(["\n".join(each) for each in left], pa.string())
    keys = pc.binary_join_element_wise(pages["source_id"], pages["channel"], pages["own_id"], "\n")
    has_left = pc.is_in(keys, value_set=marks)
    touched = pc.is_in(pages["event_id"], value_set=pages["event_id"].filter(has_left).combine_chunks())
    concerned = pages.append_column("has_left", has_left).filter(touched)
    newest = concerned.group_by(["event_id", "channel"]).aggregate([("recency", "max")])
    latest = concerned.join(newest, ["event_id", "channel"])
    latest = latest.filter(pc.equal(latest["recency"], latest["recency_max"]))
    by_event = latest.group_by("event_id").aggregate([("has_left", "all")])
    return by_event.filter(by_event["has_left_all"])["event_id"].combine_chunks()
