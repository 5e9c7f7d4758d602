"""Populated places: those set down by hand, and the larger ones of GeoNames."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipelines.curation.places.countries import Countries
from pipelines.curation.places.manual import DEFAULT_COVERAGE, Manual
from pipelines.curation.places.packages import City
from pipelines.curation.places.place import NEAR, Place
from pipelines.curation.places.spelling import coordinate, fold, slug, straight

LARGE_CITY = 100_000
"""Inhabitants from which a city is taken over, wherever it lies."""
TOWN = 15_000
"""Inhabitants from which a place is taken over near the programme; smaller capitals are towns."""
_OWN_ISO_CODES = {"US", "CH"}
"""Countries for which GeoNames' first-level codes are those of ISO 3166-2."""


class Handmade(NamedTuple):
    """Places set down by hand, and the numbers of the GeoNames places they stand for."""

    places: list[Place]
    used: set[int]


def subdivision_of(city: City, manual: Manual) -> str:
    """Return the ISO 3166-2 code of the subdivision that a city lies in, empty where the codes are not mapped."""
    same = f"{city.country_iso2}-{city.admin1}" if city.country_iso2 in _OWN_ISO_CODES else ""
    return manual.admin1.get((city.country_iso2, city.admin1), same)


def handmade_places(countries: Countries, cities: Iterable[City], manual: Manual) -> Handmade:
    """Make the places of `manual/places.csv`; what a row leaves empty is taken from the GeoNames place it means."""
    namesakes: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        namesakes[city.country_iso2, fold(city.name)].append(city)
    iso3 = countries.iso3
    made = Handmade([], set())
    for row in manual.rows("places"):
        group = namesakes[row["country_iso2"], fold(row["geonames_name"] or row["name"])]
        meant = next((each for each in group if _is_meant(row, each, manual)), None)
        made.places.append(_handmade(row, iso3[row["country_iso2"]], meant, manual))
        if meant:
            made.used.add(meant.number)
    return made


def _is_meant(row: dict[str, str], city: City, manual: Manual) -> bool:
    """Whether a row can mean this GeoNames place of the same name: it is near, or in the row's subdivision."""
    if row["latitude"]:
        north, east = city.latitude - float(row["latitude"]), city.longitude - float(row["longitude"])
        return abs(north) < NEAR and abs(east) < NEAR
    return not row["subdivision"] or subdivision_of(city, manual) in ("", row["subdivision"])


def _handmade(row: dict[str, str], iso3: str, city: City | None, manual: Manual) -> Place:
    return Place(
        place_id=f"{row['country_iso2'].lower()}-{slug(row['name'])}",
        name=row["name"],
        country_iso3=iso3,
        subdivision=row["subdivision"] or (subdivision_of(city, manual) if city else ""),
        kind=row["kind"],
        latitude=coordinate(row["latitude"] or (city.latitude if city else ""), 4),
        longitude=coordinate(row["longitude"] or (city.longitude if city else ""), 4),
        population=city.population if city else 0,
        ambiguity=row["ambiguity"],
    )


def select_cities(
    countries: Countries, cities: Iterable[City], capitals: Sequence[tuple[str, str]], manual: Manual
) -> Iterator[Place]:
    """Take the cities that are large enough for where they lie, and all capitals; `cities` are the largest first."""
    names = [*capitals, *((row["country_iso2"], row["name"]) for row in manual.rows("capitals"))]
    capitals_left = {(country, fold(name)) for country, name in names}
    near, iso3 = _with_towns(countries, manual), countries.iso3
    for city in cities:
        key = (city.country_iso2, fold(city.name))
        is_capital = key in capitals_left
        capitals_left.discard(key)
        if is_capital or city.population >= (TOWN if city.country_iso2 in near else LARGE_CITY):
            place = _place(city, iso3[city.country_iso2], subdivision_of(city, manual))
            yield replace(place, kind="capital") if is_capital else place


def _with_towns(countries: Countries, manual: Manual) -> set[str]:
    """Alpha-2 codes of the countries where small places are taken over."""
    return {
        country.country_iso2
        for country in countries.rows
        if country.programme_region or manual.coverage.get(country.country_iso2, DEFAULT_COVERAGE).takes_towns
    }


def _place(city: City, iso3: str, subdivision: str) -> Place:
    return Place(
        place_id=f"{city.country_iso2.lower()}-{slug(city.name)}",
        name=straight(city.name),
        country_iso3=iso3,
        subdivision=subdivision,
        kind="city" if city.population >= TOWN else "town",
        latitude=coordinate(city.latitude, 4),
        longitude=coordinate(city.longitude, 4),
        population=city.population,
    )
