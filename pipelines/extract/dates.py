"""Which of an entry's dates is the date of the activity it reports."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pipelines.extract.calendar import Point, Span, Token, nearest_year, read
from pipelines.extract.date_grammar import Expression
from pipelines.extract.entry import Entry
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.words import Words

_LONGEST_ACTIVITY = timedelta(days=200)
_WINDOW = 6
_DOUBT_OF_RELATIVE = 2.5


class EventDate(NamedTuple):
    """The event's date and the characters it was read from."""

    span: Span
    start: int
    end: int

    @property
    def precision(self) -> str:
        """`day`, `interval`, `month` or `year`."""
        if self.span.start != self.span.end:
            return "interval"
        return "day" if self.span.start.day else "month" if self.span.start.month else "year"


class _Candidate(NamedTuple):
    expression: Expression
    span: Span
    score: float
    in_dateline: bool


class DateChooser:
    """Chooses the activity's date among an entry's expressions of time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._read = lru_cache(maxsize=1 << 14)(lambda kind, tokens: read(kind, tokens, lexicon))

    def choose(self, entry: Entry, words: Words, letters: bytes, dateline_end: int) -> EventDate | None:
        """The activity's date, or None where the entry gives none that can be placed in a year.

        `letters` are the date grammar's classes of the batch; the dateline ends before token `dateline_end`.
        """
        if not entry.dates:
            return None
        read_spans = [
            (expression, span)
            for expression in entry.dates
            if (span := self._read(expression.kind, self._tokens(expression, words, letters))) is not None
        ]
        in_dateline = [entry.body_token <= expression.first < dateline_end for expression, _ in read_spans]
        anchor = entry.published_on or _dateline_day(read_spans, in_dateline)
        if anchor is not None:
            relative = [
                (expression, span)
                for expression in entry.dates
                if (span := self._counted(expression, words, letters, anchor)) is not None
            ]
            read_spans += relative
            in_dateline += [False] * len(relative)
        candidates = [
            _Candidate(expression, span, self._score(entry, words, letters, expression, span), inside)
            for (expression, span), inside in zip(read_spans, in_dateline, strict=True)
        ]
        years = self._stated_years(entry, words, read_spans)
        for candidate in sorted(candidates, key=lambda c: (c.in_dateline, -c.score, c.expression.first)):
            if candidate.score <= 0 or (candidate.in_dateline and candidate.span.start.year is None):
                continue
            span = _placed(candidate.span, anchor, years)
            if span is None:
                return None
            if anchor is not None and span.start.first_day() > anchor and _is_past(candidate, letters):
                span = candidate.span.with_year((span.start.year or anchor.year) - 1)
            if not candidate.in_dateline:
                span = self._lengthened(entry, words, letters, candidate.expression, span)
            return EventDate(span, words.start[candidate.expression.first], words.end[candidate.expression.last - 1])
        return None

    def _counted(self, expression: Expression, words: Words, letters: bytes, anchor: date) -> Span | None:
        """A relative expression counted from the page's date or the dateline's."""
        shape = letters[expression.first : expression.last]
        if expression.kind == "day_of_this_month":
            token = next(t for t in self._tokens(expression, words, letters) if t.letter in "rd")
            day = (
                int(token.text) if token.letter == "d" else int(self._lexicon.value("ordinal_day", token.word_id) or 0)
            )
            return _nearest_day_of_month(day, anchor)
        if expression.kind != "relative":
            return None
        if b"W" in shape:
            named = [t for t in self._tokens(expression, words, letters) if t.letter == "W"]
            numbers = [int(self._lexicon.value("weekday", token.word_id) or 1) for token in named]
            days = [_weekday(number, anchor, shape.startswith(b"X")) for number in numbers]
            return Span(_point(days[0]), _point(days[-1])) if days[0] <= days[-1] else None
        return _counted_from(shape, anchor)

    def _tokens(self, expression: Expression, words: Words, letters: bytes) -> tuple[Token, ...]:
        return tuple(
            [
                Token(chr(letters[t]), words.text[words.start[t] : words.end[t]], words.word_id[t])
                for t in range(expression.first, expression.last)
            ]
        )

    def _score(self, entry: Entry, words: Words, letters: bytes, expression: Expression, span: Span) -> float:
        """How much speaks for an expression as the activity's date; zero and less is background."""
        first = expression.first
        sentence = entry.sentence_of(first)
        score = 10.0 - min(sentence, 6)
        if expression.kind in ("relative", "day_of_this_month"):
            score -= _DOUBT_OF_RELATIVE + 3 * (sentence > 2)
            if letters[expression.first : expression.last] == b"H" and letters[first - 1] in b"uts":
                return -1.0
        if span.start.month is None:
            return -1.0
        if span.start.day is None:
            score -= 4 if expression.kind == "month" else 3
            score -= 4 * (sentence > 2)
        score += span.start.day is not None
        sentence_first, sentence_last = entry.sentence(sentence)
        score += 3 * words.any("activity", sentence_first, sentence_last)
        score -= 6 * words.any("background", max(sentence_first, first - _WINDOW), first)
        score -= 4 * words.any("background", expression.last, min(sentence_last, expression.last + 2))
        if first > 0 and letters[first - 1] == ord("s"):
            score -= 1 if _is_recent(span, entry.published_on) else 7
        if first > 0 and letters[first - 1] == ord("u"):
            score -= 8
        score -= 9 * self._is_day_of_the_world(entry, words, letters, first)
        if expression.kind == "months" and span.start.year and span.end.year and span.start.year != span.end.year:
            score -= 9
        if entry.published_on is not None:
            score -= _far_from(span, entry.published_on)
        return score

    @staticmethod
    def _is_day_of_the_world(entry: Entry, words: Words, letters: bytes, first: int) -> bool:
        """A commemorative day named beside its date: "World Day against Trafficking (July 30)"."""
        bracket = letters[first - 1 : first] in (b"(", b",") or letters[first : first + 1] == b"("
        near = max(entry.first_token, first - 12)
        return (
            bracket
            and words.any("day_name", near, first)
            and any(words.roles["day_name"][t] and words.text[words.start[t]].isupper() for t in range(near, first))
        )

    def _stated_years(
        self, entry: Entry, words: Words, spans: Sequence[tuple[Expression, Span]]
    ) -> list[tuple[int | None, int]]:
        """Years the text states outright, as (month or None, year)."""
        stated: list[tuple[int | None, int]] = []
        for expression, span in spans:
            before = max(entry.first_token, expression.first - 4)
            if expression.kind == "year" and words.any("background", before, expression.first):
                continue
            if span.start.year is not None and span.start.year == span.end.year:
                stated.append((span.start.month, span.start.year))
            elif span.start.year is not None:
                stated += [(None, span.start.year), (None, span.end.year or span.start.year)]
        return stated

    def _lengthened(self, entry: Entry, words: Words, letters: bytes, expression: Expression, span: Span) -> Span:
        """ "A two-day workshop began on May 3": the interval, counted from the end that is given."""
        if span.start != span.end or span.start.day is None:
            return span
        sentence_first, sentence_last = entry.sentence(entry.sentence_of(expression.first))
        if not words.any("unit_day", sentence_first, sentence_last):
            return span
        for token in range(sentence_first, sentence_last - 2):
            days = self._lexicon.value("cardinal", words.word_id[token])
            if days is None and letters[token] == ord("d"):
                days = words.text[words.start[token] : words.end[token]]
            unit = token + 1 + (letters[token + 1] in b"-_")
            if days is None or not words.roles["unit_day"][unit] or not 2 <= int(days) <= 14:
                continue
            backwards = self._counts_backwards(words, sentence_first, sentence_last, expression.first)
            shift = timedelta(days=int(days) - 1)
            first = span.start.first_day() - shift if backwards else span.start.first_day()
            return Span(_point(first), _point(first + shift))
        return span

    def _counts_backwards(self, words: Words, sentence_first: int, sentence_last: int, first: int) -> bool:
        """Whether the date given is the last day: the nearest verb of beginning or ending before it decides, else any
        of ending."""
        for token in range(first - 1, max(sentence_first, first - 6) - 1, -1):
            if words.roles["start_verb"][token]:
                return False
            if words.roles["end_verb"][token]:
                return True
        return words.any("end_verb", sentence_first, sentence_last)


def _is_past(candidate: _Candidate, letters: bytes) -> bool:
    """Whether "last", "past", "pasado" stands with it and it has no year of its own."""
    expression = candidate.expression
    return candidate.span.start.year is None and b"P" in letters[expression.first : expression.last]


def _point(day: date) -> Point:
    return Point(day.year, day.month, day.day)


def _far_from(span: Span, published_on: date) -> float:
    """Dates long before the page are background; those without a year are taken near it."""
    if span.start.year is None:
        return 0.0
    days = (published_on - span.start.first_day()).days
    if days > 400 or days < -400:
        return 9.0
    return 4.0 if days > 150 else 0.0


def _is_recent(span: Span, published_on: date | None) -> bool:
    """Within two months before the page's date, in the year that brings it nearest."""
    if published_on is None or span.start.day is None:
        return False
    placed = span if span.start.year else span.with_year(nearest_year(span, published_on))
    return placed.start.exists() and 0 <= (published_on - placed.start.first_day()).days <= 60


def _dateline_day(spans: Sequence[tuple[Expression, Span]], in_dateline: Sequence[bool]) -> date | None:
    for (_, span), inside in zip(spans, in_dateline, strict=True):
        if inside and span.start.year and span.start.day:
            return span.start.first_day()
    return None


def _placed(span: Span, anchor: date | None, stated: Sequence[tuple[int | None, int]]) -> Span | None:
    """The span in its year: stated, of the other end, nearest to the anchor, or the one year the text states."""
    if span.start.year or span.end.year:
        return span.with_year(span.start.year or span.end.year or 0)
    same_month = {year for month, year in stated if month == span.start.month}
    if anchor is not None:
        return _checked(span.with_year(nearest_year(span, anchor)))
    years = same_month or {year for _, year in stated}
    return _checked(span.with_year(min(years))) if len(years) == 1 else None


def _checked(span: Span) -> Span | None:
    if not (span.start.exists() and span.end.exists()):
        return None
    return span if span.start.first_day() <= span.end.last_day() else None


def _counted_from(letters: bytes, anchor: date) -> Span | None:
    yesterday, tomorrow = anchor - timedelta(days=1), anchor + timedelta(days=1)
    before = anchor - timedelta(days=2)
    if letters.endswith(b"jpY"):
        letters = b"E"
    days = {
        b"E": (before, before),
        b"H": (anchor, anchor),
        b"Y": (yesterday, yesterday),
        b"V": (tomorrow, tomorrow),
        b"Y&H": (yesterday, anchor),
        b"H&V": (anchor, tomorrow),
    }
    if letters in days:
        return Span(*map(_point, days[letters]))
    if letters == b"Tm":
        month = Point(anchor.year, anchor.month)
        return Span(month, month)
    if re.fullmatch(rb"T?Pm|[Il]?l?mP", letters):
        before = anchor.replace(day=1) - timedelta(days=1)
        month = Point(before.year, before.month)
        return Span(month, month)
    return None


def _weekday(weekday: int, anchor: date, coming: bool) -> date:
    """The last such day up to the anchor, or the next after it; 1 is Monday."""
    if coming:
        return anchor + timedelta(days=(weekday - anchor.isoweekday() - 1) % 7 + 1)
    return anchor - timedelta(days=(anchor.isoweekday() - weekday) % 7)


def _nearest_day_of_month(day: int, anchor: date) -> Span | None:
    """The last such day of a month up to the anchor."""
    month = anchor if day <= anchor.day else anchor.replace(day=1) - timedelta(days=1)
    point = Point(month.year, month.month, day)
    return Span(point, point) if point.exists() else None
