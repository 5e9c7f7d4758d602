"""How reports become activities: no cluster grows by a chain of weak links."""

from itertools import combinations

import numpy as np
import pytest

from pipelines.link.clusters import CONFLICT, LARGEST, Scored, clusters, connected
from pipelines.link.decisions import FORCED


def scored(*links: tuple[int, int, float]) -> Scored:
    one, other, score = zip(*links, strict=True)
    return Scored(np.array(one), np.array(other), np.array(score, np.float64))


def test_reports_that_all_agree_are_one_activity() -> None:
    assert clusters([1, 4, 7], {(1, 4): 5.0, (4, 7): 3.0, (1, 7): 0.0}) == [[1, 4, 7]]


def test_a_chain_whose_ends_contradict_is_cut_at_its_weakest_link() -> None:
    assert clusters([1, 4, 7], {(1, 4): 5.0, (4, 7): 3.0, (1, 7): CONFLICT - 0.1}) == [[1, 4], [7]]


def test_weak_agreement_does_not_join_what_disagrees_on_average() -> None:
    score = {(1, 2): 6.0, (3, 4): 6.0, (1, 3): 0.1, (1, 4): -0.5, (2, 3): -0.5, (2, 4): -0.5}
    assert clusters([1, 2, 3, 4], score) == [[1, 2], [3, 4]]


@pytest.mark.parametrize("forced", [FORCED, -FORCED])
def test_decisions_override_the_evidence(forced: float) -> None:
    assert len(clusters([1, 2], {(1, 2): forced})) == (1 if forced > 0 else 2)


def test_links_connect_groups() -> None:
    assert list(connected(scored((5, 6, 1.0), (1, 2, 1.0), (2, 3, 1.0)))) == [[1, 2, 3], [5, 6]]


def test_a_group_too_large_to_compare_all_with_all_is_cut_at_its_weakest_links() -> None:
    strong = [(one, one + 1, 9.0) for one in range(0, 2 * LARGEST, 2)]
    weak = [(one, one + 1, 1.0) for one in range(1, 2 * LARGEST - 1, 2)]
    groups = list(connected(scored(*strong, *weak)))
    assert all(len(group) <= LARGEST for group in groups)
    assert sorted(member for group in groups for member in group) == list(range(2 * LARGEST))


def test_every_report_is_in_one_activity() -> None:
    members = list(range(6))
    score = {pair: float((3 * pair[0] + 5 * pair[1]) % 7 - 3) for pair in combinations(members, 2)}
    assert sorted(member for cluster in clusters(members, score) for member in cluster) == members
