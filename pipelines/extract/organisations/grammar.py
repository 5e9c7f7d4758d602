"""The grammar of organisations' names: one letter per token, and bodies cut from runs of capitalised words.

A *chunk* (`chunks`) is cut into *bodies* with one head noun each ("Immigration Policy Unit | of the | Ministry of
the Interior"); runs led by a programme, a law, a tool, a day or a person's post are excluded.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pipelines.extract.names.names import Hits
from pipelines.extract.text.batch import Bytes, Flags, TextBatch
from pipelines.extract.text.columns import is_in
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
_POST_AND_PERSON = re.compile(rb"HT+C+")
"""Commission President Weber."""
_OFFICE_OF_A_POST = re.compile(rb"T{1,2}'(?:x)?(?=[xHC])")


class OrganisationGrammar:
    """Translates the tokens of batches into letters of the grammar."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._function = lexicon.classes(FUNCTION_WORDS, "x")
        self._capital = lexicon.classes(CAPITALISED, "C")
        self._office = lexicon.roles["own_office"]
        self._local_body, self._area = lexicon.flags("local_body"), lexicon.flags("area")
        self._post_or_office = lexicon.flags("post_or_office")

    def letters(self, batch: TextBatch, tokens: Tokens, places: Hits, place_letters: Bytes, registered: Hits) -> Bytes:
        """Return one letter per token; `place_letters[i]` is the letter of the first token of place i (`P`, `D`, or 0
        for none)."""
        letters = token_classes(tokens, self._function, MARKS, "_")
        capital = tokens.capital & (letters == ord("x"))
        written = self._capital[tokens.word_id]
        letters = np.where(capital, written, letters)
        letters[tokens.capital & (letters == _KIND) & (written == ord("H"))] = ord("H")
        self._mark_local_governments(letters, tokens)
        letters[tokens.is_number] = ord("m")
        letters[_acronym_like(batch, tokens) & ((letters == ord("C")) | tokens.all_caps & capital)] = ord("A")
        _cover(letters, places, place_letters, "p")
        _cover(letters, registered, np.full(len(registered), ord("O"), np.uint8), "r")
        tight = np.concatenate(([False], tokens.start[1:] == tokens.end[:-1]))
        loose = ~(tight & np.concatenate((tight[1:], [False])))
        letters[(letters == ord("-")) & loose] = ord("_")
        self._mark_posts_without_accent(letters, batch, tokens)
        self._mark_offices_of_posts(letters, tokens)
        self._mark_local_bodies(letters, tokens)
        return letters

    def _mark_local_bodies(self, letters: Bytes, tokens: Tokens) -> None:
        """Mark "the city council of Praia", "la diócesis de Comayagua": written small, they lead a name before a place.
        A municipality is a body only where it is not a place itself, as it is after "in" or "of"."""
        last = len(letters) - 1
        token = np.flatnonzero(self._local_body[tokens.word_id] & (letters == ord("x")))
        behind, beyond = np.minimum(token + 1, last), np.minimum(token + 2, last)
        token = token[(letters[behind] == ord("o")) & (letters[beyond] == ord("P"))]
        before = token - 1 - (letters[token - 1] == ord("l"))
        is_area = self._area[tokens.word_id[token]] & is_in(b"ioftn", letters[before])
        letters[token[~is_area]] = ord("H")

    def _mark_local_governments(self, letters: Bytes, tokens: Tokens) -> None:
        """Mark "Gobierno Regional", "Government of Marsabit": bodies, while a country's government is named by the
        country."""
        token = np.flatnonzero(tokens.capital[:-2] & (letters[:-2] == ord("g")))
        behind, beyond = letters[token + 1], letters[token + 2]
        letters[token[(behind == ord("C")) | ((behind == ord("o")) & (beyond == ord("C")))]] = ord("H")

    def _mark_posts_without_accent(self, letters: Bytes, batch: TextBatch, tokens: Tokens) -> None:
        """Mark "Subsecretaria", a person, in entries that write accents: the office is "Subsecretaría"."""
        likely = self._post_or_office[tokens.word_id] & (letters == ord("H")) & ~tokens.all_caps
        for token in np.flatnonzero(likely).tolist():
            entry = int(batch.entry_of(tokens.start[token]))
            has_accents = batch.text.find("ó", int(batch.starts[entry]), int(batch.ends[entry])) >= 0
            if has_accents and batch.text[tokens.end[token] - 2] == "i":
                letters[token] = ord("T")

    def _mark_offices_of_posts(self, letters: Bytes, tokens: Tokens) -> None:
        """Mark "Mayor's office", "Attorney General's Office": a post's office is a body, led by all of it."""
        posts = np.flatnonzero((letters[:-1] == ord("T")) & (letters[1:] == ord("'")))
        posts -= letters[posts - 1] == ord("T")
        written = letters.tobytes() if len(posts) else b""
        for first in posts.tolist():
            match = _OFFICE_OF_A_POST.match(written, first)
            if match is not None and int(tokens.word_id[match.end()]) in self._office:
                letters[first : match.end() + 1] = ord("H")


def _acronym_like(batch: TextBatch, tokens: Tokens) -> Flags:
    """Return which words have two or more capitals and at most twelve letters: IOM, MdM, MiGOF, CAMIs."""
    further = np.flatnonzero(batch.is_upper[1:] & batch.is_word[1:] & batch.is_word[:-1]) + 1
    count = 1 + np.bincount(np.searchsorted(tokens.start, further) - 1, minlength=len(tokens.start))
    number = np.flatnonzero(tokens.capital & (count >= 2))
    length, uppers = (tokens.end - tokens.start)[number], count[number]
    result = np.zeros(len(count), np.bool_)
    result[number] = (length <= 12) & (2 * uppers >= length - 2)
    return result


def _cover(letters: Bytes, hits: Hits, first_letter: Bytes, rest: str) -> None:
    """Write a name's letters on its tokens: its own letter first, `rest` on the others."""
    covered = np.flatnonzero(first_letter)
    first, last = hits.first[covered], hits.last[covered]
    for further in range(1, int(max(last - first, default=0))):
        letters[(first + further)[first + further < last]] = ord(rest)
    letters[first] = first_letter[covered]


class Body(NamedTuple):
    """A body named in a chunk, by its tokens, end excluded.

    `kind`: `registered` (an alias of the register), `grammar` (a head noun leads it),
    `plain` (capitalised words without a head noun), `aside` (a programme, law, tool, day or post).
    """

    first: int
    last: int
    kind: str


@lru_cache(maxsize=1 << 16)
def bodies(letters: bytes, is_bound: bool = False) -> tuple[Body, ...]:
    """Return the bodies in one chunk, from left to right; tokens are counted from the chunk's first. `is_bound`:
    letters in brackets follow the chunk.

    Cached: chunks with the same letters are cut in the same way, and most are short.
    """
    found: list[Body] = []
    open_body: Body | None = None
    previous_end = 0
    for run_first, run_last in _runs(letters, 0, len(letters)):
        kind = _kind(letters, run_first, run_last)
        link = letters[previous_end:run_first]
        if open_body is not None and _continues(letters, open_body, link, kind):
            leads = open_body.kind == "plain" and kind == "head" and (link == b"'" or run_last - run_first > 1)
            open_body = Body(open_body.first, run_last, "grammar" if leads else open_body.kind)
            found[-1] = open_body
        elif open_body is not None and is_bound and _is_longer_name(letters, open_body, link, kind, run_last):
            open_body = Body(open_body.first, run_last, "grammar")
            found[-1] = open_body
        else:
            open_body = _opened(letters, found, link, kind, run_first, run_last)
            found.append(open_body)
        previous_end = run_last
    return tuple(found)


def _runs(letters: bytes, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words within a chunk; a registered name is a run of its own."""
    at = first
    while at < last:
        if letters[at] == ord("O"):
            end = at + 1
            while end < last and letters[end] == ord("r"):
                end += 1
            yield at, end
            at = end
        elif chr(letters[at]) in "CDHAGTPm":
            end = at + 1
            while end < last and (
                chr(letters[end]) in "CDHAGTPpm"
                or (letters[end] == ord("-") and end + 1 < last and chr(letters[end + 1]) in "CDHAGTPx")
                or (letters[end] == ord("x") and letters[end - 1] == ord("-"))
            ):
                end += 1
            yield at, end
            at = end
        else:
            at += 1


def _kind(letters: bytes, first: int, last: int) -> str:
    """Return what leads a run of capitalised words: its last significant word in English, its first in Spanish.

    A head noun at the very start or end wins over others; a post anywhere before the head makes it a post.
    """
    run = letters[first:last]
    if run[:1] == b"O":
        return "registered"
    if run[:1] == b"T" or _POST_AND_PERSON.fullmatch(run):
        return "title"
    if run[-1:] == b"H" or run[:1] == b"H":
        return "programme" if run[-1:] == b"G" and run[:1] != b"H" else "head"
    if run[-1:] == b"T":
        return "title"
    if run[-1:] == b"G" or run[:1] == b"G":
        return "programme"
    if b"H" in run:
        return "head"
    if b"T" in run:
        return "title"
    if run.strip(b"pP") == b"":
        return "place"
    if run.strip(b"D") == b"":
        return "demonym"
    if run == b"A":
        return "letters"
    if b"G" in run:
        return "programme"
    return "plain"


def _continues(letters: bytes, body: Body, link: bytes, kind: str) -> bool:
    """Return whether a run belongs to the name before it, given the words that join them."""
    if body.kind == "registered":
        return False
    if kind == "registered":
        return body.kind == "aside" and b"G" in letters[body.first : body.last] and link[:1] in (b"o", b"f")
    if link == b"":
        return kind not in ("head",)
    if link[:1] == b"'":
        return body.kind != "place" and kind in ("head", "plain", "programme") and letters[body.last - 1] != ord("A")
    if kind == "head" and link == b"f" and body.kind == "grammar":
        return True
    if kind in ("head", "title", "letters"):
        return body.kind == "aside" and kind != "head" and link[:1] in (b"o", b"f", b"n")
    has_complement = letters[body.first : body.last].translate(None, b"CDHAGTPpOrm-x'") != b""
    if link == b"&" and letters[body.first : body.last] == b"HC" and kind == "plain":
        return True
    if link[:1] == b"&":
        return (
            has_complement and kind in ("plain", "programme", "demonym") and link in (b"&", b"&o", b"&f", b"&ol", b"&l")
        )
    if link[:1] == b",":
        return has_complement and kind == "plain"
    if link[:1] == b"t":
        return has_complement and kind == "plain"
    if link[:1] == b"i":
        return kind in ("plain", "programme") or (kind == "place" and body.kind == "aside")
    if kind == "place":
        return link[:1] in (b"o", b"f")
    return True


def _is_longer_name(letters: bytes, body: Body, link: bytes, kind: str, last: int) -> bool:
    """Return whether a registered name is only the beginning of one with letters in brackets: "Dirección General de
    Migración y Naturalización (DIGEMIN)"."""
    is_name = body.kind == "registered" and body.last - body.first >= 3
    return is_name and link == b"&" and kind == "plain" and last == len(letters)


def _opened(letters: bytes, found: list[Body], link: bytes, kind: str, first: int, last: int) -> Body:
    """Return a new body at a run; "Migration and Health Committee" and "Panama's Ministry" include the run before."""
    if kind == "registered":
        return Body(first, last, "registered")
    if kind in ("title", "programme"):
        return Body(first, last, "aside")
    if kind == "head":
        start = first
        before = found[-1] if found else None
        joined = link == b"&" and letters[first] != ord("H")
        if before is not None and joined and _is_shared_modifier(letters, before):
            start = found.pop().first
        return Body(start, last, "grammar")
    return Body(first, last, {"place": "place", "demonym": "aside", "letters": "letters"}.get(kind, "plain"))


def _is_shared_modifier(letters: bytes, body: Body) -> bool:
    """Return whether a body is a few words that the head noun after "and" completes: "Return and Migration Office"."""
    words = letters[body.first : body.last]
    is_kind = body.kind == "plain" or (body.kind == "aside" and words.strip(b"CDG") == b"")
    return is_kind and len(words) <= 3
