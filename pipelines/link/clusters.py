"""Reports to activities: complete linkage on conflicting evidence, so that no chain of weak links makes a cluster.

Pairs are taken from the likeliest down. Two clusters are joined only if

* their reports agree on average: the mean score over all pairs across them is at least `JOIN`, and
* none contradicts: no pair across them scores below `CONFLICT`, whether or not blocking brought it together.

A report that resembles one of a cluster and contradicts another therefore stays outside, and a cluster cannot grow
by a chain whose ends have nothing in common. What people decided (`link_decisions.csv`) overrides the evidence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from pipelines.link.decisions import FORCED
from pipelines.link.groups import Groups
from pipelines.link.reading.ragged import Floats, Ints

JOIN = 0.0
CONFLICT = -2.5
LARGEST = 60
"""Linked reports beyond this number are looked at in smaller groups, linked by stronger evidence."""


@dataclass(frozen=True)
class Scored:
    """Pairs of reports, the smaller number first, with their scores."""

    one: Ints
    other: Ints
    score: Floats

    def above(self, least: float) -> "Scored":
        """The pairs that score at least that much."""
        kept = self.score >= least
        return Scored(self.one[kept], self.other[kept], self.score[kept])


def connected(links: Scored) -> Iterator[list[int]]:
    """Groups of reports that links connect, each in ascending order and small enough to compare all with all."""
    groups: dict[int, list[int]] = {}
    joined = Groups()
    for one, other in zip(links.one.tolist(), links.other.tolist(), strict=True):
        joined.join(one, other)
    for report in joined.members():
        groups.setdefault(joined.end(report), []).append(report)
    for members in groups.values():
        if len(members) <= LARGEST:
            yield members
        else:
            inside = np.isin(links.one, members)
            within = Scored(links.one[inside], links.other[inside], links.score[inside])
            yield from connected(within.above(float(np.nextafter(within.score.min(), np.inf))))


def clusters(members: list[int], score: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """The activities among reports of which every pair is scored, each as its reports in ascending order."""
    of = {member: [member] for member in members}
    likeliest = sorted((-value, pair) for pair, value in score.items() if value >= JOIN)
    for _, (one, other) in likeliest:
        if of[one] is of[other]:
            continue
        across = [score[min(a, b), max(a, b)] for a in of[one] for b in of[other]]
        is_decided = score[one, other] >= FORCED
        if is_decided or (min(across) >= CONFLICT and sum(across) >= JOIN * len(across)):
            joined = sorted(of[one] + of[other])
            of |= dict.fromkeys(joined, joined)
    return [cluster for member, cluster in of.items() if cluster[0] == member]
