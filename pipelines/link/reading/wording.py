"""Reads of each text what tells activities apart beside the extracted facts: its words, names, and cues of time."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.extract.names.finder import NameFinder, lay_out_names
from pipelines.extract.names.names import Case, Layer, Name
from pipelines.extract.text.batch import FIELD_BREAK, TextBatch, lay_out
from pipelines.extract.text.tokens import WORD, Tokens, cut, words_of
from pipelines.extract.text.word_index import WordIndex
from pipelines.link.reading.ragged import Flags, Ints

Keys = npt.NDArray[np.uint64]

STEM = 6
"""Letters by which words are compared: inflected forms share them, and so do many words of English and Spanish."""
_SHORTEST = 3
_RUN_WORDS = 2
_TERM = np.uint64(1 << 60)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_SENTENCE_ENDS = np.frombuffer(b'.!?:"\n\x00', np.uint8)


@dataclass(frozen=True)
class Cue:
    """A phrase of `link_cues.csv`: its kind, and for kind `when` the days from publication that it leaves open."""

    kind: str
    first_day: int
    last_day: int


@dataclass(frozen=True)
class Wording:
    """What a batch's texts say, in flat columns.

    `entry`, `key`, `is_capital`, `is_small`: each word by its stem or term, and whether it is written with a capital
    inside a sentence, or without one. `cue_entry`, `cue`: each cue phrase found, a number in the list of cues.
    """

    entry: Ints
    key: Keys
    is_capital: Flags
    is_small: Flags
    is_headed: Flags
    cue_entry: Ints
    cue: Ints


class WordingReader:
    """Reads batches of texts; one instance serves any number of them."""

    def __init__(self, reference: Path) -> None:
        """Read `link_terms.csv`, `link_cues.csv` and the numbers of `lexicon.csv`.

        Raises:
            FileNotFoundError: a table is missing.
        """
        self.reference = reference
        self._terms = _Terms.read(reference)
        rows = _rows(reference / "link_cues.csv")
        self.cues: Sequence[Cue] = [
            Cue(row["kind"], int(row["first_day"] or 0), int(row["last_day"] or 0)) for row in rows
        ]
        names = [Name(row["phrase"], Layer.CUE, number, Case.ANY) for number, row in enumerate(rows)]
        laid_out = lay_out_names(names)
        self._words = WordIndex(sorted(words_of(laid_out)))
        self._finder = NameFinder(names, laid_out, self._words)
        self._meanings = self._finder.senses(Layer.CUE)

    @property
    def groups(self) -> Keys:
        """The keys of terms that stand for groups of people, in ascending order."""
        return self._terms.groups

    @property
    def subjects(self) -> Keys:
        """The keys of terms that stand for subjects, in ascending order."""
        return self._terms.subjects

    def read(self, headlines: list[str], bodies: list[str]) -> Wording:
        """The wording of entries with these headlines and bodies."""
        batch = lay_out(headlines, bodies)
        tokens = cut(batch, self._words)
        hits = self._finder.scan(batch, tokens)[Layer.CUE]
        meanings = [self._meanings[sense][0] for sense in hits.sense.tolist()]
        word = np.flatnonzero((tokens.mark == WORD) & ((tokens.end - tokens.start >= _SHORTEST) | tokens.is_number))
        entry = batch.entry_of(tokens.start[word])
        key = self._terms.keys(batch, tokens.start[word], tokens.end[word])
        in_headline = tokens.start[word] < batch.body_starts[entry]
        return Wording(
            entry=entry,
            key=key,
            is_capital=(tokens.capital & ~_opens_sentence(tokens))[word],
            is_small=~tokens.capital[word],
            is_headed=_first_run(entry, in_headline & np.isin(key, self.groups)),
            cue_entry=batch.entry_of(hits.start),
            cue=np.array(meanings, np.int64),
        )


def _first_run(entry: Ints, is_group: Flags) -> Flags:
    """The first groups that each entry's headline names: the first, and others at most two words behind it."""
    at = np.flatnonzero(is_group)
    entries, first = np.unique(entry[at], return_index=True)
    begin = np.full(int(entry.max(initial=-1)) + 1, len(entry))
    begin[entries] = at[first]
    return np.asarray(is_group & (np.arange(len(entry)) - begin[entry] <= _RUN_WORDS), np.bool_)


def stems(batch: TextBatch, start: Ints, end: Ints) -> Keys:
    """The first letters of words as one number each; a short word's plural `s` does not count."""
    length = end - start
    is_plural = (length > _SHORTEST) & (length <= STEM) & (batch.folded[end - 1] == ord("s"))
    length = np.minimum(length - is_plural, STEM)
    keys = np.zeros(len(start), np.uint64)
    for letter in range(STEM):
        at = np.minimum(start + letter, len(batch.folded) - 1)
        byte = np.where(letter < length, batch.folded[at], 0).astype(np.uint64)
        keys |= byte << np.uint64(8 * letter)
    return keys


def _whole(batch: TextBatch, start: Ints, end: Ints) -> Keys:
    """Twice as many first letters of words as `stems`, as one number each."""
    return np.asarray(stems(batch, start, end) ^ (stems(batch, start + STEM, end) * _SPREAD), np.uint64)


def _opens_sentence(tokens: Tokens) -> Flags:
    ends = np.isin(tokens.mark, _SENTENCE_ENDS)
    return np.concatenate(([True], ends[:-1]))


@dataclass(frozen=True)
class _Terms:
    """Words that mean the same in both languages: by the stem of each, in ascending order, the key they share.

    `whole` and `key_of_whole`: likewise by more letters, for words of different terms with the same stem.
    """

    stem: Keys
    key: Keys
    whole: Keys
    key_of_whole: Keys
    groups: Keys
    subjects: Keys

    @classmethod
    def read(cls, reference: Path) -> "_Terms":
        rows = _rows(reference / "link_terms.csv")
        cardinals = [row for row in _rows(reference / "lexicon.csv") if row["role"] == "cardinal"]
        numbers = {term: number for number, term in enumerate(dict.fromkeys(row["term"] for row in rows))}
        terms = np.array([int(_TERM) | numbers[row["term"]] for row in rows], np.uint64)
        stem, whole = _keys_of([row["word"] for row in rows])
        value, _ = _keys_of([row["value"] for row in cardinals])
        cardinal, _ = _keys_of([row["word"] for row in cardinals])
        kind = np.array([row["kind"] for row in rows])
        return cls(
            *_first(np.concatenate((stem, cardinal)), np.concatenate((terms, value))),
            *_first(whole, terms),
            groups=np.unique(terms[kind == "group"]),
            subjects=np.unique(terms[kind == "subject"]),
        )

    def keys(self, batch: TextBatch, start: Ints, end: Ints) -> Keys:
        """The stems of words; of those that a term has, the term's key."""
        found = stems(batch, start, end)
        at = np.minimum(np.searchsorted(self.stem, found), len(self.stem) - 1)
        known = np.flatnonzero(self.stem[at] == found)
        keys = found.copy()
        keys[known] = self.key[at[known]]
        whole = _whole(batch, start[known], end[known])
        at = np.minimum(np.searchsorted(self.whole, whole), len(self.whole) - 1)
        is_listed = self.whole[at] == whole
        keys[known[is_listed]] = self.key_of_whole[at[is_listed]]
        return keys


def _keys_of(words: list[str]) -> tuple[Keys, Keys]:
    """The keys of single words: by their stems, and by more of their letters."""
    batch = lay_out(words, [""] * len(words))
    end = batch.body_starts - len(FIELD_BREAK)
    start = end - np.array([len(word) for word in words], np.int64)
    return stems(batch, start, end), _whole(batch, start, end)


def _first(keys: Keys, values: Keys) -> tuple[Keys, Keys]:
    """Each key once, in ascending order, with the first of its values."""
    distinct, first = np.unique(keys, return_index=True)
    return distinct, values[first]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
