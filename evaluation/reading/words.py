"""Texts compared word by word."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from evaluation.matching import fold

_WORD = re.compile(r"\w+")
_SOFT_HYPHEN = "\u00ad"

Triples = Counter[tuple[str, ...]]


def folded(text: str | None) -> str:
    """The text with white space and case folded."""
    return fold((text or "").replace(_SOFT_HYPHEN, " ")).casefold()


def words(text: str | None) -> list[str]:
    """The words of a text, case folded."""
    return _WORD.findall(folded(text))


def triples(text: str | None) -> Triples:
    """Each run of three words and how often it stands in the text; a shorter text is one run."""
    each = words(text)
    if len(each) > 2:
        return Counter(zip(each, each[1:], each[2:], strict=False))
    return Counter([tuple(each)] if each else [])


def share(part: Triples, whole: Triples) -> float:
    """The share of the runs of `part` that stand in `whole`; 0 where there are none."""
    size = part.total()
    return (part & whole).total() / size if size else 0.0


def word_f1(one: Sequence[str], other: Sequence[str]) -> float:
    """F1 of the words two texts have in common; 1 where both are empty."""
    common = (Counter(one) & Counter(other)).total()
    return 2 * common / (len(one) + len(other)) if one or other else 1.0


def occurrences(run: Sequence[str], text: Sequence[str]) -> int:
    """How often a run of words stands in a text."""
    size = len(run)
    return sum(list(text[at : at + size]) == list(run) for at in range(len(text) - size + 1)) if size else 0


def without(text: Sequence[str], runs: Iterable[Sequence[str]]) -> list[str]:
    """The text less the first occurrence of each run."""
    left = list(text)
    for run in runs:
        size = len(run)
        at = next((at for at in range(len(left) - size + 1) if size and left[at : at + size] == list(run)), None)
        if at is not None:
            del left[at : at + size]
    return left
