"""`make fit`: fit the weights of the cues for event types anew, and print how well a fit holds on sets it left out.

To be run after a change of cues or labels, before `python -m evaluation.confidence`.
"""

import csv
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from evaluation.event_types.fitting import Right, fitted, left_out, right
from evaluation.event_types.labelled import Floats, cued
from evaluation.sets import ROOT
from evaluation.tables import columns
from pipelines.extract.annotate import Annotator
from pipelines.extract.confidence.calibration import uncalibrated
from pipelines.extract.names.reference_tables import load_reference
from pipelines.extract.text.lexicon import read_csv

PATH = ROOT / "reference" / "cues.csv"
LEAST_CHANGE = 0.15
"""A weight that the fit changes by less stays as it was set by hand."""
_PLACES = 1


def main() -> int:
    """Fit, write the column `fitted`, and print the comparison."""
    rows = read_csv(PATH)
    annotator = Annotator(load_reference(ROOT / "reference"), uncalibrated())
    found = cued(annotator, [row["value"] for row in rows])
    by_hand = np.array([float(row["weight"] or 1) for row in rows])
    start = by_hand[found.cue]
    weights = fitted(found, start)
    print("\n".join(columns(_comparison(left_out(found, start), right(found, start), right(found, weights)))))
    write_fitted(rows, _changed(dict(zip(found.cue.tolist(), weights.tolist(), strict=True)), by_hand), PATH)
    print(f"\nWritten: {PATH.relative_to(ROOT)}. Run `python -m evaluation.confidence` next.")
    return 0


def _changed(weights: Mapping[int, float], by_hand: Floats) -> dict[int, float]:
    rounded = {number: round(weight, _PLACES) for number, weight in weights.items()}
    return {number: weight for number, weight in rounded.items() if abs(weight - by_hand[number]) >= LEAST_CHANGE}


def write_fitted(rows: Sequence[Mapping[str, str]], weights: Mapping[int, float], path: Path) -> None:
    """Write the rows of `cues.csv` with these fitted weights, by the number of the row, and no others."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0])
        for number, row in enumerate(rows):
            weight = f"{weights[number]:g}" if number in weights else ""
            writer.writerow({**row, "fitted": weight}.values())


def _comparison(held: Mapping[str, tuple[Right, Right]], before: Right, after: Right) -> list[list[str]]:
    header = ["set", "entries", "by hand: lenient", "strict", "by a fit to the others: lenient", "strict"]
    told = [_row(name, *pair) for name, pair in held.items()]
    return [header, *told, _row("all, by a fit to all", before, after)]


def _row(name: str, first: Right, second: Right) -> list[str]:
    return [name, str(first.of), *(f"{each / first.of:.3f}" for pair in (first, second) for each in pair[:2])]


if __name__ == "__main__":
    sys.exit(main())
