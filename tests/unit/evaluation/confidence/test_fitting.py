import csv
from pathlib import Path

import numpy as np
import pytest

from evaluation.confidence.decisions import RATED, Decided, Decisions
from evaluation.confidence.fitting import CAUTION, cross_fitted, fitted, regression
from evaluation.confidence.table import TOLERANCE, differences, write_weights
from pipelines.extract.confidence.evidence import FIELDS

COUNT = 400
DOUBTFUL = np.arange(COUNT) % 2 == 1


def decided(right: np.ndarray, *names: str) -> Decided:
    findings = np.stack([DOUBTFUL] * len(names), axis=1) if names else np.zeros((COUNT, 0), np.bool_)
    source = np.array([f"set {number // 20}/origin" for number in range(COUNT)])
    return Decided(names, findings, right.astype(np.float64), source)


def made_up() -> Decisions:
    """Decisions of which those on dates are doubtful every other time, and then right every other time."""
    right = ~DOUBTFUL | (np.arange(COUNT) % 4 == 1)
    always = np.ones(COUNT, np.bool_)
    found = {field: decided(always, "plain") for field in FIELDS} | {"row": decided(right)}
    return found | {"date": decided(right, "doubtful")}


def cautious(share: float) -> float:
    """The probability with odds that are lower by CAUTION."""
    odds = share / (1 - share) / 2**CAUTION
    return odds / (1 + odds)


def test_a_finding_weighs_as_its_decisions_are_right() -> None:
    weights = {(each.field, each.finding): each for each in fitted(made_up())}
    doubtful = weights["date", "doubtful"]
    assert (doubtful.decisions, doubtful.right) == (200, 100)
    assert weights["date", "base"].weight + doubtful.weight == pytest.approx(-CAUTION, abs=0.2)
    assert weights["row", "parts"].weight > 0.5


def test_confidences_hold_on_sets_that_were_left_out() -> None:
    rated = cross_fitted(made_up())
    assert set(rated) == set(RATED)
    dates = rated["date"]
    assert dates.confidence[dates.confidence > 0.9].size == 200
    assert dates.confidence[dates.confidence < 0.9].mean() == pytest.approx(cautious(0.5), abs=0.06)
    assert cautious(0.75) - 0.05 < rated["row"].confidence.mean() < 0.75


def test_a_set_is_rated_by_others_only() -> None:
    source = np.where(DOUBTFUL, "doubtful/page", "others/page")
    found = {field: each._replace(source=source) for field, each in made_up().items()}
    dates = cross_fitted(found)["date"]
    assert dates.confidence[dates.right == 0].min() > 0.9, "what only the set itself teaches is not known"


def test_weights_of_what_was_never_wrong_stay_finite() -> None:
    columns = np.stack((np.ones(50), np.ones(50)), axis=1)
    weights = regression(columns, np.ones(50), np.zeros(2), np.ones(2))
    assert weights == pytest.approx([weights[0]] * 2)
    assert 0 < weights[0] < 5


def test_a_table_that_was_just_written_does_not_differ(tmp_path: Path) -> None:
    path = tmp_path / "confidence.csv"
    weights = fitted(made_up())
    write_weights(weights, path)
    assert differences(weights, path) == []


def test_other_weights_and_lacking_findings_are_named(tmp_path: Path) -> None:
    path = tmp_path / "confidence.csv"
    first, second, *others = fitted(made_up())
    write_weights([first._replace(weight=first.weight + 2 * TOLERANCE), *others], path)
    assert [line.partition(":")[0] for line in differences([first, second, *others], path)] == [
        f"{each.field} {each.finding}" for each in (first, second)
    ]
    with path.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(others) + 1
