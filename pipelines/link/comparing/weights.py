"""The weights of evidence: how strongly each outcome of a comparison speaks for one activity, in bits."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipelines.link.comparing.comparisons import COMPARISONS
from pipelines.link.comparing.pairs import Comparison, Pairs
from pipelines.link.reading.ragged import Floats
from pipelines.link.reading.reports import crowding

FILE = "link_weights.csv"
PRIOR, BASE = "prior", "base"


class WeightError(ValueError):
    """The table of weights lacks an outcome, or has one that no comparison can have."""


@dataclass(frozen=True)
class Weights:
    """`prior` is what speaks for one activity before anything is compared; `by_field` has a weight an outcome."""

    prior: float
    by_field: dict[str, Floats]

    def evidence(self, pairs: Pairs, comparisons: Sequence[Comparison] = COMPARISONS) -> Floats:
        """The sum of the weights of each pair's outcomes, without the prior."""
        total = np.zeros(len(pairs))
        for comparison in comparisons:
            total += self.by_field[comparison.field][comparison.compare(pairs)]
        return total

    def odds_before(self, pairs: Pairs) -> Floats:
        """The log-odds before anything is compared: the more reports there are of the same weeks, the lower."""
        return np.asarray(self.prior - crowding_of(pairs), np.float64)

    def score(self, pairs: Pairs) -> Floats:
        """The log-odds, in bits, that each pair reports one activity."""
        return self.odds_before(pairs) + self.evidence(pairs)

    def most(self, comparisons: Sequence[Comparison]) -> float:
        """The most that these comparisons can add."""
        return float(sum(self.by_field[comparison.field].max() for comparison in comparisons))


def crowding_of(pairs: Pairs) -> Floats:
    """Return how much likelier chance makes two reports alike in the fuller weeks of both, in bits."""
    crowd = crowding(pairs.reports.published)
    return np.asarray(np.maximum(crowd[pairs.one], crowd[pairs.other]), np.float64)


def load_weights(reference: Path) -> Weights:
    """Read `link_weights.csv` of the reference folder.

    Raises:
        FileNotFoundError: there is no such table.
        WeightError: its rows are not the outcomes of the comparisons.
    """
    path = reference / FILE
    with path.open(encoding="utf-8", newline="") as file:
        rows = {(row["field"], row["outcome"]): float(row["weight"]) for row in csv.DictReader(file)}
    expected = [(PRIOR, BASE), *((each.field, outcome) for each in COMPARISONS for outcome in each.outcomes)]
    differing = sorted(set(expected) ^ rows.keys())
    if differing:
        named = ", ".join(" ".join(key).strip() for key in differing)
        raise WeightError(f"{path} and the comparisons do not have the same outcomes: {named}. Fit the weights anew.")
    by_field = {each.field: np.array([rows[each.field, name] for name in each.outcomes]) for each in COMPARISONS}
    return Weights(rows[PRIOR, BASE], by_field)
