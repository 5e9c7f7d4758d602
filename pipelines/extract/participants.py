"""How many people took part in the activity or were reached by it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.extract.entry import Entry
from pipelines.extract.lexicon import Lexicon, token_classes
from pipelines.extract.organisations import Words
from pipelines.extract.text import Bytes, TextBatch
from pipelines.extract.tokens import Tokens

ALPHABET = (
    ("not_person", "N"), ("person", "P"), ("multiplier", "M"), ("cardinal", "c"), ("hedge_at_least", "L"), ("hedge_approximately", "A"), ("hedge_at_most", "U"),
    ("more", "r"), ("than", "t"), ("of", "o"), ("and", "&"), ("the", "l"), ("background_people", "B"), ("took_part", "K"), ("for", "f"), ("future", "F"), ("in", "i"), ("all", "a"),
)
MARKS = {"-": "-", ",": ",", ".": ".", "(": "(", ")": ")", "\n": "\n", "\x00": "|", "/": "/", ";": ";", '"': '"', "%": "%", "$": "$"}
_NUMBER = r"(?:n(?:[.,]n)*(?:M)?|[cM](?:[-&]?[cM]){0,4})"
_PHRASE = re.compile(
    rf"(?P<hedge>rt|[LAU]|t|lo?rt)?o?(?P<number>{_NUMBER})(?P<between>(?:[xC-]|o|l|,(?=[xC])|&(?=[xCP])){{0,5}}?)(?P<noun>P(?!-?N)|[N%$]|ia)".encode()
)
_HEDGES = {"r": "at_least", "t": "at_least", "L": "at_least", "l": "at_least", "A": "approximately", "U": "at_most"}


@dataclass(frozen=True, slots=True)
class People:
    """A number of people, how the text hedges it, and the characters it was read from."""

    count: int
    qualifier: str
    start: int
    end: int


class ParticipantGrammar:
    """Finds numbers that count people, and chooses the one that counts those who took part."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._table = lexicon.classes(ALPHABET, "x")

    def letters(self, batch: TextBatch, tokens: Tokens, date_letters: Bytes, in_date: np.ndarray) -> Bytes:
        """One letter a token; numbers that belong to a date or stand for a year are set aside."""
        letters = token_classes(tokens, self._table, MARKS, "_")
        letters[tokens.capital & (letters == ord("x"))] = ord("C")
        letters[tokens.is_number] = ord("n")
        letters[in_date & tokens.is_number] = ord("_")
        letters[tokens.is_number & (date_letters == ord("y"))] = ord("_")
        return letters

    @staticmethod
    def phrases(letters: bytes) -> Iterator[re.Match[bytes]]:
        """Every number with the noun it counts."""
        return _PHRASE.finditer(letters)

    def choose(self, entry: Entry, words: Words, letters: bytes) -> People | None:
        """The number of people who took part, or None."""
        best: tuple[float, int, People] | None = None
        for match in entry.number_phrases:
            people, score = self._judge(entry, words, letters, match)
            if people is not None and score > 0 and (best is None or score > best[0]):
                best = (score, match.start(), people)
        return best[2] if best else None

    def _judge(
        self, entry: Entry, words: Words, letters: bytes, match: re.Match[bytes]
    ) -> tuple[People | None, float]:
        if match["noun"] not in (b"P", b"ia"):
            return None, 0.0
        count = self._value(words, letters, *match.span("number"))
        if count is None or not 2 <= count <= 10_000_000:
            return None, 0.0
        noun = match.start("noun")
        sentence = bisect_right(entry.sentence_starts, match.start()) - 1
        first, last = entry.sentence_starts[sentence], (
            entry.sentence_starts[sentence + 1] if sentence + 1 < len(entry.sentence_starts) else entry.last_token
        )
        here = letters[first:last]
        score = 3.0 - 0.5 * min(sentence, 6)
        score += 3 * (b"K" in here)
        score -= 3 * (b"B" in here[: match.start() - first] or b"B" in here[noun - first : noun - first + 6])
        score -= 4 * (b"F" in here[noun - first : noun - first + 5])
        score -= 3 * (count >= 2000)
        score -= 4 * (b"F" in here[max(0, match.start() - first - 4) : match.start() - first])
        score += 1.2 * (match.start() >= entry.body_token)
        score -= 1.5 * (count < 5)
        score -= 4 * (letters[max(0, match.start() - 2) : match.start()] == b"co" or match["hedge"] == b"" and letters[max(0, match.start() - 1) : match.start()] == b"o" and letters[max(0, match.start() - 2) : match.start() - 1] in b"cn")
        hedge = (match["hedge"] or b"").decode().lstrip("o")
        qualifier = _HEDGES.get(hedge[:1], "exact")
        start = words.start[match.start("hedge") if hedge else match.start("number")]
        return People(count, qualifier, start, words.end[noun]), score

    def _value(self, words: Words, letters: bytes, first: int, last: int) -> int | None:
        """The value of a number in digits or words; None where its parts do not make one."""
        total = part = 0
        token = first
        while token < last:
            letter = chr(letters[token])
            if letter == "n":
                digits, token = _digits(words, letters, token, last)
                if digits is None:
                    return None
                part += digits
            elif letter == "c":
                part += int(self._lexicon.value("cardinal", words.word_id[token]) or 0)
            elif letter == "M":
                factor = int(self._lexicon.value("multiplier", words.word_id[token]) or 1)
                part = max(part, 1) * factor
                if factor >= 1000:
                    total, part = total + part, 0
            token += 1
        return total + part or None


def _digits(words: Words, letters: bytes, token: int, last: int) -> tuple[int | None, int]:
    """A number in digits with its groups of three, and its last token."""
    text = words.text[words.start[token] : words.end[token]]
    while token + 2 < last and chr(letters[token + 1]) in ".," and letters[token + 2] == ord("n"):
        group = words.text[words.start[token + 2] : words.end[token + 2]]
        if len(group) != 3 or words.start[token + 2] != words.end[token + 1]:
            return None, token
        text += group
        token += 2
    return int(text), token
