"""Rows of labels: lines in which several labels stand beside each other, such as a menu, a pager or a path of links."""

import re
from collections import Counter
from collections.abc import Sequence

from pipelines.ingest.read.blocks import furniture
from pipelines.ingest.read.chrome.shapes import has_letters

_PARTS = re.compile(r"\s+[|/»›>·•→]+\s+|\s*\|\s*")
_STRONG_PARTS = re.compile(r"\s*[|»›]\s*")
_TOKENS = re.compile(r"[^\s:|/·•]+")
_NUMBER = re.compile(r"[\d.,…«»‹›<>-]+")
_LONGEST_ROW = 200
_MOST_PART_WORDS = 5
_MOST_PHRASE_WORDS = 6
_FEWEST_PARTS = 3
_FEWEST_TOKENS = 2
# Of a row without separators so much has to be known labels.
_KNOWN_SHARE = 0.6
_FEWEST_KNOWN = 3
LABEL_ROW = "label_row"


def kind_of_row(text: str) -> str | None:
    """The kind of furniture that a row of labels is, or None where the line is no such row."""
    if len(text) > _LONGEST_ROW or text.rstrip()[-1] in ".!?":
        return None
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    if len(parts) > 1 and all(len(part.split()) <= _MOST_PART_WORDS for part in parts):
        return _kind_of_parts(text, parts)
    return _kind_of_run(_TOKENS.findall(text))


def _kind_of_parts(text: str, parts: Sequence[str]) -> str | None:
    kinds = Counter(kind for part in parts if (kind := furniture.kind_of(part)) is not None)
    if kinds and (len(parts) > 2 or sum(kinds.values()) == len(parts) or _STRONG_PARTS.search(text)):
        return kinds.most_common(1)[0][0]
    # Three labels between bars are a row whatever they say.
    return LABEL_ROW if len(_STRONG_PARTS.split(text)) >= _FEWEST_PARTS else None


def _kind_of_run(tokens: Sequence[str]) -> str | None:
    """The kind of a run of known labels without anything between them."""
    kinds: Counter[str] = Counter()
    at = covered = phrases = 0
    most_unknown = (1 - _KNOWN_SHARE) * len(tokens)
    while at < len(tokens):
        width, kind = _longest_label(tokens, at)
        covered, phrases = covered + width, phrases + bool(kind)
        kinds.update([kind] if kind else [])
        at += width or 1
        if at - covered > most_unknown:
            # A sentence; nothing further on makes it a row.
            return None
    # A number beside a label belongs to a pager, or the line is something else.
    counted = (
        phrases if set(kinds) == {furniture.PAGER} else sum(kinds[kind] for kind in kinds if kind != furniture.PAGER)
    )
    if counted < _FEWEST_TOKENS or not any(map(has_letters, tokens)):
        return None
    is_row = covered == len(tokens) or (phrases >= _FEWEST_KNOWN and covered >= _KNOWN_SHARE * len(tokens))
    return kinds.most_common(1)[0][0] if is_row else None


def _longest_label(tokens: Sequence[str], at: int) -> tuple[int, str | None]:
    """How many tokens the longest label at a place has, and its kind; numbers belong to pagers."""
    for width in range(min(_MOST_PHRASE_WORDS, len(tokens) - at), 0, -1):
        phrase = " ".join(tokens[at : at + width])
        if width == 1 and _NUMBER.fullmatch(phrase):
            return 1, furniture.PAGER
        kind = furniture.kind_of(phrase) if has_letters(phrase) and phrase[0].isupper() else None
        if kind is not None:
            return width, kind
    return 0, None
