"""Pairs worth comparing: neighbours in time among reports that share a country, place, partner, number or word."""

from collections.abc import Iterator

import numpy as np

from pipelines.link.comparing.pairs import Pairs
from pipelines.link.reading.places import NONE
from pipelines.link.reading.ragged import Ints, Ragged, distinct
from pipelines.link.reading.reports import Reports

WINDOW_DAYS = 100
"""Reports of one activity lie no further apart, by the day of the activity or else of publication."""
NEIGHBOURS = 8
"""How many earlier reports a report is compared with, so that cost grows with reports and not with pairs."""
_RAREST = 3
_COMMONEST = 200
"""Words of more reports than this bring no pairs together."""
_REPORTING_DAYS = 5
_FEWEST_PEOPLE = 5


def candidates(reports: Reports) -> Pairs:
    """The pairs to compare, each once, the smaller number first, in ascending order."""
    day = _days(reports)
    size = len(reports)
    found = [_neighbours(key, event, day) for key, event in _keys(reports)]
    pairs = distinct(np.concatenate([np.zeros((0, 2), np.int64), *found]) @ np.array([size, 1]))
    return Pairs(reports, pairs // size, pairs % size)


def _days(reports: Reports) -> Ints:
    told = np.where(reports.published != NONE, reports.published - _REPORTING_DAYS, NONE)
    return np.where(reports.is_exact | ((told == NONE) & reports.is_vague), reports.start, told)


def _keys(reports: Reports) -> Iterator[tuple[Ints, Ints]]:
    """By kind of evidence: the key, and the report that has it."""
    everyone = np.arange(len(reports))
    for column in (reports.host, reports.places.name, np.where(reports.people >= _FEWEST_PEOPLE, reports.people, NONE)):
        known = column != NONE
        yield column[known], everyone[known]
    for rows in (reports.partners, rarest(reports.names), rarest(reports.words)):
        yield rows.values, rows.rows


def rarest(rows: Ragged) -> Ragged:
    """Each row's rarest values, of those that others have too."""
    counts = rows.counts()[rows.values]
    shared = np.flatnonzero((counts > 1) & (counts <= _COMMONEST))
    row = rows.rows
    shared = shared[np.lexsort((rows.values[shared], counts[shared], row[shared]))]
    starts = np.searchsorted(row[shared], row[shared])
    kept = np.zeros(len(row), np.bool_)
    kept[shared[np.arange(len(shared)) - starts < _RAREST]] = True
    return rows.where(kept)


def _neighbours(key: Ints, event: Ints, day: Ints) -> Ints:
    """Pairs of reports that share a key and are near in time, as rows of two numbers in ascending order."""
    order = np.lexsort((event, day[event], key))
    key, event = key[order], event[order]
    found = [np.zeros((0, 2), np.int64)]
    for step in range(1, NEIGHBOURS + 1):
        near = (key[step:] == key[:-step]) & (day[event[step:]] - day[event[:-step]] <= WINDOW_DAYS)
        both = np.column_stack((event[:-step][near], event[step:][near]))
        found.append(np.sort(both, axis=1))
    return np.concatenate(found)
