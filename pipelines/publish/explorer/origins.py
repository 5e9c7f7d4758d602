"""Sources, bulletins, quarantine and doubts in the page's data."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from pipelines.publish.explorer.numbering import Numbering, day_number
from pipelines.publish.provenance import Source

Json = dict[str, Any]
_BULLETIN_COLUMNS = (
    "bulletin_id", "location", "address", "reader", "reader_fit", "entry_block_count", "furniture_block_count",
    "quarantined_block_count", "entry_count", "event_count", "merged_entry_count", "reason",
)  # fmt: skip


def source_rows(sources: Sequence[Source], counted: pa.Table) -> list[Json]:
    """Return each source with its terms, and with what the table `sources` counts of it."""
    by_id = {row["source_id"]: row for row in counted.to_pylist()}
    return [_terms(source) | _counts(by_id.get(source.id, {})) for source in sources]


def _terms(source: Source) -> Json:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "licence": source.licence.name,
        "licenceUrl": str(source.licence.url) if source.licence.url else None,
        "attribution": source.attribution,
        "republishText": source.republish_text,
    }


def _counts(row: Mapping[str, Any]) -> Json:
    return {
        "address": row.get("address"),
        "bulletins": row.get("bulletin_count", 0),
        "events": row.get("event_count", 0),
        "firstDay": day_number(row.get("first_published_on")),
        "lastDay": day_number(row.get("last_published_on")),
    }


def bulletin_columns(bulletins: pa.Table, sources: Numbering) -> Json:
    """Return columns of the bulletins, with the number of their source."""
    columns: Json = {name: bulletins[name].to_pylist() for name in _BULLETIN_COLUMNS}
    return columns | {"source": sources.of_all(bulletins["source_id"].to_pylist())}


def set_aside(quarantine: pa.Table, bulletins: Numbering, most: int) -> list[Json]:
    """Return the kinds of reasons in `quarantine`, most frequent first, each with its first rows.

    The kind is the reason up to its colon; what follows describes the row. A row has the number of its bulletin, its
    block, the reason and its text.
    """
    rows: defaultdict[str, list[tuple[int, int, str, str | None]]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for row in quarantine.to_pylist():
        kind = row["reason"].partition(":")[0]
        counts[kind] += 1
        if len(rows[kind]) < most:
            rows[kind].append((bulletins.of(row["bulletin_id"]), row["block_number"], row["reason"], row["text"]))
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [{"reason": kind, "count": count, "rows": rows[kind]} for kind, count in ordered]
