"""Fits the weights of cues: a softmax regression over event types, its weights drawn to those set by hand."""

from typing import NamedTuple

import numpy as np

from evaluation.event_types.labelled import Cued, Flags, Floats

PULL = 0.3
"""How strongly a weight is drawn to the one set by hand."""
_SHARPNESS = 1 / 1.5
"""By what a score is multiplied in the exponent of the softmax."""
_OF_WANTED = 0.5
"""How much the first answer of the labels counts; the others count all together the rest."""
_STEPS, _RATE = 300, 0.05
_MEAN_DECAY, _SQUARE_DECAY, _TINY = 0.9, 0.999, 1e-8


class Right(NamedTuple):
    """How many of some entries get an accepted type, and how many the wanted one."""

    lenient: int
    strict: int
    of: int


def fitted(found: Cued, start: Floats) -> Floats:
    """Return the weights of the cues by which the labelled types are likeliest, by steps of Adam; none is negative."""
    weights = start.copy()
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        gradient = _gradient(found, weights) + PULL * (weights - start)
        mean = _MEAN_DECAY * mean + (1 - _MEAN_DECAY) * gradient
        square = _SQUARE_DECAY * square + (1 - _SQUARE_DECAY) * gradient**2
        size = np.sqrt(square / (1 - _SQUARE_DECAY**step)) + _TINY
        weights = np.maximum(weights - _RATE * mean / (1 - _MEAN_DECAY**step) / size, 0)
    return weights


def _gradient(found: Cued, weights: Floats) -> Floats:
    likely = _likely(found.scores(weights))
    accepted = likely * found.accepted
    accepted /= accepted.sum(axis=1, keepdims=True)
    surplus = _SHARPNESS * (likely - (1 - _OF_WANTED) * accepted - _OF_WANTED * found.wanted)
    gradient: Floats = (found.places * surplus[:, found.type_of]).sum(axis=0)
    return gradient


def _likely(scores: Floats) -> Floats:
    powers = np.exp(_SHARPNESS * (scores - scores.max(axis=1, keepdims=True)))
    likely: Floats = powers / powers.sum(axis=1, keepdims=True)
    return likely


def right(found: Cued, weights: Floats) -> Right:
    """Return how many entries get the right type by these weights."""
    scores = found.scores(weights)
    best, is_any = scores.argmax(axis=1), scores.max(axis=1) > 0
    lenient, strict = (_count(labels, best, is_any) for labels in (found.accepted, found.wanted))
    return Right(lenient, strict, len(best))


def _count(labels: Flags, best: np.ndarray, is_any: Flags) -> int:
    return int((labels[np.arange(len(best)), best] & is_any).sum())


def left_out(found: Cued, start: Floats) -> dict[str, tuple[Right, Right]]:
    """Return, by set, how many of its entries get the right type by the weights set by hand, and by a fit to the other
    sets."""
    compared = {}
    for name in dict.fromkeys(found.source.tolist()):
        own = found.of(found.source == name)
        learnt = fitted(found.of(found.source != name), start)
        compared[name] = right(own, start), right(own, learnt)
    return compared
