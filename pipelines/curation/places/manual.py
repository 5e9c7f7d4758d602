"""The hand-made tables of `reference/manual/`, which hold every decision that a person made."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipelines.curation.places.spelling import fold, split_names
from pipelines.extract.text.lexicon import read_csv

FIRST_LEVEL, NO_SUBDIVISIONS = "first level", "none"


class PlacesError(ValueError):
    """The hand-made tables contradict each other or the packages; the message names the row and says what to do."""


@dataclass(frozen=True)
class Coverage:
    """What is taken over of one country.

    `programme_region`: empty outside the programme, and where M49 tells it. `takes_towns`: whether small places are
    taken over. `subdivisions`: types of ISO 3166-2, `FIRST_LEVEL`, `NO_SUBDIVISIONS`, or nothing for the default of the
    country's continent.
    """

    programme_region: str = ""
    takes_towns: bool = False
    subdivisions: tuple[str, ...] = ()


DEFAULT_COVERAGE = Coverage()


@dataclass(frozen=True)
class Exclusions:
    """Names that must not come out: folded name and country; an empty country stands for all."""

    names: frozenset[tuple[str, str]]

    def cover(self, name: str, country: str) -> bool:
        """Return whether the name is excluded for this country or for all."""
        return bool({(fold(name), country), (fold(name), "")} & self.names)


@dataclass(frozen=True)
class Manual:
    """The tables of a folder, read when they are asked for."""

    folder: Path

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table.

        Raises:
            FileNotFoundError: the folder has no such table.
        """
        return read_csv(self.folder / f"{table}.csv")

    def exclusions(self, table: str) -> Exclusions:
        """Return what must not come out in a table."""
        rows = self.rows("exclusions")
        return Exclusions(frozenset((fold(row["name"]), row["country"]) for row in rows if row["table"] == table))

    @cached_property
    def coverage(self) -> dict[str, Coverage]:
        """What is taken over by ISO 3166-1 alpha-2 code, for countries with a row of their own."""
        return {
            row["country_iso2"]: Coverage(
                row["programme_region"], row["takes_towns"] == "true", tuple(split_names(row["subdivisions"]))
            )
            for row in self.rows("coverage")
        }

    @cached_property
    def admin1(self) -> dict[tuple[str, str], str]:
        """ISO 3166-2 codes by alpha-2 code of the country and GeoNames' first-level code."""
        pairs = [
            (row["country_iso2"], pair.split("="))
            for row in self.rows("geonames_admin1")
            for pair in row["codes"].split()
        ]
        return {(country, code): f"{country}-{iso}" for country, (code, iso) in pairs}
