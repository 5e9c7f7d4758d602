"""`corrections`: values corrected by hand, as applied in this release."""

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.tables import common

TABLE = Table(
    name="corrections",
    title="Corrections",
    description="One row per value of `events` that a person corrected after checking the source.",
    primary_key=("event_id", "field"),
    foreign_keys=(ForeignKey(("event_id",), "events", ("event_id",)),),
    columns=(
        common.EVENT_ID,
        Column("field", Type.STRING, "Column", "The column of `events`.", example="participant_count"),
        Column("expected", Type.STRING, "Expected", "The value before the correction, as in CSV.", nullable=True, example="15"),
        Column("value", Type.STRING, "Value", "The corrected value, as in CSV.", nullable=True, example="50"),
        Column("reason", Type.STRING, "Reason", "Why it is wrong as extracted."),
        Column("source", Type.STRING, "Source", "Where the right value stands, or who knows it.", example="https://example.org/news/1"),
    ),
)
