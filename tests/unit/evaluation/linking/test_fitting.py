"""Fitting the weights: drawn to what is expected, moved by what is seen."""

import numpy as np
import pytest

from evaluation.linking.fitting import Examples, fitted, folds

EXPECTED = np.array([-2.0, 1.0, -1.0])


def seen(same: int, apart: int) -> Examples:
    """Return pairs of which the first outcome speaks for one activity and the second against it."""
    outcomes = np.array([[1, 1, 0]] * same + [[1, 0, 1]] * apart, np.float64).reshape(-1, 3)
    return Examples(outcomes, np.zeros(len(outcomes)), np.arange(len(outcomes)) < same)


def test_without_examples_the_weights_are_the_expected_ones() -> None:
    assert fitted(seen(0, 0), EXPECTED) == pytest.approx(EXPECTED)


def test_examples_move_the_weights_and_many_move_them_further() -> None:
    few, many = fitted(seen(20, 20), EXPECTED), fitted(seen(400, 400), EXPECTED)
    assert EXPECTED[1] < few[1] < many[1]
    assert EXPECTED[2] > few[2] > many[2]


def test_the_odds_before_count() -> None:
    crowded = Examples(seen(20, 20).outcomes, np.full(40, -5.0), seen(20, 20).is_same)
    assert fitted(crowded, EXPECTED)[1] > fitted(seen(20, 20), EXPECTED)[1]


def test_reports_of_one_group_are_in_one_fold() -> None:
    groups = [f"group {number % 7}" for number in range(40)]
    fold = folds(groups, 3, seed=1)
    assert {group: {int(fold[at]) for at, name in enumerate(groups) if name == group} for group in set(groups)} == {
        group: {int(fold[groups.index(group)])} for group in set(groups)
    }
    assert set(fold.tolist()) == {0, 1, 2}
