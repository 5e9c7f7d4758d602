"""Columns that several reference tables share."""

from dataclasses import replace

from schemas.declarations import Column, ForeignKey, Type
from schemas.tables import common

COUNTRY = replace(common.COUNTRY_ISO3, hxl=None)
OF_COUNTRY = ForeignKey(("country_iso3",), "countries", ("country_iso3",))
SUBDIVISION = Column(
    "subdivision", Type.STRING, "Subdivision", "ISO 3166-2 code.", nullable=True,
    pattern=r"[A-Z]{2}-[A-Z0-9]{1,3}", source="ISO 3166-2", example="MX-CHP",
)
LANGUAGE = Column("language", Type.STRING, "Language", "Language of the word or phrase, ISO 639-1.", codes="languages", example="es")
ANY_LANGUAGE = replace(LANGUAGE, codes="name_languages", description="Language of the name; `und` where languages share it.", example="und")
AMBIGUITY = Column("ambiguity", Type.STRING, "Ambiguity", "In how many countries the name is well known.", codes="ambiguities", example="unique")


def text(name: str, title: str, description: str, *, nullable: bool = False, example: str | None = None) -> Column:
    """Return a column of free text."""
    return Column(name, Type.STRING, title, description, nullable=nullable, example=example)
