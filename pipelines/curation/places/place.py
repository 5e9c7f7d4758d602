"""Rows of `places.csv`: a place under one of its names, with the id that all its names share."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipelines.curation.places.spelling import fold

NEAR = 0.4
"""Degrees within which two places of the same name are the same."""


@dataclass(frozen=True)
class Place:
    """A row of `places.csv`; position in degrees, as text, empty where unknown; `population` 0 where unknown."""

    place_id: str
    name: str
    country_iso3: str
    subdivision: str = ""
    kind: str = "city"
    latitude: str = ""
    longitude: str = ""
    population: int = 0
    ambiguity: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Country and folded name."""
        return self.country_iso3, fold(self.name)


def without_twins(places: Iterable[Place]) -> list[Place]:
    """Drop each place with the same name as an earlier one right beside it."""
    kept: list[Place] = []
    namesakes: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        group = namesakes[place.key]
        if not any(_are_twins(place, other) for other in group):
            kept.append(place)
            group.append(place)
    return kept


def _are_twins(one: Place, other: Place) -> bool:
    """Whether two places of the same name and country are near, and in the same subdivision if the first has one."""
    if not (one.latitude and other.latitude) or (one.subdivision and one.subdivision != other.subdivision):
        return False
    near_north = abs(float(one.latitude) - float(other.latitude)) < NEAR
    return near_north and abs(float(one.longitude) - float(other.longitude)) < NEAR


def numbered(places: Iterable[Place]) -> Iterator[Place]:
    """Make ids unique: the first place keeps its id, the others get their subdivision or a number behind it."""
    taken: set[str] = set()
    for place in places:
        place_id, number = place.place_id, 2
        if place_id in taken and place.subdivision:
            place_id = f"{place.place_id}-{place.subdivision[3:].lower()}"
        while place_id in taken:
            place_id, number = f"{place.place_id}-{number}", number + 1
        taken.add(place_id)
        yield replace(place, place_id=place_id)
