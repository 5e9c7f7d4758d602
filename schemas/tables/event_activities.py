"""`event_activities` (internal): the activity of each event, as linking decides it."""

from schemas.declarations import Column, Table, Type
from schemas.tables import common, events

TABLE = Table(
    name="event_activities",
    title="Activities of events",
    description="One row per event: the activity it reports, and where the event stands in the order of the ledger.",
    primary_key=("event_id",),
    columns=(
        common.EVENT_ID,
        events.TABLE.column("activity_id"),
        events.TABLE.column("link_confidence"),
        Column("ledger_position", Type.INT32, "Position", "Which of the events counts as earlier: the order in which the ledger first names them, else by publication date and id, counted from 0.", minimum=0),
    ),
)
