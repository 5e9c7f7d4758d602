"""`event_partners`: the organisations that an event names, and their roles in it."""

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.tables import common

TABLE = Table(
    name="event_partners",
    title="Partners of events",
    description="One row per event and organisation that its headline or body names.",
    primary_key=("event_id", "partner_id"),
    foreign_keys=(
        ForeignKey(("event_id",), "events", ("event_id",)),
        ForeignKey(("partner_id",), "partners", ("partner_id",)),
    ),
    columns=(
        common.EVENT_ID,
        common.PARTNER_ID,
        Column("role", Type.STRING, "Role", "What the organisation does in the event.", codes="roles", hxl="#org+role", example="organiser"),
        common.MENTION_COUNT,
        Column(
            "confidence", Type.DOUBLE, "Confidence", "How likely the organisation is one that the entry names: the share of those recognised alike in labelled entries.",
            minimum=0, maximum=1, hxl="#meta+partner+confidence", example="0.98",
        ),
    ),
)
