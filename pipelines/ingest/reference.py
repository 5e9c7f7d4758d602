"""Reads the curated tables that ingest needs, from `reference/` or, within `tables_from`, from another folder."""

import csv
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar, TypeVarTuple

from pipelines.shipped import shipped

# The tables that decide what is read of a document, and those that only its links are compared by.
READING_TABLES = (
    "country_names.csv", "date_orders.csv", "furniture.csv", "months.csv", "stop_words.csv", "weekdays.csv",
)  # fmt: skip
TABLES = (*READING_TABLES, "tracking_parameters.csv")

_OF_THE_PROJECT = shipped("reference")
_folder: ContextVar[Path | None] = ContextVar("reference", default=None)
_Asked = TypeVarTuple("_Asked")
_Made = TypeVar("_Made")


@contextmanager
def tables_from(folder: Path) -> Iterator[None]:
    """Read the tables of a folder within this block; they must not change while the process runs.

    Args:
        folder: named by its content, as `pipelines.curation.overlays.merged_reference` returns it.
    """
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)


def tables_folder() -> Path:
    """Return the folder that the tables are read from."""
    return _folder.get() or _OF_THE_PROJECT


def version_of_tables() -> str:
    """Return 16 hex digits of a hash of the tables that ingest reads."""
    held = hashlib.sha256()
    for name in TABLES:
        held.update(f"{name}\0".encode() + (tables_folder() / name).read_bytes() + b"\0")
    return held.hexdigest()[:16]


def cached(make: Callable[[*_Asked], _Made], most: int | None = None) -> Callable[[*_Asked], _Made]:
    """Cache what a function makes of the tables, for each folder of tables and its hashable arguments.

    Args:
        make: the function.
        most: how many results to keep, those asked for last; by default all.
    """

    @lru_cache(maxsize=most)
    def made(_: Path | None, *asked: *_Asked) -> _Made:
        return make(*asked)

    @wraps(make)
    def of_folder(*asked: *_Asked) -> _Made:
        # The project's own tables are null here: hashing a path would take longer than most lookups.
        return made(_folder.get(), *asked)

    return of_folder


@dataclass(frozen=True, slots=True)
class CalendarName:
    """The name of a month (1 to 12) or a weekday (1 is Monday)."""

    name: str
    number: int
    is_full: bool


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a curated table.

    Raises:
        FileNotFoundError: the folder has no such table.
    """
    with (tables_folder() / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cached
def month_names() -> tuple[CalendarName, ...]:
    """Return the names of months in all languages; a name that two languages share is returned once."""
    return _calendar_names("months.csv", "month")


@cached
def weekday_names() -> tuple[CalendarName, ...]:
    """Return the names of weekdays in all languages."""
    return _calendar_names("weekdays.csv", "weekday")


@cached
def phrases(kind: str) -> tuple[str, ...]:
    """Return the furniture phrases of one kind, as written."""
    return tuple(row["phrase"] for row in rows("furniture.csv") if row["kind"] == kind)


@cached
def folded_phrases(kind: str, match: str) -> frozenset[str]:
    """Return the furniture phrases of one kind, case folded; `match` is `exact` or `prefix`."""
    matching = (row for row in rows("furniture.csv") if row["kind"] == kind and row["match"] == match)
    return frozenset(row["phrase"].casefold() for row in matching)


@cached
def country_names() -> frozenset[str]:
    """Return the names of countries in all languages, case folded and without demonyms."""
    return frozenset(row["name"].casefold() for row in rows("country_names.csv") if row["kind"] == "name")


@cached
def stop_words() -> dict[str, str]:
    """Return the language of each function word that only one language has."""
    return {row["word"]: row["language"] for row in rows("stop_words.csv")}


@cached
def tracking_parameters() -> tuple[tuple[str, bool], ...]:
    """Return query parameters that do not change which page an address leads to, and whether each is a whole name."""
    return tuple((row["parameter"], row["match"] == "exact") for row in rows("tracking_parameters.csv"))


@cached
def date_orders() -> dict[str, str]:
    """Return `month-first` or `open` by the country code or top-level domain of pages that are not day-first."""
    return {row["tag"]: row["date_order"] for row in rows("date_orders.csv")}


def _calendar_names(table: str, column: str) -> tuple[CalendarName, ...]:
    return tuple(CalendarName(row["name"], int(row[column]), row["kind"] == "full") for row in rows(table))
