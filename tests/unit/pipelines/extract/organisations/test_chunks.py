"""Chunks of names, governments and letters in brackets, by the tokens' letters."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.organisations.chunks import chunks, governments, in_brackets, letters_next_to

WORD = "[CDHAGTPOm]"
LINK = r"(?:[ofant]l?|il?|b|&(?:[of]l?|l)?|'x?|-|,(?=C+&[CG]))?"
CHUNK = re.compile(f"[CDHAGTPO](?:[pr]|{LINK}{WORD})*")
NO_LETTERS = (-1, -1)


def spans(letters: str) -> list[str]:
    written = np.frombuffer(f"{letters}|".encode(), np.uint8)
    found = chunks(written, np.zeros(len(written), np.bool_))
    return [letters[first:last] for first, last in zip(found.first.tolist(), found.last.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("letters", "wanted"),
    [
        ("xlHoCxx", ["HoC"]),
        ("xHofC", ["H"]),
        ("CofolC", []),
        ("HolCxCC", ["HolC"]),
        ("HoC,C&C.", ["HoC,C&C"]),
        ("HoC,CxC.", ["HoC"]),
        ("Pp'xCHx", ["Pp'xCH"]),
        ("OrrxOr", ["Orr", "Or"]),
        ("xCCxCC(A)", ["CC"]),
        ("xkCCx", ["CC"]),
        ("xCCx", []),
        ("mHx", ["H"]),
        ("xAx", ["A"]),
        ("(A)", []),
        ("mAx", []),
        ("xA-Cx", []),
    ],
    ids=str,
)
def test_runs_that_may_name_an_organisation(letters: str, wanted: list[str]) -> None:
    assert spans(letters) == wanted


def _is_told(letters: str, match: re.Match[str]) -> bool:
    before, behind = letters[: match.start()][-1:], letters[match.end() :][:1]
    is_alone = match[0] == "A" and before not in (*"(/-m'CA",) and behind not in (*")/-mCA",)
    return bool(re.search("[OH]", match[0])) or behind == "(" or before == "k" or is_alone


@given(st.text("CCCDHAGTPOmprofantlib&'x-,,(gk|_.", max_size=40))
def test_chunks_are_those_of_the_grammar(letters: str) -> None:
    matches = CHUNK.finditer(letters)
    told = [match[0] for match in matches if _is_told(letters, match)]
    assert spans(letters) == told


@pytest.mark.parametrize(
    ("letters", "wanted"),
    [
        ("xgoPppx", [(1, 6, 3)]),
        ("xgolPx", [(1, 5, 4)]),
        ("xPp'xgx", [(1, 6, 1)]),
        ("xPgx", [(1, 3, 1)]),
        ("xPgoPx", [(2, 5, 4)]),
        ("xgoPgx", [(1, 4, 3)]),
        ("xgxPxg", []),
    ],
    ids=str,
)
def test_governments(letters: str, wanted: list[tuple[int, int, int]]) -> None:
    assert list(governments(f"{letters}|".encode())) == wanted


@pytest.mark.parametrize(
    ("letters", "wanted"),
    [
        ("C(A)", (2, 3)),
        ("C(A-A)", (2, 5)),
        ("C(Orr)", (2, 5)),
        ("C(A,wlx)", (2, 3)),
        ("C(Ax", NO_LETTERS),
        ("C(x)", NO_LETTERS),
        ("C(", NO_LETTERS),
        ("CA)", NO_LETTERS),
    ],
    ids=str,
)
def test_letters_in_brackets_behind_a_name(letters: str, wanted: tuple[int, int]) -> None:
    found = in_brackets(np.frombuffer(f"{letters}|".encode(), np.uint8), np.array([1]))
    assert (int(found.first[0]), int(found.last[0])) == wanted


@pytest.mark.parametrize(
    ("letters", "name", "wanted"),
    [
        ("xA(lHoC)x", "HoC", (1, 2)),
        ("xA,HoC,x", "HoC", (1, 2)),
        ("xHoC,A,x", "HoC", (5, 6)),
        ("xHoC,Ax", "HoC", NO_LETTERS),
        ("xA,HoCx", "HoC", NO_LETTERS),
    ],
    ids=str,
)
def test_letters_beside_a_name(letters: str, name: str, wanted: tuple[int, int]) -> None:
    first = letters.index(name)
    assert letters_next_to(f"{letters}|".encode(), first, first + len(name)) == wanted


def test_words_that_introduce_a_partner() -> None:
    introduced = np.array([False, True, False, False], np.bool_)
    found = chunks(np.frombuffer(b"xCC|", np.uint8), introduced)
    assert (found.first.tolist(), found.last.tolist()) == ([1], [3])
