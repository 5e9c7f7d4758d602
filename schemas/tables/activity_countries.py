"""`activity_countries`: the countries that the reports of an activity name."""

from dataclasses import replace

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.tables import activities, common

REPORTS = Column(
    "report_count", Type.INT32, "Reports", "Number of the activity's events that name it.",
    minimum=1, unit="event", hxl="#indicator+reports+num", example="2",
)
TOLD_BY = replace(
    common.EVENT_ID, title="First report",
    description="The first of the activity's events that name it, in the order in which they were first seen.",
)

TABLE = Table(
    name="activity_countries",
    title="Countries of activities",
    description="One row per activity and country that one of its reports names.",
    primary_key=("activity_id", "country_iso3"),
    foreign_keys=(
        ForeignKey(("activity_id",), "activities", ("activity_id",)),
        ForeignKey(("country_iso3",), "countries", ("country_iso3",)),
        ForeignKey(("event_id",), "events", ("event_id",)),
    ),
    columns=(activities.ACTIVITY_ID, common.COUNTRY_ISO3, REPORTS, TOLD_BY),
)
