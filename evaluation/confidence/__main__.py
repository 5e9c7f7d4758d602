"""`python -m evaluation.confidence`: fit `reference/confidence.csv` anew, and print how well it holds.

To be run after every change of the rules of extraction or of labels; `make evaluate` says if it was not.
"""

import sys

from evaluation.confidence.decisions import decisions
from evaluation.confidence.fitting import cross_fitted, fitted
from evaluation.confidence.reliability import reliabilities
from evaluation.confidence.report import reliability_rows
from evaluation.confidence.table import PATH, write_weights
from evaluation.sets import ROOT
from evaluation.tables import columns
from pipelines.extract.annotate import Annotator
from pipelines.extract.confidence.calibration import uncalibrated
from pipelines.extract.names.reference_tables import load_reference


def main() -> int:
    """Fit, write the table, and print the cross-fitted reliability."""
    found = decisions(Annotator(load_reference(ROOT / "reference"), uncalibrated()))
    write_weights(fitted(found), PATH)
    print("\n".join(columns(reliability_rows(reliabilities(cross_fitted(found))))))
    print(f"\nWritten: {PATH.relative_to(ROOT)}. `make evaluate` measures it on the unseen entries too.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
