"""Which of an entry's dates is the date of the activity it reports."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.extract.calendar import Point, Span, Token, nearest_year, read
from pipelines.extract.date_grammar import Expression
from pipelines.extract.entry import Entry
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.organisations import Words

_LONGEST_ACTIVITY = timedelta(days=200)
_WINDOW = 6


@dataclass(frozen=True, slots=True)
class EventDate:
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    expression: Expression
    span: Span
    score: float
    in_dateline: bool


class DateChooser:
    """Chooses the activity's date among an entry's expressions of time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._roles = {
            role: frozenset(lexicon.roles.get(role, {}))
            for role in ("background", "activity", "since", "until", "day_name", "unit_day", "cardinal", "start_verb", "end_verb", "today", "yesterday")
        }

    def choose(self, entry: Entry, words: Words, letters: bytes, dateline_end: int) -> EventDate | None:
        """The activity's date, or None where the entry gives none that can be placed in a year.

        `letters` are the date grammar's classes of the batch; the dateline ends before token `dateline_end`.
        """
        read_spans = [
            (expression, span)
            for expression in entry.dates
            if (span := read(expression, self._tokens(expression, words, letters), self._lexicon)) is not None
        ]
        candidates = [
            _Candidate(expression, span, self._score(entry, words, letters, expression, span), self._in_dateline(entry, expression, dateline_end))
            for expression, span in read_spans
        ]
        anchor = entry.published_on or _dateline_day(candidates)
        years = self._stated_years(entry, words, letters, read_spans)
        for candidate in sorted(candidates, key=lambda c: (-c.score, c.in_dateline, c.expression.first)):
            if candidate.score <= 0:
                break
            if candidate.in_dateline and candidate.span.start.day is None and candidate.span.start.year is None:
                continue
            span = _placed(candidate.span, anchor, years)
            if span is None:
                return None
            if not candidate.in_dateline:
                span = self._lengthened(entry, words, letters, candidate.expression, span)
            return EventDate(span, words.start[candidate.expression.first], words.end[candidate.expression.last - 1])
        return self._relative(entry, words, letters, anchor)

    def _tokens(self, expression: Expression, words: Words, letters: bytes) -> list[Token]:
        return [
            Token(chr(letters[t]), words.text[words.start[t] : words.end[t]], words.word_id[t])
            for t in range(expression.first, expression.last)
        ]

    def _in_dateline(self, entry: Entry, expression: Expression, dateline_end: int) -> bool:
        return entry.body_token <= expression.first < dateline_end

    def _score(self, entry: Entry, words: Words, letters: bytes, expression: Expression, span: Span) -> float:
        """How much speaks for an expression as the activity's date; zero and less is background."""
        first = expression.first
        sentence = bisect_right(entry.sentence_starts, first) - 1
        score = 10.0 - min(sentence, 6)
        if span.start.month is None:
            return -1.0
        if span.start.day is None:
            score -= 4 if expression.kind == "month" else 3
            score -= 4 * (sentence > 2)
        sentence_first, sentence_last = _sentence(entry, sentence)
        ids = [words.word_id[t] for t in range(sentence_first, sentence_last)]
        score += 3 * any(word in self._roles["activity"] for word in ids)
        before = [words.word_id[t] for t in range(max(sentence_first, first - _WINDOW), first)]
        after = [words.word_id[t] for t in range(expression.last, min(sentence_last, expression.last + 3))]
        score -= 6 * any(word in self._roles["background"] for word in before)
        score -= 4 * any(word in self._roles["background"] for word in after[:2])
        if first > 0 and letters[first - 1] == ord("s"):
            score -= 1 if _is_recent(span, entry.published_on) else 7
        if first > 0 and letters[first - 1] == ord("u"):
            score -= 8
        score -= 9 * self._is_day_of_the_world(words, letters, first)
        if expression.kind == "months" and span.start.year and span.end.year and span.start.year != span.end.year:
            score -= 9
        if entry.published_on is not None:
            score -= _far_from(span, entry.published_on)
        return score

    def _is_day_of_the_world(self, words: Words, letters: bytes, first: int) -> bool:
        """A commemorative day named beside its date: "World Day against Trafficking (July 30)"."""
        bracket = letters[first - 1 : first] in (b"(", b",") or letters[first : first + 1] == b"("
        near = range(max(0, first - 12), first)
        return bracket and any(
            words.word_id[t] in self._roles["day_name"] and words.text[words.start[t]].isupper() for t in near
        )

    def _stated_years(
        self, entry: Entry, words: Words, letters: bytes, spans: Sequence[tuple[Expression, Span]]
    ) -> list[tuple[int | None, int]]:
        """Years the text states outright, as (month or None, year)."""
        stated: list[tuple[int | None, int]] = []
        for expression, span in spans:
            before = range(max(entry.first_token, expression.first - 4), expression.first)
            if expression.kind == "year" and any(words.word_id[t] in self._roles["background"] for t in before):
                continue
            if span.start.year is not None and span.start.year == span.end.year:
                stated.append((span.start.month, span.start.year))
            elif span.start.year is not None:
                stated += [(None, span.start.year), (None, span.end.year or span.start.year)]
        return stated

    def _lengthened(self, entry: Entry, words: Words, letters: bytes, expression: Expression, span: Span) -> Span:
        """"A two-day workshop began on May 3": the interval, counted from the end that is given."""
        if span.start != span.end or span.start.day is None:
            return span
        sentence_first, sentence_last = _sentence(entry, bisect_right(entry.sentence_starts, expression.first) - 1)
        for token in range(sentence_first, sentence_last - 2):
            days = self._lexicon.value("cardinal", words.word_id[token])
            if days is None and letters[token] == ord("d"):
                days = words.text[words.start[token] : words.end[token]]
            unit = token + 1 + (letters[token + 1] in b"-_")
            if days is None or words.word_id[unit] not in self._roles["unit_day"] or not 2 <= int(days) <= 14:
                continue
            here = [words.word_id[t] for t in range(sentence_first, sentence_last)]
            backwards = any(word in self._roles["end_verb"] for word in here)
            shift = timedelta(days=int(days) - 1)
            first = span.start.first_day() - shift if backwards else span.start.first_day()
            return Span(_point(first), _point(first + shift))
        return span

    def _relative(self, entry: Entry, words: Words, letters: bytes, anchor: date | None) -> EventDate | None:
        """Today, yesterday, this month, last month, counted from the publication or the dateline."""
        if anchor is None:
            return None
        for expression in entry.dates:
            if expression.kind != "relative":
                continue
            if bisect_right(entry.sentence_starts, expression.first) - 1 > 2:
                continue
            span = _counted_from(letters[expression.first : expression.last], anchor)
            if span is not None:
                return EventDate(span, words.start[expression.first], words.end[expression.last - 1])
        return None


def _sentence(entry: Entry, number: int) -> tuple[int, int]:
    starts = entry.sentence_starts
    return starts[number], starts[number + 1] if number + 1 < len(starts) else entry.last_token


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


def _dateline_day(candidates: Sequence[_Candidate]) -> date | None:
    for candidate in candidates:
        point = candidate.span.start
        if candidate.in_dateline and point.year and point.day:
            return point.first_day()
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
    if letters in (b"H", b"Y", b"V"):
        day = anchor + timedelta(days={b"H": 0, b"Y": -1, b"V": 1}[letters])
        return Span(_point(day), _point(day))
    if re.fullmatch(rb"Tm", letters):
        month = Point(anchor.year, anchor.month)
        return Span(month, month)
    if re.fullmatch(rb"Pm|[Il]?l?mP", letters):
        before = anchor.replace(day=1) - timedelta(days=1)
        month = Point(before.year, before.month)
        return Span(month, month)
    return None
