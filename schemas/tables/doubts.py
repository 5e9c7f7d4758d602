"""`doubts` (internal): events whose entry may have been cut out of its page wrongly."""

from dataclasses import replace

from schemas.declarations import Column, Table, Type
from schemas.tables import common, quarantine

TABLE = Table(
    name="doubts",
    title="Doubts",
    description="One row per event and kind of doubt whether its entry was read rightly from its document.",
    primary_key=("event_id", "doubt"),
    columns=(
        common.EVENT_ID,
        common.SOURCE_ID,
        Column("doubt", Type.STRING, "Doubt", "What looks wrong.", codes="doubts", example="headline_date"),
        replace(quarantine.TABLE.column("text"), nullable=False, description="What it was seen by, at most 200 characters."),
    ),
)
