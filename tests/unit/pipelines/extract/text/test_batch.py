"""The buffer of a batch: a folded character for each character, whatever the text."""

import numpy as np
import pytest

from pipelines.extract.text.batch import ENTRY_END, FIELD_BREAK, fold, lay_out


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Panamá", "panama"),
        ("NIÑEZ Y ADOLESCENCIA", "ninez y adolescencia"),
        ("¿Qué?", "?que?"),
        ("a–b—c‑d", "a-b-c-d"),
        ("Children’s", "children's"),
        ("Honduras´", "honduras'"),
        ("“quoted” «citado»", '"quoted" "citado"'),
        ("3\u00a0de\u2009mayo", "3 de mayo"),
        ("Straße, Łódź, Århus", "strase, lodz, arhus"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["😀 emoji", "日本語", "e\u0301", "\ud800 alone", "\x00\x01\x1f", "\u202eright"])
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_lay_out_says_where_each_entry_stands() -> None:
    headlines, bodies = ["Uno", "", "Tres 😀"], ["cuerpo", "Panamá", ""]
    batch = lay_out(headlines, bodies)
    assert len(batch) == 3
    assert batch.text == "".join(h + FIELD_BREAK + b + ENTRY_END for h, b in zip(headlines, bodies, strict=True))
    for number, (headline, body) in enumerate(zip(headlines, bodies, strict=True)):
        start, body_start, end = batch.starts[number], batch.body_starts[number], batch.ends[number]
        assert batch.text[start : start + len(headline)] == headline
        assert batch.text[body_start:end] == body
        assert batch.text[end] == ENTRY_END


def test_lay_out_classes_have_one_element_a_character() -> None:
    batch = lay_out(["Ñandú 9"], ["Aé😀"])
    arrays = (batch.folded, batch.is_word, batch.is_upper, batch.is_digit)
    assert {len(array) for array in arrays} == {len(batch.text)}
    assert np.flatnonzero(batch.is_digit).tolist() == [6]
    assert np.flatnonzero(batch.is_upper).tolist() == [0, 9]


def test_lay_out_of_nothing() -> None:
    batch = lay_out([], [])
    assert (len(batch), batch.text) == (0, "")
