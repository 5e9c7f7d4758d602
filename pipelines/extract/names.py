"""One automaton for all names and cue phrases, run once over a batch."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import chain

import ahocorasick_rs
import numpy as np

from pipelines.extract.text import Bytes, Offsets, TextBatch, fold


class Layer(Enum):
    """Names of one layer compete for the same characters; names of different layers don't."""

    PLACE = "place"
    ORGANISATION = "organisation"
    CUE = "cue"


class Case(Enum):
    """How a name must be written: letter by letter as listed, with a capital first, or anyhow."""

    EXACT = "exact"
    CAPITAL = "capital"
    ANY = "any"


@dataclass(frozen=True)
class Name:
    """A name to be found; `meaning` is the index of what it stands for in a table of the caller's.

    `unaccented`: an English word that a word with accents does not mean ("German", not "Germán").
    """

    text: str
    layer: Layer
    meaning: int
    case: Case
    unaccented: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: where it stands in the batch's text, and what it may stand for, each meaning at most once."""

    start: int
    end: int
    meanings: tuple[int, ...]


@lru_cache(maxsize=1 << 16)
def matching_form(text: str) -> str:
    """The form in which names are compared: folded, hyphens and runs of blanks made one blank."""
    return " ".join(fold(text).replace("-", " ").split())


class Automaton:
    """Finds all names of a list in one pass, wherever they stand between word boundaries."""

    def __init__(self, names: Iterable[Name]) -> None:
        by_form: dict[str, dict[Layer, list[Name]]] = {}
        for name in names:
            form = matching_form(name.text)
            if form:
                by_form.setdefault(form, {}).setdefault(name.layer, []).append(name)
        self._names = {layer: [_by_case(names.get(layer, ())) for names in by_form.values()] for layer in Layer}
        self._in_layer = {layer: np.array([layer in names for names in by_form.values()], np.bool_) for layer in Layer}
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            [form.encode() for form in by_form], implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def scan(self, batch: TextBatch) -> dict[Layer, list[Hit]]:
        """The names in the batch by layer, in the order of the text; within a layer but CUE none overlaps another.

        Of overlapping names the leftmost wins, of those the longest; a longer name that begins inside one wins over it.
        """
        squeezed, position = _squeeze(batch)
        found = self._automaton.find_matches_as_indexes(squeezed, overlapping=True)
        table = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found)).reshape(-1, 3)
        pattern, start, last = table[:, 0], position[table[:, 1]], position[table[:, 2] - 1]
        whole = _between_boundaries(batch, start, last)
        pattern, start, end = pattern[whole], start[whole], last[whole] + 1
        return {layer: self._layer_hits(batch, layer, pattern, start, end) for layer in Layer}

    def _layer_hits(self, batch: TextBatch, layer: Layer, pattern: Offsets, start: Offsets, end: Offsets) -> list[Hit]:
        here = self._in_layer[layer][pattern]
        pattern, start, end = pattern[here], start[here], end[here]
        order = np.lexsort((-end, start))
        capital = batch.is_upper[start[order]]
        hits: list[Hit] = []
        reached = 0
        rows = zip(pattern[order].tolist(), start[order].tolist(), end[order].tolist(), capital.tolist(), strict=True)
        written = self._names[layer]
        exclusive = layer is not Layer.CUE
        for number, first, after, is_capital in rows:
            longer = bool(hits) and after > reached and after - first > hits[-1].end - hits[-1].start
            if first < reached and exclusive and not longer:
                continue
            name = written[number]
            meanings = name.capital if is_capital else name.small
            if name.exact:
                meanings = (*name.exact.get(batch.text[first:after], ()), *meanings)
            if not meanings or (name.unaccented and _has_accents(batch.text[first:after])):
                continue
            if first < reached and exclusive:
                hits.pop()
            hits.append(Hit(first, after, meanings))
            reached = after
        return hits


def _squeeze(batch: TextBatch) -> tuple[bytes, Offsets]:
    """The folded text with hyphens and runs of blanks made one blank, and where each byte of it stood.

    A blank line becomes a mark of its own, so that no name reaches from one paragraph into the next.
    """
    folded = batch.folded
    newline = folded == ord("\n")
    blank_line = newline & np.concatenate((newline[1:], [False]))
    blank = ((folded == ord(" ")) | (folded == ord("-")) | newline) & ~blank_line
    keep = ~(blank & np.concatenate(([False], blank[:-1])))
    position = np.flatnonzero(keep)
    squeezed: Bytes = np.where(blank, np.uint8(ord(" ")), folded)[position]
    return squeezed.tobytes(), position


def _between_boundaries(batch: TextBatch, start: Offsets, last: Offsets) -> np.ndarray:
    """Whether a name that begins or ends with a letter or digit is not part of a longer word there."""
    size = len(batch.is_word)
    open_before = ~(batch.is_word[start] & batch.is_word[start - 1] & (start > 0))
    open_after = ~(batch.is_word[last] & batch.is_word[np.minimum(last + 1, size - 1)])
    result: np.ndarray = open_before & open_after
    return result


@dataclass(frozen=True, slots=True)
class _Written:
    """What one form may stand for when it begins with a capital, with a small letter, or is written letter by letter as listed."""

    capital: tuple[int, ...]
    small: tuple[int, ...]
    exact: dict[str, tuple[int, ...]]
    unaccented: bool


def _has_accents(text: str) -> bool:
    return not text.isascii() and any(char.isalpha() and not char.isascii() for char in text)


def _by_case(names: Iterable[Name]) -> _Written:
    names = list(names)
    exact: dict[str, tuple[int, ...]] = {}
    for name in names:
        if name.case is Case.EXACT:
            exact[name.text] = (*exact.get(name.text, ()), name.meaning)
    return _Written(
        tuple(dict.fromkeys(name.meaning for name in names if name.case is not Case.EXACT)),
        tuple(dict.fromkeys(name.meaning for name in names if name.case is Case.ANY)),
        exact,
        all(name.unaccented for name in names),
    )
