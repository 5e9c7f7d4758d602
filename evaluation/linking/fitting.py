"""Fit the weights of the evidence: a logistic regression on the outcomes, drawn to the weights expected beforehand.

The pairs of the labelled activities teach what is one activity and what is not; the candidates among the other
labelled sets, whose entries all report activities of their own, teach how rare repeats are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from pipelines.link.comparing.comparisons import COMPARISONS
from pipelines.link.comparing.pairs import Pairs
from pipelines.link.comparing.weights import crowding_of
from pipelines.link.reading.ragged import Flags, Floats, Ints
from pipelines.link.reading.reports import Reports

PULL = 5.0
"""How strongly weights are drawn to the expected ones: as many pairs as would be needed to move one far, about."""
PRIOR_PULL = 0.5
_STEPS, _SMALLEST_GAIN, _SMALLEST_STEP = 100, 1e-7, 1e-6
_LOG_2 = float(np.log(2))

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Examples:
    """Pairs, their outcomes as columns of zeros and ones, the prior odds of each, and whether it is a match."""

    outcomes: Matrix
    odds: Floats
    is_same: Flags

    def where(self, kept: Flags) -> "Examples":
        """Return some of the pairs."""
        return Examples(self.outcomes[kept], self.odds[kept], self.is_same[kept])

    def and_more(self, other: "Examples") -> "Examples":
        """Return the pairs of both."""
        return Examples(
            np.vstack((self.outcomes, other.outcomes)),
            np.concatenate((self.odds, other.odds)),
            np.concatenate((self.is_same, other.is_same)),
        )

    def scores(self, weights: Floats) -> Floats:
        """Return the log-odds of each pair in bits, given a weight for each column."""
        return np.asarray(self.odds + self.outcomes @ weights, np.float64)


def examples(pairs: Pairs, is_same: Flags) -> Examples:
    """Return what is learnt from pairs. The first column stands for the prior, the others for the outcomes in order."""
    columns = [np.ones((len(pairs), 1))]
    columns += [np.eye(len(each.outcomes))[each.compare(pairs)] for each in COMPARISONS]
    return Examples(np.hstack(columns), -crowding_of(pairs), is_same)


def all_pairs(reports: Reports) -> Pairs:
    """Return every pair of reports."""
    numbers = np.array(list(combinations(range(len(reports)), 2)), np.int64).reshape(-1, 2)
    return Pairs(reports, numbers[:, 0], numbers[:, 1])


def fitted(seen: Examples, expected: Floats) -> Floats:
    """Return the weights in bits that make the examples likeliest, drawn to the expected ones; Newton's method."""
    pull = np.full(len(expected), PULL)
    pull[0] = PRIOR_PULL
    nats = expected * _LOG_2
    gain = _likelihood(seen, nats, expected, pull)
    for _ in range(_STEPS):
        step = _newton_step(seen, nats, expected, pull)
        length = 1.0
        while _likelihood(seen, nats + length * step, expected, pull) < gain and length > _SMALLEST_STEP:
            length /= 2
        nats = nats + length * step
        before, gain = gain, _likelihood(seen, nats, expected, pull)
        if gain - before < _SMALLEST_GAIN:
            break
    return np.asarray(nats / _LOG_2, np.float64)


def _likelihood(seen: Examples, nats: Floats, expected: Floats, pull: Floats) -> float:
    score = seen.odds * _LOG_2 + seen.outcomes @ nats
    away = nats - expected * _LOG_2
    return float((seen.is_same * score - np.logaddexp(0, score)).sum() - (pull * away**2).sum() / 2)


def _newton_step(seen: Examples, nats: Floats, expected: Floats, pull: Floats) -> Floats:
    score = seen.odds * _LOG_2 + seen.outcomes @ nats
    likely = 1 / (1 + np.exp(-np.clip(score, -40, 40)))
    slope = seen.outcomes.T @ (seen.is_same - likely) - pull * (nats - expected * _LOG_2)
    curve = (seen.outcomes * (likely * (1 - likely))[:, None]).T @ seen.outcomes + np.diag(pull)
    return np.asarray(np.linalg.solve(curve, slope), np.float64)


def folds(groups: Sequence[str], count: int, seed: int) -> Ints:
    """Return the fold of each report; reports of one group are in one fold."""
    names = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(names))
    fold = {names[number]: place % count for place, number in enumerate(order)}
    return np.array([fold[group] for group in groups], np.int64)
