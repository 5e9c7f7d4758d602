"""Finds all names and cue phrases in one pass over the tokens of a batch."""

from collections.abc import Sequence

import numpy as np

from pipelines.extract.names.names import Hits, Layer, Name
from pipelines.extract.names.spellings import Spellings
from pipelines.extract.names.trie import Trie
from pipelines.extract.text.batch import Ids, Offsets, TextBatch, lay_out
from pipelines.extract.text.tokens import WORD, Tokens, cut
from pipelines.extract.text.word_index import WordIndex

_HYPHEN = ord("-")
_MARKS = 256
_AFTER_A_NAME = 2
"""The blank line and the end mark after a name laid out as a headline."""


class NameFinder:
    """Finds all names of a list in one pass over a batch's tokens.

    Names are cut into the same tokens as texts, so that a name never matches inside a word; hyphens count as spaces,
    and there must be a space between two tokens where the name has one.
    """

    def __init__(self, names: Sequence[Name], laid_out: TextBatch, words: WordIndex) -> None:
        """`laid_out` are the names as a batch (`lay_out_names`); `words` contain its words, as `cut` takes them."""
        self._words = len(words)
        self._symbols = self._words + _MARKS
        self._trie = self._trie_of(cut(laid_out, words))
        written: dict[Layer, dict[int, list[Name]]] = {layer: {} for layer in Layer}
        for pattern, name in zip(self._trie.endings.tolist(), names, strict=True):
            if pattern:
                written[name.layer].setdefault(pattern, []).append(name)
        self._spellings = {layer: Spellings(self._trie.states, written[layer]) for layer in Layer}

    def _trie_of(self, tokens: Tokens) -> Trie:
        token, symbol, further = self._numbered(tokens)
        bounds = np.searchsorted(token, tokens.first)
        first, last = bounds[:-1], bounds[1:] - _AFTER_A_NAME
        further[first] = symbol[first]
        return Trie(further, first, last, 2 * self._symbols)

    def senses(self, layer: Layer) -> Sequence[tuple[int, ...]]:
        """Return what the names of a layer may mean, by sense: the meanings of a name in one of its valid
        spellings."""
        return self._spellings[layer].senses

    def scan(self, batch: TextBatch, tokens: Tokens) -> dict[Layer, Hits]:
        """Return the names in the batch by layer, in the order of the text; only names of the layer CUE overlap.

        Of overlapping names the leftmost wins, then the longest; a longer name that starts inside one wins over it.
        """
        token, symbol, further = self._numbered(tokens)
        pattern, first, last = self._trie.find(symbol, further)
        first, last = token[first], token[last - 1] + 1
        start, end = tokens.start[first], tokens.end[last - 1]
        hits = {}
        for layer, spellings in self._spellings.items():
            own, sense = spellings.read(batch, pattern, start, end)
            hits[layer] = Hits(start[own], end[own], first[own], last[own], sense)
        return {layer: each if layer is Layer.CUE else each.where(winning_hits(each)) for layer, each in hits.items()}

    def _numbered(self, tokens: Tokens) -> tuple[Offsets, Ids, Ids]:
        """Return the tokens except hyphens, with the numbers by which a name starts with each or continues with it: a
        token directly after another has a different number than one after a space; -1 for a word in no name."""
        token = np.flatnonzero(tokens.mark != _HYPHEN)
        mark, start, end = tokens.mark[token], tokens.start[token], tokens.end[token]
        symbol = tokens.word_id[token]
        marks = np.flatnonzero(mark != WORD)
        symbol[marks] = mark[marks].astype(np.int32) + self._words
        further = symbol.copy()
        tight = np.flatnonzero((start[1:] == end[:-1]) & (symbol[1:] >= 0)) + 1
        further[tight] += self._symbols
        return token, symbol, further


def lay_out_names(names: Sequence[Name]) -> TextBatch:
    """Return the names as a batch, one headline each."""
    return lay_out([name.text for name in names], [""] * len(names))


def winning_hits(hits: Hits) -> Offsets:
    """Return the numbers of the hits that win over those they overlap.

    Each cluster of overlapping hits has a holder, first its leftmost hit. Later hits are compared with the
    holder one by one, those of all clusters together: one that starts after its end becomes the next holder, a
    longer one replaces it.
    """
    if not len(hits):
        return np.zeros(0, np.int64)
    start, end = hits.start, hits.end
    opens = np.append(True, start[1:] >= np.maximum.accumulate(end)[:-1])
    first = np.flatnonzero(opens)
    size = np.diff(np.append(first, len(hits)))
    holder = first.copy()
    cluster = np.flatnonzero(size > 1)
    stands = []
    for place in range(1, int(size.max())):
        cluster = cluster[size[cluster] > place]
        held, number = holder[cluster], first[cluster] + place
        beyond = start[number] >= end[held]
        longer = (end[number] > end[held]) & (end[number] - start[number] > end[held] - start[held])
        stands.append(held[beyond])
        holder[cluster] = np.where(beyond | longer, number, held)
    return np.sort(np.concatenate((holder, *stands)))
