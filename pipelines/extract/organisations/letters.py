"""The letters of the grammar of organisations' names: one for every token of a batch."""

import re

import numpy as np

from pipelines.extract.names.names import Hits
from pipelines.extract.text.batch import Bytes, Flags, TextBatch
from pipelines.extract.text.lexicon import Lexicon, token_classes
from pipelines.extract.text.tokens import Tokens

FUNCTION_WORDS = (
    ("of", "o"),
    ("for", "f"),
    ("against", "a"),
    ("on", "n"),
    ("in", "i"),
    ("between", "b"),
    ("the", "l"),
    ("and", "&"),
    ("to", "t"),
    ("with", "w"),
    ("by", "w"),
    ("from", "w"),
    ("at", "w"),
    ("a", "w"),
    ("government", "g"),
    ("kind_noun", "k"),
)
CAPITALISED = (
    ("month", "x"),
    ("weekday", "x"),
    ("title", "T"),
    ("head", "H"),
    ("programme", "G"),
)
MARKS = {
    "(": "(",
    ")": ")",
    ",": ",",
    "'": "'",
    '"': '"',
    "-": "-",
    "/": "/",
    ".": ".",
    ";": ";",
    ":": ":",
    "\n": "\n",
    "\x00": "|",
}
_KIND = ord("k")
_OFFICE_OF_A_POST = re.compile(rb"T{1,2}'(?:x)?(?=[xHC])")


class OrganisationLetters:
    """Gives the tokens of batches their letters."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._function = lexicon.classes(FUNCTION_WORDS, "x")
        self._capital = lexicon.classes(CAPITALISED, "C")
        self._office = lexicon.roles["own_office"]

    def of(self, batch: TextBatch, tokens: Tokens, places: Hits, place_letters: Bytes, registered: Hits) -> Bytes:
        """One letter a token; `place_letters[i]` is what the first token of place i becomes (`P`, `D` or 0 for
        nothing)."""
        letters = token_classes(tokens, self._function, MARKS, "_")
        capital = tokens.capital & (letters == ord("x"))
        written = self._capital[tokens.word_id]
        letters = np.where(capital, written, letters)
        letters[tokens.capital & (letters == _KIND) & (written == ord("H"))] = ord("H")
        letters[tokens.is_number] = ord("m")
        letters[_acronym_like(batch, tokens) & ((letters == ord("C")) | tokens.all_caps & capital)] = ord("A")
        _cover(letters, places, place_letters, "p")
        _cover(letters, registered, np.full(len(registered), ord("O"), np.uint8), "r")
        tight = np.concatenate(([False], tokens.start[1:] == tokens.end[:-1]))
        loose = ~(tight & np.concatenate((tight[1:], [False])))
        letters[(letters == ord("-")) & loose] = ord("_")
        self._mark_offices_of_posts(letters, tokens)
        return letters

    def _mark_offices_of_posts(self, letters: Bytes, tokens: Tokens) -> None:
        """ "Mayor's office", "Attorney General's Office": a post's office is a body, so all of it leads the name."""
        posts = np.flatnonzero((letters[:-1] == ord("T")) & (letters[1:] == ord("'")))
        posts -= letters[posts - 1] == ord("T")
        written = letters.tobytes() if len(posts) else b""
        for first in posts.tolist():
            match = _OFFICE_OF_A_POST.match(written, first)
            if match is not None and int(tokens.word_id[match.end()]) in self._office:
                letters[first : match.end() + 1] = ord("H")


def _acronym_like(batch: TextBatch, tokens: Tokens) -> Flags:
    """Words with two capitals or more, at most twelve letters: IOM, MdM, MiGOF, CAMIs."""
    further = np.flatnonzero(batch.is_upper[1:] & batch.is_word[1:] & batch.is_word[:-1]) + 1
    count = 1 + np.bincount(np.searchsorted(tokens.start, further) - 1, minlength=len(tokens.start))
    number = np.flatnonzero(tokens.capital & (count >= 2))
    length, uppers = (tokens.end - tokens.start)[number], count[number]
    result = np.zeros(len(count), np.bool_)
    result[number] = (length <= 12) & (2 * uppers >= length - 2)
    return result


def _cover(letters: Bytes, hits: Hits, first_letter: Bytes, rest: str) -> None:
    """Write a name's letters over its tokens: its own letter first, `rest` on the others."""
    covered = np.flatnonzero(first_letter)
    first, last = hits.first[covered], hits.last[covered]
    for further in range(1, int(max(last - first, default=0))):
        letters[(first + further)[first + further < last]] = ord(rest)
    letters[first] = first_letter[covered]
