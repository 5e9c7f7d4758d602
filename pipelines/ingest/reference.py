"""Reading the curated tables that ingest needs from `reference/`."""

import csv
from dataclasses import dataclass
from functools import cache

from pipelines.shipped import shipped

FOLDER = shipped("reference")


@dataclass(frozen=True, slots=True)
class CalendarName:
    """The name of a month (1 to 12) or a weekday (1 is Monday)."""

    name: str
    number: int
    is_full: bool


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a curated table.

    Raises:
        FileNotFoundError: `reference/` has no such table.
    """
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def month_names() -> tuple[CalendarName, ...]:
    """Return the names of months in all languages; a name that two languages share is returned once."""
    return _calendar_names("months.csv", "month")


@cache
def weekday_names() -> tuple[CalendarName, ...]:
    """Return the names of weekdays in all languages."""
    return _calendar_names("weekdays.csv", "weekday")


@cache
def phrases(kind: str) -> tuple[str, ...]:
    """Return the furniture phrases of one kind, as written."""
    return tuple(row["phrase"] for row in rows("furniture.csv") if row["kind"] == kind)


@cache
def folded_phrases(kind: str, match: str) -> frozenset[str]:
    """Return the furniture phrases of one kind, case folded; `match` is `exact` or `prefix`."""
    matching = (row for row in rows("furniture.csv") if row["kind"] == kind and row["match"] == match)
    return frozenset(row["phrase"].casefold() for row in matching)


@cache
def country_names() -> frozenset[str]:
    """Return the names of countries in all languages, case folded and without demonyms."""
    return frozenset(row["name"].casefold() for row in rows("country_names.csv") if row["kind"] == "name")


@cache
def stop_words() -> dict[str, str]:
    """Return the language of each function word that only one language has."""
    return {row["word"]: row["language"] for row in rows("stop_words.csv")}


@cache
def tracking_parameters() -> tuple[tuple[str, bool], ...]:
    """Return query parameters that do not change which page an address leads to, and whether each is a whole name."""
    return tuple((row["parameter"], row["match"] == "exact") for row in rows("tracking_parameters.csv"))


@cache
def date_orders() -> dict[str, str]:
    """Return `month-first` or `open` by the country code or top-level domain of pages that are not day-first."""
    return {row["tag"]: row["date_order"] for row in rows("date_orders.csv")}


def _calendar_names(table: str, column: str) -> tuple[CalendarName, ...]:
    return tuple(CalendarName(row["name"], int(row[column]), row["kind"] == "full") for row in rows(table))
