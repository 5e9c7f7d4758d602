"""The hand-made tables of `reference/manual/`, from which the place tables are built."""

from dataclasses import replace

from schemas.declarations import Column, Table, Type
from schemas.reference.common import AMBIGUITY, COUNTRY, LANGUAGE, SUBDIVISION, text
from schemas.reference.places import LATITUDE, LONGITUDE, STOP_NAMES
from schemas.tables import countries

ISO2 = Column("country_iso2", Type.STRING, "Country", "ISO 3166-1 alpha-2 code.", pattern=r"[A-Z]{2}", source="ISO 3166-1", example="GT")
SOME_COUNTRY = replace(COUNTRY, nullable=True, description="ISO 3166-1 alpha-3 code; empty: every country.")
PLACE_KIND = Column("kind", Type.STRING, "Kind", "What kind of place.", codes="place_kinds", example="town")
NAME = text("name", "Name", "As it is written.")
SUBDIVISION_PREFIX = replace(
    SUBDIVISION, nullable=False, pattern=r"[A-Z]{2}-[A-Z0-9]{0,3}", description="ISO 3166-2 code; a country's code and the hyphen: all of its subdivisions.",
)
NAMES = text("names", "Names", "Further names, separated by `;`.")

TABLES = (
    Table("ambiguity", "Ambiguity", "Ambiguity decided by hand.", (NAME, SOME_COUNTRY, AMBIGUITY), primary_key=("name",)),
    Table("capitals", "Capitals", "Capitals that the package spells differently.", (ISO2, NAME), primary_key=("country_iso2",)),
    Table(
        "countries", "Names of countries", "Names that replace the package's.",
        (COUNTRY, text("name_en", "Name in English", "Instead of CLDR's.", nullable=True), text("name_es", "Name in Spanish", "Instead of CLDR's.", nullable=True)),
        primary_key=("country_iso3",),
    ),
    Table(
        "coverage", "Coverage", "What is taken over of a country, where it is not the default of its continent.",
        (
            ISO2,
            replace(countries.TABLE.column("programme_region"), hxl=None, description="Region of the programme, where M49 does not tell it."),
            Column("takes_towns", Type.BOOL, "Takes towns", "Whether small places are taken over outside the programme's countries.", nullable=True, example="true"),
            text("subdivisions", "Subdivisions", "Types of ISO 3166-2, separated by `;`, or `first level`, or `none`; empty: the first level in the Americas, none elsewhere.", nullable=True),
        ),
        primary_key=("country_iso2",),
    ),
    Table("country_names", "Further names of countries", "Names to add.", (COUNTRY, LANGUAGE, NAMES), primary_key=("country_iso3", "language")),
    Table(
        "demonyms", "Demonyms", "Demonyms from which all genders and numbers are made; several in a cell with `;`.",
        (COUNTRY, text("en", "English", "Singular.", nullable=True), text("es", "Spanish", "Masculine singular.", nullable=True)),
        primary_key=("country_iso3",),
    ),
    Table(
        "exclusions", "Exclusions", "Names to leave out.",
        (
            Column("table", Type.STRING, "Table", "From which table.", codes="exclusion_tables"), NAME,
            Column("country", Type.STRING, "Country", "Of which country, as the table writes it; empty: every country.", nullable=True, pattern=r"[A-Z]{2,3}"),
            text("reason", "Reason", "Why."),
        ),
        primary_key=(),
    ),
    Table("geonames_admin1", "First-level codes", "The package's codes, with ISO 3166-2.", (ISO2, text("codes", "Codes", "Pairs `own=ISO`.")), primary_key=("country_iso2",)),
    Table("language_frames", "Frames for languages", "Phrases around the name of a language.", (text("frame", "Frame", "With `{language}`."),), primary_key=("frame",)),
    Table("languages", "Languages", "Languages named like a demonym.", (text("language", "Language", "As it is written."),), primary_key=("language",)),
    Table("place_names", "Further names of places", "Names to add.", (COUNTRY, replace(PLACE_KIND, nullable=True), NAME, NAMES), primary_key=("country_iso3", "name", "names")),
    Table(
        "places", "Further places", "Places to add; an empty position is filled from the package.",
        (
            ISO2, NAME, SUBDIVISION, PLACE_KIND, text("geonames_name", "Name in the package", "Where it is another.", nullable=True),
            LATITUDE, LONGITUDE, replace(AMBIGUITY, nullable=True),
        ),
        primary_key=("country_iso2", "name"),
    ),
    STOP_NAMES,
    Table(
        "subdivision_words", "Kinds of subdivision", "Kinds that stand with a subdivision's name.",
        (text("type", "Type", "As ISO 3166-2 writes it.", example="Department"), text("spanish", "Spanish", "In Spanish.", example="Departamento")),
        primary_key=("type",),
    ),
    Table("subdivisions", "Names of subdivisions", "Names that replace ISO's; empty: left out.", (SUBDIVISION_PREFIX, replace(NAME, nullable=True)), primary_key=("subdivision",)),
)  # fmt: skip
