"""`entries` (internal): headline and body of each event, before extraction."""

from dataclasses import replace

from schemas.declarations import Table
from schemas.tables import events

_TAKEN_OVER = (
    "event_id", "source_id", "bulletin_id", "entry_number", "published_on", "language", "headline", "body", "url",
    "source_status",
)

TABLE = Table(
    name="entries",
    title="Entries",
    description="One row per event: the entry that reports it, as text. The same entry met in several documents stands once.",
    primary_key=("event_id",),
    columns=tuple(
        replace(events.TABLE.column(name), nullable=False) if name == "body" else events.TABLE.column(name)
        for name in _TAKEN_OVER
    ),
)
