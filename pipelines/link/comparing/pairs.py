"""Pairs of reports, and what it is to compare them: each comparison of a field has one of a few outcomes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from pipelines.link.reading.ragged import Flags, Floats, Ints
from pipelines.link.reading.reports import Reports

Outcomes = npt.NDArray[np.int8]
Column = TypeVar("Column", Ints, Flags, Floats)


@dataclass(frozen=True)
class Pairs:
    """Pairs of reports by their numbers."""

    reports: Reports
    one: Ints
    other: Ints

    def __len__(self) -> int:
        return len(self.one)

    def both(self, column: Column) -> tuple[Column, Column]:
        """Return a column's values of both reports."""
        return column[self.one], column[self.other]


@dataclass(frozen=True)
class Comparison:
    """A field, the possible outcomes of its comparison, and the function that returns them by number."""

    field: str
    outcomes: tuple[str, ...]
    compare: Callable[[Pairs], Outcomes]


def chosen(outcomes: Sequence[str], cases: Sequence[tuple[npt.NDArray[Any], str]], default: str) -> Outcomes:
    """Return the number of the outcome of the first case that holds."""
    numbers = [np.int8(outcomes.index(name)) for _, name in cases]
    return np.select([flags for flags, _ in cases], numbers, np.int8(outcomes.index(default))).astype(np.int8)


def ones(values: Ints) -> Floats:
    """Return a weight of one for each value that may occur among these."""
    return np.ones(int(values.max(initial=-1)) + 1)
