"""How far a name tells its country: `unique`, `shared` between countries, or `weak` because it is another word too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from pipelines.curation.places.countries import Countries, CountryName
from pipelines.curation.places.manual import Manual
from pipelines.curation.places.packages import Packages
from pipelines.curation.places.place import Place
from pipelines.curation.places.spelling import fold, is_latin, without_brackets

OUTWEIGHS = 10
"""How many times the largest bearer of a unique name outweighs those of every other country."""
PROGRAMME_FACTOR = 5
"""How many times more places of the programme's countries weigh."""
SUBDIVISION_WEIGHT, CAPITAL_WEIGHT = 150_000, 1_000_000
"""Least weights, in inhabitants."""
_LEAST = {"capital": CAPITAL_WEIGHT, "subdivision": SUBDIVISION_WEIGHT}
_SHORTEST = 4
"""Shorter names count only where they are unique."""

Weights: TypeAlias = Mapping[str, Mapping[str, int]]
"""By folded name and country, the weight of the name's largest bearer."""


def rated(
    places: Sequence[Place], countries: Countries, packages: Packages, names: Iterable[CountryName], manual: Manual
) -> Iterator[Place]:
    """Yield the places with the ambiguity of their names.

    Dropped are excluded names, names that a famous place elsewhere hides, repetitions, names in other scripts, and
    short names that are not unique. A country's name is weak for a place elsewhere.
    """
    excluded = manual.exclusions("places")
    of_country = {fold(row.name): row.country_iso3 for row in names}
    judged = list(_judged(places, weigh(places, countries, packages), manual))
    famous = {fold(place.name): place.country_iso3 for place in judged if place.ambiguity == "unique"}
    seen: set[tuple[str, str]] = set()
    for place in judged:
        country, key = place.key
        is_hidden = place.ambiguity == "shared" and famous.get(key, country) != country
        if is_hidden or excluded.cover(place.name, country) or (key, place.place_id) in seen:
            continue
        if not is_latin(place.name) or (len(key) < _SHORTEST and place.ambiguity != "unique"):
            continue
        seen.add((key, place.place_id))
        yield replace(place, ambiguity="weak") if of_country.get(key, country) != country else place


def weigh(places: Iterable[Place], countries: Countries, packages: Packages) -> Weights:
    """Weigh every name by its bearers in GeoNames, ISO 3166-2 and the places themselves."""
    iso3, programme = countries.iso3, countries.of_programme
    weights: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, country, weight in _bearers(places, iso3, packages):
        of_name = weights[fold(name)]
        of_name[country] = max(of_name[country], weight * (PROGRAMME_FACTOR if country in programme else 1))
    return weights


def _bearers(places: Iterable[Place], iso3: Mapping[str, str], packages: Packages) -> Iterator[tuple[str, str, int]]:
    """Name, country and weight in inhabitants of everything that bears a name."""
    for city in packages.cities:
        if city.country_iso2 in iso3:
            yield city.name, iso3[city.country_iso2], city.population
    for item in packages.subdivisions:
        if item.country_iso2 in iso3 and not item.parent:
            yield without_brackets(item.name), iso3[item.country_iso2], SUBDIVISION_WEIGHT
    for place in places:
        yield place.name, place.country_iso3, max(place.population, _LEAST.get(place.kind, 1))


def _judged(places: Iterable[Place], weights: Weights, manual: Manual) -> Iterator[Place]:
    """The places with the ambiguity decided by hand for the name, or for the place, or else by weight."""
    decided = {(row["country_iso3"], fold(row["name"])): row["ambiguity"] for row in manual.rows("ambiguity")}
    for place in places:
        country, key = place.key
        by_hand = decided.get((country, key)) or decided.get(("", key)) or place.ambiguity
        yield replace(place, ambiguity=by_hand or ("unique" if _is_unique(country, weights[key]) else "shared"))


def _is_unique(country: str, weights: Mapping[str, int]) -> bool:
    """Whether a country is the only one with that name, or its bearer outweighs all others by far."""
    (weight, first), *others = sorted(((weight, each) for each, weight in weights.items()), reverse=True)
    return not others or (first == country and weight >= OUTWEIGHS * others[0][0])
