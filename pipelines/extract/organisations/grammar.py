"""The grammar of organisations' names: bodies cut out of runs of capitalised words.

Every token is one letter (`organisation_letters`). A *chunk* (`organisation_chunks`) is cut into *bodies*, each with
one head noun ("Immigration Policy Unit | of the | Ministry of the Interior"), and what is led by a programme, a law, a
tool, a day or a person's post is set aside.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple


class Body(NamedTuple):
    """A body named in a chunk: its tokens, end excluded.

    `kind`: `registered` (the register's alias stands there), `grammar` (a head noun leads it),
    `plain` (capitalised words without a head noun), `aside` (a programme, law, tool, day or post).
    """

    first: int
    last: int
    kind: str


@lru_cache(maxsize=1 << 16)
def bodies(letters: bytes) -> tuple[Body, ...]:
    """The bodies named in one chunk, from left to right; tokens are counted from the chunk's first.

    Chunks of the same letters are cut alike, and most are short, so the answer is kept.
    """
    found: list[Body] = []
    open_body: Body | None = None
    previous_end = 0
    for run_first, run_last in _runs(letters, 0, len(letters)):
        kind = _kind(letters, run_first, run_last)
        link = letters[previous_end:run_first]
        if open_body is not None and _continues(letters, open_body, link, kind):
            open_body = Body(open_body.first, run_last, open_body.kind)
            found[-1] = open_body
        else:
            open_body = _opened(letters, found, link, kind, run_first, run_last)
            found.append(open_body)
        previous_end = run_last
    return tuple(found)


def _runs(letters: bytes, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words within a chunk; a registered name is a run of its own."""
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
    """What a run of capitalised words is led by: its last telling word in English, its first in Spanish.

    A head noun at the very start or end wins over others; a post anywhere before the head makes it a post.
    """
    run = letters[first:last]
    if run[:1] == b"O":
        return "registered"
    if run[:1] == b"T":
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
    """Whether a run belongs to the name before it, given what joins them."""
    if body.kind == "registered":
        return False
    if kind == "registered":
        return body.kind == "aside" and b"G" in letters[body.first : body.last] and link[:1] in (b"o", b"f")
    if link == b"":
        return kind not in ("head",)
    if link[:1] == b"'":
        return body.kind != "place" and kind in ("head", "plain", "programme") and letters[body.last - 1] != ord("A")
    if kind in ("head", "title", "letters"):
        return body.kind == "aside" and kind != "head" and link[:1] in (b"o", b"f", b"n")
    has_complement = letters[body.first : body.last].translate(None, b"CDHAGTPpOrm-x'") != b""
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


def _opened(letters: bytes, found: list[Body], link: bytes, kind: str, first: int, last: int) -> Body:
    """A new body at a run; "Migration and Health Committee" and "Panama's Ministry" reach back to the run before."""
    if kind == "registered":
        return Body(first, last, "registered")
    if kind in ("title", "programme"):
        return Body(first, last, "aside")
    if kind == "head":
        start = first
        before = found[-1] if found else None
        joined = link == b"&" and letters[first] != ord("H")
        if before is not None and joined and before.kind == "plain" and before.last - before.first <= 3:
            start = found.pop().first
        return Body(start, last, "grammar")
    return Body(first, last, {"place": "place", "demonym": "aside", "letters": "letters"}.get(kind, "plain"))
