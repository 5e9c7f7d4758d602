"""References to the documents that sightings name."""

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.documents import DocumentRef
from pipelines.ingest.sources.sources_file import Source
from pipelines.ingest.store.charsets import charset_of
from pipelines.ingest.store.document_refs import REFERENCES, References, stated_selectors
from pipelines.ingest.store.sightings import Sighting


def references(source: Source, sightings: pa.Table, at: pa.ChunkedArray) -> References:
    """Return references to the documents that were seen.

    Args:
        source: of the sightings.
        sightings: all of the source, columns of `SIGHTINGS`.
        at: which of them, with documents.
    """
    seen = sightings.select(["sha256", "location", "role", "channel", "address", "headers"]).take(at)
    stated = (
        source.language, stated_selectors(source.page_selectors), source.id, source.address, source.date_order
    )  # fmt: skip
    first_seen = _first_seen(sightings, seen)
    language, selectors, source_id, address, date_order = (pa.scalar(each, pa.string()) for each in stated)
    columns = {
        **{name: seen[name] for name in ("sha256", "location", "role", "channel")},
        "source_id": pa.repeat(source_id, len(at)),
        "language": pa.repeat(language, len(at)),
        "selectors": pa.repeat(selectors, len(at)),
        "date_order": pa.repeat(date_order, len(at)),
        "address": pc.coalesce(seen["address"], address),
        "charset": _charsets(seen["headers"]),
        # Counted from 1.
        "recency": pc.if_else(pc.equal(seen["role"], ""), 0, pc.add(at, 1)),
        "first_seen": pc.add(first_seen, 1),
        "seen_at": sightings["time"].take(first_seen),
        "is_former": pc.invert(are_named(source, seen)),
    }
    return References(pa.table([columns[name] for name in REFERENCES.names], schema=REFERENCES))


def are_named(source: Source, seen: pa.Table) -> pa.ChunkedArray:
    """Return whether the source names the channels of what was seen; files are of no channel."""
    return pc.is_in(seen["channel"], value_set=pa.array(["", *source.channels]))


def _first_seen(sightings: pa.Table, seen: pa.Table) -> pa.ChunkedArray:
    """Return where the ledger first names what was seen: a file by its path, a page by its bytes."""
    named = sightings.select(["role", "location", "sha256"]).append_column("at", pa.array(range(sightings.num_rows)))
    first = named.append_column("name", _names(named)).group_by("name").aggregate([("at", "min")])
    return first["at_min"].take(pc.index_in(_names(seen), value_set=first["name"].combine_chunks()))


def _names(seen: pa.Table) -> pa.ChunkedArray:
    return pc.if_else(pc.equal(seen["role"], ""), seen["location"], pc.fill_null(seen["sha256"], ""))


def _charsets(headers: pa.ChunkedArray) -> pa.Array:
    """Return the character set that each answer's headers state; few of them differ."""
    stated = pc.map_lookup(headers, pa.scalar("content-type"), "first").combine_chunks().dictionary_encode()
    kinds = [charset_of({"content-type": each}) for each in stated.dictionary.to_pylist()]
    return pa.array(kinds, pa.string()).take(stated.indices)


def reference(source: Source, sighting: Sighting) -> DocumentRef:
    """Return a reference to the document that was seen, without its place in the ledger."""
    return DocumentRef(
        source_id=source.id,
        sha256=sighting.sha256 or "",
        location=sighting.location,
        language=source.language,
        address=sighting.address or source.address,
        charset=charset_of(sighting.headers),
        selectors=source.page_selectors,
        role=sighting.role,
        channel=sighting.channel,
        date_order=source.date_order,
    )
