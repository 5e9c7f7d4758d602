"""Numbers that count people, by the letters of their tokens."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.participants.number_grammar import ALPHABET, MARKS, QUALIFIERS, NumberGrammar

LETTERS = "".join(sorted({*(letter for _, letter in ALPHABET), *MARKS.values(), *"xCn_"}))


def phrases(letters: str) -> list[tuple[str, str, str]]:
    """Of each phrase the whole, its number, and how it is hedged."""
    found = NumberGrammar.phrases(np.frombuffer(letters.encode(), np.uint8))
    rows = zip(*(column.tolist() for column in found), strict=True)
    return [(letters[a:z], letters[n:m], QUALIFIERS[qualifier]) for a, _, n, m, z, qualifier in rows]


@pytest.mark.parametrize(
    ("letters", "wanted"),
    [
        ("|nP|", [("nP", "n", "exact")]),
        ("xrtnxCP.", [("rtnxCP", "n", "at_least")]),
        ("AcMP", [("AcMP", "cM", "approximately")]),
        ("n,n.nP", [("n,n.nP", "n,n.n", "exact")]),
        ("cMc&cMP", [("cMc&cMP", "cMc&cM", "exact")]),
        ("M&eP", [("M&eP", "M&e", "exact")]),
        ("c(n)P", [("c(n)P", "c", "exact")]),
        ("nxxxxxP", [("nxxxxxP", "n", "exact")]),
        ("nxxxxxxP", []),
        ("nia", [("nia", "n", "exact")]),
        ("nix", []),
        ("n%xxnP", [("nP", "n", "exact")]),
        ("nP-N", []),
        ("nxBP", []),
        ("n", []),
        ("", []),
    ],
    ids=str,
)
def test_phrases(letters: str, wanted: list[tuple[str, str, str]]) -> None:
    assert phrases(letters) == wanted


@given(st.text(st.sampled_from(LETTERS), max_size=60), st.text(st.sampled_from("nxcMP&-,.C"), max_size=60))
def test_each_stretch_is_read_as_if_it_stood_alone(some: str, more: str) -> None:
    assert phrases(f"{some}||||{more}") == phrases(some) + phrases(more)


@given(st.text(st.sampled_from("nxcMP&-,.CiaNe()lo"), max_size=60))
def test_every_number_right_before_people_is_found(letters: str) -> None:
    right_before = {match.end() for match in re.finditer(r"n(?=P(?!-?N))", letters)}
    found = NumberGrammar.phrases(np.frombuffer(letters.encode(), np.uint8))
    counted = np.zeros(len(letters) + 1, np.bool_)
    for first, last in zip(found.first.tolist(), found.last.tolist(), strict=True):
        counted[first : last + 1] = True
    assert all(counted[place] for place in right_before)
