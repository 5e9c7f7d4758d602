"""The automaton: which names are found where, between word boundaries, in which writing."""

import pytest

from pipelines.extract.names import Automaton, Case, Layer, Name, matching_form
from pipelines.extract.text import TextBatch, lay_out

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
AUTOMATON = Automaton(NAMES)


def _hits(batch: TextBatch, layer: Layer) -> list[tuple[str, tuple[int, ...]]]:
    hits, senses = AUTOMATON.scan(batch)[layer], AUTOMATON.senses(layer)
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
    ("text", "form"),
    [("Port-au-Prince", "port au prince"), ("  Costa \n Rica ", "costa rica"), ("PERÚ", "peru"), ("-", "")],
)
def test_matching_form(text: str, form: str) -> None:
    assert matching_form(text) == form
