"""`partner_sightings` (internal): how each event writes each of its organisations, for the `partners` group-by."""

from dataclasses import replace

from schemas.declarations import Table
from schemas.tables import common, partners

TABLE = Table(
    name="partner_sightings",
    title="Partner sightings",
    description="One row per event and organisation: the fullest name and the acronym the text gives, and what the grammar knows of it.",
    primary_key=("event_id", "partner_id"),
    columns=(
        common.EVENT_ID,
        common.PARTNER_ID,
        *(partners.TABLE.column(name) for name in ("name", "acronym", "org_type", "country_iso3")),
        replace(partners.TABLE.column("status")),
    ),
)
