"""One automaton for all names and cue phrases, run once over a batch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import ahocorasick_rs
import numpy as np

from pipelines.extract.text import Bytes, Flags, Offsets, TextBatch, fold
from pipelines.extract.tokens import Ids


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


class Name(NamedTuple):
    """A name to be found; `meaning` is the index of what it stands for in a table of the caller's.

    `unaccented`: an English word that a word with accents does not mean ("German", not "Germán").
    """

    text: str
    layer: Layer
    meaning: int
    case: Case
    unaccented: bool = False


@dataclass(frozen=True, slots=True)
class Hits:
    """Names of one layer found in a batch, in the order of the text: parallel arrays.

    `start`, `end`: where a name stands in the batch's text. `sense`: an index of the automaton's `senses` of the
    layer, which tells what a name so written may stand for.
    """

    start: Offsets
    end: Offsets
    sense: Ids

    def __len__(self) -> int:
        return len(self.start)

    def where(self, chosen: Flags | Offsets) -> "Hits":
        """Those chosen, by flag or by number."""
        return Hits(self.start[chosen], self.end[chosen], self.sense[chosen])


@lru_cache(maxsize=1 << 16)
def matching_form(text: str) -> str:
    """The form in which names are compared: folded, hyphens and runs of blanks made one blank."""
    return _single_blanks(fold(text))


def matching_forms(texts: Iterable[str]) -> list[str]:
    """The matching form of each text, folded all at once."""
    folded = fold("\n".join(text.replace("\n", " ") for text in texts))
    return [_single_blanks(text) for text in folded.split("\n")]


def _single_blanks(folded: str) -> str:
    return " ".join(folded.replace("-", " ").split())


class Automaton:
    """Finds all names of a list in one pass, wherever they stand between word boundaries."""

    def __init__(self, names: Sequence[Name]) -> None:
        patterns: dict[str, int] = {}
        written: dict[Layer, dict[int, list[Name]]] = {layer: {} for layer in Layer}
        for form, name in zip(matching_forms(name.text for name in names), names, strict=True):
            if form:
                number = patterns.setdefault(form, len(patterns))
                written[name.layer].setdefault(number, []).append(name)
        self._spellings = {layer: _Spellings(len(patterns), written[layer]) for layer in Layer}
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            [form.encode() for form in patterns], implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def senses(self, layer: Layer) -> Sequence[tuple[int, ...]]:
        """What the names of a layer may stand for, by sense: the meanings of a name written in one of the ways that
        count."""
        return self._spellings[layer].senses

    def scan(self, batch: TextBatch) -> dict[Layer, Hits]:
        """The names in the batch by layer, in the order of the text; within a layer but CUE none overlaps another.

        Of overlapping names the leftmost wins, of those the longest; a longer name that begins inside one wins over it.
        """
        squeezed, position = _squeeze(batch)
        found = self._automaton.find_matches_as_indexes(squeezed, overlapping=True)
        table = np.fromiter(chain.from_iterable(found), np.int64, 3 * len(found)).reshape(-1, 3)
        pattern, start, last = table[:, 0], position[table[:, 1]], position[table[:, 2] - 1]
        whole = _between_boundaries(batch, start, last)
        pattern, start, end = pattern[whole], start[whole], last[whole] + 1
        order = np.lexsort((-end, start))
        pattern, start, end = pattern[order], start[order], end[order]
        hits = {layer: self._spellings[layer].read(batch, pattern, start, end) for layer in Layer}
        return {layer: each if layer is Layer.CUE else each.where(_apart(each)) for layer, each in hits.items()}


_NO_SENSE, _BY_SPELLING = -1, -2


class _Spellings:
    """The names of one layer: which sense each has, by its pattern and by how it is written."""

    def __init__(self, patterns: int, names: Mapping[int, list[Name]]) -> None:
        self._numbers: dict[tuple[int, ...], int] = {}
        self._by_pattern = np.full((2, patterns), _NO_SENSE, np.int32)
        self._exact: dict[int, _Exact] = {}
        for pattern, alike in names.items():
            small = self._number(name.meaning for name in alike if name.case is Case.ANY)
            capital = self._number(name.meaning for name in alike if name.case is not Case.EXACT)
            self._by_pattern[:, pattern] = small, capital
            if any(name.case is Case.EXACT or name.unaccented for name in alike):
                self._exact[pattern] = self._listed(alike, (small, capital))
                self._by_pattern[:, pattern] = _BY_SPELLING
        self.senses = tuple(self._numbers)

    def _number(self, meanings: Iterable[int]) -> int:
        unique = tuple(dict.fromkeys(meanings))
        return self._numbers.setdefault(unique, len(self._numbers)) if unique else _NO_SENSE

    def _listed(self, alike: Sequence[Name], otherwise: tuple[int, int]) -> "_Exact":
        listed: dict[str, list[Name]] = {}
        for name in alike:
            if name.case is Case.EXACT:
                listed.setdefault(name.text, []).append(name)
        return _Exact(
            {
                text: (
                    self._number(name.meaning for name in (*same, *(n for n in alike if n.case is Case.ANY))),
                    self._number(name.meaning for name in (*same, *(n for n in alike if n.case is not Case.EXACT))),
                )
                for text, same in listed.items()
            },
            otherwise,
            all(name.unaccented for name in alike),
        )

    def read(self, batch: TextBatch, pattern: Offsets, start: Offsets, end: Offsets) -> Hits:
        """The layer's names among the patterns found, with their senses; those written in no way that counts are left
        out."""
        capital = batch.is_upper[start]
        sense = self._by_pattern[capital.view(np.uint8), pattern]
        doubtful = np.flatnonzero(sense == _BY_SPELLING)
        rows = zip(*(column[doubtful].tolist() for column in (pattern, start, end, capital)), strict=True)
        sense[doubtful] = [self._exact[number].sense(batch.text[a:b], is_capital) for number, a, b, is_capital in rows]
        return Hits(start, end, sense).where(np.flatnonzero(sense != _NO_SENSE))


@dataclass(frozen=True, slots=True)
class _Exact:
    """A pattern whose sense hangs on its spelling: senses by text (with a small letter first, with a capital), and
    otherwise."""

    listed: Mapping[str, tuple[int, int]]
    otherwise: tuple[int, int]
    unaccented: bool

    def sense(self, text: str, is_capital: bool) -> int:
        if self.unaccented and _has_accents(text):
            return _NO_SENSE
        return self.listed.get(text, self.otherwise)[is_capital]


def _apart(hits: Hits) -> Offsets:
    """The numbers of the hits that hold against those they overlap."""
    reached = np.maximum.accumulate(hits.end) if len(hits) else hits.end
    first = np.concatenate(([True], hits.start[1:] >= reached[:-1])) if len(hits) else np.zeros(0, np.bool_)
    bounds = np.append(np.flatnonzero(first), len(hits))
    sizes = np.diff(bounds)
    kept = np.repeat(sizes == 1, sizes)
    for number in np.flatnonzero(sizes > 1).tolist():
        kept[list(_winners(hits, int(bounds[number]), int(bounds[number + 1])))] = True
    return np.flatnonzero(kept)


def _winners(hits: Hits, first: int, last: int) -> Iterator[int]:
    """Of hits that overlap one another: the leftmost, unless a longer one begins inside it."""
    starts, ends = hits.start[first:last].tolist(), hits.end[first:last].tolist()
    holder = 0
    for number in range(1, last - first):
        if starts[number] >= ends[holder]:
            yield first + holder
        elif ends[number] <= ends[holder] or ends[number] - starts[number] <= ends[holder] - starts[holder]:
            continue
        holder = number
    yield first + holder


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


def _between_boundaries(batch: TextBatch, start: Offsets, last: Offsets) -> Flags:
    """Whether a name that begins or ends with a letter or digit is not part of a longer word there."""
    size = len(batch.is_word)
    open_before = ~(batch.is_word[start] & batch.is_word[start - 1] & (start > 0))
    open_after = ~(batch.is_word[last] & batch.is_word[np.minimum(last + 1, size - 1)])
    result: Flags = open_before & open_after
    return result


def _has_accents(text: str) -> bool:
    return not text.isascii() and any(char.isalpha() and not char.isascii() for char in text)
