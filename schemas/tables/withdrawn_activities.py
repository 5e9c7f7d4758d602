"""`withdrawn_activities`: activities in earlier releases that have been withdrawn."""

from dataclasses import replace

from schemas.declarations import Table
from schemas.tables import activities, events, withdrawn

TABLE = Table(
    name="withdrawn_activities",
    title="Withdrawn activities",
    description="One row per activity that an earlier release held and this one does not, so that an id once cited can still be followed.",
    primary_key=("activity_id",),
    columns=(
        activities.ACTIVITY_ID,
        events.TABLE.column("headline"),
        *(withdrawn.TABLE.column(name) for name in ("last_release", "cause")),
        replace(
            activities.ACTIVITY_ID, name="replaced_by", title="Replaced by", nullable=True, hxl=None,
            description="The activity of this release that holds most of its events; null where none is left.",
        ),
    ),
)
