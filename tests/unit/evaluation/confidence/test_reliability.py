import numpy as np
import pytest

from evaluation.confidence.decisions import Rated
from evaluation.confidence.reliability import Reliability, Tenth, reliability


def of(confidence: np.ndarray, right: np.ndarray) -> Reliability:
    return reliability(Rated(confidence, right))


def test_the_error_is_the_mean_gap_of_confidence_and_share_right_over_tenths() -> None:
    found = of(np.array([0.95, 0.95, 0.95, 0.95, 0.25]), np.array([1.0, 1.0, 1.0, 0.0, 0.0]))
    assert found.error == pytest.approx((4 * (0.95 - 0.75) + 0.25) / 5)
    assert found.tenths[9] == Tenth(4, pytest.approx(0.95), 0.75)
    assert found.tenths[2] == Tenth(1, 0.25, 0.0)
    assert found.tenths[0] is None
    assert (found.sure, found.sure_right) == (0.8, 0.75)


def test_a_confidence_on_an_edge_belongs_to_the_tenth_above_and_one_to_the_last() -> None:
    found = of(np.array([0.3, 0.7, 1.0]), np.ones(3))
    assert [number for number, each in enumerate(found.tenths) if each] == [3, 7, 9]


def test_facts_that_are_as_right_as_they_are_sure_have_no_error_within_the_interval() -> None:
    found = of(np.full(1000, 0.75), np.tile([1.0, 1.0, 1.0, 0.0], 250))
    assert found.error == pytest.approx(0)
    assert found.brier == pytest.approx(0.1875)
    assert 0 <= found.interval[0] < found.interval[1] < 0.05


def test_without_any_sure_fact_none_of_them_is_right() -> None:
    assert of(np.array([0.5]), np.array([1.0])).sure_right is None
