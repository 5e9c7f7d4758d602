"""Finds the days until which activities last: "inicia hoy una gira que se extenderá hasta el próximo 11 de octubre"."""

import numpy as np

from pipelines.extract.dates.calendar import OPEN, Spans, days_apart
from pipelines.extract.dates.reading import Reading
from pipelines.extract.text.batch import Bytes, Flags, Offsets
from pipelines.extract.text.columns import NONE, first_of, is_in
from pipelines.extract.text.layout import Layout

_LONGEST_ACTIVITY = 60
_BEFORE_DAYS = b"lXTW,j"


def until_last_days(
    span: Spans, chosen: Offsets, first: Offsets, reading: Reading, layout: Layout, letters: Bytes
) -> None:
    """Lengthen, in place, spans of one day on which something begins to the last day that their sentence states.

    `span` are those of the `chosen` among the expressions of time that start at the tokens `first`; `letters` are the
    date grammar's classes. No activity is lengthened by more than two months.
    """
    sentence = layout.sentence_of(first)
    stated = np.flatnonzero(follow_until(first, layout, letters) & reading.is_dated & (reading.span.end.day != OPEN))
    end = first_of(sentence[stated], len(layout.sentences.token))[sentence[chosen]]
    number = np.flatnonzero((end != NONE) & _begins(span, sentence[chosen], layout.entry_of(first[chosen]), layout))
    start = span.start.where(number)
    last = reading.span.where(stated[end[number]]).with_year(start.year)
    days = days_apart(last.end.first_day(), start.first_day())
    fits = last.possible() & (days > 0) & (days <= _LONGEST_ACTIVITY)
    span.put(number[fits], Spans(start.where(fits), last.end.where(fits)))


def follow_until(first: Offsets, layout: Layout, letters: Bytes) -> Flags:
    """Return which expressions stand after "until", also after "until next Friday, ..."."""
    before = np.maximum(first - 1, 0)
    for _ in _BEFORE_DAYS:
        before = np.maximum(before - is_in(_BEFORE_DAYS, letters[before]), 0)
    result: Flags = layout.role("until")[before]
    return result


def _begins(span: Spans, sentence: Offsets, entry: Offsets, layout: Layout) -> Flags:
    """Return which spans are single days in sentences with a verb of beginning."""
    begin, end = layout.bounds(sentence, entry)
    starts = layout.count("start_verb")
    result: Flags = span.start.same(span.end) & (span.start.day != OPEN) & (starts[end] > starts[begin])
    return result
