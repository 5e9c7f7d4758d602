"""Reads the names in a chunk from the pattern of its letters: the tokens of name, country and head noun.

Bulletins name bodies in few patterns, so chunks with the same letters and marks are read once.
"""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum, IntFlag
from functools import lru_cache
from typing import NamedTuple

from pipelines.extract.organisations.grammar import Body, bodies
from pipelines.extract.text.columns import NONE

_SUFFIX_OF_PLACE = re.compile(rb"[ofi]l?P[p]*")


class Mark(IntFlag):
    """Properties of a token besides its letter: it starts the name of a place in a known country, that place is the
    country itself, the word is an office of a body, or it is an adjective that does not make a name. On the last token
    of a chunk: letters in brackets follow."""

    IN_COUNTRY = 1
    COUNTRY = 2
    OFFICE = 4
    WEAK = 8
    BOUND = 16


class Form(IntEnum):
    """How a name is recognised: in the register, by a head noun, by letters or a word next to it, or as a
    country's government."""

    REGISTERED = 0
    GRAMMAR = 1
    PLAIN = 2
    GOVERNMENT = 3


class NameSpan(NamedTuple):
    """A name in a chunk; tokens are counted from the chunk's first, ends are excluded, NONE stands for no token.

    `body`: the body's first token. `first`, `last`: the name. `start`, `stop`: the mention. `country`: the place that
    states the country. `country_start`: the start of a country stated before the name. `head`: the head noun.
    `is_alone`: the head noun is not a name without the country.
    """

    form: Form
    body: int
    first: int
    last: int
    start: int
    stop: int
    country: int = NONE
    country_start: int = NONE
    head: int = NONE
    is_alone: bool = False


class Pattern(NamedTuple):
    """The names in all chunks with the same letters and marks.

    `sets_aside`: the end of the chunk is not an organisation, nor are letters bound to it.
    `ends_plainly`: its last body is one without a head noun.
    """

    names: tuple[NameSpan, ...]
    sets_aside: bool
    ends_plainly: bool


@lru_cache(maxsize=1 << 16)
def pattern(letters: bytes, marks: bytes) -> Pattern:
    """Return the names in a chunk, given its tokens' letters and marks."""
    parts = bodies(letters, bool(marks[-1] & Mark.BOUND))
    chunk = _Chunk(letters, marks)
    return Pattern(tuple(chunk.names(parts)), parts[-1].kind == "aside", parts[-1].kind == "plain")


class _Around(NamedTuple):
    """The place that states the country next to a name, and the first token of its words if they precede
    the name."""

    country: int
    start: int


class _Chunk(NamedTuple):
    letters: bytes
    marks: bytes

    def names(self, parts: Sequence[Body]) -> Iterator[NameSpan]:
        is_bound = bool(self.marks[-1] & Mark.BOUND)
        for number, body in enumerate(parts):
            if body.kind == "registered":
                yield self._registered(body)
            elif body.kind in ("plain", "letters"):
                yield NameSpan(Form.PLAIN, body.first, body.first, body.last, body.first, body.last)
            elif body.kind == "grammar":
                bound = is_bound and number == len(parts) - 1
                yield from self._grammar(parts[number - 1] if number else None, body, bound)

    def _registered(self, body: Body) -> NameSpan:
        """Return a registered alias, with the country next to it."""
        around = self._country_around(body.first, body.last)
        first, last = body.first, body.last
        return NameSpan(Form.REGISTERED, first, first, last, first, last, around.country, around.start)

    def _grammar(self, before: Body | None, body: Body, is_bound: bool) -> Iterator[NameSpan]:
        """Yield a body led by a head noun, unless it is an office of the body before it or not a name."""
        if before is not None and before.kind == "registered":
            if self._is_own_office(before, body):
                return
            if before.last == body.first:
                yield self._named_by_head(Body(before.first, body.last, body.kind))
                return
        span = self._named_by_head(body)
        if is_bound or not self._is_generic(before, body, span):
            yield span

    def _is_own_office(self, before: Body, body: Body) -> bool:
        """Return whether the body is an office of the one before: "IOM's Regional Office for Asia" is IOM."""
        adjacent = before.last == body.first or self.letters[before.last : before.last + 1] == b"'"
        return adjacent and any(mark & Mark.OFFICE for mark in self.marks[body.first : body.last])

    def _is_generic(self, before: Body | None, body: Body, span: NameSpan) -> bool:
        """Return whether the body is not a name: a head noun alone or with a weak adjective ("the Commission", "Local
        Committee") and no country, or one that only completes a post ("Minister of the Presidency")."""
        letters, marks = self
        of_a_post = before is not None and before.kind == "aside" and letters[before.last - 1] == ord("T")
        if of_a_post and letters[body.first] == ord("H") and b"o" not in letters[body.first : body.last]:
            return True
        if span.country != NONE:
            return False
        tokens = [t for t in range(body.first, body.last) if letters[t] in b"CDHAGTPp"]
        bare = len(tokens) <= 3 and all(letters[t] == ord("H") or marks[t] & Mark.WEAK for t in tokens)
        return bare or (span.last - span.first == 1 and letters[span.first : span.last].isalpha())

    def _named_by_head(self, body: Body) -> NameSpan:
        """Return a name led by a head noun, without the country before or after it unless little else is left."""
        letters = self.letters
        first, country = body.first, NONE
        while first < body.last - 1 and letters[first] in b"DPp":
            country = first if self.marks[first] & Mark.IN_COUNTRY else country
            first += 1
        if letters[first] == ord("'"):
            first = min(first + 2, body.last - 1)
        last, trailing = self._without_country(first, body.last)
        around = self._country_around(first, body.last)
        is_alone = last - first == 1 or letters[first:last].strip(b"H") == b""
        start = (around.start if around.start != NONE else body.first) if is_alone else first
        return NameSpan(
            Form.GRAMMAR,
            body.first,
            first,
            last,
            start,
            body.last if is_alone else last,
            next((token for token in (country, trailing, around.country) if token != NONE), NONE),
            head=next((token for token in range(first, last) if letters[token] == ord("H")), first),
            is_alone=is_alone,
        )

    def _without_country(self, first: int, last: int) -> tuple[int, int]:
        """Return the name's end before "of Costa Rica", and that country; a town is part of the name."""
        for match in _SUFFIX_OF_PLACE.finditer(self.letters, first, last):
            place = match.start() + match[0].index(b"P")
            if match.end() == last and self.marks[place] & Mark.COUNTRY:
                return match.start(), place
        return last, NONE

    def _country_around(self, first: int, last: int) -> _Around:
        """Return the country right before ("Panama's", "Thai", "Swiss Federal") or right after ("of Guatemala") a
        name."""
        letters = self.letters
        after = _SUFFIX_OF_PLACE.match(letters, last)
        if after is not None:
            place = after.start() + after[0].index(b"P")
            if self.marks[place] & Mark.IN_COUNTRY:
                return _Around(place, NONE)
        before = first - 1
        while before > 0 and letters[before] == ord("C") and self.marks[before] & Mark.WEAK:
            before -= 1
        if letters[max(before - 1, 0) : first] == b"'x":
            before -= 2
        elif before >= 0 and letters[before] == ord("'"):
            before -= 1
        while before >= 0 and letters[before] == ord("p"):
            before -= 1
        if before >= 0 and letters[before] in b"PD" and self.marks[before] & Mark.IN_COUNTRY:
            return _Around(before, before)
        return _Around(NONE, NONE)
