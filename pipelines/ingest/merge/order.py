"""The order in which the events of all sources were first seen, which the ledger alone decides."""

import numpy as np
import pyarrow as pa

from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL

LEDGER_ORDER = arrow_schema(ALL["ledger_order"])
# A file counts from when its path was first seen: what is added to it later has the later date.
_ORDER = ("seen_at", "published_on", "location", "entry_number", "event_id")


def ledger_order(rows: pa.Table) -> pa.Table:
    """Return columns of `schemas.tables.ledger_order`, by event id.

    Events count by the time of the first sighting of their document; those of one sighting by publication date, then
    by location and place in the document. What is seen later changes neither which of two events is first nor, by an
    earlier publication date, puts another before them.

    Args:
        rows: entries with the id of their event and their origin (`events.with_origin`).
    """
    ordered = rows.select(_ORDER).sort_by([(name, "ascending") for name in _ORDER])["event_id"].unique()
    position = pa.array(np.arange(len(ordered), dtype=np.int32))
    return pa.table([ordered, position], schema=LEDGER_ORDER).sort_by("event_id")
