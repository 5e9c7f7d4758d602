"""Stretches of a text as a column: the same as cutting each out of the text."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.text.excerpts import Excerpts

TEXTS = st.text(st.one_of(st.sampled_from("aá—€𐍈 "), st.characters(exclude_categories=["Cs"])))


@given(TEXTS, st.data())
def test_excerpts_are_slices(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    bounds = [sorted(pair) for pair in data.draw(st.lists(st.tuples(place, place), max_size=6))]
    start, end = np.array(bounds, np.int64).reshape(-1, 2).T
    assert Excerpts(text).between(start, end).to_pylist() == [text[first:last] for first, last in bounds]
