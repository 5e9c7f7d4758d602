"""How many people took part in the activity or were reached by it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipelines.extract.entry import Entry
from pipelines.extract.lexicon import Lexicon, token_classes
from pipelines.extract.text import Bytes
from pipelines.extract.tokens import Tokens
from pipelines.extract.words import Words

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
_NUMBER = r"(?:n(?:[.,]n)*(?:M)?|[cM](?:[-&]?[cM]){0,4}(?:&e(?=P))?)"
_PHRASE = re.compile(
    (
        rf"(?=[rtLAUlouncM])(?P<hedge>rt|r(?=o)|ux|[LAU]|t|lo?rt)?o?(?P<number>{_NUMBER})(?:\(n\))?"
        r"(?P<between>(?:[xC-]|o|l|,(?=[xC])|&(?=[xCP])){0,5}?)(?P<noun>P(?!-?N)|[N%$]|ia)"
    ).encode()
)
_PEOPLE = (b"P", b"ia")
_ONE_OF = re.compile(rb"[cn]o[LAUrt]?$")
_PARENT = re.compile(rb"e[P]&[xl]?$")
_BREAKS = b".;(\n|"
_LEAST_SCORE = 2.0
_FAR = 25
_FEW = 5
_LARGE = 2000
_MOST_PEOPLE = 10_000_000
_HEDGES = dict.fromkeys("rtLl", "at_least") | dict.fromkeys("Uu", "at_most") | {"A": "approximately"}


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

    def letters(self, tokens: Tokens, date_letters: Bytes, in_date: np.ndarray) -> Bytes:
        """One letter a token; numbers that belong to a date or stand for a year are set aside."""
        letters = token_classes(tokens, self._table, MARKS, "_")
        letters[tokens.capital & (letters == ord("x"))] = ord("C")
        letters[tokens.is_number] = ord("n")
        letters[in_date & tokens.is_number] = ord("_")
        letters[tokens.is_number & (date_letters == ord("y"))] = ord("_")
        return letters

    @staticmethod
    def phrases(letters: bytes) -> Iterator[re.Match[bytes]]:
        """Every number that counts people, with the noun."""
        return (match for match in _PHRASE.finditer(letters) if match["noun"] in _PEOPLE)

    def choose(self, entry: Entry, words: Words, letters: bytes) -> People | None:
        """The number of people who took part, or None.

        Two numbers of one sentence joined by "and" count together ("27 officers and 19 social workers").
        """
        if not entry.number_phrases:
            return None
        judged = [
            (people, self._score(entry, letters, match, people.count), match)
            for match in entry.number_phrases
            if (people := self._read(words, letters, match)) is not None
        ]
        judged = [each for each in judged if each[1] >= _LEAST_SCORE]
        if not judged:
            return None
        people, _, match = max(judged, key=lambda each: (each[1], -each[2].start()))
        for other, _, further in judged:
            gap = letters[match.end() : further.start()]
            if (
                0 < len(gap) <= _FAR
                and b"&" in gap[-3:]
                and gap.translate(None, _BREAKS) == gap
                and other.count < _LARGE
            ):
                return People(people.count + other.count, people.qualifier, people.start, other.end)
        if _PARENT.search(letters, max(match.start() - 4, 0), match.start()):
            return People(people.count + 1, people.qualifier, people.start, people.end)
        return people

    def _read(self, words: Words, letters: bytes, match: re.Match[bytes]) -> People | None:
        """How many people the phrase counts, if that can be."""
        count = self._value(words, letters, *match.span("number"))
        if count is None or not 2 <= count <= _MOST_PEOPLE:
            return None
        hedge = (match["hedge"] or b"").decode().lstrip("o")
        start = words.start[match.start("hedge") if hedge else match.start("number")]
        return People(count, _HEDGES.get(hedge[:1], "exact"), start, words.end[match.end("noun") - 1])

    def _score(self, entry: Entry, letters: bytes, match: re.Match[bytes], count: int) -> float:
        """How much speaks for it that these are the people who took part."""
        sentence = entry.sentence_of(match.start())
        first, last = entry.sentence(sentence)
        before, after = letters[first : match.start()], letters[match.end() : last]
        score = 3.0 - 0.5 * min(sentence, 6) + 1.2 * (match.start() >= entry.body_token)
        score += 3 * (b"K" in before or b"K" in after)
        score -= 3 * (b"B" in before or b"B" in after[:6])
        score -= 4 * (b"F" in after[:5] or b"F" in before[-4:])
        score -= 4 * bool(_ONE_OF.search(before[-3:]))
        score -= 2 * (count >= _LARGE) + 2 * (count >= 10 * _LARGE)
        score -= 2 * (count < _FEW)
        return score

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
            elif letter == "e":
                part += 1
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
