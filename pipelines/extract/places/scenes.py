"""What the words next to a place indicate: that it is one of several, the scene, or the location of something."""

import numpy as np

from pipelines.extract.text.batch import Bytes, Flags, Offsets
from pipelines.extract.text.columns import is_in
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.tokens import running

_LONGEST_PLACE = 16
_LONGEST_STAY = 8


def is_listed(token: Offsets, entry: Offsets, country: Offsets, layout: Layout) -> Flags:
    """Return which of the places that start at these tokens are in an enumeration with one of another country: only a
    comma, "and", "or" or an article is between them."""
    letters = layout.letters
    joining = running(is_in(b",&;l", letters) | layout.role("or"))
    behind, following = after_name(token[:-1], letters), token[1:]
    is_joined = (behind < following) & (joining[following] - joining[behind] == following - behind)
    is_joined &= (entry[1:] == entry[:-1]) & (country[1:] != country[:-1])
    listed: Flags = np.append(is_joined, False) | np.append(False, is_joined)
    return listed[: len(token)]


def after_name(token: Offsets, letters: Bytes) -> Offsets:
    """Return the first token after each name that starts at these tokens."""
    behind = token + 1
    inside = np.flatnonzero(letters[behind] == ord("p"))
    while len(inside):
        behind[inside] += 1
        inside = inside[letters[behind[inside]] == ord("p")]
    return behind


def is_scene(token: Offsets, layout: Layout) -> Flags:
    """Return which places are said to be the scene: "Amman was the scene", "San José fue la sede"."""
    letters, farthest = layout.letters, token + _LONGEST_PLACE
    after = token + 1
    passing = np.arange(len(token))
    while len(passing):
        own = after[passing]
        passing = passing[(own < farthest[passing]) & is_in(b"pP,()", letters[own])]
        after[passing] += 1
    return layout.role("scene")[after]


def is_adjective_of_place(token: Offsets, layout: Layout) -> Flags:
    """Return which demonyms describe a place: "three Romanian border towns", "the Croatian side"."""
    noun, letters = layout.role("noun_of_place"), layout.letters
    last = len(letters) - 1
    near, far = np.minimum(token + 1, last), np.minimum(token + 2, last)
    is_of = is_in(b"o", letters[near]) | is_in(b"o", letters[far])
    result: Flags = (noun[near] | (noun[far] & (letters[near] == ord("x")))) & ~is_of
    return result


def is_located(token: Offsets, layout: Layout) -> Flags:
    """Return which places follow "in", "at", "en", directly or after another place."""
    letters, noun = layout.letters, layout.role("noun_of_place")
    before = np.maximum(token - 1, 0)
    farthest = np.maximum(token - _LONGEST_PLACE, 0)
    passing = np.arange(len(token))
    while len(passing):
        own = before[passing]
        is_passed = (own > farthest[passing]) & (is_in(b"lPpC,(", letters[own]) | noun[own])
        passing = passing[is_passed]
        before[passing] -= 1
    result: Flags = (letters[before] == ord("i")) | layout.role("at")[before]
    return (result | _is_arrived_at(before, layout)) & ~_is_left(before, layout)


def _is_arrived_at(before: Offsets, layout: Layout) -> Flags:
    """Return which of the words before places are the "to" of "a study trip to Jakarta", "returned to Costa Rica"."""
    result: Flags = (layout.letters[before] == ord("t")) & layout.role("arrival")[np.maximum(before - 1, 0)]
    return result


def _is_left(before: Offsets, layout: Layout) -> Flags:
    """Return which of the words before places end a stay that is over: "after living for two years in Chile"."""
    entry_first = layout.tokens.first[layout.entry_of(before)]
    start = np.maximum(before - _LONGEST_STAY, entry_first)
    after, period = layout.count("after"), running(layout.role("unit_year") | layout.role("unit_month"))
    result: Flags = (after[before] > after[start]) & (period[before] > period[start])
    return result
