"""Subdivisions of ISO 3166-2 as places: departments, provinces, states."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pipelines.curation.places.cities import subdivision_of
from pipelines.curation.places.countries import Countries, Country
from pipelines.curation.places.manual import DEFAULT_COVERAGE, FIRST_LEVEL, NO_SUBDIVISIONS, Manual
from pipelines.curation.places.packages import City, Subdivision
from pipelines.curation.places.place import Place
from pipelines.curation.places.spelling import coordinate, straight, without_brackets

NOWHERE = ("", "")


def select_subdivisions(
    countries: Countries, subdivisions: Iterable[Subdivision], cities: Iterable[City], manual: Manual
) -> Iterator[Place]:
    """Make the subdivisions that are taken over into places, by code; each at the centre of its populated places."""
    names = {row["subdivision"]: row["name"] for row in manual.rows("subdivisions")}
    centres = _centres(cities, manual)
    by_iso2 = {country.country_iso2: country for country in countries.rows}
    for item in subdivisions:
        country = by_iso2.get(item.country_iso2)
        name = names.get(item.code, without_brackets(item.name).split("/")[0].strip())
        if country and name and _is_taken(item, country, manual):
            latitude, longitude = centres.get(item.code, NOWHERE)
            yield Place(
                item.code.lower(), straight(name), country.country_iso3, item.code, "subdivision", latitude, longitude
            )


def _is_taken(item: Subdivision, country: Country, manual: Manual) -> bool:
    wanted = manual.coverage.get(item.country_iso2, DEFAULT_COVERAGE).subdivisions
    if not wanted:
        wanted = (FIRST_LEVEL if country.is_american else NO_SUBDIVISIONS,)
    return item.type in wanted or (FIRST_LEVEL in wanted and not item.parent)


def _centres(cities: Iterable[City], manual: Manual) -> Mapping[str, tuple[str, str]]:
    """The mean position of the populated places of each subdivision, as text."""
    points: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        if code := subdivision_of(city, manual):
            points[code].append(city)
    return {
        code: (
            coordinate(sum(city.latitude for city in group) / len(group)),
            coordinate(sum(city.longitude for city in group) / len(group)),
        )
        for code, group in points.items()
    }
