"""Points and spans of the calendar as columns; parts may be open, such as a year that the text omits."""

from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.extract.text.batch import Days, Flags, Offsets

OPEN = 0
"""Stands for a year, month or day that is not stated."""
_LEAP_YEAR = 2020


class Points(NamedTuple):
    """Days, months or years: parallel arrays of integers, `OPEN` for parts that are not stated."""

    year: Offsets
    month: Offsets
    day: Offsets

    def where(self, chosen: Flags | Offsets) -> "Points":
        """Return the chosen ones, by flag or by number."""
        return Points(self.year[chosen], self.month[chosen], self.day[chosen])

    def first_day(self) -> Days:
        """Return the first day of each, as datetime64[D]."""
        days: Days = _begin(_months(self.year, np.maximum(self.month, 1))) + (np.maximum(self.day, 1) - 1)
        return days

    def last_day(self) -> Days:
        """Return the last day of each, as datetime64[D]."""
        month = np.where(self.month == OPEN, 12, self.month)
        end = _begin(_months(self.year, month) + 1) - 1
        return np.where(self.day == OPEN, end, self.first_day())

    def exists(self) -> Flags:
        """Return whether each is a calendar day (of a leap year, if the year is open)."""
        year = np.where(self.year == OPEN, _LEAP_YEAR, self.year)
        month = np.clip(self.month, 1, 12)
        result: Flags = (self.month == OPEN) | (
            (self.month == month) & (self.day >= 0) & (self.day <= _length(_months(year, month)))
        )
        return result

    def same(self, other: "Points") -> Flags:
        """Return which points are equal."""
        result: Flags = (self.year == other.year) & (self.month == other.month) & (self.day == other.day)
        return result


class Spans(NamedTuple):
    """Spans from one point to another, both included; of a single day, `start` and `end` are equal."""

    start: Points
    end: Points

    def where(self, chosen: Flags | Offsets) -> "Spans":
        """Return the chosen ones, by flag or by number."""
        return Spans(self.start.where(chosen), self.end.where(chosen))

    def put(self, chosen: Flags | Offsets | slice, spans: "Spans") -> None:
        """Overwrite the chosen ones in place."""
        for own, other in zip((*self.start, *self.end), (*spans.start, *spans.end), strict=True):
            own[chosen] = other

    def with_year(self, year: Offsets) -> "Spans":
        """Return the spans in these years, if they have none; an interval over New Year's Eve ends in the next year."""
        start, end = self
        over = end.month < start.month
        return Spans(
            Points(np.where(start.year == OPEN, year, start.year), start.month, start.day),
            Points(np.where(end.year == OPEN, year + over, end.year), end.month, end.day),
        )

    def possible(self) -> Flags:
        """Return whether both ends exist, in this order if their years are known."""
        ordered = self.start.first_day() <= self.end.last_day()
        is_open = (self.start.year == OPEN) | (self.end.year == OPEN)
        result: Flags = self.start.exists() & self.end.exists() & (ordered | is_open)
        return result

    def nearest_year(self, to: Days) -> Offsets:
        """Return the year that brings each start without a year nearest to a day, on a tie the day's own; undefined
        if the day is not a time."""
        to = np.where(np.isnat(to), np.datetime64(0, "D"), to)
        own = year_of(to)
        years = [own, own - 1, own + 1]
        distances = [_distance(self.start, year, to) for year in years]
        best = np.argmin(distances, axis=0)
        year: Offsets = np.choose(best, years)
        return year

    def edtf(self) -> pa.Array:
        """Return EDTF level 0; the years must be known."""
        start, end = _iso(self.start), _iso(self.end)
        return pc.if_else(pa.array(self.start.same(self.end)), start, pc.binary_join_element_wise(start, end, "/"))


def days_apart(later: Days, earlier: Days) -> Offsets:
    """Return the number of days between two days; undefined if one of them is not a time."""
    days: Offsets = (later - earlier).astype(np.int64)
    return days


def points_of(days: Days) -> Points:
    """Return days as points."""
    months = days.astype("M8[M]")
    month = months.astype(np.int64) % 12 + 1
    return Points(year_of(days), month, (days - months.astype("M8[D]")).astype(np.int64) + 1)


def year_of(days: Days) -> Offsets:
    """Return the year of each day."""
    return days.astype("M8[Y]").astype(np.int64) + 1970


def no_spans(size: int) -> Spans:
    """Return `size` spans with all parts open."""
    return Spans(*(Points(*(np.full(size, OPEN, np.int64) for _ in range(3))) for _ in range(2)))


def _months(year: Offsets, month: Offsets) -> Offsets:
    """Return the months, counted from the year 0."""
    return np.maximum(year, 1) * 12 + month - 1


def _begin(months: Offsets) -> Days:
    """Return the first day of each month."""
    days: Days = _first_days().take(months, mode="clip")
    return days


@cache
def _first_days() -> Days:
    """Return the first days of all months that a text can name, and of the month after."""
    return np.arange("0000-01", "10000-02", dtype="M8[M]").astype("M8[D]")


def _length(months: Offsets) -> Offsets:
    return days_apart(_begin(months + 1), _begin(months))


def _distance(start: Points, year: Offsets, to: Days) -> Offsets:
    point = start._replace(year=np.where(start.year == OPEN, year, start.year))
    point = point._replace(day=np.where(point.exists(), point.day, 28))
    distance: Offsets = np.abs(days_apart(point.first_day(), to))
    return distance


def _iso(points: Points) -> pa.Array:
    """Return each point as a year, a month or a day in ISO 8601."""
    day = pa.array(points.first_day()).cast(pa.string())
    month, year = (pc.utf8_slice_codeunits(day, 0, length) for length in (len("2018-05"), len("2018")))
    return pc.if_else(pa.array(points.day != OPEN), day, pc.if_else(pa.array(points.month != OPEN), month, year))
