"""Read an expression of time as calendar dates that may lack a year or a day."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pipelines.extract.lexicon import MONTH_AND_YEAR, Lexicon


class Point(NamedTuple):
    """A day, a month or a year; `year` None where the text leaves it out."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def iso(self) -> str:
        """EDTF level 0; the year must be known."""
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    def first_day(self) -> date:
        """The first day it covers."""
        return date(self.year or 1, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The last day it covers."""
        month = self.month or 12
        return date(self.year or 1, month, self.day or calendar.monthrange(self.year or 1, month)[1])

    def exists(self) -> bool:
        """Whether there is such a day (in a leap year, where the year is open)."""
        if self.month is None:
            return True
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= calendar.monthrange(self.year or 2020, self.month)[1]


class Span(NamedTuple):
    """From one point to another, both included; a single day has `start == end`."""

    start: Point
    end: Point

    def with_year(self, year: int) -> "Span":
        """The span in that year; an interval over New Year's Eve ends in the next."""
        over = (self.end.month or 0) < (self.start.month or 0)
        (start_year, *start), (end_year, *end) = self
        return Span(Point(start_year or year, *start), Point(end_year or year + over, *end))

    def edtf(self) -> str:
        """EDTF level 0."""
        return self.start.iso() if self.start == self.end else f"{self.start.iso()}/{self.end.iso()}"


class Token(NamedTuple):
    """A token of an expression: its class letter, its text, and the index of its word in the lexicon."""

    letter: str
    text: str
    word_id: int


def read(kind: str, tokens: Sequence[Token], lexicon: Lexicon) -> Span | None:
    """The calendar span of an expression of that kind; None where it names no possible date, or is relative."""
    if kind in ("relative", "day_of_this_month", "years"):
        return None
    if kind == "part_of_year":
        return _part_of_year(tokens, lexicon)
    if kind.startswith("numeric") or kind == "iso":
        span = _numeric("".join(token.letter for token in tokens), [int(t.text) for t in tokens if t.letter in "dy"])
    else:
        span = _worded(kind, tokens, lexicon)
    return span if span is not None and _possible(span) else None


def _possible(span: Span) -> bool:
    if not (span.start.exists() and span.end.exists()):
        return False
    if span.start.year and span.end.year:
        return span.start.first_day() <= span.end.last_day()
    return True


def _worded(kind: str, tokens: Sequence[Token], lexicon: Lexicon) -> Span | None:
    days = [_day(token, lexicon) for token in tokens if token.letter in "drz"]
    months = [month for token in tokens if (month := _month(token, lexicon))]
    years = [int(token.text) for token in tokens if token.letter == "y"]
    years += [int(_month_and_year(token, lexicon)[0]) for token in tokens if token.letter == "Z"]
    if kind == "year":
        return Span(Point(years[0]), Point(years[0]))
    if not months:
        return None
    start_year = years[0] if years else None
    end_year = years[-1] if years else None
    start_day, end_day = (days[0], days[-1]) if days else (None, None)
    if len(years) == 1 and months[-1] < months[0]:
        start_year = years[0] - 1
    return Span(Point(start_year, months[0], start_day), Point(end_year, months[-1], end_day))


def _day(token: Token, lexicon: Lexicon) -> int:
    if token.letter == "d":
        return int(token.text)
    return int(lexicon.value("ordinal_day" if token.letter == "r" else "ordinal_word", token.word_id) or 0)


def _month(token: Token, lexicon: Lexicon) -> int | None:
    if token.letter == "M":
        return int(lexicon.value("month", token.word_id) or 0)
    return int(_month_and_year(token, lexicon)[1]) if token.letter == "Z" else None


def _month_and_year(token: Token, lexicon: Lexicon) -> list[str]:
    return (lexicon.value(MONTH_AND_YEAR, token.word_id) or "0-0").split("-")


def _numeric(shape: str, numbers: list[int]) -> Span | None:
    """Numbers alone, day first unless that cannot be: `(3/5)`, `(3-5/05)`, `(3/5 - 5/5)`, `3/5/2018`, `2018-05-03`."""
    shape = shape.strip("()")
    if shape.startswith("y"):
        point = Point(*numbers)
        return Span(point, point)
    if shape.startswith("d-d/d"):
        year = _short_year(numbers[3]) if len(numbers) > 3 else None
        return Span(Point(year, numbers[2], numbers[0]), Point(year, numbers[2], numbers[1]))
    if shape in ("d/d-d/d", "d/d&d/d"):
        return Span(_day_and_month(None, *numbers[:2]), _day_and_month(None, *numbers[2:4]))
    year = _short_year(numbers[2]) if len(numbers) > 2 else None
    point = _day_and_month(year, numbers[0], numbers[1])
    return Span(point, point)


def _short_year(number: int) -> int:
    return number if number > 99 else 2000 + number


def _day_and_month(year: int | None, first: int, second: int) -> Point:
    return Point(year, first, second) if second > 12 else Point(year, second, first)


def _part_of_year(tokens: Sequence[Token], lexicon: Lexicon) -> Span | None:
    ordinal = int(lexicon.value("ordinal_word", tokens[0].word_id) or 0)
    years = [int(token.text) for token in tokens if token.letter == "y"]
    months = 3 if tokens[1].letter == "q" else 6
    this_year = any(token.letter == "T" for token in tokens)
    if not (years or this_year) or not 1 <= ordinal <= 12 // months:
        return None
    year = years[0] if years else None
    return Span(Point(year, months * (ordinal - 1) + 1), Point(year, months * ordinal))


@lru_cache(maxsize=1 << 14)
def nearest_year(span: Span, to: date) -> int:
    """The year that brings a span without one nearest to a day."""

    def distance(year: int) -> timedelta:
        point = span.with_year(year).start
        return abs((point if point.exists() else point._replace(day=28)).first_day() - to)

    return min((to.year, to.year - 1, to.year + 1), key=distance)
