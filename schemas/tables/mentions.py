"""`mentions`: the spans that each fact was read from."""

from schemas.declarations import Column, ForeignKey, Interval, Table, Type
from schemas.tables import common

TABLE = Table(
    name="mentions",
    title="Mentions",
    description="One row per place in headline or body from which a fact was read: `field[start:end] == text`, counted in characters (Unicode code points).",
    primary_key=("event_id", "kind", "field", "start", "end", "entity_id"),
    foreign_keys=(ForeignKey(("event_id",), "events", ("event_id",)),),
    intervals=(Interval("start", "end"),),
    columns=(
        common.EVENT_ID,
        Column("kind", Type.STRING, "Kind", "What kind of fact.", codes="mention_kinds", hxl="#meta+mention+kind", example="partner"),
        Column("entity_id", Type.STRING, "Entity", "The country's ISO 3 code, the partner's id, the date in EDTF, the number of people, the event type or the topic.", hxl="#meta+mention+entity", example="iom"),
        Column("field", Type.STRING, "Field", "Where the text stands.", codes="mention_fields", hxl="#meta+mention+field", example="body"),
        Column("start", Type.INT32, "Start", "First character, counted from 0.", minimum=0, unit="character", hxl="#meta+mention+start", example="17"),
        Column("end", Type.INT32, "End", "Character after the last.", minimum=1, unit="character", hxl="#meta+mention+end", example="20"),
        Column("text", Type.STRING, "Text", "The characters as written.", hxl="#meta+mention+text", example="IOM"),
        Column("method", Type.STRING, "Method", "How it was found.", codes="mention_methods", hxl="#meta+mention+method", example="register"),
    ),
)
