"""`countries`: the countries and territories that events name."""

from dataclasses import replace

from schemas.declarations import Column, Interval, Table, Type
from schemas.tables import common

TABLE = Table(
    name="countries",
    title="Countries",
    description="One row per country or territory that an event or a partner names.",
    primary_key=("country_iso3",),
    intervals=(Interval("first_event_on", "last_event_on"),),
    columns=(
        common.COUNTRY_ISO3,
        Column("country_iso2", Type.STRING, "ISO 2", "ISO 3166-1 alpha-2 code. Beware of readers that take `NA` (Namibia) for missing.", pattern="[A-Z]{2}", hxl="#country+code+v_iso2", source="ISO 3166-1", example="GT"),
        Column("m49", Type.STRING, "M49", "UN M49 code, three digits, text.", nullable=True, pattern=r"\d{3}", hxl="#country+code+v_m49", source="UN M49", example="320"),
        Column("name_en", Type.STRING, "Name in English", "Short name in English.", hxl="#country+name+i_en", example="Guatemala"),
        Column("name_es", Type.STRING, "Name in Spanish", "Short name in Spanish.", hxl="#country+name+i_es", example="Guatemala"),
        Column("subregion_m49", Type.STRING, "Subregion M49", "UN M49 code of the subregion, three digits, text.", nullable=True, pattern=r"\d{3}", hxl="#region+code+v_m49", source="UN M49", example="013"),
        Column("subregion", Type.STRING, "Subregion", "Name of the M49 subregion.", nullable=True, hxl="#region+name+i_en", source="UN M49", example="Central America"),
        Column("programme_region", Type.STRING, "Programme region", "Region in the sense of the Mesoamerica and Caribbean programme; not an M49 group.", nullable=True, hxl="#region+name+programme", example="Mesoamerica"),
        common.LATITUDE,
        common.LONGITUDE,
        common.EVENT_COUNT,
        Column("host_event_count", Type.INT32, "Events hosted", "Number of events that took place in the country.", minimum=0, unit="event", hxl="#indicator+events+host+num", example="7"),
        replace(common.FIRST_EVENT_ON),
        replace(common.LAST_EVENT_ON),
    ),
)
