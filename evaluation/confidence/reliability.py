"""Measures how well confidences hold: by tenths, the calibration error with its interval, and the Brier score."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evaluation.confidence.decisions import Floats, Rated

TENTHS = 10
SURE = 0.9
_RESAMPLES, _SEED = 1000, 14
_INTERVAL = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Tenth:
    """Facts whose confidence is in one tenth: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well the confidence of a field holds.

    `error` is the expected calibration error over tenths, with its interval of 95 % by bootstrap; `brier` the Brier
    score; `confidence` and `right` the means; `sure` and `sure_right` the share of facts with a confidence of 0.9 or
    more, and the share of them that is right, None without any.
    """

    count: int
    tenths: tuple[Tenth | None, ...]
    error: float
    interval: tuple[float, float]
    brier: float
    confidence: float
    right: float
    sure: float
    sure_right: float | None

    def as_json(self) -> dict[str, float | int | None]:
        """The figures by name, without the tenths."""
        low, high = self.interval
        return {
            "decisions": self.count,
            "calibration_error": self.error,
            "calibration_error_low": low,
            "calibration_error_high": high,
            "brier": self.brier,
            "mean_confidence": self.confidence,
            "right": self.right,
            "sure": self.sure,
            "sure_right": self.sure_right,
        }


def reliabilities(rated: Mapping[str, Rated]) -> dict[str, Reliability]:
    """The reliability of each field."""
    return {field: reliability(each) for field, each in rated.items()}


def reliability(rated: Rated) -> Reliability:
    """The reliability of one field's confidences, one or more."""
    confidence, right = rated.confidence, rated.right
    tenth = _tenths(confidence)
    sure = confidence >= SURE
    return Reliability(
        len(right),
        tuple(_tenth(confidence[tenth == each], right[tenth == each]) for each in range(TENTHS)),
        _error(confidence, right),
        _interval(confidence, right),
        brier=float(np.mean((confidence - right) ** 2)),
        confidence=float(confidence.mean()),
        right=float(right.mean()),
        sure=float(sure.mean()),
        sure_right=float(right[sure].mean()) if sure.any() else None,
    )


def _tenth(confidence: Floats, right: Floats) -> Tenth | None:
    return Tenth(len(right), float(confidence.mean()), float(right.mean())) if len(right) else None


def _tenths(confidence: Floats) -> np.ndarray:
    return np.minimum((confidence * TENTHS + 1e-9).astype(np.int64), TENTHS - 1)


def _interval(confidence: Floats, right: Floats) -> tuple[float, float]:
    size = len(right)
    samples = np.random.default_rng(_SEED).integers(0, size, (_RESAMPLES, size))
    low, high = np.quantile([_error(confidence[each], right[each]) for each in samples], _INTERVAL)
    return float(low), float(high)


def _error(confidence: Floats, right: Floats) -> float:
    gaps = np.bincount(_tenths(confidence), confidence - right, TENTHS)
    return float(np.abs(gaps).sum() / len(right))
