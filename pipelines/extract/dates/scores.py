"""Scores expressions of time as the activity's date."""

import numpy as np

from pipelines.extract.dates.calendar import OPEN, Spans, days_apart
from pipelines.extract.dates.forms import Counted
from pipelines.extract.dates.grammar import Expressions
from pipelines.extract.dates.last_days import follow_until
from pipelines.extract.dates.reading import Reading
from pipelines.extract.text.batch import Bytes, Days, Flags, Offsets
from pipelines.extract.text.columns import is_in
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.tokens import running

_WINDOW = 6
_FAR_FROM_VERB = 20
_LEAST_PAST = 5
_NEAR_DAY_NAME = 12
_NEAR_NEWS = 4
_MOST_MONTHS = 4
_DOUBT_OF_RELATIVE = 2.5
_RECENT, _LONG_AGO, _TOO_FAR = 60, 150, 400
"""Days before the page's date."""


def scores(found: Expressions, entry: Offsets, reading: Reading, layout: Layout, letters: Bytes) -> np.ndarray:
    """Return the score of each expression; zero and less is background. `entry` is the entry it is in; `letters`
    are the date grammar's classes of the batch."""
    form, span, first = reading.form, reading.span, found.first
    sentence = layout.sentence_of(first)
    number = sentence - layout.sentences.first[entry]
    before = _before(first, letters)
    is_relative, is_late = form.counted != Counted.NOT, number > 2
    has_day = span.start.day != OPEN
    score = 10.0 - np.minimum(number, 6) + has_day
    score -= is_relative * (_DOUBT_OF_RELATIVE + 3 * is_late)
    score -= ~has_day * (3 + form.is_month + 4 * is_late)
    since = before == ord("s")
    background = _is_background(found, sentence, entry, layout, letters) & ~since & ~is_relative
    score += _by_words(found, sentence, entry, layout) - background * (6 + 3 * ~has_day)
    score[since] -= np.where(_is_recent(span.where(since), layout.published_on[entry[since]]), 1, 7)
    score -= 8 * ((before == ord("p")) | follow_until(first, layout, letters))
    score -= 6 * (~has_day & _counts(sentence, entry, layout))
    score -= 9 * _is_day_of_the_world(found, entry, before, layout, letters)
    score -= 9 * ((form.is_months > 0) & _is_long(span))
    score -= _far_from(span, layout.published_on[entry])
    is_bound = (form.is_today > 0) & (is_in(b"uts", before) | ~_is_told(found, sentence, entry, layout, before))
    is_bound |= _is_of_news(first, sentence, entry, layout)
    is_bound |= (form.is_today > 0) & layout.role("relative_pronoun")[np.maximum(first - 1, 0)]
    is_bound |= (form.is_bare_weekday > 0) & ~_is_last_weekday(first, sentence, entry, layout)
    return np.where(is_bound | (span.start.month == OPEN), -1.0, score)


def _before(first: Offsets, letters: Bytes) -> Bytes:
    """Return the letter before each expression, "of" and an article left aside ("antes del 31")."""
    before = np.maximum(first - 1, 0)
    for _ in range(2):
        before = np.maximum(before - is_in(b"lo", letters[before]), 0)
    return np.where(first > 0, letters[before], 0).astype(np.uint8)


def _is_long(span: Spans) -> Flags:
    """Return which spans of months are longer than activities are: over New Year, or over more than a few months."""
    result: Flags = (span.start.year != span.end.year) | (span.end.month - span.start.month >= _MOST_MONTHS)
    return result


def _is_of_news(first: Offsets, sentence: Offsets, entry: Offsets, layout: Layout) -> Flags:
    """Return which expressions that start at these tokens date somebody's news: "una noticia publicada el martes"."""
    news, near = layout.count("news_item"), np.maximum(layout.bounds(sentence, entry)[0], first - _NEAR_NEWS)
    result: Flags = news[first] > news[near]
    return result


def _is_last_weekday(first: Offsets, sentence: Offsets, entry: Offsets, layout: Layout) -> Flags:
    """Return which expressions "el martes" that start at these tokens mean the last such day: no words of future are
    before them in the sentence."""
    future, begin = layout.count("future"), layout.bounds(sentence, entry)[0]
    result: Flags = layout.role("weekday_article")[first] & (future[first] == future[begin])
    return result


def _by_words(found: Expressions, sentence: Offsets, entry: Offsets, layout: Layout) -> np.ndarray:
    """Return the score for words of activity in the sentence, less that for words of background after it and for what
    a later sentence announces."""
    first, last = layout.bounds(sentence, entry)
    activity, background, future = layout.count("activity"), layout.count("background"), layout.count("future")
    is_late = sentence - layout.sentences.first[entry] > 1
    score: np.ndarray = (
        3 * (activity[last] > activity[first])
        - 4 * (background[np.minimum(last, found.last + 2)] > background[found.last])
        - 2.5 * (is_late & (future[found.first] > future[np.maximum(first, found.first - _WINDOW)]))
    )
    return score


def _counts(sentence: Offsets, entry: Offsets, layout: Layout) -> Flags:
    """Return which sentences state figures over some time, and no activity."""
    first, last = layout.bounds(sentence, entry)
    activity, statistic = layout.count("activity"), layout.count("statistic")
    result: Flags = (statistic[last] > statistic[first]) & (activity[last] == activity[first])
    return result


def _is_background(found: Expressions, sentence: Offsets, entry: Offsets, layout: Layout, letters: Bytes) -> Flags:
    """Return which expressions follow a word of background, or something that has lasted since then ("desde su
    lanzamiento en 2017")."""
    start = np.maximum(layout.bounds(sentence, entry)[0], found.first - _WINDOW)
    background, since = layout.count("background"), running((letters == ord("f")) & layout.role("since_then"))
    result: Flags = background[found.first] > background[start]
    return result | (since[np.maximum(found.first - 2, start)] > since[start])


def _is_day_of_the_world(found: Expressions, entry: Offsets, before: Bytes, layout: Layout, letters: Bytes) -> Flags:
    """Return which dates are part of a commemorative day: "World Day against Trafficking (July 30)"."""
    names = running(layout.role("day_name") & layout.tokens.capital)
    near = np.maximum(layout.tokens.first[entry], found.first - _NEAR_DAY_NAME)
    bracket = is_in(b"(,", before) | (letters[found.first] == ord("("))
    result: Flags = bracket & (names[found.first] > names[near])
    return result


def _is_told(found: Expressions, sentence: Offsets, entry: Offsets, layout: Layout, before: Bytes) -> Flags:
    """Return which expressions follow "from", or are behind or soon before a word for something that happens: without
    one, "today" means nowadays, as it does in "who today live here"."""
    first, last = layout.bounds(sentence, entry)
    end = np.minimum(last, found.last + _FAR_FROM_VERB)
    told = before == ord("f")
    counts = [layout.count(role) for role in ("activity", "punctual", "start_verb", "end_verb")]
    for count in (*counts, running(_is_past(layout))):
        told |= count[end] > count[first]
    is_state = layout.role("state_verb")[np.minimum(found.last, len(layout.letters) - 1)]
    result: Flags = told & ~is_state
    return result


def _is_past(layout: Layout) -> Flags:
    """Return which words end like a past tense: "crossed", "recorrieron"."""
    folded, tokens = layout.batch.folded, layout.tokens
    end = tokens.end
    letters = [np.where(end >= back, folded[end - back], 0) for back in (1, 2, 3)]
    is_english = (letters[0] == ord("d")) & (letters[1] == ord("e"))
    is_spanish = (letters[0] == ord("n")) & (letters[1] == ord("o")) & (letters[2] == ord("r"))
    result: Flags = (is_english | is_spanish) & (end - tokens.start >= _LEAST_PAST) & ~tokens.capital
    return result


def _is_recent(span: Spans, published_on: Days) -> Flags:
    """Return which spans are within two months before the page's date, in the year that brings them nearest; on a page
    without a date, those of days."""
    placed = span.with_year(span.nearest_year(published_on)).start
    days = days_apart(published_on, placed.first_day())
    is_near = (span.start.month != OPEN) & placed.exists() & (days >= 0) & (days <= _RECENT)
    result: Flags = np.where(np.isnat(published_on), span.start.day != OPEN, is_near)
    return result


def _far_from(span: Spans, published_on: Days) -> np.ndarray:
    """Return a penalty for dates long before the page's date; dates without a year count as near it."""
    days = days_apart(published_on, span.start.first_day())
    is_open = np.isnat(published_on) | (span.start.year == OPEN)
    by_distance = np.where(np.abs(days) > _TOO_FAR, 9.0, np.where(days > _LONG_AGO, 4.0, 0.0))
    return np.where(is_open, 0.0, by_distance)
