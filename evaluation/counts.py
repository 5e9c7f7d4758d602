"""What is counted, and the figures made from counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FOUND = ("entries", "countries", "partners", "date_found", "host_found", "people_found")
"""Things to be found, counted by precision and recall."""

RIGHT = ("text", "date", "host", "type_strict", "type_lenient", "people", "linking", "row", "row_partners")
"""Answers that are right or wrong, counted by accuracy."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Things found that are wanted, found that are not, and wanted that were not found."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float | None:
        """The share of what was found that is wanted; none where nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """The share of what is wanted that was found; none where nothing is wanted."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where either is 0 or none."""
        precision, recall = self.precision, self.recall
        return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many answers of how many are right."""

    right: int = 0
    of: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.right + other.right, self.of + other.of)

    @property
    def accuracy(self) -> float | None:
        """The share that is right; none where there was no question."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Miss:
    """Something wrong: of which kind, in which entry, and what."""

    kind: str
    where: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """Counts over entries: `found` by the names of `FOUND`, `right` by those of `RIGHT`."""

    found: Mapping[str, Tally]
    right: Mapping[str, Share]
    misses: tuple[Miss, ...]


def total(scores: Iterable[Score], found: Sequence[str] = FOUND, right: Sequence[str] = RIGHT) -> Score:
    """The counts of all the scores together, each name with a count even if it is nothing."""
    scores = tuple(scores)
    return Score(
        {name: sum((score.found.get(name, Tally()) for score in scores), Tally()) for name in found},
        {name: sum((score.right.get(name, Share()) for score in scores), Share()) for name in right},
        tuple(miss for score in scores for miss in score.misses),
    )


def figures(score: Score) -> dict[str, dict[str, float | int | None]]:
    """The figures of a total, by name, in the order of `FOUND` and `RIGHT`."""
    found: dict[str, dict[str, float | int | None]] = {
        name: {
            "precision": tally.precision, "recall": tally.recall, "f1": tally.f1,
            "tp": tally.tp, "fp": tally.fp, "fn": tally.fn,
        }
        for name, tally in score.found.items()
    }  # fmt: skip
    right: dict[str, dict[str, float | int | None]] = {
        name: {"accuracy": share.accuracy, "right": share.right, "of": share.of} for name, share in score.right.items()
    }
    return found | right


def headline_figures(score: Score) -> dict[str, float | None]:
    """One figure for each measure: F1 for what is to be found, accuracy for answers."""
    found: dict[str, float | None] = {name: tally.f1 for name, tally in score.found.items() if tally != Tally()}
    return found | {name: share.accuracy for name, share in score.right.items()}
