"""Counts the people who took part in the activities of a batch or were reached by them."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.extract.dates.grammar import values
from pipelines.extract.participants.number_grammar import Phrases
from pipelines.extract.text.batch import Bytes, Flags, Offsets
from pipelines.extract.text.columns import NONE, first_of, is_in
from pipelines.extract.text.layout import Layout
from pipelines.extract.text.lexicon import Lexicon
from pipelines.extract.text.tokens import running

_BREAKS = b".;\n|"
_LEAST_SCORE = 2.0
_FAR = 25
_FEW = 5
_LARGE = 2000
_MOST_PEOPLE = 10_000_000
_PLACES, _DECIMAL = 2, 100
_MOST_DIGITS = 4
"""In the form that `values` reads."""

Scores = npt.NDArray[np.float64]


class People(NamedTuple):
    """Numbers of people, one per entry at most, with their qualifiers (numbers in QUALIFIERS) and the spans they were
    read from: parallel arrays.

    Of every entry, with a number or not: `counted`, how many numbers of people it states, and `highest`, the score of
    the one that most likely took part (negative without one).
    """

    entry: Offsets
    number: Offsets
    qualifier: Offsets
    start: Offsets
    end: Offsets
    counted: Offsets
    highest: Scores


class ParticipantChooser:
    """Chooses, among the numbers that count people, the number of participants."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._cardinal = lexicon.numbers("cardinal")
        self._multiplier = lexicon.numbers("multiplier")

    def choose(self, phrases: Phrases, layout: Layout, letters: Bytes) -> People:
        """Return the numbers of participants, for entries with one; `letters` are the number grammar's token classes.

        Two numbers of one sentence joined by "and" are added ("27 officers and 19 social workers").
        """
        count = self._counts(phrases, layout, letters)
        entry = layout.entry_of(phrases.first)
        score = _scores(phrases, count, entry, layout, letters)
        fit = np.flatnonzero((count >= 2) & (count <= _MOST_PEOPLE) & (score >= _LEAST_SCORE))
        order = fit[np.lexsort((phrases.first[fit], -score[fit], entry[fit]))]
        best = order[np.unique(entry[order], return_index=True)[1]]
        further = _joined(phrases, fit, best, count, entry, letters, len(layout))
        is_joined = further != NONE
        total = count[best] + np.where(is_joined, count[further], _follows_parent(phrases.first[best], letters))
        start = layout.tokens.start[phrases.hedge[best]]
        end = layout.tokens.end[np.where(is_joined, phrases.last[further], phrases.last[best]) - 1]
        highest = np.full(len(layout), -1.0)
        np.maximum.at(highest, entry, score)
        counted = np.bincount(entry, minlength=len(layout))
        return People(entry[best], total, phrases.qualifier[best], start, end, counted, highest)

    def _counts(self, phrases: Phrases, layout: Layout, letters: Bytes) -> Offsets:
        """Return how many people each phrase counts; 0 if the parts of its number do not form one."""
        token, tokens = phrases.number, layout.tokens
        count = self._simple(token, layout, letters)
        size = phrases.number_end - token
        is_long = (size > 1) | (letters[token] == ord("M"))
        is_long |= (letters[token] == ord("n")) & (tokens.end[token] - tokens.start[token] > _MOST_DIGITS)
        pair = np.flatnonzero((size == 3) & (letters[token] != ord("M")))
        first, second = token[pair], token[pair] + 2
        further = self._simple(second, layout, letters)
        is_group = is_in(b".,", letters[first + 1]) & (letters[second] == ord("n"))
        is_sum = is_in(b"&-", letters[first + 1]) & (letters[first] == ord("c")) & (letters[second] == ord("c"))
        is_tight = (tokens.end[second] - tokens.start[second] == 3) & (tokens.start[second] == tokens.end[second - 1])
        is_group &= tokens.end[first] - tokens.start[first] <= _MOST_DIGITS
        grouped = np.where(is_tight, count[pair] * 1000 + further, 0)
        count[pair] = np.where(is_group, grouped, count[pair] + further)
        is_long[pair[is_group | is_sum]] = False
        for number in np.flatnonzero(is_long).tolist():
            count[number] = self._value(layout, letters, int(token[number]), int(phrases.number_end[number]))
        is_half = layout.role("halving")[np.maximum(token - 1, 0)] & (letters[token] == ord("M"))
        return np.where(is_half, count // 2, count)

    def _simple(self, token: Offsets, layout: Layout, letters: Bytes) -> Offsets:
        """Return the value of a number of one token, either a few digits or a word."""
        value = values(layout.batch, layout.tokens, token)
        return np.where(letters[token] == ord("n"), value, self._cardinal[layout.tokens.word_id[token]])

    def _value(self, layout: Layout, letters: Bytes, first: int, last: int) -> int:
        """Return the value of a number of several parts in digits or words; 0 if they do not form one."""
        word_id = layout.words.word_id
        total = part = 0
        token = first
        while token < last:
            letter = chr(letters[token])
            if (decimal := _decimal(layout, letters, token, last)) is not None:
                return decimal * int(self._multiplier[word_id[token + 3]]) // _DECIMAL
            if letter == "n":
                digits, token = _digits(layout, letters, token, last)
                if digits is None:
                    return 0
                part += digits
            elif letter == "c":
                part += int(self._cardinal[word_id[token]])
            elif letter == "e":
                part += 1
            elif letter == "M":
                factor = int(self._multiplier[word_id[token]]) or 1
                part = max(part, 1) * factor
                if factor >= 1000:
                    total, part = total + part, 0
            token += 1
        return min(total + part, _MOST_PEOPLE + 1)


def _decimal(layout: Layout, letters: Bytes, token: int, last: int) -> int | None:
    """Return a hundred times the decimal number at a token that a multiplier follows ("1.5 million")."""
    if token + 4 != last or chr(letters[token + 1]) not in ".," or letters[token + 3] != ord("M"):
        return None
    whole, part = (layout.words.slice(place, place + 1) for place in (token, token + 2))
    is_decimal = whole.isdecimal() and part.isdecimal() and len(part) <= _PLACES
    return int(whole + part.ljust(_PLACES, "0")) if is_decimal else None


def _digits(layout: Layout, letters: Bytes, token: int, last: int) -> tuple[int | None, int]:
    """Return a number in digits with its groups of three, and its last token."""
    words = layout.words
    text = words.slice(token, token + 1)
    while token + 2 < last and chr(letters[token + 1]) in ".," and letters[token + 2] == ord("n"):
        group = words.slice(token + 2, token + 3)
        if len(group) != 3 or words.start[token + 2] != words.end[token + 1]:
            return None, token
        text += group
        token += 2
    return int(text), token


def _scores(phrases: Phrases, count: Offsets, entry: Offsets, layout: Layout, letters: Bytes) -> Scores:
    """Return scores of the phrases as the people who took part."""
    start, end = phrases.first, phrases.last
    sentence = layout.sentence_of(start)
    first, last = layout.bounds(sentence, entry)
    took_part, background, future = (running(letters == ord(letter)) for letter in "KBF")
    score: Scores = 3.0 - 0.5 * np.minimum(sentence - layout.sentences.first[entry], 6)
    score += 1.2 * (start >= layout.sentences.body_token[entry])
    score += 3 * ((took_part[start] > took_part[first]) | (took_part[last] > took_part[end]))
    is_background = background[start] > background[first]
    is_background |= background[np.minimum(end + 6, last)] > background[end]
    is_future = future[np.minimum(end + 5, last)] > future[end]
    is_future |= future[start] > future[np.maximum(first, start - 4)]
    for doubt, weight in (
        (is_background, 3),
        (is_future, 4),
        (_is_one_of(start, first, letters), 4),
        (count >= _LARGE, np.where(count >= 10 * _LARGE, 4, 2)),
        ((count < _FEW) & (_follows_parent(start, letters) == 0), 2),
    ):
        score -= weight * doubt
    return score


def _is_one_of(start: Offsets, first: Offsets, letters: Bytes) -> Flags:
    """Return which phrases follow "one of", "three of the", "one in" in their sentence."""
    before, second, third = (letters[np.maximum(start - back, 0)] for back in (1, 2, 3))
    of = (start - 2 >= first) & is_in(b"oi", before) & is_in(b"cn", second)
    of_hedged = (start - 3 >= first) & is_in(b"LAUrt", before) & (second == ord("o")) & is_in(b"cn", third)
    result: Flags = of | of_hedged
    return result


def _joined(
    phrases: Phrases, fit: Offsets, best: Offsets, count: Offsets, entry: Offsets, letters: Bytes, size: int
) -> Offsets:
    """Return, for each of the best, the next phrase if it is joined by "and" in its sentence; NONE without one."""
    of_entry = np.full(size, NONE)
    of_entry[entry[best]] = best
    end, start = phrases.last[of_entry[entry[fit]]], phrases.first[fit]
    breaks, joins = running(is_in(_BREAKS, letters)), running(letters == ord("&"))
    is_joined = (end < start) & (start <= end + _FAR) & (breaks[start] == breaks[end])
    opened, closed = running(letters == ord("(")), running(letters == ord(")"))
    background = running(letters == ord("B"))
    is_joined &= background[start] == background[end]
    is_joined &= opened[start] - opened[end] == closed[start] - closed[end]
    is_joined &= fit == of_entry[entry[fit]] + 1
    is_joined &= (joins[start] > joins[np.maximum(end, start - 3)]) & (count[fit] < _LARGE)
    joined = fit[is_joined]
    return np.append(joined, NONE)[first_of(entry[joined], size)[entry[best]]]


def _follows_parent(start: Offsets, letters: Bytes) -> Flags:
    """Return which phrases follow "a mother and her"."""
    before = [letters[np.maximum(start - back, 0)] for back in (1, 2, 3, 4)]
    parent = [ord(letter) for letter in "&Pe"]
    near, far = (
        (before[skip] == parent[0]) & (before[skip + 1] == parent[1]) & (before[skip + 2] == parent[2])
        for skip in (0, 1)
    )
    result: Flags = near | (far & is_in(b"xl", before[0]))
    return result
