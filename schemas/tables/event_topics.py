"""`event_topics`: the objectives of the Global Compact for Migration that an event serves."""

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.tables import common

TABLE = Table(
    name="event_topics",
    title="Topics of events",
    description="One row per event and objective of the Global Compact for Migration it serves. Not every event has one.",
    primary_key=("event_id", "scheme", "code"),
    foreign_keys=(ForeignKey(("event_id",), "events", ("event_id",)),),
    columns=(
        common.EVENT_ID,
        Column("scheme", Type.STRING, "Scheme", "The topic scheme.", codes="topic_schemes", hxl="#meta+scheme", example="gcm"),
        Column("code", Type.STRING, "Topic", "Number of the objective, text.", codes="topics", hxl="#indicator+code+v_gcm", source="A/RES/73/195", example="10"),
    ),
)
