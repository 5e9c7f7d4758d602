"""The grammar of numbers that count people, over token classes, in English and Spanish.

Every token is one letter (see `ALPHABET` and `MARKS`). All quantifiers of words are bounded.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pipelines.extract.text.batch import Bytes, Flags, Offsets, TextBatch
from pipelines.extract.text.columns import is_in
from pipelines.extract.text.lexicon import Lexicon, token_classes
from pipelines.extract.text.tokens import Tokens, running

ALPHABET = (
    ("multiplier", "M"),
    ("cardinal", "c"),
    ("not_person", "N"),
    ("person", "P"),
    ("hedge_at_least", "L"),
    ("hedge_approximately", "A"),
    ("hedge_at_most", "U"),
    ("more", "r"),
    ("than", "t"),
    ("of", "o"),
    ("and", "&"),
    ("the", "l"),
    ("background_people", "B"),
    ("took_part", "K"),
    ("for", "f"),
    ("future", "F"),
    ("possible", "F"),
    ("in", "i"),
    ("all", "a"),
    ("a", "e"),
    ("up", "u"),
)
MARKS = {
    "-": "-",
    ",": ",",
    ".": ".",
    "(": "(",
    ")": ")",
    "\n": "\n",
    "\x00": "|",
    "/": "/",
    ";": ";",
    '"': '"',
    "%": "%",
    "$": "$",
}
_IN_NUMBER = b"ncM"
_PASSED, _REACHED = b"ncM.,-&e()xCol", b"PiN%$"
"""What may be between a number's first letter and the counted noun, and the letters that it starts with."""
_LOOKED_BEHIND = 3
"""At this distance from the first letter of the counted noun is the last letter that decides whether it is counted."""
_BETWEEN, _MOST_BETWEEN = b"xCol", 5
"""Letters that are not numbers, and how many of them may precede the counted noun."""
_NUMBER = r"(?P<number>n(?:[.,]n)*(?:M)?|[cM](?:[-&]?[cM]){0,4}(?:&e(?=P))?)"
_COUNTED = re.compile(
    (
        rf"{_NUMBER}(?:\(n\))?(?:[xC-]|o|l|,(?=[xC])|&(?=[xCP])){{0,5}}?"
        r"(?:(?P<people>P(?!-?N)|ia|(?<=[nc]C)(?=&[nc]C?P))|[N%$])"
    ).encode()
)
_HEDGE = re.compile(rb"(?P<hedge>rt|r(?=o)|ux|[LAU]|t|lo?rt)?o?\Z")
_LONGEST_HEDGE = 5
QUALIFIERS = ("exact", "at_least", "approximately", "at_most")
_QUALIFIERS = dict.fromkeys(b"rtLl", 1) | {ord("A"): 2} | dict.fromkeys(b"Uu", 3)


class _Counted(NamedTuple):
    """The lengths in letters of a number with its noun and of the number alone, and whether it counts people."""

    length: int
    number: int
    is_people: bool


class Phrases(NamedTuple):
    """Numbers that count people, in the order of the text: parallel arrays of tokens, ends excluded.

    `first`, `last`: the whole phrase, with hedge and noun. `hedge`: the start of the hedge, or else of the number.
    `number`, `number_end`: the number. `qualifier`: the hedge's meaning, a number in QUALIFIERS.
    """

    first: Offsets
    hedge: Offsets
    number: Offsets
    number_end: Offsets
    last: Offsets
    qualifier: Offsets

    def where(self, chosen: Flags | Offsets) -> "Phrases":
        """Return the chosen ones, by flag or by number."""
        return Phrases(*(column[chosen] for column in self))


class NumberGrammar:
    """Finds numbers that count people."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._table = lexicon.classes(ALPHABET, "x")
        self._endings = tuple(ending.encode() for ending in lexicon.by_word("person_ending"))

    def letters(
        self, batch: TextBatch, tokens: Tokens, date_letters: Bytes, in_date: Flags, demonyms: Offsets
    ) -> Bytes:
        """Return one letter per token; numbers that belong to a date or are a year are excluded. Right after a number,
        plural `demonyms` (tokens) count people, as do nouns that end like those for people."""
        letters = token_classes(tokens, self._table, MARKS, "_")
        letters[tokens.capital & (letters == ord("x"))] = ord("C")
        numbers = np.flatnonzero(tokens.is_number)
        is_aside = in_date[numbers] | (date_letters[numbers] == ord("y"))
        letters[numbers] = np.where(is_aside, ord("_"), ord("n"))
        counted = demonyms[is_in(_IN_NUMBER, letters[demonyms - 1])]
        letters[counted[batch.folded[tokens.end[counted] - 1] == ord("s")]] = ord("P")
        letters[self._like_people(letters, batch, tokens)] = ord("P")
        return letters

    def _like_people(self, letters: Bytes, batch: TextBatch, tokens: Tokens) -> Offsets:
        """Return the words without a role right after a number that end like nouns for people: "12 apicultores"."""
        token = np.flatnonzero(is_in(_IN_NUMBER, letters[:-1])) + 1
        token = token[letters[token] == ord("x")]
        text = batch.folded.tobytes()
        spans = zip(tokens.start[token].tolist(), tokens.end[token].tolist(), strict=True)
        chosen = np.array([text[first:last].endswith(self._endings) for first, last in spans], np.bool_)
        people: Offsets = token[chosen]
        return people

    @staticmethod
    def phrases(letters: Bytes) -> Phrases:
        """Return every number that counts people, with its hedge and noun."""
        text = letters.tobytes()
        rows: list[tuple[int, ...]] = []
        reached = 0
        for token, last in _likely(letters):
            if token < reached or (counted := _counted(text[token : last + _LOOKED_BEHIND])) is None:
                continue
            reached = token + counted.length
            if counted.is_people:
                before, hedge, qualifier = _hedge(text[max(token - _LONGEST_HEDGE, 0) : token])
                rows.append((token - before, token - hedge, token, token + counted.number, reached, qualifier))
        return Phrases(*np.array(rows, np.int64).reshape(-1, len(Phrases._fields)).T)


def _likely(letters: Bytes) -> Iterator[tuple[int, int]]:
    """Yield the tokens at which a counting number may start, and those at which the counted noun starts."""
    token = np.flatnonzero(is_in(_IN_NUMBER, letters))
    behind = np.flatnonzero(~is_in(_PASSED, letters))
    reached = np.append(behind, len(letters) - 1)[np.searchsorted(behind, token)]
    between = running(is_in(_BETWEEN, letters))
    fits = is_in(_REACHED, letters[reached]) & (between[reached] - between[token] <= _MOST_BETWEEN)
    return zip(token[fits].tolist(), reached[fits].tolist(), strict=True)


@lru_cache(maxsize=1 << 14)
def _counted(letters: bytes) -> _Counted | None:
    """Return the phrase that starts with a number, if the number counts something."""
    match = _COUNTED.match(letters)
    return None if match is None else _Counted(match.end(), match.end("number"), match["people"] is not None)


@lru_cache(maxsize=1 << 14)
def _hedge(before: bytes) -> tuple[int, int, int]:
    """Return how many letters before a number belong to it, how many of them from its hedge on, and the qualifier."""
    match = _HEDGE.search(before)
    if match is None or match["hedge"] is None:
        return (len(before) - match.start() if match else 0), 0, 0
    length = len(before) - match.start()
    return length, length, _QUALIFIERS[match["hedge"][0]]
