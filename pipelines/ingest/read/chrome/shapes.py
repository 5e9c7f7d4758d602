"""The shapes of single lines: label, name, running text."""

import re

_LONGEST_LABEL = 45
_MOST_LABEL_WORDS = 5
_FEWEST_PROSE_WORDS = 6
_EXCLAIMED_WORDS = 14
_CERTAIN_PROSE_WORDS = 24
_CLOSING = "\"'”’»)]*  "
_PARTICLE = 3


def is_label(text: str) -> bool:
    """Whether the line is short and no sentence, as menu entries, tags and names are."""
    is_short = len(text) <= _LONGEST_LABEL and len(text.split()) <= _MOST_LABEL_WORDS
    return is_short and text.rstrip(_CLOSING)[-1:] not in {".", "!", "?", "…"}


def is_prose(text: str) -> bool:
    """Whether the line is a sentence or more, perhaps cut off where a teaser ends."""
    words = len(text.split())
    if words >= _CERTAIN_PROSE_WORDS:
        return True
    end = text.rstrip(_CLOSING)[-1:]
    # Headlines ask and exclaim as well.
    return words >= (_FEWEST_PROSE_WORDS if end in {".", "…"} else _EXCLAIMED_WORDS) and end in {".", "!", "?", "…"}


def is_name(text: str) -> bool:
    """Whether every word but particles begins with a capital, as in the name of an institution."""
    words = re.findall(r"[^\W\d_]+", text)
    return bool(words) and all(word[0].isupper() or len(word) <= _PARTICLE for word in words)


def has_letters(text: str) -> bool:
    """Whether there is any letter in the line."""
    return any(map(str.isalpha, text))
