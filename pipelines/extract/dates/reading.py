"""Interprets the expressions of time of a batch as calendar spans, in columns."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from pipelines.extract.dates.calendar import OPEN, Points, Spans, no_spans, points_of
from pipelines.extract.dates.forms import NO_TOKEN, Counted, Form, form_of
from pipelines.extract.dates.grammar import Expressions, values
from pipelines.extract.text.batch import Days, Flags, Offsets, TextBatch
from pipelines.extract.text.lexicon import MONTH_AND_YEAR, Lexicon
from pipelines.extract.text.tokens import Tokens

_THIS_CENTURY = 2000
_WEEK = 7
_MONTHS = 12


class Reading(NamedTuple):
    """The interpretation of each expression of a batch: parallel arrays.

    `form`: how it is interpreted. `span`: from when to when, if `is_dated`; otherwise it is counted from the day
    of writing.
    """

    form: Form[Offsets]
    span: Spans
    is_dated: Flags


class DateReader:
    """Interprets expressions of time; `lexicon` has the values of months, ordinals and weekdays."""

    def __init__(self, lexicon: Lexicon) -> None:
        both = {word: value.split("-") for word, value in lexicon.roles[MONTH_AND_YEAR].items()}
        roles = [lexicon.roles[role] for role in ("ordinal_word", "ordinal_day", "weekday")]
        months = {word: month for word, (_, month) in both.items()}
        self._value = _by_word(lexicon, *roles, months, lexicon.roles["month"])
        self._year = _by_word(lexicon, {word: year for word, (year, _) in both.items()})

    def read(self, found: Expressions, batch: TextBatch, tokens: Tokens) -> Reading:
        """Return what the expressions state without context."""
        forms = np.array([form_of(shape) for shape in found.shapes], np.int64).reshape(-1, len(Form._fields))
        form = Form(*forms.T[:, found.shape])
        year, month, day, end_year, end_month, end_day = self._parts(form, found.first, batch, tokens)
        year, end_year = _whole_year(year), _whole_year(end_year)
        year = year - ((form.is_one_year > 0) & (end_month < month))
        month, end_month, counts = _months_of_part(form, month, end_month)
        is_swapped = (form.is_swappable > 0) & ((month > _MONTHS) | (end_month > _MONTHS))
        span = Spans(
            Points(year, *_in_order(is_swapped, month, day)),
            Points(end_year, *_in_order(is_swapped, end_month, end_day)),
        )
        return Reading(form, span, (form.is_absolute > 0) & counts & span.possible())

    def _parts(self, form: Form[Offsets], first: Offsets, batch: TextBatch, tokens: Tokens) -> Offsets:
        """Return year, month and day of both ends, one row each: the values of their tokens."""
        places = np.stack(form[:6])
        rows, columns = np.nonzero(places != NO_TOKEN)
        token = first[columns] + places[rows, columns]
        is_year = (rows == 0) | (rows == 3)
        word = tokens.word_id[token]
        parts = np.full(places.shape, OPEN, np.int64)
        parts[rows, columns] = np.where(
            tokens.is_number[token],
            values(batch, tokens, token),
            np.where(is_year, self._year[word], self._value[word]),
        )
        return parts


def counted(reading: Reading, chosen: Offsets, anchor: Days) -> Reading:
    """Return the reading with the chosen expressions (by number) counted from `anchor`, the day of writing of each."""
    span, is_dated = no_spans(len(reading.is_dated)), reading.is_dated.copy()
    span.put(slice(None), reading.span)
    for way, count in (
        ((Counted.IN_DAYS,), _days),
        ((Counted.IN_MONTHS,), _months),
        ((Counted.PAST_WEEKDAY, Counted.COMING_WEEKDAY), _weekdays),
        ((Counted.DAY_OF_MONTH,), _day_of_month),
        ((Counted.WEEKEND,), _weekend),
    ):
        own = np.isin(reading.form.counted[chosen], way)
        number = chosen[own]
        if len(number):
            spans = count(Form(*(column[number] for column in reading.form)), reading.span.where(number), anchor[own])
            span.put(number, spans)
            is_dated[number] = spans.start.exists() & (spans.start.first_day() <= spans.end.last_day())
    return Reading(reading.form, span, is_dated)


def _by_word(lexicon: Lexicon, *roles: Mapping[int, str]) -> Offsets:
    """Return each word's value in the last of the roles that it has; the last element is for unknown
    words."""
    table = np.full(len(lexicon.words) + 1, OPEN, np.int64)
    for role in roles:
        table[list(role)] = [int(value) for value in role.values()]
    return table


def _whole_year(year: Offsets) -> Offsets:
    """Complete two-digit years to this century."""
    return np.where((year != OPEN) & (year < 100), year + _THIS_CENTURY, year)


def _months_of_part(form: Form[Offsets], month: Offsets, end_month: Offsets) -> tuple[Offsets, Offsets, Flags]:
    """Return first and last month of a quarter or half-year by its ordinal, and whether that ordinal exists."""
    each = form.months_each
    is_part = each > 0
    exists = ~is_part | ((month >= 1) & (month * each <= 12))
    return np.where(is_part, each * (month - 1) + 1, month), np.where(is_part, each * end_month, end_month), exists


def _in_order(is_swapped: Flags, month: Offsets, day: Offsets) -> tuple[Offsets, Offsets]:
    """Return month and day, swapped where the text gives the month first."""
    return np.where(is_swapped, day, month), np.where(is_swapped, month, day)


def _days(form: Form[Offsets], _: Spans, anchor: Days) -> Spans:
    return Spans(points_of(anchor + form.shift), points_of(anchor + form.end_shift))


def _months(form: Form[Offsets], _: Spans, anchor: Days) -> Spans:
    month = points_of((anchor.astype("M8[M]") + form.shift).astype("M8[D]"))
    month = month._replace(day=np.full(len(anchor), OPEN))
    return Spans(month, month)


def _weekdays(form: Form[Offsets], span: Spans, anchor: Days) -> Spans:
    """Return the last such weekdays up to the anchor ("last Monday": before it), or the next after it; 1 is Monday."""
    today = _weekday(anchor)
    ends = []
    for weekday in (span.start.day, span.end.day):
        back = -((today - weekday) % _WEEK)
        back -= _WEEK * ((back == 0) & (form.is_past > 0))
        ahead = (weekday - today - 1) % _WEEK + 1
        ends.append(points_of(anchor + np.where(form.counted == Counted.COMING_WEEKDAY, ahead, back)))
    return Spans(*ends)


def _weekend(_: Form[Offsets], __: Spans, anchor: Days) -> Spans:
    """Return the last Saturday and Sunday up to the anchor."""
    sunday = anchor - _weekday(anchor) % _WEEK
    return Spans(points_of(sunday - 1), points_of(sunday))


def _weekday(days: Days) -> Offsets:
    """Return the weekday of each day; 1 is Monday."""
    weekday: Offsets = (days.astype(np.int64) + 3) % _WEEK + 1
    return weekday


def _day_of_month(_: Form[Offsets], span: Spans, anchor: Days) -> Spans:
    """Return the last such day of a month up to the anchor."""
    day = span.start.day
    this = points_of(anchor)
    before = points_of((anchor.astype("M8[M]") - 1).astype("M8[D]"))
    is_this = day <= this.day
    point = Points(np.where(is_this, this.year, before.year), np.where(is_this, this.month, before.month), day)
    return Spans(point, point)
