"""Build the four place tables, and write them as CSV."""

from collections.abc import Sequence
from typing import TypeAlias

from pipelines.curation.places.ambiguity import rated
from pipelines.curation.places.cities import handmade_places, select_cities
from pipelines.curation.places.countries import (
    Countries,
    Country,
    CountryName,
    build_countries,
    build_country_names,
)
from pipelines.curation.places.further_names import with_further_names
from pipelines.curation.places.manual import Manual
from pipelines.curation.places.packages import Packages
from pipelines.curation.places.place import Place, numbered, without_twins
from pipelines.curation.places.spelling import fold
from pipelines.curation.places.stop_names import StopName, build_stop_names
from pipelines.curation.places.subdivisions import select_subdivisions
from pipelines.curation.table_file import csv_text
from schemas.declarations import Table
from schemas.reference import TABLES

Rows: TypeAlias = Sequence[Country] | Sequence[CountryName] | Sequence[Place] | Sequence[StopName]


def build_tables(packages: Packages, manual: Manual) -> dict[str, str]:
    """Build every table.

    Returns:
        By file name the text of the file, with the columns that `schemas/reference` declares.

    Raises:
        PlacesError: the hand-made tables contradict each other or the packages.
    """
    countries = build_countries(packages.territories, manual)
    names = build_country_names(countries, packages.territories, manual)
    tables: dict[str, Rows] = {
        "countries.csv": countries.rows,
        "country_names.csv": names,
        "places.csv": build_places(countries, packages, names, manual),
        "stop_names.csv": build_stop_names(manual),
    }
    return {file: to_csv(rows, TABLES[file]) for file, rows in tables.items()}


def build_places(countries: Countries, packages: Packages, names: Sequence[CountryName], manual: Manual) -> list[Place]:
    """Build `places.csv`: subdivisions, places set down by hand and cities, a row for each of their names."""
    cities = [city for city in packages.cities if city.country_iso2 in countries.iso3]
    handmade = handmade_places(countries, cities, manual)
    others = (city for city in cities if city.number not in handmade.used)
    towns = without_twins([*handmade.places, *select_cities(countries, others, packages.capitals, manual)])
    subdivisions = select_subdivisions(countries, packages.subdivisions, cities, manual)
    places = list(numbered([*subdivisions, *towns]))
    named = with_further_names(places, countries, packages.subdivisions, manual)
    rows = rated(named, countries, packages, names, manual)
    return sorted(rows, key=lambda place: (place.place_id, fold(place.name), place.name))


def to_csv(rows: Rows, table: Table) -> str:
    """Write rows as CSV with the table's columns; lines end with LF, and 0 is the empty cell."""
    return csv_text(table.column_names, ([getattr(row, name) or "" for name in table.column_names] for row in rows))
