"""How expressions of time are interpreted: the tokens of year, month and day, or the offset from the day of writing."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from pipelines.extract.dates.grammar import Shape

NO_TOKEN = -1

T = TypeVar("T")


class Counted(IntEnum):
    """How an expression is counted from the day of writing."""

    NOT = 0
    IN_DAYS = 1
    IN_MONTHS = 2
    PAST_WEEKDAY = 3
    COMING_WEEKDAY = 4
    DAY_OF_MONTH = 5
    WEEKEND = 6


class Form(NamedTuple, Generic[T]):
    """The interpretation of expressions of one shape; `Form[int]` of a single one, `Form[Offsets]` of many in columns.

    The first six are the tokens of the parts (distance from the first token; NO_TOKEN for none). `is_absolute`: an
    absolute date. `months_each`: months of a quarter or half-year, which its ordinal counts. `is_swappable`: day and
    month are numbers that may be in reverse order. `is_one_year`: one year is stated for both ends.
    `counted`: one of Counted, by `shift` and `end_shift`. The others are kinds with a different score.
    """

    year: T
    month: T
    day: T
    end_year: T
    end_month: T
    end_day: T
    is_absolute: T
    months_each: T
    is_swappable: T
    is_one_year: T
    counted: T
    shift: T
    end_shift: T
    is_month: T
    is_months: T
    is_year: T
    is_today: T
    is_past: T
    is_bare_weekday: T


_UNREAD = Form(*[NO_TOKEN] * 6, *[0] * 13)
_DAYS = {
    b"jpY": (-2, -2),
    b"ljpY": (-2, -2),
    b"H": (0, 0),
    b"Y": (-1, -1),
    b"V": (1, 1),
    b"Y&H": (-1, 0),
    b"H&V": (0, 1),
}
_LAST_MONTH = re.compile(rb"T?Pm|[Il]?l?mP")


@lru_cache(maxsize=1 << 14)
def form_of(shape: Shape) -> Form[int]:
    """Return the form of expressions of that shape."""
    kind, letters = shape
    return _form(kind, letters)._replace(
        is_month=int(kind == "month"),
        is_months=int(kind == "months"),
        is_year=int(kind == "year"),
        is_today=int(letters == b"H"),
        is_past=int(b"P" in letters),
        is_bare_weekday=int(letters == b"lW"),
    )


def _form(kind: str, letters: bytes) -> Form[int]:
    if kind == "years":
        return _UNREAD
    if kind == "relative":
        return _relative(letters)
    if kind == "day_of_this_month":
        return _UNREAD._replace(counted=Counted.DAY_OF_MONTH, day=_all(letters, b"rd")[-1])
    if kind == "weekend":
        return _UNREAD._replace(counted=Counted.WEEKEND)
    if kind == "short_year":
        month, day, year = _all(letters, b"Md")
        return _absolute([year], [month], [day])
    if kind == "part_of_year":
        return _part_of_year(letters)
    if kind.startswith("numeric") or kind == "iso":
        return _in_digits(letters)
    return _worded(letters)


def _all(letters: bytes, wanted: bytes) -> list[int]:
    """Return the positions of the wanted letters."""
    return [number for number, letter in enumerate(letters) if letter in wanted]


def _absolute(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> Form[int]:
    """Return a form with parts from the first to the last of each."""
    ends = (each or [NO_TOKEN] for each in (years, months, days))
    (year, end_year), (month, end_month), (day, end_day) = ((each[0], each[-1]) for each in ends)
    return _UNREAD._replace(
        year=year, month=month, day=day, end_year=end_year, end_month=end_month, end_day=end_day, is_absolute=1
    )


def _worded(letters: bytes) -> Form[int]:
    years = _all(letters, b"y") + _all(letters, b"Z")
    return _absolute(years, _all(letters, b"MZ"), _all(letters, b"drz"))._replace(is_one_year=int(len(years) == 1))


def _in_digits(letters: bytes) -> Form[int]:
    """Interpret numbers, day first if possible: `(3/5)`, `(3-5/05)`, `(3/5 - 5/5)`, `3/5/2018`, `2018-05-03`."""
    tokens, shape = _all(letters, b"dy"), letters.strip(b"()")
    numbers = bytes(letters[token] for token in tokens)
    if shape.startswith((b"d-d/d", b"d-d.d", b"d.-d.d")):
        return _absolute(tokens[3:], tokens[2:3], tokens[:2])
    if numbers in (b"ydd", b"yddydd"):
        return _absolute(tokens[::3], tokens[1::3], tokens[2::3])
    if numbers in (b"dddd", b"ddddy"):
        return _absolute(tokens[4:], tokens[1:4:2], tokens[:4:2])._replace(is_swappable=1)
    return _absolute(tokens[2::3], tokens[1::3], tokens[::3])._replace(is_swappable=1)


def _part_of_year(letters: bytes) -> Form[int]:
    """Interpret a part of a year; the ordinal takes the place of the month until months are counted."""
    years = _all(letters, b"y")
    if not years and b"T" not in letters:
        return _UNREAD
    return _absolute(years[:1], [0], [])._replace(months_each=3 if letters[1:2] == b"q" else 6)


def _relative(letters: bytes) -> Form[int]:
    weekdays = _all(letters, b"W")
    if weekdays:
        counted = Counted.COMING_WEEKDAY if letters.startswith(b"X") else Counted.PAST_WEEKDAY
        return _UNREAD._replace(counted=counted, day=weekdays[0], end_day=weekdays[-1])
    if letters in _DAYS:
        shift, end_shift = _DAYS[letters]
        return _UNREAD._replace(counted=Counted.IN_DAYS, shift=shift, end_shift=end_shift)
    if letters == b"Tm":
        return _UNREAD._replace(counted=Counted.IN_MONTHS)
    return _UNREAD._replace(counted=Counted.IN_MONTHS, shift=-1) if _LAST_MONTH.fullmatch(letters) else _UNREAD
