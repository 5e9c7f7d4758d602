"""Makes one row of each event: the same entry is often in several documents, and again in their later versions."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pandas.util import hash_array

from pipelines.ingest.documents import ARTICLE, DocumentRef
from pipelines.ingest.merge.identity import names_of_sites, names_of_undated
from pipelines.ingest.merge.links import identities_of_links
from pipelines.ingest.merge.namesakes import Bodies, named
from pipelines.ingest.merge.order import LEDGER_ORDER, ledger_order
from pipelines.ingest.merge.own_pages import of_entries
from pipelines.ingest.store.document_refs import References, pairs
from pipelines.ingest.store.state import Left
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

# What the source states apart from the text, and what the event's id is made of.
_IDENTITY = ("published_on", "headline")
_TEXT = ("source_id", "bulletin_id", "entry_number", "language", "row")
_SITE = r"^[^/]*//[^/?#]*"
_LISTED, _REMOVED = "listed", "removed"
ENTRIES, RENAMED = arrow_schema(ALL["entries"]), arrow_schema(ALL["renamed"])


def merged(entries: pa.Table, documents: Sequence[DocumentRef], left: Collection[Left] = ()) -> pa.Table:
    """Return one row for each event, by event id.

    An entry's own page gives the text before the pages that list it; of those found by one channel only the latest
    counts; of what is left the longest body stands. `bulletin_id` and `entry_number` name the first document in the
    ledger that has it. The latest address is kept. Stories that share source, date and headline are events of their
    own (`namesakes`), wordings of one story are one event (`identity`). One that has left every channel it was found
    by is removed from its source.

    Args:
        entries: of all documents, columns of `schemas.tables.read_entries`, `event_id` made from each entry by itself.
        documents: those they were read from.
        left: entries that are no longer where they were.

    Returns:
        Columns of `schemas.tables.entries`.
    """
    body = entries["body"]
    events = chosen(without_body(entries), body.take, documents, left).events
    return events.append_column("body", body.take(events["row"])).select(ENTRIES.names).cast(ENTRIES)


def without_body(entries: pa.Table | pa.RecordBatch, first: int = 0) -> pa.Table:
    """Return the entries with their position `row`, counted from `first`, and `length` and `text_hash` for the body."""
    rows = pa.table(entries).append_column("row", pa.array(range(first, first + entries.num_rows), pa.int64()))
    rows = rows.append_column("text_hash", text_hashes(rows["body"]))
    return rows.append_column("length", pc.utf8_length(rows["body"])).drop_columns("body")


def text_hashes(bodies: pa.ChunkedArray) -> pa.Array:
    """Return a hash of each text, to compare texts within one run."""
    return pa.array(hash_array(np.array(bodies.to_pylist(), dtype=object)), pa.uint64())


class Chosen(NamedTuple):
    """The rows that `merged` takes, the former ids of entries, and the order in which events were first seen.

    Args:
        events: columns of `schemas.tables.entries`, with the `row` of each body in its place.
        renamed: columns of `schemas.tables.renamed`.
        order: columns of `schemas.tables.ledger_order`.
    """

    events: pa.Table
    renamed: pa.Table
    order: pa.Table


def chosen(rows: pa.Table, bodies: Bodies, documents: Sequence[DocumentRef], left: Collection[Left] = ()) -> Chosen:
    """Choose the row of each event.

    Args:
        rows: entries without their bodies.
        bodies: gives those that must be compared.
        documents: those the entries were read from.
        left: entries that are no longer where they were.
    """
    if rows.num_rows == 0:
        events = ENTRIES.append(pa.field("row", pa.int64())).empty_table().drop_columns("body")
        return Chosen(events, RENAMED.empty_table(), LEDGER_ORDER.empty_table())
    rows = with_links(with_origin(rows, documents)).append_column("raw_id", rows["event_id"])
    rows = named(rows, bodies)
    rows = rows.append_column("own_id", rows["event_id"])
    if pc.any(pc.greater(rows["recency"], 0)).as_py():
        rows = rows.filter(of_entries(rows, bodies))
        rows = _renamed(rows, names_of_sites(rows, bodies, left))
    rows = _renamed(rows, names_of_undated(rows, bodies))
    events = _one_of_each(rows)
    is_removed = pc.is_in(events["event_id"], value_set=_removed(rows, left))
    events = events.append_column("source_status", pc.if_else(is_removed, _REMOVED, _LISTED))
    return Chosen(events, _former_names(rows), ledger_order(rows))


def _former_names(rows: pa.Table) -> pa.Table:
    is_renamed = pc.not_equal(rows["own_id"], rows["event_id"])
    names = rows.filter(is_renamed).select(["own_id", "event_id"]).rename_columns(["event_id", "replaced_by"])
    return names.group_by(names.column_names, use_threads=False).aggregate([]).sort_by("event_id").cast(RENAMED)


def with_origin(entries: pa.Table, documents: Sequence[DocumentRef]) -> pa.Table:
    """Return the entries with what is known of the document of each.

    Columns `is_article`, `channel`, `is_former`, `recency`, `first_seen`, `seen_at`, `location`, and `is_current`:
    whether the document is what its location held last.
    """
    refs = References.of(documents)
    at = pc.index_in(pairs(entries["bulletin_id"], entries["source_id"]), value_set=refs.pairs)
    origin = refs.rows.select(["channel", "is_former", "recency", "first_seen", "seen_at", "location"])
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
    """Return the rows with some event ids replaced by others."""
    if not names:
        return rows
    old, new = pa.array(list(names), pa.string()), pa.array(list(names.values()), pa.string())
    renamed = pc.coalesce(new.take(pc.index_in(rows["event_id"].combine_chunks(), value_set=old)), rows["event_id"])
    return rows.set_column(rows.schema.get_field_index("event_id"), "event_id", renamed)


def with_links(rows: pa.Table) -> pa.Table:
    """Return the rows with the identity of the `link` of their own: null where entries of a document share it.

    The same goes for a `guid`.
    """
    links = identities_of_links(pc.if_else(rows["is_article"], rows["location"], rows["url"]))
    rows = rows.append_column("link", _of_one_entry(rows, links))
    return rows.set_column(rows.schema.get_field_index("guid"), "guid", _of_one_entry(rows, rows["guid"]))


def _of_one_entry(rows: pa.Table, signs: pa.ChunkedArray) -> pa.ChunkedArray:
    of_source = pc.binary_join_element_wise(rows["source_id"], signs, "\n")
    stated = pa.table({"bulletin_id": rows["bulletin_id"], "sign": of_source, "event_id": rows["event_id"]})
    counted = stated.filter(pc.is_valid(of_source)).group_by(["bulletin_id", "sign"])
    several = counted.aggregate([("event_id", "count_distinct")]).filter(pc.field("event_id_count_distinct") > 1)
    return pc.if_else(pc.is_in(of_source, value_set=several["sign"].combine_chunks()), None, signs)


def _one_of_each(rows: pa.Table) -> pa.Table:
    """Return one row for each event, by event."""
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
    """Return the rows by event, those first that count most for its text."""
    newest = rows.group_by(["event_id", "channel"]).aggregate([("recency", "max")])
    rows = rows.join(newest, ["event_id", "channel"])
    is_stale = pc.or_(pc.less(rows["recency"], rows["recency_max"]), rows["is_former"])
    rows = rows.append_column("is_stale", is_stale)
    rows = rows.append_column("is_renamed", pc.not_equal(rows["event_id"], rows["own_id"]))
    down = ("is_article", "length")
    order = ("event_id", "is_article", "is_stale", "is_renamed", "length", "bulletin_id", "entry_number", "url")
    return rows.sort_by([(name, "descending" if name in down else "ascending") for name in order])


def _best_of_each(ranked: pa.Table) -> pa.Table:
    """Return the text of the first row of each event, with the date and headline that its id is made of."""
    texts = _where_first_told(_firsts(ranked), ranked)
    own = _firsts(ranked.filter(pc.invert(ranked["is_renamed"])))
    # Every event keeps a row whose id is its own: of that one it has its id.
    columns = {name: texts[name] for name in ("event_id", *_TEXT)} | {name: own[name] for name in _IDENTITY}
    return pa.table({**columns, "url": _addresses(texts["event_id"], ranked)})


def _where_first_told(chosen: pa.Table, ranked: pa.Table) -> pa.Table:
    """Return for each chosen row the first in the ledger of its event that has the same text."""
    at = pc.index_in(ranked["event_id"], value_set=chosen["event_id"].combine_chunks())
    same = ranked.filter(pc.equal(ranked["text_hash"], chosen["text_hash"].take(at)))
    order = ("event_id", "first_seen", "location", "bulletin_id", "entry_number")
    return _firsts(same.sort_by([(name, "ascending") for name in order]))


def _addresses(event_ids: pa.ChunkedArray, ranked: pa.Table) -> pa.ChunkedArray:
    """Return the address of each event.

    It is the one that the entry's own page states, as long as pages still link to that site; else the latest on a page.
    """
    linked = ranked.filter(pc.is_valid(ranked["url"]))
    own = _firsts(linked.filter(linked["is_article"]))
    listed = linked.filter(pc.invert(linked["is_article"]))
    # Rows of files have one recency, and stay in the order of rank.
    listed = listed.append_column("rank", pa.array(range(listed.num_rows), pa.int64()))
    order = ("event_id", "is_former", "recency", "rank")
    listed = _firsts(listed.sort_by([(name, "descending" if name == "recency" else "ascending") for name in order]))
    of_own, of_listed = (pc.index_in(event_ids, value_set=rows["event_id"].combine_chunks()) for rows in (own, listed))
    latest = listed["url"].take(of_listed)
    has_moved = pc.not_equal(_sites(own["location"].take(of_own)), _sites(latest))
    return pc.if_else(pc.fill_null(has_moved, False), latest, pc.coalesce(own["url"].take(of_own), latest))


def _sites(addresses: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.utf8_lower(pc.struct_field(pc.extract_regex(addresses, f"(?P<site>{_SITE})"), "site"))


def _firsts(rows: pa.Table) -> pa.Table:
    """Return the first row of each run with the same event id."""
    ids = rows["event_id"].combine_chunks()
    if len(ids) == 0:
        return rows
    is_first = pa.concat_arrays([pa.array([True]), pc.not_equal(ids[1:], ids[:-1])])
    return rows.filter(is_first)


def _removed(rows: pa.Table, left: Collection[Left]) -> pa.Array:
    """Return the events whose latest entry on the pages of each channel has left it.

    Channels that the sources file no longer names count only for what no other channel has.
    """
    pages = rows.filter(pc.invert(rows["is_article"]))
    named = pages.filter(pc.invert(pages["is_former"]))["event_id"].combine_chunks()
    pages = pages.filter(pc.invert(pc.and_(pages["is_former"], pc.is_in(pages["event_id"], value_set=named))))
    marks = pa.array(["\n".join((each.source_id, each.channel, each.event_id)) for each in left], pa.string())
    keys = pc.binary_join_element_wise(pages["source_id"], pages["channel"], pages["own_id"], "\n")
    has_left = pc.is_in(keys, value_set=marks)
    touched = pc.is_in(pages["event_id"], value_set=pages["event_id"].filter(has_left).combine_chunks())
    concerned = pages.append_column("has_left", has_left).filter(touched)
    newest = concerned.group_by(["event_id", "channel"]).aggregate([("recency", "max")])
    latest = concerned.join(newest, ["event_id", "channel"])
    latest = latest.filter(pc.equal(latest["recency"], latest["recency_max"]))
    by_event = latest.group_by("event_id").aggregate([("has_left", "all")])
    return by_event.filter(by_event["has_left_all"])["event_id"].combine_chunks()
