"""The figures that no change may lower: `floors.json`, by set, group and measure."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.counts import headline_figures
from evaluation.linking.measure import ACTIVITIES
from evaluation.measure import ALL, Accuracy
from evaluation.reading.measure import SITES

HAIR = 0.0005
"""How far below the measured figure its floor lies, before it is rounded down: less than one answer makes."""

Key = tuple[str, str, str]
Floors = dict[Key, float]


class FloorsError(ValueError):
    """The file of floors cannot be read."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A measure below its floor, or without one (`floor` null), or with a floor and not measured (`measured` null)."""

    key: Key
    measured: float | None
    floor: float | None

    def __str__(self) -> str:
        """What is wrong, in words."""
        name = " / ".join(self.key)
        if self.floor is None:
            return f"{name}: measured {self.measured:.3f} without a floor: run `make evaluate ARGS=--raise-floors`"
        if self.measured is None:
            return f"{name}: has a floor of {self.floor:.3f}, and is measured no more"
        return f"{name}: {self.measured:.3f} is below its floor of {self.floor:.3f}"


def measured_figures(accuracy: Accuracy) -> Floors:
    """Every measured figure by set, group and measure."""
    scored = accuracy.topics_and_roles
    measured: dict[Key, float | None] = {
        (each.name, group, measure): figure
        for each in (*accuracy.sets, accuracy.together)
        for group, score in each.groups.items()
        for measure, figure in headline_figures(score).items()
    }
    measured |= {(SITES, *key): figure for key, figure in accuracy.reading.figures().items()}
    measured |= {(ACTIVITIES, *key): figure for key, figure in accuracy.linking.figures().items()}
    measured["topics and roles", ALL, "topics"] = scored.topics.f1
    measured["topics and roles", ALL, "roles"] = scored.roles.accuracy
    return {key: figure for key, figure in measured.items() if figure is not None}


def shortfalls(measured: Floors, floors: Floors) -> Iterator[Shortfall]:
    """Where figures and floors do not agree."""
    for key in sorted(measured.keys() | floors.keys()):
        figure, floor = measured.get(key), floors.get(key)
        if figure is None or floor is None or figure < floor:
            yield Shortfall(key, figure, floor)


def reset(measured: Floors) -> Floors:
    """Floors a hair below what was measured, up or down from where they were."""
    return {key: max(0.0, math.floor((figure - HAIR) * 1000) / 1000) for key, figure in measured.items()}


def raised(measured: Floors, floors: Floors) -> Floors:
    """Floors a hair below what was measured where that is higher than they were."""
    return {key: max(floor, floors.get(key, 0.0)) for key, floor in reset(measured).items()}


def load_floors(path: Path) -> Floors:
    """The floors of a file.

    Raises:
        FloorsError: it is missing, or not of the shape that `write_floors` gives it.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {
            (name, group, measure): float(floor)
            for name, groups in content.items()
            for group, measures in groups.items()
            for measure, floor in measures.items()
        }
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise FloorsError(f"{path.name} cannot be read ({error}): run `make evaluate ARGS=--reset-floors`") from error


def write_floors(floors: Mapping[Key, float], path: Path) -> None:
    """Write floors, sorted."""
    content: dict[str, dict[str, dict[str, float]]] = {}
    for (name, group, measure), floor in sorted(floors.items()):
        content.setdefault(name, {}).setdefault(group, {})[measure] = floor
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
