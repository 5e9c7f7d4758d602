"""Chooses, among an entry's dates, the date of the activity that it reports."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.extract.dates.calendar import OPEN, Spans, points_of
from pipelines.extract.dates.grammar import Expressions, values
from pipelines.extract.dates.last_days import until_last_days
from pipelines.extract.dates.reading import DateReader, Reading, counted
from pipelines.extract.dates.scores import scores
from pipelines.extract.text.batch import Bytes, Days, Flags, Offsets
from pipelines.extract.text.columns import NONE, any_of, first_of, is_in, only
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.lexicon import Lexicon

_LONGEST_ACTIVITY = 14
_NEAR_VERB = 6
_NEAR_YEAR = 4
_LATEST_PAGE = 31
"""Days after which a page may publish a text dated in its dateline."""

Scores = npt.NDArray[np.float64]

DATE_RULES = ("dateline", "relative", "coarse", "stated", "stated_late", "open", "open_late")
"""What a date was read from: the dateline, words counted from the day of writing, a month or year, a full date, or a
date without its year; the last two in the headline and first two sentences, or later."""


class EventDates(NamedTuple):
    """The dates of events, one per entry at most, and the spans they were read from: parallel arrays.

    `rule`: a number in DATE_RULES. `score`: how strongly the text speaks for the date. Of every entry, with a date or
    not, `is_mentioned`: whether it has an expression of time; `is_rivalled`: whether another date could be the
    activity's.
    """

    entry: Offsets
    span: Spans
    start: Offsets
    end: Offsets
    rule: Offsets
    score: Scores
    is_mentioned: Flags
    is_rivalled: Flags

    def precision(self) -> list[str]:
        """`day`, `interval`, `month` or `year`."""
        start, end = self.span
        is_interval = ~start.same(end)
        code = np.where(is_interval, 3, (start.month != OPEN) * 1 + (start.day != OPEN))
        return [("year", "month", "day", "interval")[each] for each in code.tolist()]


class _Candidates(NamedTuple):
    """The expressions of time of a batch with what the choice depends on: parallel arrays."""

    first: Offsets
    last: Offsets
    entry: Offsets
    in_dateline: Flags
    reading: Reading


class DateChooser:
    """Chooses the activity's date among an entry's expressions of time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._reader = DateReader(lexicon)
        self._cardinal = lexicon.numbers("cardinal")

    def choose(self, found: Expressions, layout: Layout, letters: Bytes, dateline_ends: Offsets) -> EventDates:
        """Return the activities' dates, for entries with a date that can be placed in a year.

        `letters` are the date grammar's token classes; `dateline_ends` are the tokens after the entries'
        datelines.
        """
        reading = self._reader.read(found, layout.batch, layout.tokens)
        entry = layout.entry_of(found.first)
        inside = (layout.sentences.body_token[entry] <= found.first) & (found.first < dateline_ends[entry])
        stated = _Candidates(found.first, found.last, entry, inside & (reading.form.is_absolute > 0), reading)
        anchor = _anchors(stated, layout.published_on)
        days = anchor[entry]
        relative = np.flatnonzero((reading.form.counted > 0) & ~np.isnat(days))
        every = stated._replace(reading=counted(reading, relative, days[relative]))
        score = scores(found, entry, every.reading, layout, letters)
        best = _best(every, score, anchor, layout)
        is_rivalled = _is_rivalled(every, score, best, len(layout))
        span, is_placed = _placed(every, best, layout, anchor)
        best, span = best[is_placed], span.where(is_placed)
        span = self._lengthened(every, best, span, layout, letters)
        until_last_days(span, best, every.first, reading, layout, letters)
        is_mentioned = any_of(entry[reading.is_dated | (reading.form.counted > 0)], len(layout))
        return EventDates(
            entry[best],
            span,
            layout.tokens.start[found.first[best]],
            layout.tokens.end[found.last[best] - 1],
            _rules(every, best, layout),
            score[best],
            is_mentioned,
            is_rivalled,
        )

    def _lengthened(self, candidates: _Candidates, best: Offsets, span: Spans, layout: Layout, letters: Bytes) -> Spans:
        """Lengthen "a two-day workshop began on May 3" to an interval, counted from the end that is given."""
        token, length = self._lengths(layout, letters)
        first, entry = candidates.first[best], candidates.entry[best]
        sentence_first, sentence_last = layout.bounds(layout.sentence_of(first), entry)
        number = np.searchsorted(token, sentence_first)
        stated = np.append(token, len(letters))[number] < sentence_last - 2
        stated &= ~candidates.in_dateline[best] & span.start.same(span.end) & (span.start.day != OPEN)
        chosen = np.flatnonzero(stated)
        bounds = zip(
            sentence_first[chosen].tolist(), sentence_last[chosen].tolist(), first[chosen].tolist(), strict=True
        )
        backwards = np.array([_counts_backwards(layout, *each) for each in bounds], np.bool_)
        shift = length[number[chosen]] - 1
        start = span.start.where(chosen).first_day() - np.where(backwards, shift, 0)
        span.put(chosen, Spans(points_of(start), points_of(start + shift)))
        return span

    def _lengths(self, layout: Layout, letters: Bytes) -> tuple[Offsets, Offsets]:
        """Return the positions of stated numbers of days ("two-day"), and the numbers."""
        unit = np.flatnonzero(layout.role("unit_day"))
        token = np.maximum(unit - 1 - is_in(b"-_", letters[unit - 1]), 0)
        length = self._cardinal[layout.tokens.word_id[token]]
        is_day = (length == 0) & (letters[token] == ord("d"))
        length = np.where(is_day, values(layout.batch, layout.tokens, token), length)
        is_distance = layout.role("later")[np.minimum(unit + 1, len(letters) - 1)]
        fits = (length >= 2) & (length <= _LONGEST_ACTIVITY) & ~is_distance
        return token[fits], length[fits].astype(np.int64)


def _rules(candidates: _Candidates, best: Offsets, layout: Layout) -> Offsets:
    """Return by which of DATE_RULES the best candidates were read."""
    start, form, entry = candidates.reading.span.start, candidates.reading.form, candidates.entry[best]
    sentence = layout.sentence_of(candidates.first[best])
    is_late = layout.sentences.within_body(sentence, entry) > 1
    is_open = start.year[best] == OPEN
    rules = {
        "dateline": candidates.in_dateline[best],
        "relative": form.counted[best] > 0,
        "coarse": start.day[best] == OPEN,
        "stated": ~is_open & ~is_late,
        "stated_late": ~is_open & is_late,
        "open": is_open & ~is_late,
    }
    return np.select(list(rules.values()), [DATE_RULES.index(rule) for rule in rules], DATE_RULES.index("open_late"))


def _counts_backwards(layout: Layout, sentence_first: int, sentence_last: int, first: int) -> bool:
    """Return whether the given date is the last day: decided by the nearest verb of beginning or ending before it, or
    else by any verb of ending."""
    roles, near = layout.words.roles, max(sentence_first, first - _NEAR_VERB)
    begins, ends = (roles[role].rfind(1, near, first) for role in ("start_verb", "end_verb"))
    if begins == ends == NONE:
        return layout.words.any("end_verb", sentence_first, sentence_last)
    return ends > begins


def _anchors(stated: _Candidates, published_on: Days) -> Days:
    """Return, by entry, the day from which relative dates are counted: the dateline's if the page has no date or one at
    most a month later, else the page's."""
    days = published_on[stated.entry]
    span = stated.reading.span
    start = span.with_year(np.where(np.isnat(days), OPEN, span.nearest_year(days))).start
    whole = np.flatnonzero(stated.in_dateline & stated.reading.is_dated & (start.year != OPEN) & (start.day != OPEN))
    first = first_of(stated.entry[whole], len(published_on))
    dated = np.flatnonzero(first != NONE)
    written = start.where(whole[first[dated]]).first_day()
    late = (published_on[dated] - written).astype(np.int64)
    is_nearer = np.isnat(published_on[dated]) | ((late >= 0) & (late <= _LATEST_PAGE))
    anchor = published_on.copy()
    anchor[dated[is_nearer]] = written[is_nearer]
    return anchor


def _is_rivalled(candidates: _Candidates, score: Scores, best: Offsets, size: int) -> Flags:
    """Return which entries have a further candidate, outside of the dateline, with other days than the best."""
    of_entry = np.full(size, NONE)
    of_entry[candidates.entry[best]] = best
    other = np.flatnonzero(candidates.reading.is_dated & (score > 0) & ~candidates.in_dateline)
    other = other[of_entry[candidates.entry[other]] != NONE]
    span = candidates.reading.span
    own, further = span.where(of_entry[candidates.entry[other]]), span.where(other)
    differs = np.zeros(len(other), np.bool_)
    for one, two in zip(own, further, strict=True):
        differs |= (one.month != two.month) | (one.day != two.day)
    return any_of(candidates.entry[other[differs]], size)


def _best(candidates: _Candidates, score: Scores, anchor: Days, layout: Layout) -> Offsets:
    """Return each entry's best candidate: outside of datelines first, then by score, then by position.

    A dateline states when the text was written; several days at the beginning are those of a notice. It comes before
    months in sentences without a word of activity, and counts without a year only if there is a day to count from.
    """
    (start, end), entry = candidates.reading.span, candidates.entry
    is_written = candidates.in_dateline & start.same(end)
    is_vain = candidates.in_dateline & (start.year == OPEN) & np.isnat(anchor[entry])
    first, last = layout.bounds(layout.sentence_of(candidates.first), entry)
    activity = layout.count("activity")
    is_loose = ~candidates.in_dateline & (start.day == OPEN) & (activity[last] == activity[first])
    fit = np.flatnonzero(candidates.reading.is_dated & (score > 0) & ~is_vain)
    order = fit[np.lexsort((-score[fit], (is_written + 2 * is_loose)[fit], entry[fit]))]
    best: Offsets = order[np.unique(entry[order], return_index=True)[1]]
    return best


def _placed(candidates: _Candidates, best: Offsets, layout: Layout, anchor: Days) -> tuple[Spans, Flags]:
    """Return the spans of the best candidates with their years (stated, nearest to the anchor, or the text's only
    year), and whether a year was found."""
    entry, span = candidates.entry[best], candidates.reading.span.where(best)
    day, is_open = anchor[entry], span.start.year == OPEN
    is_anchored = ~np.isnat(day)
    year = span.start.year.copy()
    near, far = np.flatnonzero(is_open & is_anchored), np.flatnonzero(is_open & ~is_anchored)
    year[near] = span.where(near).nearest_year(day[near])
    if len(far):
        year[far] = _stated_years(candidates, best, layout)[entry[far]]
    placed = span.with_year(np.maximum(year, 1))
    is_placed = ~is_open | ((year > 0) & placed.possible())
    is_past = is_open & is_anchored & (candidates.reading.form.is_past[best] > 0) & (placed.start.first_day() > day)
    placed.put(is_past, span.where(is_past).with_year(placed.start.year[is_past] - 1))
    return placed, is_placed & (~is_past | placed.possible())


def _stated_years(candidates: _Candidates, best: Offsets, layout: Layout) -> Offsets:
    """Return, by entry, the only year that its text states for the month of its best date, or else at all;
    negative if there is none or several."""
    span, size = candidates.reading.span, len(layout)
    background = layout.count("background")
    before = np.maximum(layout.tokens.first[candidates.entry], candidates.first - _NEAR_YEAR)
    is_aside = background[candidates.first] > background[before]
    stated = np.flatnonzero(
        candidates.reading.is_dated & (candidates.reading.form.is_absolute > 0) & (span.start.year != OPEN) & ~is_aside
    )
    month = np.full(size, OPEN, np.int64)
    month[candidates.entry[best]] = span.start.month[best]
    start, end, entry = span.start.where(stated), span.end.where(stated), candidates.entry[stated]
    own = (start.month == month[entry]) & (start.year == end.year)
    same_month = only(entry[own], start.year[own], size)
    every = only(np.concatenate((entry, entry)), np.concatenate((start.year, end.year)), size)
    return np.where(same_month == NONE, every, same_month)
