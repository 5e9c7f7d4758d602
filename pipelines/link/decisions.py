"""Decisions that people made: these two events report the same activity, these two do not."""

import csv
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.link.groups import Groups

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

    def contradictions(self) -> Iterator[tuple[int, int]]:
        """The pairs that people parted and that a chain of pairs which they joined connects."""
        joined = Groups()
        for pair in self.same():
            joined.join(*pair)
        parted = (pair for pair, score in self.scores.items() if score < 0)
        return (pair for pair in parted if joined.end(pair[0]) == joined.end(pair[1]))


def decided_events(reference: Path) -> set[str]:
    """Return the ids of the events that `link_decisions.csv` names."""
    return {row[name] for row in _rows(reference / FILE) for name in ("event_id", "other_event_id") if row.get(name)}


def load_decisions(
    reference: Path, event_ids: pa.Array, present_ids: Mapping[str, str] = MappingProxyType({})
) -> Decisions:
    """Read `link_decisions.csv` of the reference folder; no decisions where there is no such file.

    A decision on an event that is not there has no effect and is logged.

    Args:
        reference: the reference folder.
        event_ids: the ids of the reports, by number.
        present_ids: by the id of an event that is gone, the id of its replacement.

    Raises:
        DecisionError: a line is not well-formed, or two lines on the same events differ.
    """
    path = reference / FILE
    scores: dict[tuple[int, int], float] = {}
    for line, row in enumerate(_rows(path), start=2):
        one, other, decision = row.get("event_id"), row.get("other_event_id"), row.get("decision")
        if decision not in (SAME, DIFFERENT) or not one or not other or one == other:
            raise DecisionError(f"{path}, line {line}: name two events and decide `{SAME}` or `{DIFFERENT}`.")
        present = pa.array([present_ids.get(each, each) for each in (one, other)])
        found = pc.index_in(present, value_set=event_ids).to_pylist()
        if None in found:
            log.warning(
                "%s, line %d: %s or %s is no longer an event. The decision has no effect.", path, line, one, other
            )
            continue
        if found[0] == found[1]:
            log.warning("%s, line %d: %s and %s are one event by now. Remove the line.", path, line, one, other)
            continue
        pair = (min(found), max(found))
        score = FORCED if decision == SAME else -FORCED
        if scores.setdefault(pair, score) != score:
            raise DecisionError(f"{path}, line {line}: {one} and {other} are decided both ways. Keep one line.")
    decisions = Decisions(scores)
    for pair in decisions.contradictions():
        told = " and ".join(event_ids[number].as_py() for number in pair)
        raise DecisionError(f"{path}: {told} are decided to differ, but other lines join them. Remove a line.")
    return decisions


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
