"""Warns where few events of a source have a value that most pages state."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.group_by import Tally, counted
from pipelines.publish.columnar.rows import Rows, pieces

# By column: the share of a source's events that should have it, and what it is for users.
EXPECTED = {
    "published_on": (0.5, "a publication date"),
    "event_type": (0.5, "an event type"),
    "host_country_iso3": (0.25, "a host country"),
}
# Of fewer events a share says little.
LEAST_EVENTS = 5


def fill_warnings(events: Rows) -> Iterator[str]:
    """Yield a sentence for each source and column whose share of values is lower than expected.

    Args:
        events: the columns of `schemas.tables.events`, or at least `source_id` and those of `EXPECTED`.
    """
    tally = Tally(["source_id"], [(name, "sum") for name in (*EXPECTED, "count")])
    for piece in pieces(events.select(["source_id", *EXPECTED])):
        filled = {name: pc.cast(pc.is_valid(piece[name]), pa.int64()) for name in EXPECTED}
        tally.add(counted(pa.table({"source_id": piece["source_id"], **filled})))
    for row in tally.table().sort_by("source_id").to_pylist() if events.num_rows else ():
        count = row["count"]
        for name, (share, title) in EXPECTED.items():
            if count >= LEAST_EVENTS and row[name] < share * count:
                yield (
                    f"{row['source_id']}: {row[name]:,} of {count:,} events ({row[name] / count:.0%}) have {title}; "
                    f"run `make inspect` on one of its pages to see why"
                )
