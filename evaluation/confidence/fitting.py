"""Fits the weights of findings: a logistic regression per field, its weights drawn to nought."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from evaluation.confidence.decisions import RATED, Decided, Decisions, Floats, Rated
from pipelines.extract.confidence.calibration import BASE, PARTS, Calibration, calibration, odds_of_parts
from pipelines.extract.confidence.evidence import FIELDS

PULL = 1.0
"""How strongly weights are drawn to nought: as much as this many decisions of either outcome would, about."""
CAUTION, CAUTION_OF_TYPES = 0.75, 2.0
"""Bits by which every fact is rated lower than the fit says: labelled entries have guided rules, so that they are read
better than new ones. This much makes rows of a set hold best by a fit to the other sets; types were overrated by 2.4
bits on `round` before its misses were known."""
_PULL_OF_BASE = 1e-3
_PULL_OF_ROW = 10.0
_STEPS, _SMALLEST_STEP = 100, 1e-9
_LOG_2 = float(np.log(2))
_WEIGHT_PLACES = 2
_OF_ROW = ("date", "host", "countries")


class Weight(NamedTuple):
    """A row of `reference/confidence.csv`."""

    field: str
    finding: str
    decisions: int
    right: int
    weight: float


def fitted(found: Decisions) -> list[Weight]:
    """Return the weights of all fields, in their order."""
    weights = [weight for field in FIELDS for weight in _of_field(field, found[field])]
    row = found["row"]
    odds = _odds(found, as_calibration([*weights, *_row(row, 0.0, 1.0)]))
    start, pull = np.array([0.0, 1.0]), np.full(2, _PULL_OF_ROW)
    base, parts = regression(np.stack((np.ones(len(odds)), odds * _LOG_2), axis=1), row.right, start, pull)
    return [*map(_cautious, weights), *_row(row, base / _LOG_2, parts)]


def _cautious(each: Weight) -> Weight:
    caution = CAUTION_OF_TYPES if each.field == "type" else CAUTION
    return each._replace(weight=round(each.weight - caution, _WEIGHT_PLACES)) if each.finding == BASE else each


def as_calibration(weights: Sequence[Weight]) -> Calibration:
    """Return the calibration by these weights."""
    return calibration((each.field, each.finding, each.weight) for each in weights)


def cross_fitted(found: Decisions) -> dict[str, Rated]:
    """Return the confidence of each decision by a fit to the decisions of other sets: one set is left out at a time, as
    each is another kind of text."""
    parts = [_rated_by_others(found, name) for name in np.unique(_sets(found["row"])).tolist()]
    return {field: _joined([part[field] for part in parts]) for field in RATED}


def _joined(parts: Sequence[Rated]) -> Rated:
    return Rated(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _rated_by_others(found: Decisions, name: str) -> dict[str, Rated]:
    left_out = {field: _sets(each) == name for field, each in found.items()}
    learnt = as_calibration(fitted({field: each.where(~left_out[field]) for field, each in found.items()}))
    left = {field: each.where(left_out[field]) for field, each in found.items()}
    confidences = {field: _confidence(learnt, field, left[field]) for field in RATED if field != "row"}
    confidences["row"] = learnt.row(_odds(left, learnt))
    return {field: Rated(each, left[field].right) for field, each in confidences.items()}


def _sets(each: Decided) -> np.ndarray:
    """Return the set that each decision's entry is in, the first part of its source."""
    return np.array([source.partition("/")[0] for source in each.source.tolist()])


def _confidence(by: Calibration, field: str, each: Decided) -> Floats:
    return by.confidence(field, each.as_findings())


def _odds(found: Decisions, by: Calibration) -> Floats:
    return odds_of_parts(*(_confidence(by, field, found[field]) for field in _OF_ROW))


def _of_field(field: str, each: Decided) -> list[Weight]:
    count, names = len(each.right), (BASE, *each.names)
    findings = np.concatenate((np.ones((count, 1), np.bool_), each.findings), axis=1)
    pull = np.array([_PULL_OF_BASE, *[PULL] * len(each.names)])
    weights = regression(findings.astype(np.float64), each.right, np.zeros(len(names)), pull) / _LOG_2
    return [
        Weight(field, name, int(own.sum()), int(each.right[own].sum()), round(float(weight), _WEIGHT_PLACES))
        for name, own, weight in zip(names, findings.T, weights, strict=True)
    ]


def _row(row: Decided, base: float, parts: float) -> list[Weight]:
    counts = len(row.right), int(row.right.sum())
    return [
        Weight("row", BASE, *counts, round(float(base), _WEIGHT_PLACES)),
        Weight("row", PARTS, *counts, round(float(parts), _WEIGHT_PLACES)),
    ]


def regression(columns: Floats, right: Floats, start: Floats, pull: Floats) -> Floats:
    """Return the weights of the columns, in natural logarithms of odds, that explain best which decisions are right.

    Newton's method; each weight is drawn to its value in `start` by `pull`.
    """
    weights = start
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-(columns @ weights)))
        gradient = columns.T @ (right - likely) - pull * (weights - start)
        bend = (columns * (likely * (1 - likely))[:, None]).T @ columns + np.diag(pull)
        step = np.linalg.solve(bend, gradient).astype(np.float64)
        step = _shortened(step, weights, columns, right, start, pull)
        weights = weights + step
        if np.abs(step).max() < _SMALLEST_STEP:
            break
    return weights


def _shortened(step: Floats, weights: Floats, columns: Floats, right: Floats, start: Floats, pull: Floats) -> Floats:
    """Return the step, halved until it brings no loss."""
    before = _loss(weights, columns, right, start, pull)
    while np.abs(step).max() >= _SMALLEST_STEP and _loss(weights + step, columns, right, start, pull) > before:
        step = step / 2
    return step


def _loss(weights: Floats, columns: Floats, right: Floats, start: Floats, pull: Floats) -> float:
    odds = columns @ weights
    return float((np.logaddexp(0, odds) - right * odds).sum() + (pull * (weights - start) ** 2).sum() / 2)
