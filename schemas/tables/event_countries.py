"""`event_countries`: which countries an event names."""

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.tables import common

TABLE = Table(
    name="event_countries",
    title="Countries of events",
    description="One row per event and country that its headline or body names.",
    primary_key=("event_id", "country_iso3"),
    foreign_keys=(
        ForeignKey(("event_id",), "events", ("event_id",)),
        ForeignKey(("country_iso3",), "countries", ("country_iso3",)),
    ),
    columns=(
        common.EVENT_ID,
        common.COUNTRY_ISO3,
        Column("is_host", Type.BOOL, "Host", "Whether the event took place in this country.", hxl="#meta+host", example="true"),
        Column("basis", Type.STRING, "Basis", "The strongest way in which the text names the country.", codes="country_bases", hxl="#meta+country+basis", example="name"),
        common.MENTION_COUNT,
    ),
)
