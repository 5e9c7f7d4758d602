"""Writes `reference/confidence.csv`, and compares it with what a new fit makes."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from evaluation.confidence.fitting import Weight
from evaluation.sets import ROOT
from pipelines.extract.confidence.calibration import FILE

PATH = ROOT / "reference" / FILE
TOLERANCE = 0.02
"""In bits: weights that differ by no more are equal; other processors may round otherwise."""


def write_weights(weights: Iterable[Weight], path: Path) -> None:
    """Write the table, one row per finding."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Weight._fields)
        writer.writerows((*each[:-1], f"{each.weight:.2f}") for each in weights)


def differences(weights: Sequence[Weight], path: Path) -> list[str]:
    """Return in which findings the table is not what the fit makes, one line each."""
    with path.open(encoding="utf-8", newline="") as file:
        stored = {(row["field"], row["finding"]): float(row["weight"]) for row in csv.DictReader(file)}
    made = {(each.field, each.finding): each.weight for each in weights}
    return [
        f"{' '.join(key)}: {stored.get(key, 'none')} in the table, {made.get(key, 'none')} by the fit"
        for key in sorted(stored.keys() | made.keys())
        if key not in stored or key not in made or abs(stored[key] - made[key]) > TOLERANCE
    ]
