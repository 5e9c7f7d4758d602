"""The lexicon: the roles of single words in the grammars, read from the reference folder's lexicon and its calendar
tables."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.extract.text.batch import Bytes, Flags, Ids, fold
from pipelines.extract.text.tokens import Tokens
from pipelines.extract.text.word_index import WordIndex

MONTH_AND_YEAR = "month_and_year"
_GLUED_YEARS = range(1990, 2051)


@dataclass(frozen=True)
class Lexicon:
    """`words` are folded; `roles[role]` maps a word's index to its value in the tables. Words of
    names may have no role."""

    words: WordIndex
    roles: Mapping[str, Mapping[int, str]]

    def value(self, role: str, word_id: int) -> str | None:
        """Return the value of a word in that role; None if it does not have the role."""
        return self.roles[role].get(word_id)

    def by_word(self, role: str) -> dict[str, str]:
        """Return the words with a role, folded, with their values."""
        words = self.words.words
        return {words[number].decode(): value for number, value in self.roles[role].items()}

    def flags(self, role: str) -> Flags:
        """Return which words have the role; the last element, for unknown words, is false."""
        table = np.zeros(len(self.words) + 1, np.bool_)
        table[list(self.roles[role])] = True
        return table

    def numbers(self, role: str) -> Ids:
        """Return each word's numeric value in the role; 0 for words without the role and for unknown
        words, the last element."""
        table = np.zeros(len(self.words) + 1, np.int32)
        table[list(self.roles[role])] = [int(value) for value in self.roles[role].values()]
        return table

    def classes(self, alphabet: Iterable[tuple[str, str]], default: str) -> Bytes:
        """Return the letter of each word's first role in `alphabet`; the last element is for unknown words."""
        table = np.full(len(self.words) + 1, ord(default), np.uint8)
        for role, letter in reversed(list(alphabet)):
            table[list(self.roles[role])] = ord(letter)
        return table


def load_lexicon(reference: Path, further: Iterable[bytes] = ()) -> Lexicon:
    """Read `lexicon.csv`, `months.csv` and `weekdays.csv` of the reference folder; `further` are folded words without a
    role that get an index too.

    Raises:
        FileNotFoundError: a table is missing.
    """
    rows = read_csv(reference / "lexicon.csv")
    folded = fold("\n".join(row["word"] for row in rows)).split("\n")
    entries = [(row["role"], word, row["value"]) for row, word in zip(rows, folded, strict=True)]
    months = [(fold(row["name"]).rstrip("."), row["month"]) for row in read_csv(reference / "months.csv")]
    entries += [("month", name, month) for name, month in months]
    entries += [(MONTH_AND_YEAR, f"{name}{year}", f"{year}-{month}") for name, month in months for year in _GLUED_YEARS]
    entries += [
        ("weekday", fold(row["name"]).rstrip("."), row["weekday"]) for row in read_csv(reference / "weekdays.csv")
    ]
    words = sorted({*(word.encode() for _, word, _ in entries), *further})
    index = {word: number for number, word in enumerate(words)}
    roles: dict[str, dict[int, str]] = {}
    for role, word, value in entries:
        roles.setdefault(role, {}).setdefault(index[word.encode()], value)
    return Lexicon(WordIndex(words), roles)


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return all rows of a reference table."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return [dict(zip(header, row, strict=True)) for row in rows if row]


def token_classes(tokens: Tokens, table: Bytes, marks: Mapping[str, str], other_mark: str) -> Bytes:
    """Return one byte per token: the word's class in `table`, or the mark's in `marks` (folded character to letter)."""
    by_mark = np.full(256, ord(other_mark), np.uint8)
    for mark, letter in marks.items():
        by_mark[ord(mark)] = ord(letter)
    letters = table.take(tokens.word_id)
    is_mark = np.flatnonzero(tokens.mark != 255)
    letters[is_mark] = by_mark[tokens.mark[is_mark]]
    return letters
