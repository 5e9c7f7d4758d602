"""Countries, their names, places in them, and phrases that do not name a country."""

from dataclasses import replace

from schemas.declarations import Column, Table, Type
from schemas.reference.common import AMBIGUITY, ANY_LANGUAGE, COUNTRY, OF_COUNTRY, SUBDIVISION, text
from schemas.tables import common, countries

LATITUDE = replace(common.LATITUDE, hxl=None)
LONGITUDE = replace(common.LONGITUDE, hxl=None)

COUNTRIES = Table(
    "countries", "Countries", "One row per country or territory with a code of ISO 3166-1, and Kosovo.",
    columns=tuple(
        countries.TABLE.column(name)
        for name in (
            "country_iso3", "country_iso2", "m49", "name_en", "name_es", "subregion_m49", "subregion",
            "programme_region", "latitude", "longitude",
        )
    ),
    primary_key=("country_iso3",),
)
COUNTRY_NAMES = Table(
    "country_names", "Names of countries", "One row per name or demonym; each stands for one country.",
    columns=(
        COUNTRY,
        text("name", "Name", "As it is written.", example="Costa Rican"),
        ANY_LANGUAGE,
        Column("kind", Type.STRING, "Kind", "Name or demonym.", codes="country_name_kinds", example="demonym"),
    ),
    primary_key=("name",),
    foreign_keys=(OF_COUNTRY,),
)
PLACES = Table(
    "places", "Places", "One row per name of a place.",
    columns=(
        Column("place_id", Type.STRING, "Place", "Id that all names of a place share.", pattern=r"[a-z]{2}-[a-z0-9-]+", example="mx-tapachula"),
        text("name", "Name", "As it is written.", example="Tapachula"),
        COUNTRY,
        SUBDIVISION,
        Column("kind", Type.STRING, "Kind", "What kind of place.", codes="place_kinds", example="city"),
        LATITUDE,
        LONGITUDE,
        Column("population", Type.INT32, "Population", "Inhabitants, where known.", nullable=True, minimum=0, example="217550"),
        AMBIGUITY,
    ),
    primary_key=("place_id", "name"),
    foreign_keys=(OF_COUNTRY,),
)
STOP_NAMES = Table(
    "stop_names", "Phrases that do not name a country", "One row per phrase within which names are ignored.",
    columns=(
        text("phrase", "Phrase", "As it is written.", example="Cartagena Forum"),
        Column("reason", Type.STRING, "Reason", "What it is instead.", codes="stop_name_reasons", example="event"),
    ),
    primary_key=("phrase",),
)
TABLES = (COUNTRIES, COUNTRY_NAMES, PLACES, STOP_NAMES)
