"""Reads of each text what tells activities apart beside the extracted facts: its words, names, and cues of time."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.extract.names.finder import NameFinder, lay_out_names
from pipelines.extract.names.names import Case, Layer, Name
from pipelines.extract.text.batch import TextBatch, fold, lay_out
from pipelines.extract.text.tokens import WORD, Tokens, cut, words_of
from pipelines.extract.text.word_index import WordIndex
from pipelines.link.reading.ragged import Flags, Ints

Keys = npt.NDArray[np.uint64]

STEM = 6
"""Letters by which words are compared: inflected forms share them, and so do many words of English and Spanish."""
_SHORTEST = 3
_RUN_WORDS = 2
_TERM = np.uint64(1 << 60)
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

    `entry`, `key`, `is_name`: each word by its stem or term, and whether it is written with a capital inside a
    sentence. `cue_entry`, `cue`: each cue phrase found, a number in the list of cues.
    """

    entry: Ints
    key: Keys
    is_capital: Flags
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
        key = self._terms.keys(stems(batch, tokens.start[word], tokens.end[word]))
        in_headline = tokens.start[word] < batch.body_starts[entry]
        return Wording(
            entry=entry,
            key=key,
            is_capital=(tokens.capital & ~_opens_sentence(tokens))[word],
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


def stem(word: str) -> int:
    """The stem of a single word."""
    batch = lay_out([fold(word)], [""])
    return int(stems(batch, np.array([0]), np.array([len(word)]))[0])


def _opens_sentence(tokens: Tokens) -> Flags:
    ends = np.isin(tokens.mark, _SENTENCE_ENDS)
    return np.concatenate(([True], ends[:-1]))


@dataclass(frozen=True)
class _Terms:
    """Words that mean the same in both languages: by the stem of each, in ascending order, the key they share."""

    stem: Keys
    key: Keys
    groups: Keys
    subjects: Keys

    @classmethod
    def read(cls, reference: Path) -> "_Terms":
        rows = _rows(reference / "link_terms.csv")
        numbers = {term: number for number, term in enumerate(dict.fromkeys(row["term"] for row in rows))}
        keys = {stem(row["word"]): int(_TERM) | numbers[row["term"]] for row in reversed(rows)}
        kinds = {int(_TERM) | numbers[row["term"]]: row["kind"] for row in rows}
        for row in _rows(reference / "lexicon.csv"):
            if row["role"] == "cardinal":
                keys.setdefault(stem(row["word"]), stem(row["value"]))
        ordered = sorted(keys.items())
        return cls(
            np.array([key for key, _ in ordered], np.uint64),
            np.array([value for _, value in ordered], np.uint64),
            np.array(sorted(key for key, kind in kinds.items() if kind == "group"), np.uint64),
            np.array(sorted(key for key, kind in kinds.items() if kind == "subject"), np.uint64),
        )

    def keys(self, found: Keys) -> Keys:
        """Stems, those of terms replaced by the term's key."""
        at = np.minimum(np.searchsorted(self.stem, found), len(self.stem) - 1)
        return np.where(self.stem[at] == found, self.key[at], found)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
