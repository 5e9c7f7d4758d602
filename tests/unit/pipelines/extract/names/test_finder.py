"""Which names are found where, between word boundaries, in which writing."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.names.finder import NameFinder, lay_out_names, winning_hits
from pipelines.extract.names.names import Case, Hits, Layer, Name, matching_form
from pipelines.extract.text.batch import TextBatch, lay_out
from pipelines.extract.text.tokens import cut, words_of
from pipelines.extract.text.word_index import WordIndex

NAMES = (
    Name("Peru", Layer.PLACE, 1, Case.CAPITAL),
    Name("Costa Rica", Layer.PLACE, 2, Case.CAPITAL),
    Name("Costa", Layer.PLACE, 3, Case.CAPITAL),
    Name("Rica Foundation", Layer.PLACE, 4, Case.CAPITAL),
    Name("US", Layer.PLACE, 5, Case.EXACT),
    Name("Port-au-Prince", Layer.PLACE, 6, Case.CAPITAL),
    Name("Costa Rica", Layer.ORGANISATION, 7, Case.CAPITAL),
    Name("workshop", Layer.CUE, 8, Case.ANY),
    Name("work", Layer.CUE, 9, Case.ANY),
    Name("workshop on", Layer.CUE, 10, Case.ANY),
)
MARKED = (
    Name("U.N.", Layer.CUE, 20, Case.ANY),
    Name("'s Gate", Layer.CUE, 21, Case.ANY),
    Name("Bolivia (State of)", Layer.CUE, 22, Case.ANY),
    Name('"When I', Layer.CUE, 23, Case.ANY),
    Name("-", Layer.CUE, 24, Case.EXACT),
)


def _finder(names: tuple[Name, ...]) -> tuple[NameFinder, WordIndex]:
    laid_out = lay_out_names(names)
    words = WordIndex(sorted(words_of(laid_out)))
    return NameFinder(names, laid_out, words), words


FINDER, WORDS = _finder((*NAMES, *MARKED))


def _hits(batch: TextBatch, layer: Layer) -> list[tuple[str, tuple[int, ...]]]:
    hits, senses = FINDER.scan(batch, cut(batch, WORDS))[layer], FINDER.senses(layer)
    rows = zip(hits.start.tolist(), hits.end.tolist(), hits.sense.tolist(), strict=True)
    return [(batch.text[start:end], senses[sense]) for start, end, sense in rows]


def _found(text: str, layer: Layer = Layer.PLACE) -> list[tuple[str, tuple[int, ...]]]:
    return _hits(lay_out(["h"], [text]), layer)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In Peru.", [("Peru", (1,))]),
        ("En PERÚ.", [("PERÚ", (1,))]),
        ("in peru", []),
        ("Peruvian and Superperu", []),
        ("(Peru)", [("Peru", (1,))]),
        ("Peru's", [("Peru", (1,))]),
        ("Costa Rica", [("Costa Rica", (2,))]),
        ("Costa  \n Rica", [("Costa  \n Rica", (2,))]),
        ("Costa\n\nRica", [("Costa", (3,))]),
        ("Costa-Rica", [("Costa-Rica", (2,))]),
        ("Costa\u00a0Rica", [("Costa\u00a0Rica", (2,))]),
        ("Costa Rica Foundation", [("Rica Foundation", (4,))]),
        ("the US and us and Us", [("US", (5,))]),
        ("Port au Prince", [("Port au Prince", (6,))]),
        ("Port-au-Prince", [("Port-au-Prince", (6,))]),
        ("PORT–AU–PRINCE", [("PORT–AU–PRINCE", (6,))]),
        ("", []),
        ("😀Peru😀", [("Peru", (1,))]),
    ],
)
def test_places(text: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    assert _found(text) == found


def test_layers_do_not_compete() -> None:
    assert _found("Costa Rica", Layer.ORGANISATION) == [("Costa Rica", (7,))]
    assert _found("Costa Rica", Layer.PLACE) == [("Costa Rica", (2,))]


def test_cues_may_overlap() -> None:
    assert {meanings for _, meanings in _found("a Workshop on roads", Layer.CUE)} == {(8,), (10,)}


def test_no_name_reaches_into_the_next_entry_or_from_headline_into_body() -> None:
    batch = lay_out(["In Costa", "Rica", "Costa"], ["Rica", "Costa", "Rica"])
    assert [meanings for _, meanings in _hits(batch, Layer.PLACE)] == [(3,), (3,), (3,)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the U.N. and the u.n.", ["U.N.", "u.n."]),
        ("the U. N. and UN", []),
        ("an e.U.N.s", ["U.N."]),
        ("today's gate and 's gates", ["'s gate"]),
        ("Bolivia (State of) and Bolivia(State of)", ["Bolivia (State of)"]),
        ("Bolivia-(State-of)", ["Bolivia-(State-of)"]),
        ("Bolivia ( State of)", []),
        ("said: “When I was", ["“When I"]),
        ("said: “ When I was", []),
        ("- -", []),
    ],
)
def test_marks_and_the_blanks_around_them_are_part_of_a_name(text: str, found: list[str]) -> None:
    assert [written for written, _ in _found(text, Layer.CUE)] == found


def test_the_tokens_of_a_name_are_told() -> None:
    batch = lay_out(["h"], ["In Costa-Rica."])
    tokens = cut(batch, WORDS)
    hits = FINDER.scan(batch, tokens)[Layer.PLACE]
    assert (hits.first.tolist(), hits.last.tolist()) == ([3], [6])
    assert tokens.start[hits.first].tolist() == hits.start.tolist()
    assert tokens.end[hits.last - 1].tolist() == hits.end.tolist()


def _naive(form: str, names: set[str]) -> list[tuple[int, int]]:
    """Where names stand in a text in matching form, between blanks or marks."""
    ends = [
        (first, first + len(name))
        for name in names
        for first in range(len(form))
        if form.startswith(name, first)
        and not (first and form[first - 1].isalnum() and name[0].isalnum())
        and not (form[first + len(name) : first + len(name) + 1].isalnum() and name[-1].isalnum())
    ]
    return sorted(ends, key=lambda each: (each[0], -each[1]))


_pieces = st.lists(st.sampled_from(["a", "b", "ab", "c", " ", ".", "'"]), min_size=1, max_size=7).map("".join)
_names = st.sets(_pieces.map(matching_form).filter(bool), min_size=1, max_size=6)


@given(names=_names, text=st.lists(_pieces, max_size=8).map(" ".join))
def test_exactly_the_names_that_a_plain_search_finds(names: set[str], text: str) -> None:
    form = matching_form(text)
    listed = tuple(Name(name, Layer.CUE, number, Case.ANY) for number, name in enumerate(sorted(names)))
    finder, words = _finder(listed)
    batch = lay_out([form], [""])
    hits = finder.scan(batch, cut(batch, words))[Layer.CUE]
    assert list(zip(hits.start.tolist(), hits.end.tolist(), strict=True)) == _naive(form, names)


def _held(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that hold, one after the other: a longer one that reaches further takes its place from the last."""
    held: list[tuple[int, int]] = []
    for start, end in spans:
        if not held or start >= held[-1][1]:
            held.append((start, end))
        elif end > held[-1][1] and end - start > held[-1][1] - held[-1][0]:
            held[-1] = (start, end)
    return held


@given(st.sets(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=20))
def test_of_names_that_overlap_the_leftmost_holds_unless_a_longer_one_begins_inside(
    found: set[tuple[int, int]],
) -> None:
    spans = sorted(((start, start + length) for start, length in found), key=lambda each: (each[0], -each[1]))
    start, end = np.array(spans, np.int64).reshape(-1, 2).T
    kept = winning_hits(Hits(start, end, start, end, np.zeros(len(spans), np.int32))).tolist()
    assert [spans[number] for number in kept] == _held(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans[number] for number in kept))
