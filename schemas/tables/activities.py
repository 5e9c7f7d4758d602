"""`activities`: one row per activity, merged from the events that report it."""

from dataclasses import replace

from schemas.declarations import Column, ForeignKey, Interval, Table, Type
from schemas.tables import common, events

ACTIVITY_ID = events.TABLE.column("activity_id")
_ADOPTED = (
    "headline", "event_type", "event_date_edtf", "start_on", "end_on", "date_precision", "host_country_iso3", "host_place",
    "host_subdivision", "latitude", "longitude", "participant_count", "participant_qualifier",
)


def _told_by(name: str, what: str) -> Column:
    return replace(
        common.EVENT_ID, name=name, title=f"Source of the {what}", nullable=True, hxl=f"#meta+id+{name.removesuffix('_event_id')}",
        description=f"The event whose report gives the {what}; null where none does.",
    )


TABLE = Table(
    name="activities",
    title="Activities",
    description="One row per activity, however many events report it. Each fact is the one most reports agree on, with the event it comes from.",
    primary_key=("activity_id",),
    foreign_keys=(
        ForeignKey(("host_country_iso3",), "countries", ("country_iso3",)),
        *(
            ForeignKey((name,), "events", ("event_id",))
            for name in ("first_event_id", "type_event_id", "date_event_id", "host_event_id", "participants_event_id")
        ),
    ),
    intervals=(Interval("start_on", "end_on"), Interval("first_published_on", "last_published_on")),
    columns=(
        ACTIVITY_ID,
        replace(
            common.EVENT_ID, name="first_event_id", title="First report", hxl="#meta+id+first",
            description="The first event seen that reports the activity; by publication date where several were first seen at once.",
        ),
        Column("report_count", Type.INT32, "Reports", "Number of events that report the activity.", minimum=1, unit="event", hxl="#indicator+reports+num", example="3"),
        Column("source_count", Type.INT32, "Sources", "Number of sources that report it.", minimum=1, unit="source", hxl="#indicator+sources+num", example="2"),
        Column("language_count", Type.INT32, "Languages", "Number of languages it is reported in.", minimum=1, unit="language", hxl="#indicator+languages+num", example="2"),
        replace(events.TABLE.column("published_on"), name="first_published_on", title="First published", description="Publication date of the earliest report.", hxl="#date+reported+first"),
        replace(events.TABLE.column("published_on"), name="last_published_on", title="Last published", description="Publication date of the latest report.", hxl="#date+reported+last"),
        replace(events.TABLE.column("link_confidence"), name="confidence", description="The lowest `link_confidence` of its reports; null for an activity with one report."),
        *(events.TABLE.column(name) for name in _ADOPTED),
        _told_by("type_event_id", "event type"),
        _told_by("date_event_id", "date"),
        _told_by("host_event_id", "host"),
        _told_by("participants_event_id", "number of participants"),
    ),
)
