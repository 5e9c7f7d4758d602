"""What the words beside a place say of it: that it is one of several, the scene, or where something is."""

import numpy as np

from pipelines.extract.columns import is_in
from pipelines.extract.layout import Layout
from pipelines.extract.text import Bytes, Flags, Offsets
from pipelines.extract.tokens import running

_LONGEST_PLACE = 16


def is_listed(token: Offsets, entry: Offsets, country: Offsets, layout: Layout) -> Flags:
    """Of each of the places that begin with these tokens whether it stands in an enumeration with one of another
    country: nothing but a comma, "and" or an article stands between them."""
    letters = layout.letters
    joining = running(is_in(b",&;l", letters))
    behind, following = behind_name(token[:-1], letters), token[1:]
    is_joined = (behind < following) & (joining[following] - joining[behind] == following - behind)
    is_joined &= (entry[1:] == entry[:-1]) & (country[1:] != country[:-1])
    listed: Flags = np.append(is_joined, False) | np.append(False, is_joined)
    return listed[: len(token)]


def behind_name(token: Offsets, letters: Bytes) -> Offsets:
    """The first token behind the name that begins with each."""
    return _next(token + 1, letters != ord("p"))


def is_scene(token: Offsets, layout: Layout) -> Flags:
    """Whether each place is said to be the scene: "Amman was the scene", "San José fue la sede"."""
    after = np.minimum(_next(token + 1, ~is_in(b"pP,()", layout.letters)), token + _LONGEST_PLACE)
    return layout.role("scene")[after]


def is_located(token: Offsets, layout: Layout) -> Flags:
    """Whether "in", "at", "en" stands before each place, or before a place that has it."""
    skipped = is_in(b"lPpC,(", layout.letters) | layout.role("noun_of_place")
    others = np.concatenate(([-1], np.flatnonzero(~skipped)))
    before = np.maximum(others[np.searchsorted(others, token) - 1], np.maximum(token - _LONGEST_PLACE, 0))
    result: Flags = (layout.letters[before] == ord("i")) | layout.role("at")[before]
    return result


def _next(token: Offsets, wanted: Flags) -> Offsets:
    """The first token wanted from each on; the batch's last if there is none."""
    number = np.append(np.flatnonzero(wanted), len(wanted) - 1)
    return number[np.searchsorted(number[:-1], token)]
