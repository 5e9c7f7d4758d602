"""Weighs the findings on each decision: how likely it is right, by how often such decisions were right before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipelines.extract.confidence.evidence import FIELDS, Evidence, Findings
from pipelines.extract.text.lexicon import read_csv

FILE = "confidence.csv"
BASE, PARTS = "base", "parts"
"""The weight of a decision without any finding; and how much the odds of a row weigh that its parts have together."""
PLACES = 3
_HUNDREDTHS = 100
_MOST = 0.999

Shares = npt.NDArray[np.float64]
Weights = Mapping[str, float]


class CalibrationError(ValueError):
    """The table of weights lacks a finding."""


@dataclass(frozen=True)
class Confidences:
    """How likely each fact is right, from 0 to 1: one element per entry, for `partner` one per sighting."""

    date: Shares
    host: Shares
    type: Shares
    participants: Shares
    row: Shares
    partner: Shares


@dataclass(frozen=True)
class Calibration:
    """The weights of findings by field, in bits: the logarithm of the odds that a decision is right is their sum."""

    by_field: Mapping[str, Weights]

    def confidences(self, evidence: Evidence) -> Confidences:
        """Return the confidence of each decision.

        Raises:
            CalibrationError: a finding has no weight.
        """
        of = {field: self.confidence(field, getattr(evidence, field)) for field in FIELDS}
        row = self.row(odds_of_parts(of["date"], of["host"], of["countries"]))
        return Confidences(of["date"], of["host"], of["type"], of["participants"], row, of["partner"])

    def confidence(self, field: str, findings: Findings) -> Shares:
        """Return the confidence of decisions on a field.

        Raises:
            CalibrationError: a finding has no weight.
        """
        size = len(next(iter(findings.values())))
        # Whole hundredths: the sum is the same in any order and on any machine.
        total = np.full(size, self._hundredths(field, BASE))
        for name, applies in findings.items():
            total += self._hundredths(field, name) * applies
        return _probability(total / _HUNDREDTHS)

    def row(self, odds: Shares) -> Shares:
        """Return the confidence of rows, of whose parts these are the odds."""
        weights = self.by_field["row"]
        return _probability(weights[BASE] + weights[PARTS] * odds)

    def _hundredths(self, field: str, finding: str) -> int:
        try:
            return round(self.by_field[field][finding] * _HUNDREDTHS)
        except KeyError as error:
            raise CalibrationError(
                f"{FILE} has no weight for `{field} {finding}`. Run `python -m evaluation.confidence`."
            ) from error


def odds_of_parts(*parts: Shares) -> Shares:
    """Return the logarithm of the odds, in bits, that all parts of a row are right, if each is right with its
    confidence."""
    together = np.clip(np.prod(parts, axis=0), 1 - _MOST, _MOST)
    odds: Shares = np.log2(together / (1 - together))
    return odds


def load_calibration(reference: Path) -> Calibration:
    """Read `confidence.csv` of the reference folder.

    Raises:
        FileNotFoundError: there is no such table.
        CalibrationError: it has no weights of rows.
    """
    return calibration((row["field"], row["finding"], float(row["weight"])) for row in read_csv(reference / FILE))


def calibration(rows: Iterable[tuple[str, str, float]]) -> Calibration:
    """Return the calibration by weights of fields and findings.

    Raises:
        CalibrationError: there are no weights of rows.
    """
    by_field: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for field, finding, weight in rows:
        by_field[field][finding] = weight
    if not by_field["row"].keys() >= {BASE, PARTS}:
        raise CalibrationError(f"{FILE} has no weights of `row`. Run `python -m evaluation.confidence`.")
    return Calibration(dict(by_field))


def uncalibrated() -> Calibration:
    """Return a calibration before any fit, by which every decision is as likely right as wrong."""
    return Calibration(defaultdict(lambda: defaultdict(float)))


def _probability(bits: Shares) -> Shares:
    """Return the probabilities of the logarithms of odds, rounded, and never quite 1."""
    return np.minimum(np.round(1 / (1 + np.exp2(-bits)), PLACES), _MOST)
