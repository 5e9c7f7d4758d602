"""The fit of cues' weights, on entries that are made up in numbers."""

import numpy as np
import pytest

from evaluation.event_types.fitting import fitted, left_out, right
from evaluation.event_types.labelled import Cued

COUNT = 40
START = np.array([1.0, 1.5])


def made_up() -> Cued:
    """Entries that all have a cue of the first type and one, set too strongly, of the second: the first is right."""
    is_first = np.tile([True, False], (COUNT, 1))
    source = np.array(["one", "two"] * (COUNT // 2))
    places, kinds = np.ones((COUNT, 2)), np.arange(2)
    return Cued(places, kinds, kinds, ("launch", "story"), np.zeros((COUNT, 2)), is_first, is_first, source)


def test_a_fit_mends_weights_that_mislead() -> None:
    found = made_up()
    weights = fitted(found, START)
    assert right(found, START).lenient == 0
    assert right(found, weights) == (COUNT, COUNT, COUNT)
    assert weights[0] > START[0]
    assert weights[1] < START[1]


def test_weights_of_cues_that_never_occur_stay() -> None:
    found = made_up()
    unused = found._replace(places=np.hstack((found.places, np.zeros((COUNT, 1)))), type_of=np.array([0, 1, 1]))
    assert fitted(unused, np.append(START, 0.7))[2] == pytest.approx(0.7)


def test_a_score_beside_cues_counts() -> None:
    found = made_up()._replace(beside=np.tile([5.0, 0.0], (COUNT, 1)))
    assert right(found, START).strict == COUNT


def test_each_set_is_rated_by_a_fit_to_the_others() -> None:
    found = made_up()
    wrong = found.source == "two"
    swapped = np.where(wrong[:, None], ~found.wanted, found.wanted)
    held = left_out(found._replace(wanted=swapped, accepted=swapped), START)
    assert held["one"][1].lenient == 0, "what only the set itself teaches is not known"
    assert held["two"][0].lenient == COUNT // 2
