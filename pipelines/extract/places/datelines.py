"""Recognises the dateline that starts the body of an entry."""

import numpy as np

from pipelines.extract.text.batch import Bytes, Flags, Offsets
from pipelines.extract.text.columns import is_in
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.tokens import running

LONGEST_DATELINE = 24
_MOST_UNKNOWN_WORDS = 4
_PASSED = b",/()ol&m"
_UNKNOWN = b"CHGDA"
_IN_PLACE = b"PpOr"
_KNOWN_WORD = b"MWdryolt&Z"
_IN_VENUE = b"CHGDAOr,()/&olm-_.#PpiT"


def dateline_ends(layout: Layout, in_date: Flags, date_letters: Bytes) -> Offsets:
    """Return the token after each entry's dateline; the body's first token if there is none.

    A dateline consists of places, dates, a sender in brackets and the marks between them. It ends with a dash or, if
    it has no unknown word, with a colon, or, if it contains only these, with a full stop or at the end of the line.
    `in_date`: whether a token belongs to an expression of time; `date_letters`: its class in the grammar of dates.
    """
    body = layout.sentences.body_token
    limit = np.minimum(layout.last_token, body + LONGEST_DATELINE)
    window = np.minimum(body[:, None] + np.arange(LONGEST_DATELINE), len(in_date) - 1)
    letters, dated = layout.letters[window], in_date[window]
    known = np.where(dated, ~is_in(b".,", letters), letters == ord("P"))
    unknown = ~dated & is_in(_UNKNOWN, letters)
    passed = dated | unknown | is_in(_IN_PLACE + _PASSED, letters)
    passed |= (letters == ord("x")) & is_in(_KNOWN_WORD, date_letters[window])
    end = np.argmin(passed, axis=1)
    row = np.arange(len(layout))
    token = body + end
    knows = (np.cumsum(known, axis=1) - known)[row, end] > 0
    unknowns = (np.cumsum(unknown, axis=1) - unknown)[row, end]
    mark = letters[row, end]
    by_dash = (mark == ord("_")) & (knows | (unknowns > 0)) & (unknowns <= _MOST_UNKNOWN_WORDS)
    by_dash |= is_in(b"-:", mark) & knows & (unknowns == 0)
    by_line = is_in(b".\n", mark) & knows & (unknowns <= 2)
    is_found = ~passed[row, end] & (token < limit)
    ends = np.where(is_found & by_dash, token + 1, body)
    ends = np.where(is_found & by_line, _past_dash(layout, token + 1), ends)
    is_of_dates = is_found & (mark == ord("\n")) & ~_names_place(layout, body, ends)
    return np.where(is_of_dates, _past_venue(layout, ends), ends)


def _past_venue(layout: Layout, start: Offsets) -> Offsets:
    """Return the first token after the line that begins at each, if it is a venue ("Casa Belén, Calle 4, Ubaté"), as
    below the dates in a notice; otherwise that token itself."""
    window = np.minimum(start[:, None] + np.arange(LONGEST_DATELINE), len(layout.letters) - 1)
    end = start + np.argmin(is_in(_IN_VENUE, layout.letters[window]), axis=1)
    is_venue = (layout.letters[end] == ord("\n")) & _names_place(layout, start, end)
    return np.where(is_venue, end + 1, start)


def _names_place(layout: Layout, start: Offsets, end: Offsets) -> Flags:
    """Return whether a place is named from each start to its end."""
    places = running(layout.letters == ord("P"))
    result: Flags = places[end] > places[start]
    return result


def _past_dash(layout: Layout, token: Offsets) -> Offsets:
    """Return the first token from each on that is not a dash, a full stop or the end of a line."""
    others = np.flatnonzero(~is_in(b"_-.\n", layout.letters))
    return np.append(others, len(layout.letters))[np.searchsorted(others, token)]
