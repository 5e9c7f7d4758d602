"""The grammar of dates: expressions of time as regular expressions over token classes, in English and Spanish.

Every token is one letter (see `ALPHABET` and `MARKS`), and a pattern spells an expression of time with them:
`M{day}(?:,?y)?` reads "month, day, optionally a comma and a year". All quantifiers are bounded.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from pipelines.extract.text.batch import Bytes, Flags, Offsets, TextBatch
from pipelines.extract.text.columns import is_in, unfold
from pipelines.extract.text.lexicon import MONTH_AND_YEAR, Lexicon, token_classes
from pipelines.extract.text.tokens import Tokens, running

_CLOCK_HALF, _CLOCK_PART = "A", "K"
ALPHABET = (
    ("month", "M"),
    (MONTH_AND_YEAR, "Z"),
    ("weekday", "W"),
    ("ordinal_day", "r"),
    ("of", "o"),
    ("the", "l"),
    ("from", "f"),
    ("between", "b"),
    ("to", "t"),
    ("and", "&"),
    ("or", "&"),
    ("on", "N"),
    ("in", "I"),
    ("during", "D"),
    ("since", "s"),
    ("until", "u"),
    ("this", "T"),
    ("last", "P"),
    ("next", "X"),
    ("today", "H"),
    ("yesterday", "Y"),
    ("day_before_yesterday", "E"),
    ("tomorrow", "V"),
    ("unit_day", "j"),
    ("unit_week", "k"),
    ("unit_month", "m"),
    ("unit_quarter", "q"),
    ("unit_half", "h"),
    ("unit_year", "a"),
    ("begin", "B"),
    ("mid", "i"),
    ("finish", "F"),
    ("ordinal_word", "z"),
    ("cardinal", "c"),
    ("before", "p"),
    ("after", "g"),
    ("weekend", "w"),
    ("clock_half", _CLOCK_HALF),
)
MARKS = {"-": "-", ",": ",", "/": "/", "(": "(", ")": ")", ".": ".", "\n": "\n", "\x00": "|", ":": ";", ";": ";"}
DEFAULT, OTHER_MARK = "x", "_"

_DAY = r"(?:W,?)?(?:l?j?[dr]|z(?=oM))"
_YEAR = r"(?:[,.]?o?l?a?y)"
_TO = r"(?:-|t|&|,?&|u)l?"
_CLOCK = r"(?:(?:[,_(]|,?tl)?K{3,4}\)?)?"
_NO_DAY = r"(?!,?(?:l?[dr]o?l?[MZ]|M[.,]?l?[dr]))"
"""A weekday before a day of a month belongs to that: "on Monday, 12 February"."""
_DIGITS = r"(?:d/d/y|d-d-y|d\.d\.y|y-d-d)"
PATTERNS: tuple[tuple[str, str], ...] = (
    # 3 May 2018 to 2 June 2018; del 28 de mayo al 3 de junio de 2018; 3 May - 2 June
    ("days_months_day_first", rf"[fbTPX]{{0,2}}{_DAY}(?:o?l?|-)M{_YEAR}?{_CLOCK}{_TO}{_DAY}o?l?[MZ]{_YEAR}?"),
    # May 28 to June 3, 2018; from May 28, 2018 - June 3, 2018
    (
        "days_months_month_first",
        rf"[fbTPX]{{0,2}}(?:W,?)?M,?l?[dr](?:,?y)?{_CLOCK}{_TO}(?:W,?)?M,?l?[dr]{_YEAR}?",
    ),
    # May 3-5, 2018; from May 3 to 5; May 3 and 4; May 3, 4 and 5
    (
        "days_month_first",
        rf"[fbTPX]{{0,2}}(?:W,?)?M\.?l?[dr](?:,l?[dr](?!o?M)(?!\d))*{_TO}(?:W,?)?l?[dr](?![/d]){_YEAR}?",
    ),
    # 3-5 May 2018; del 3 al 5 de mayo de 2018; 3, 4 y 5 de mayo
    ("days_day_first", rf"[fb]?{_DAY}(?:o?l?M)?(?:,{_DAY}){{0,5}}{_TO}{_DAY}o?l?[MZ]{_YEAR}?"),
    # May 3, 2018; May 3rd
    ("day_month_first", rf"[TPX]{{0,2}}(?:W,?)?M[.,]?l?[dr]{_YEAR}?"),
    # 3 May 2018; 3rd of May; 3 de mayo de 2018
    ("day_day_first", rf"{_DAY}(?:o?l?|-)[MZ](?:-?{_YEAR})?"),
    # 03/05/2018 - 05/05/2018; del 3.5.2018 al 5.5.2018; 3/5 - 5/5/2018
    ("numeric_days", rf"{_DIGITS}{_CLOCK}{_TO}{_DIGITS}|d/d{_TO}d/d/y|d\.d\.?{_TO}d\.d\.y"),
    # (3-5/5); 3-5/5/2018; 3.-5.5.2018
    ("numeric_range", r"\(d-d/d(?:/y)?\)|\(d/d-d/d(?:/y)?\)|\(d/d&d/d\)|d-d/d/y|d\.?-d\.d\.y"),
    # (jun. 4/18)
    ("short_year", r"\(M\.d/d\)"),
    ("numeric", r"d/d/[yd]|d-d-y|d\.d\.y|\(d/d\)"),
    ("iso", r"y-d-d"),
    # May to July 2018; entre mayo y julio de 2018
    ("months", rf"[fb]?(?:mo)?M{_YEAR}?(?:-|t|u|&|,?&)l?(?:mo)?M{_YEAR}?"),
    # first quarter of 2018; segundo semestre de 2018
    ("part_of_year", r"z[qh](?:o?l?a?y|oTa)?"),
    ("month", rf"[TPX]{{0,2}}(?:moM|M|Z){_YEAR}?(?:P|X)?"),
    ("years", r"[fb]?y(?:-|t|&|/)y"),
    ("day_of_this_month", r"(?:N?l?r|l?j?d)oTm|Nlr(?!o?[MZ])|[lT]W,?d(?![dMZnKo/.:;-]|,?d|,?l?o?M|[&t]l?[Wd])"),
    (
        "relative",
        rf"l?jpY|Y&H|H&V|H(?!Ij)|Y|V|[TPX]m|[Il]?l?mP|TPm|(?:N|T|P|X|lP|TP)W(?:&W)?{_NO_DAY}|[lo]WP|lW(?!,?l?[dr])",
    ),
    ("weekend", r"(?:l?P|D?l)(?:w|Fok)P?"),
    ("year", r"y"),
)
_ANY_PATTERN = "|".join(f"(?P<{name}>{pattern})" for name, pattern in PATTERNS)
_COMPILED = re.compile(_ANY_PATTERN.encode())
_LETTERS = bytes({*"".join(pattern for _, pattern in PATTERNS).encode()} - {*f"{DEFAULT}|".encode()})
_TELLING = b"MZyHYVEqhWmrwk/"
"""An expression of time contains at least one of these letters."""


class Shape(NamedTuple):
    """A kind of expression (a name in PATTERNS) with the letters that spell it."""

    kind: str
    letters: bytes


class Expressions(NamedTuple):
    """Expressions of time in the order of the text: parallel arrays of their tokens, end excluded, and of numbers in
    `shapes`."""

    first: Offsets
    last: Offsets
    shape: Offsets
    shapes: Sequence[Shape]


class DateGrammar:
    """Finds the expressions of time of a batch by token classes."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._table = lexicon.classes(ALPHABET, DEFAULT)

    def letters(self, batch: TextBatch, tokens: Tokens) -> Bytes:
        """Return one letter per token; for a number `d` (day or month), `y` (year) or `n` (any other)."""
        letters = token_classes(tokens, self._table, MARKS, OTHER_MARK)
        months = np.flatnonzero(letters == ord("M"))
        letters[months[_is_not_month(batch, tokens, months)]] = ord("x")
        letters[1:][(letters[:-1] == ord("l")) & (letters[1:] == ord("V"))] = ord("x")  # "la mañana", the morning
        length = tokens.end - tokens.start
        numbers = np.flatnonzero(tokens.is_number)
        letters[numbers] = ord("n")
        value = values(batch, tokens, numbers)
        letters[numbers[(length[numbers] <= 2) & (value >= 1) & (value <= 31)]] = ord("d")
        letters[numbers[(length[numbers] == 4) & (value >= 1900) & (value <= 2099)]] = ord("y")
        _mark_thousands(letters, tokens)
        _mark_clocks(letters, tokens)
        return letters

    @staticmethod
    def find(letters: Bytes) -> Expressions:
        """Return all expressions of time, leftmost first, the longest kind first.

        The text is cut into runs of letters that occur in patterns; each distinct run is matched once.
        """
        starts, ends = _runs(letters)
        text = letters.tobytes()
        number: dict[bytes, int] = {}
        run = [number.setdefault(text[a:b], len(number)) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
        shapes: dict[Shape, int] = {}
        rows = [[(a, b, shapes.setdefault(shape, len(shapes))) for a, b, shape in _read(each)] for each in number]
        of_run, row = unfold(np.array([len(each) for each in rows], np.int64), np.array(run, np.int64))
        first, last, shape = np.array(list(chain.from_iterable(rows)), np.int64).reshape(-1, 3)[row].T
        return Expressions(starts[of_run] + first, starts[of_run] + last, shape, list(shapes))


def _runs(letters: Bytes) -> tuple[Offsets, Offsets]:
    """Return first and last tokens of the runs of letters that occur in patterns and contain one of `TELLING`."""
    known = np.concatenate(([False], is_in(_LETTERS, letters), [False]))
    edges = np.flatnonzero(known[1:] != known[:-1])
    starts, ends = edges[::2], edges[1::2]
    telling = running(is_in(_TELLING, letters))
    is_kept = telling[ends] > telling[starts]
    return starts[is_kept], ends[is_kept]


@lru_cache(maxsize=1 << 14)
def _read(run: bytes) -> Sequence[tuple[int, int, Shape]]:
    """Return the expressions in a run, with their first letters and the letters after them."""
    return [(*match.span(), Shape(match.lastgroup or "", match[0])) for match in _COMPILED.finditer(run)]


def _is_not_month(batch: TextBatch, tokens: Tokens, word: Offsets) -> Flags:
    """Return which words are not month names because no number is next to them: `may` and
    `march` in lower case, and abbreviations (`set`, `Mar`)."""
    number, capital = tokens.is_number, tokens.capital[word]
    has_number_near = number[word + 1] | ((word > 0) & number[word - 1]) | ((word > 1) & number[word - 2])
    is_bracketed = (tokens.mark[np.maximum(word - 1, 0)] == ord("(")) & (tokens.mark[word + 1] == ord("."))
    has_number_near |= is_bracketed & number[np.minimum(word + 2, len(number) - 1)]
    length = tokens.end[word] - tokens.start[word]
    last = batch.folded[tokens.end[word] - 1]
    abbreviation = (length <= 3) & ((last != ord("y")) | ~capital)
    english_verb = ~capital & (length <= 5) & (last != ord("o")) & (last != ord("l"))
    result: Flags = ~has_number_near & (abbreviation | english_verb)
    return result


def values(batch: TextBatch, tokens: Tokens, numbers: np.ndarray) -> np.ndarray:
    """Return the numbers' values; only those of up to four digits are exact, longer ones come out large."""
    start, length = tokens.start[numbers], (tokens.end - tokens.start)[numbers]
    value = np.zeros(len(numbers), np.int64)
    for place in range(4):
        has = length > place
        digit = batch.folded[np.where(has, start + place, 0)].astype(np.int64) - ord("0")
        value = np.where(has, value * 10 + digit, value)
    return np.where(length > 4, 10_000, value)


def _mark_thousands(letters: Bytes, tokens: Tokens) -> None:
    """Mark digits joined to three more by a comma or full stop (`3,000`, `2.240.000`), or to a decimal, as neither day
    nor year."""
    mark = np.flatnonzero(is_in(b",.", letters[1:-1])) + 1
    mark = mark[tokens.is_number[mark - 1] & tokens.is_number[mark + 1]]
    is_tight = (tokens.start[mark] == tokens.end[mark - 1]) & (tokens.start[mark + 1] == tokens.end[mark])
    mark = mark[is_tight]
    length = tokens.end[mark + 1] - tokens.start[mark + 1]
    grouped = mark[length == 3]
    letters[grouped - 1] = letters[grouped + 1] = ord("n")
    decimal = mark[(letters[mark] == ord(".")) & (length <= 2)]
    decimal = decimal[~_is_in_dotted_date(letters, decimal)]
    letters[decimal - 1] = letters[decimal + 1] = ord("n")


def _mark_clocks(letters: Bytes, tokens: Tokens) -> None:
    """Mark the tokens of a time of day: the numbers around a colon, and "am" or "pm" behind them."""
    colon = np.flatnonzero(tokens.mark[1:-1] == ord(":")) + 1
    is_tight = (tokens.start[colon] == tokens.end[colon - 1]) & (tokens.start[colon + 1] == tokens.end[colon])
    colon = colon[tokens.is_number[colon - 1] & tokens.is_number[colon + 1] & is_tight]
    half = colon[letters[np.minimum(colon + 2, len(letters) - 1)] == ord(_CLOCK_HALF)] + 2
    for part in (colon - 1, colon, colon + 1, half):
        letters[part] = ord(_CLOCK_PART)


def _is_in_dotted_date(letters: Bytes, mark: Offsets) -> Flags:
    """Return which full stops are the first or second of `3.5.2018`."""
    around = [letters.take(mark + shift, mode="clip") for shift in range(-3, 4)]
    first, second = (
        np.logical_and.reduce([around[at + shift] == ord(letter) for shift, letter in enumerate("d.d.y")])
        for at in (2, 0)
    )
    result: Flags = first | second
    return result
