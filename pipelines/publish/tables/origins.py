"""Makes the tables `sources` and `bulletins`: where the events come from, and how each document was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.group_by import Tally, counted
from pipelines.publish.columnar.keys import conformed, look_up, one_of
from pipelines.publish.provenance import Source
from schemas.formats.arrow import arrow_schema
from schemas.tables import bulletins, documents, sources

MERGED = "all its entries were read from other documents too, and are published from those"
INVALID = "all its entries are in quarantine as invalid rows"
_OF_DOCUMENT = ("source_id", "location", "address", "media_type", "reader", "reader_fit", "language")
_BLOCK_COUNTS = ("entry_block_count", "furniture_block_count", "quarantined_block_count")
_DAYS = ("first_published_on", "last_published_on")
_WEB_ADDRESS = r"^https?://\S+$"


@dataclass(frozen=True)
class Origins:
    """`sources` and `bulletins` in their declared schemas."""

    sources: pa.Table
    bulletins: pa.Table


class OriginGrouping:
    """Counts events by source and by document, part by part; memory grows with the number of documents.

    Args:
        read: the current documents, columns of `schemas.tables.documents`.
        stated: the sources' terms.
    """

    def __init__(self, read: pa.Table, stated: Sequence[Source]) -> None:
        self._read = read.select(arrow_schema(documents.TABLE).names)
        self._stated = sorted(stated, key=lambda source: source.id)
        self._entries = Tally(["bulletin_id"], [("count", "sum")])
        self._events = Tally(["bulletin_id"], [("count", "sum")])
        first, last = _DAYS
        self._by_source = Tally(["source_id"], [(first, "min"), (last, "max"), ("count", "sum")])

    @property
    def known(self) -> Mapping[str, pa.ChunkedArray]:
        """The keys that events may refer to, by table."""
        ids = pa.chunked_array([pa.array([source.id for source in self._stated], pa.string())])
        return {"bulletins": self._read["bulletin_id"], "sources": ids}

    def add(self, entries: pa.Table, events: pa.Table) -> None:
        """Add further events.

        Args:
            entries: all that were extracted, with `bulletin_id`.
            events: those of them that are published.
        """
        self._entries.add(counted(entries.select(["bulletin_id"])))
        self._events.add(counted(events.select(["bulletin_id"])))
        days = events.select(["source_id", "published_on", "published_on"])
        self._by_source.add(counted(days.rename_columns(["source_id", *_DAYS])))

    def origins(self, quarantine: pa.Table) -> Origins:
        """Return the tables.

        Args:
            quarantine: all rows of `quarantine`.
        """
        found = self._bulletins(quarantine)
        return Origins(self._sources(found), found)

    def _bulletins(self, quarantine: pa.Table) -> pa.Table:
        whole = quarantine.filter(pc.equal(quarantine["block_number"], 0)).sort_by("reason")
        reasons = whole.group_by("bulletin_id", use_threads=False).aggregate([("reason", "first")])
        events, entries = self._events.table(), self._entries.table()
        named = pa.concat_arrays([rows["bulletin_id"].combine_chunks() for rows in (events, quarantine)])
        rows = pa.concat_tables([_documents(self._read, pc.unique(named)), _unread(self._read, quarantine)])
        ids = rows["bulletin_id"]
        published, merged_into = (_count(ids, each) for each in (events, entries))
        merged = pc.max_element_wise(pc.subtract(rows["entry_count"].cast(pa.int64()), merged_into), 0)
        own = look_up(ids, reasons, "bulletin_id", "reason_first")
        otherwise = pc.if_else(pc.greater(merged, 0), MERGED, INVALID)
        otherwise = pc.if_else(pc.greater(rows["entry_count"], 0), otherwise, None)
        rows = rows.append_column("event_count", published).append_column("merged_entry_count", merged)
        reason = pc.if_else(pc.greater(published, 0), None, pc.coalesce(own, otherwise))
        return conformed(rows.append_column("reason", reason), bulletins.TABLE)

    def _sources(self, found: pa.Table) -> pa.Table:
        by_source = self._by_source.table()
        documents_of = counted(found.select(["source_id"])).group_by("source_id").aggregate([("count", "sum")])
        documents_of = documents_of.rename_columns(["source_id", "count"])
        terms = pa.Table.from_pylist([_terms(source) for source in self._stated], schema=_TERMS)
        ids = terms["source_id"]
        counts = {"bulletin_count": _count(ids, documents_of), "event_count": _count(ids, by_source)}
        days = {name: look_up(ids, by_source, "source_id", name) for name in _DAYS}
        for name, values in (counts | days).items():
            terms = terms.append_column(name, values)
        return conformed(terms, sources.TABLE)


_TERMS = pa.schema(list(arrow_schema(sources.TABLE))[:8])


def _terms(source: Source) -> dict[str, object]:
    return {
        "source_id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "address": source.public_address,
        "licence": source.licence.name,
        "licence_url": str(source.licence.url) if source.licence.url else None,
        "attribution": source.attribution,
        "republish_text": source.republish_text,
    }


def _documents(read: pa.Table, named: pa.Array) -> pa.Table:
    """The named documents; one that several sources hold stands once, with the first source and the entries of all."""
    rows = read.filter(pc.is_in(read["bulletin_id"], value_set=named)).sort_by(
        [("bulletin_id", "ascending"), ("source_id", "ascending")]
    )
    figures = [(name, "first") for name in (*_OF_DOCUMENT, *_BLOCK_COUNTS)]
    # Blocks are the same for all sources.
    grouped = rows.group_by("bulletin_id", use_threads=False).aggregate([*figures, ("entry_count", "sum")])
    names = ["bulletin_id", *_OF_DOCUMENT, *_BLOCK_COUNTS, "entry_count"]
    return grouped.rename_columns(names).cast(_UNCOUNTED)


def _unread(read: pa.Table, quarantine: pa.Table) -> pa.Table:
    """Rows for what quarantine names and no current document is: locations that failed, documents set aside whole."""
    aside = quarantine.filter(pc.invert(one_of(quarantine["bulletin_id"], read["bulletin_id"])))
    first = aside.sort_by([("bulletin_id", "ascending"), ("block_number", "ascending"), ("reason", "ascending")])
    grouped = first.group_by("bulletin_id", use_threads=False).aggregate([("source_id", "first"), ("text", "first")])
    count = grouped.num_rows
    location = grouped["text_first"]
    is_address = pc.fill_null(pc.match_substring_regex(location, _WEB_ADDRESS), False)
    known = {
        "bulletin_id": grouped["bulletin_id"],
        "source_id": grouped["source_id_first"],
        "location": location,
        "address": pc.if_else(is_address, location, None),
    }
    nothing = {field.name: pa.nulls(count, field.type) for field in _UNCOUNTED}
    zeros = {name: pa.repeat(pa.scalar(0, pa.int32()), count) for name in (*_BLOCK_COUNTS, "entry_count")}
    columns = nothing | zeros | known
    return pa.table([columns[name] for name in _UNCOUNTED.names], names=_UNCOUNTED.names).cast(_UNCOUNTED)


_UNCOUNTED = pa.schema(
    [
        arrow_schema(bulletins.TABLE).field(name)
        for name in ("bulletin_id", *_OF_DOCUMENT, *_BLOCK_COUNTS, "entry_count")
    ]
)


def _count(ids: pa.ChunkedArray, tallied: pa.Table) -> pa.ChunkedArray:
    return pc.fill_null(look_up(ids, tallied, tallied.column_names[0], "count"), 0)
