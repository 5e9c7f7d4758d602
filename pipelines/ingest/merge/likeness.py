"""Decide whether two texts are the same, one cut short, or alike."""

import re
from collections import Counter

# What a page puts at the end of a text that it cuts short.
_CUT_OFF = re.compile(r"[\s.…\[\]()]+$")
_WORD = re.compile(r"\w+")
# Fewer words are a label such as "Read the statement", which many entries share.
FEWEST_WORDS = 5


def is_part(some: str, other: str) -> bool:
    """Return whether one text holds the other, which may be empty or cut short with an ellipsis."""
    short, long = sorted((some, other), key=len)
    return _CUT_OFF.sub("", short) in long


def likeness(some: str, other: str) -> float:
    """Return the share of words, counted as often as they stand, that two texts have in common: 0 to 1."""
    words, others = (Counter(_WORD.findall(text.casefold())) for text in (some, other))
    longest = max(words.total(), others.total())
    return (words & others).total() / longest if longest else 1.0


def is_distinctive(text: str) -> bool:
    """Return whether a text is long enough to identify an entry."""
    return len(_WORD.findall(text)) >= FEWEST_WORDS
