"""Finds where a batch may name organisations: chunks of capitalised words, governments, and acronyms.

A *chunk* is a run of capitalised words and of words that may join them; `grammar` cuts it into names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipelines.extract.text.batch import Bytes, Flags, Offsets
from pipelines.extract.text.columns import NONE, is_in
from pipelines.extract.text.tokens import running

OPENING = b"CDHAGTPO"
"""What a chunk may start with."""
WORDS = OPENING + b"m"
"""What may follow a link."""
REST = b"pr"
"""The other words of a place or of a registered name."""
LINKS = (
    *(b"o", b"f", b"a", b"n", b"t", b"ol", b"fl", b"al", b"nl", b"tl", b"i", b"il", b"b"),
    *(b"&", b"&o", b"&f", b"&ol", b"&fl", b"&l", b"o&", b"f&", b"'", b"'x", b"-"),
)
"""What may be between two words of a chunk; also a comma if "and" follows its words, as in "A, B and C"."""
_LONGEST_LINK = 3
_NOT_BEFORE_LETTERS, _NOT_AFTER_LETTERS = b"(/-m'CA", b")/-mCA"
"""What makes letters part of something else: "(ABC)", "USD 300", "EU-IOM"."""

_GOVERNMENT_OF = re.compile(rb"gol?(P)p*")
_LETTERS_IN_BRACKETS = re.compile(
    rb"\((A(?:[-/&]?[AHCxm]{0,1}A?)?|Or*(?:-[AC])?|Pp*|CA?|[HG])(?:[,;]?[a-zA-Z]{0,7})?\)"
)
_LETTERS_BEHIND = re.compile(rb",(A),")


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of tokens of a batch in the order of the text, ends excluded: parallel arrays."""

    first: Offsets
    last: Offsets

    def __len__(self) -> int:
        return len(self.first)


def chunks(letters: Bytes, introduced: Flags) -> Runs:
    """Return the chunks that may name an organisation: those with a registered name or a head noun, with letters in
    brackets after them, after a word that states what kind of body follows, or after words that introduce a partner
    (whether each token is so `introduced`); and letters alone."""
    element = np.flatnonzero(is_in(WORDS + REST, letters))
    own = letters[element]
    parted = ~_joined(letters, element, own)
    opening = np.flatnonzero(is_in(OPENING, own))
    run = running(parted)[opening]
    leads = np.diff(run, prepend=NONE) > 0
    opening = opening[leads]
    end = np.append(np.flatnonzero(parted), len(element) - 1)[run[leads]]
    first, last = element[opening], element[end] + 1
    heads = running(is_in(b"OH", own))
    telling = heads[end + 1] > heads[opening]
    telling |= (letters[last] == ord("(")) | (letters[first - 1] == ord("k")) | introduced[first]
    telling |= is_acronym_alone(first, last, letters)
    return Runs(first[telling], last[telling])


def _joined(letters: Bytes, element: Offsets, own: Bytes) -> Flags:
    """Return which of these tokens (except the last), with their own letters, belong to the same chunk as
    the next token."""
    gap = element[1:] - element[:-1] - 1
    joined: Flags = gap == 0
    linked = np.flatnonzero((gap > 0) & (gap <= _LONGEST_LINK) & is_in(WORDS, own[1:]))
    before, behind, gap = element[linked], element[linked + 1], gap[linked]
    link = np.zeros(len(linked), np.int32)
    for place in range(_LONGEST_LINK):
        link += np.where(place < gap, letters[np.minimum(before + 1 + place, behind)], 0).astype(np.int32) << 8 * place
    fits: Flags = np.isin(link, [int.from_bytes(each, "little") for each in LINKS])
    commas = np.flatnonzero(link == ord(","))
    fits[commas] = _leads_to_and(letters, behind[commas])
    joined[linked] = fits
    return joined


def is_acronym_alone(first: Offsets, last: Offsets, letters: Bytes) -> Flags:
    """Return which runs are one acronym that is neither in brackets nor part of a compound or a sum."""
    result: Flags = (last - first == 1) & (letters[first] == ord("A"))
    result &= ~is_in(_NOT_BEFORE_LETTERS, letters[first - 1]) & ~is_in(_NOT_AFTER_LETTERS, letters[last])
    return result


def _leads_to_and(letters: Bytes, token: Offsets) -> Flags:
    """Return which tokens start capitalised words that are followed by "and" and another one, or "and the" and one."""
    others = np.flatnonzero(letters != ord("C"))
    end = others[np.searchsorted(others, token)]
    following = letters[np.minimum(end + 1, len(letters) - 1)]
    behind = letters[np.minimum(end + 2, len(letters) - 1)]
    following = np.where(following == ord("l"), behind, following)
    fits: Flags = (end > token) & (letters[end] == ord("&")) & is_in(b"CG", following)
    return fits


def governments(letters: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the first, last (excluded) and country token of "Government of Guyana", "Guyana's government"."""
    behind = 0
    token = letters.find(b"g")
    while token >= 0:
        of = _GOVERNMENT_OF.match(letters, token)
        place = token if of is None else of.start(1)
        if of is not None:
            behind = of.end()
            yield token, behind, place
        elif letters[token + 1] != ord("o"):
            place = _place_before(letters, token)
            if place >= behind and letters[place] == ord("P"):
                behind = token + 1
                yield place, behind, place
        token = letters.find(b"g", token + 1)


def _place_before(letters: bytes, token: int) -> int:
    """Return the first token of a name that ends right before another token, with or without "'s" between them."""
    place = token - 1
    if letters[max(place - 1, 0) : token] == b"'x":
        place -= 2
    while place > 0 and letters[place] == ord("p"):
        place -= 1
    return place


def in_brackets(letters: Bytes, token: Offsets) -> Runs:
    """Return the letters in brackets at each token, without the brackets; NONE if there are none."""
    first = np.full(len(token), NONE)
    last = np.full(len(token), NONE)
    opening = np.flatnonzero(letters[token] == ord("("))
    inner, closing = token[opening] + 1, np.minimum(token[opening] + 2, len(letters) - 1)
    plain = (letters[inner] == ord("A")) & (letters[closing] == ord(")"))
    first[opening[plain]], last[opening[plain]] = inner[plain], closing[plain]
    written = letters.tobytes()
    for number in opening[~plain].tolist():
        match = _LETTERS_IN_BRACKETS.match(written, int(token[number]))
        if match is not None:
            first[number], last[number] = match.span(1)
    return Runs(first, last)


def letters_next_to(letters: bytes, first: int, last: int) -> tuple[int, int]:
    """Return letters next to a chunk, or else NONE: "ACR (the name)", "ACR, the name," and "the name, ACR,"."""
    if letters[last] not in b"),_":
        return NONE, NONE
    before = first - 1 - (letters[first - 1] == ord("l"))
    pair = letters[before : before + 1] + letters[last : last + 1]
    if before >= 1 and letters[before - 1] == ord("A") and pair in (b"()", b",,", b"__"):
        return before - 1, before
    match = _LETTERS_BEHIND.match(letters, last)
    return match.span(1) if match else (NONE, NONE)
