"""`events_flat`: one row per event for spreadsheets."""

from dataclasses import replace

from schemas.declarations import Column, ForeignKey, Table, Type
from schemas.tables import common, events

_TAKEN_OVER = (
    "event_id", "published_on", "language", "headline", "event_type", "event_date_edtf", "start_on", "end_on",
    "host_country_iso3", "host_place", "participant_count", "participant_qualifier", "quote", "url",
    "activity_id", "row_confidence",
)

TABLE = Table(
    name="events_flat",
    title="Events, flat",
    description="One row per event with its countries, partners and topics in one cell each, for spreadsheets.",
    primary_key=("event_id",),
    foreign_keys=(ForeignKey(("event_id",), "events", ("event_id",)),),
    columns=(
        *(events.TABLE.column(name) for name in _TAKEN_OVER),
        Column("countries", Type.STRING, "Countries", "ISO 3 codes of the countries named, separated by `;`.", nullable=True, hxl="#country+code+list", example="GTM;HND"),
        Column("partners", Type.STRING, "Partners", "Names of the organisations named, separated by `; `.", nullable=True, hxl="#org+name+list", example="International Organization for Migration; Red Cross"),
        Column("topics", Type.STRING, "Topics", "Objectives of the Global Compact, separated by `;`.", nullable=True, hxl="#meta+code+v_gcm+list", example="10;11"),
        Column("topic_names", Type.STRING, "Names of the topics", "The topics by name, separated by `; `, in the order of `topics`.", nullable=True, hxl="#meta+name+v_gcm+list", example="Against trafficking in persons; Border management"),
        replace(common.SOURCE_ID),
    ),
)
