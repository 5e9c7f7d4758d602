"""Further names of places: those set down by hand, those with the kind of subdivision, those in plain letters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipelines.curation.places.countries import Countries
from pipelines.curation.places.manual import Manual, PlacesError
from pipelines.curation.places.packages import Subdivision
from pipelines.curation.places.place import Place
from pipelines.curation.places.spelling import fold, split_names

_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ı": "i", "ə": "a", "æ": "ae", "œ": "oe", "ß": "ss"}
)
"""Letters that Unicode does not decompose, so that folding keeps them."""


def with_further_names(
    places: Sequence[Place], countries: Countries, subdivisions: Iterable[Subdivision], manual: Manual
) -> list[Place]:
    """Return the places, and after them a row for each further name, with the id of the place it names.

    Raises:
        PlacesError: a row of `manual/place_names.csv` names no place.
    """
    spanish = {row["type"]: row["spanish"] for row in manual.rows("subdivision_words")}
    named = [*places, *_long_names(places, countries, {item.code: item.type for item in subdivisions}, spanish)]
    named += _by_hand(named, manual)
    return [*named, *_in_plain_letters(named)]


def _long_names(
    places: Iterable[Place], countries: Countries, types: Mapping[str, str], spanish: Mapping[str, str]
) -> Iterator[Place]:
    """`Cortés Department` and `Departamento de Cortés` for the subdivisions of the programme's countries."""
    programme = countries.of_programme
    for place in places:
        kind = types.get(place.subdivision, "") if place.kind == "subdivision" else ""
        if kind in spanish and place.country_iso3 in programme and " de " not in place.name:
            yield replace(place, name=f"{place.name} {kind}")
            yield replace(place, name=f"{spanish[kind]} de {place.name}")


def _by_hand(places: Iterable[Place], manual: Manual) -> list[Place]:
    namesakes: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        namesakes[place.key].append(place)
    found: list[Place] = []
    for row in manual.rows("place_names"):
        named = namesakes[row["country_iso3"], fold(row["name"])]
        bearers = [place for place in named if row["kind"] in ("", place.kind)]
        if not bearers:
            raise PlacesError(
                f"manual/place_names.csv: there is no place {row['name']} in {row['country_iso3']}. "
                "Correct the name or the kind, or add the place to manual/places.csv."
            )
        bearer = max(bearers, key=lambda place: place.population)
        found += [replace(bearer, name=name, ambiguity="") for name in split_names(row["names"])]
    return found


def _in_plain_letters(places: Iterable[Place]) -> Iterator[Place]:
    """`Lodz` for `Łódź`."""
    for place in places:
        plain = place.name.translate(_PLAIN_LETTERS)
        if plain != place.name:
            yield replace(place, name=plain)
