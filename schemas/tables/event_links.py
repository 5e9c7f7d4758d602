"""`event_links`: what speaks for and against that an event reports the same activity as another."""

from dataclasses import replace

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.tables import common

TABLE = Table(
    name="event_links",
    title="Evidence of links",
    description="One row per event that shares its activity with others and per field that agrees or differs, compared with the report of the activity most like it.",
    primary_key=("event_id", "field"),
    foreign_keys=(ForeignKey(("event_id",), "events", ("event_id",)),),
    columns=(
        common.EVENT_ID,
        Column("field", Type.STRING, "Field", "What was compared.", codes="link_fields", hxl="#meta+link+field", example="date"),
        Column("finding", Type.STRING, "Finding", "Whether the comparison speaks for one activity or against it.", codes="link_findings", hxl="#meta+link+finding", example="agrees"),
        Column("weight", Type.DOUBLE, "Weight", "How strongly, as the logarithm of the odds.", minimum=-20, maximum=20, unit="bit", hxl="#meta+link+weight", example="3.9"),
        replace(
            common.EVENT_ID, name="other_event_id", title="Compared with", hxl="#meta+link+event",
            description="The event of the same activity that is most like this one.",
        ),
    ),
)
