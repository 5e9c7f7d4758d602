"""`ledger_order` (internal): which of the events was seen first."""

from schemas.declarations import Table
from schemas.tables import common, event_activities

TABLE = Table(
    name="ledger_order",
    title="Order of the ledger",
    description="One row per event, with its place in the order in which all sources' events were first seen.",
    primary_key=("event_id",),
    columns=(common.EVENT_ID, event_activities.TABLE.column("ledger_position")),
)
