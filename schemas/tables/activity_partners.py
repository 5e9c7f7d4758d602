"""`activity_partners`: the organisations that the reports of an activity name."""

from schemas.declarations import ForeignKey, Table
from schemas.tables import activities, common, event_partners
from schemas.tables.activity_countries import REPORTS, TOLD_BY

TABLE = Table(
    name="activity_partners",
    title="Partners of activities",
    description="One row per activity and organisation that one of its reports names, with the role that most reports give it.",
    primary_key=("activity_id", "partner_id"),
    foreign_keys=(
        ForeignKey(("activity_id",), "activities", ("activity_id",)),
        ForeignKey(("partner_id",), "partners", ("partner_id",)),
        ForeignKey(("event_id",), "events", ("event_id",)),
    ),
    columns=(activities.ACTIVITY_ID, common.PARTNER_ID, event_partners.TABLE.column("role"), REPORTS, TOLD_BY),
)
