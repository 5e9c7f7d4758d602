"""Rows of several values each."""

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipelines.link.reading.ragged import Ragged, coded


@given(arrays(np.uint64, st.integers(0, 40), elements=st.integers(0, 9)))
def test_values_are_numbered_in_ascending_order(values: npt.NDArray[np.uint64]) -> None:
    distinct, number = coded(values)
    assert distinct.tolist() == sorted(set(values.tolist()))
    assert distinct[number].tolist() == values.tolist()


def test_rows_share_the_weights_of_values_that_both_have() -> None:
    rows = Ragged.of(np.array([0, 0, 1, 1, 1, 2]), np.array([3, 5, 5, 3, 3, 4]), 4)
    weights = np.array([0.0, 0.0, 0.0, 1.0, 2.0, 4.0])
    shared = rows.shared(np.array([0, 0, 2, 3]), np.array([1, 2, 3, 3]), weights)
    assert shared.tolist() == [5.0, 0.0, 0.0, 0.0]
    assert rows.totals(weights).tolist() == [5.0, 5.0, 2.0, 0.0]
