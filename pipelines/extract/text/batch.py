"""Lays a batch of entries out in one buffer in which byte offsets are character offsets."""

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

FIELD_BREAK = "\n\n"
ENTRY_END = "\x00"

Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Offsets = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int32]
Days = npt.NDArray[np.datetime64]

_TABLE_SIZE = 0x10000
_LAST_SCRIPT = 0x3000
"""Names contain no letters beyond this code point."""
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u00b4\u0060\u2032"
_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_LETTERS_OF_TWO = {
    "ß": "s",
    "æ": "a",
    "Æ": "a",
    "œ": "o",
    "Œ": "o",
    "ø": "o",
    "Ø": "o",
    "đ": "d",
    "Đ": "d",
    "ł": "l",
    "Ł": "l",
    "ı": "i",
}


_WORD, _UPPER, _DIGIT, _ACCENTED = 1, 2, 4, 8


@cache
def _table() -> npt.NDArray[np.uint16]:
    """Return, by code point, the folded byte, and above it bits for letter or digit, capital, digit, and letter
    beyond ASCII."""
    table = np.full(_TABLE_SIZE, ord("?"), np.uint16)
    for point in range(_LAST_SCRIPT):
        char = chr(point)
        kind = (
            _WORD * char.isalnum()
            + _UPPER * char.isupper()
            + _DIGIT * (char in "0123456789")
            + _ACCENTED * (char.isalpha() and not char.isascii())
        )
        table[point] = _fold_character(char) + (kind << 8)
    table[0], table[ord("\n")] = 0, ord("\n")
    return table


def _fold_character(char: str) -> int:
    for family, plain in ((_DASHES, "-"), (_APOSTROPHES, "'"), (_QUOTES, '"')):
        if char in family:
            return ord(plain)
    if char.isspace():
        return ord(" ")
    base = _LETTERS_OF_TWO.get(char) or unicodedata.normalize("NFKD", char)[0].lower()
    return ord(base) if " " <= base <= "~" else ord("?")


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, with plain quotation marks and dashes, in the same length."""
    return _classed(text)[0].tobytes().decode("latin-1")


@dataclass(frozen=True)
class TextBatch:
    """Entries concatenated as headline, blank line, body, end mark.

    `text` is the whole text; `folded`, `is_word`, `is_upper`, `is_digit`, `is_accented` are arrays with one element per
    character of it.
    `starts[i]`, `body_starts[i]`, `ends[i]` are the positions of entry i, its body, and its end mark.
    """

    text: str
    folded: Bytes
    is_word: Flags
    is_upper: Flags
    is_digit: Flags
    is_accented: Flags
    starts: Offsets
    body_starts: Offsets
    ends: Offsets

    def __len__(self) -> int:
        return len(self.starts)

    def entry_of(self, characters: Offsets) -> Offsets:
        """Return the entry of each character."""
        return np.searchsorted(self.starts, characters, side="right") - 1


def lay_out(headlines: list[str], bodies: list[str]) -> TextBatch:
    """Return one buffer of all entries' texts, with its folded bytes and character classes."""
    text = "".join(
        part
        for headline, body in zip(headlines, bodies, strict=True)
        for part in (headline, FIELD_BREAK, body, ENTRY_END)
    )
    headline_lengths = np.fromiter(map(len, headlines), np.int64, len(headlines))
    body_lengths = np.fromiter(map(len, bodies), np.int64, len(bodies))
    ends = np.cumsum(headline_lengths + body_lengths + len(FIELD_BREAK) + len(ENTRY_END)) - len(ENTRY_END)
    body_starts = ends - body_lengths
    folded, kinds = _classed(text)
    null = np.flatnonzero(folded == 0)
    if len(null) != len(ends):
        folded[null] = ord(" ")
        folded[ends] = 0
    return TextBatch(
        text=text,
        folded=folded,
        is_word=kinds & _WORD != 0,
        is_upper=kinds & _UPPER != 0,
        is_digit=kinds & _DIGIT != 0,
        is_accented=kinds & _ACCENTED != 0,
        starts=body_starts - headline_lengths - len(FIELD_BREAK),
        body_starts=body_starts,
        ends=ends,
    )


def _classed(text: str) -> tuple[Bytes, Bytes]:
    """Return each character's folded byte and class bits; characters beyond the table count as its last."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    both = _table().take(points, mode="clip")
    return both.astype(np.uint8), (both >> 8).astype(np.uint8)
