"""Decisions that people made: these two events report the same activity, these two do not."""

import csv
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

FILE = "link_decisions.csv"
SAME, DIFFERENT = "same", "different"
FORCED = 1_000.0
"""The score of a pair that people joined; of one that they parted it is the negative."""

log = logging.getLogger(__name__)


class DecisionError(ValueError):
    """The table of decisions cannot be read, or contradicts itself."""


@dataclass(frozen=True)
class Decisions:
    """Pairs of numbers of reports, the smaller first, with `FORCED` or its negative."""

    scores: dict[tuple[int, int], float]

    def same(self) -> Iterator[tuple[int, int]]:
        """The pairs that people joined."""
        return (pair for pair, score in self.scores.items() if score > 0)


def load_decisions(reference: Path, event_ids: pa.Array) -> Decisions:
    """Read `link_decisions.csv` of the reference folder; no decisions where there is no such file.

    A decision on an event that is not there has no effect and is logged.

    Args:
        reference: the reference folder.
        event_ids: the ids of the reports, by number.

    Raises:
        DecisionError: a line is not well-formed, or two lines on the same events differ.
    """
    path = reference / FILE
    if not path.is_file():
        return Decisions({})
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scores: dict[tuple[int, int], float] = {}
    for line, row in enumerate(rows, start=2):
        one, other, decision = row.get("event_id"), row.get("other_event_id"), row.get("decision")
        if decision not in (SAME, DIFFERENT) or not one or not other or one == other:
            raise DecisionError(f"{path}, line {line}: name two events and decide `{SAME}` or `{DIFFERENT}`.")
        found = pc.index_in(pa.array([one, other]), value_set=event_ids).to_pylist()
        if None in found:
            log.warning(
                "%s, line %d: %s or %s is no longer an event. The decision has no effect.", path, line, one, other
            )
            continue
        pair = (min(found), max(found))
        score = FORCED if decision == SAME else -FORCED
        if scores.setdefault(pair, score) != score:
            raise DecisionError(f"{path}, line {line}: {one} and {other} are decided both ways. Keep one line.")
    return Decisions(scores)
