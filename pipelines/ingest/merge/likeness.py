"""Decide whether two texts are the same, one cut short, or alike, and whether they belong to one entry."""

import re
from collections import Counter
from typing import NamedTuple

# What a page puts at the end of a text that it cuts short.
_CUT_OFF = re.compile(r"[\s.…\[\]()]+$")
_WORD = re.compile(r"\w+")
# Fewer words are a label such as "Read the statement", which many entries share.
FEWEST_WORDS = 5
# Headlines and texts with this share of words in common are one entry's, if their address agrees as well.
ALIKE = 0.5
# An entry's own page has this share of the words with which a listing announces it.
ANNOUNCED = 0.6


class Wording(NamedTuple):
    """What an entry says in one document."""

    headline: str
    text: str


def is_part(some: str, other: str) -> bool:
    """Return whether one text holds the other, which may be empty or cut short with an ellipsis."""
    short, long = sorted((some, other), key=len)
    return _CUT_OFF.sub("", short) in long


def likeness(some: str, other: str) -> float:
    """Return the share of words, counted as often as they stand, that two texts have in common: 0 to 1."""
    words, others = _words(some), _words(other)
    longest = max(words.total(), others.total())
    return (words & others).total() / longest if longest else 1.0


def is_distinctive(text: str) -> bool:
    """Return whether a text is long enough to identify an entry."""
    return len(_WORD.findall(text)) >= FEWEST_WORDS


def are_alike(some: Wording, other: Wording) -> bool:
    """Return whether two wordings with one address may be one entry's: by their headlines or by their texts."""
    if _have_like_headlines(some.headline, other.headline):
        return True
    if not (is_distinctive(some.text) and is_distinctive(other.text)):
        return False
    return is_part(some.text, other.text) or likeness(some.text, other.text) >= ALIKE


def is_announced(page: Wording, listed: Wording) -> bool:
    """Return whether what stands at an entry's own address is the entry that a listing names there."""
    return are_alike(page, listed) or (is_distinctive(listed.text) and _share(listed.text, page.text) >= ANNOUNCED)


def _have_like_headlines(some: str, other: str) -> bool:
    words, others = _words(some), _words(other)
    shorter = min(words.total(), others.total())
    return shorter > 0 and ((words & others).total() == shorter > 1 or likeness(some, other) >= ALIKE)


def _share(some: str, other: str) -> float:
    words = _words(some)
    return (words & _words(other)).total() / words.total()


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))
