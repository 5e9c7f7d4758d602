"""`withdrawn`: events of earlier releases that are no longer published."""

from dataclasses import replace

from schemas.declarations import Column, Table, Type
from schemas.tables import common, events

TABLE = Table(
    name="withdrawn",
    title="Withdrawn events",
    description="One row per event that an earlier release held and this one does not, so that an id once cited can still be followed.",
    primary_key=("event_id",),
    columns=(
        common.EVENT_ID,
        *(events.TABLE.column(name) for name in ("source_id", "published_on", "headline")),
        Column("last_release", Type.STRING, "Last release", "The last release that held the event.", pattern=r"\d{4}\.\d{2}\.\d+", example="2018.06.1"),
        Column("cause", Type.STRING, "Cause", "Why it was withdrawn.", codes="change_causes", example="source_gone"),
        replace(
            common.EVENT_ID, name="replaced_by", title="Replaced by", nullable=True,
            description="The event of this release that reports the same entry now; null where none does.",
        ),
    ),
)
