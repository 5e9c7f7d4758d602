"""Rows of several values each, as flat columns, and what two rows share."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# So many values are compared at once.
_AT_ONCE = 4_000_000


def distinct(values: Ints) -> Ints:
    """Return the distinct values in ascending order; sorting is several times as fast as the hash of `np.unique`."""
    ordered = np.sort(values)
    is_new = np.ones(len(ordered), np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]


def coded(values: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.uint64], Ints]:
    """Return the distinct values in ascending order, and the number of each value; linear where values repeat."""
    number, found = pd.factorize(values)
    order = np.argsort(found)
    rank = np.empty(len(found), np.int64)
    rank[order] = np.arange(len(found))
    return found[order], rank[number]


@dataclass(frozen=True)
class Ragged:
    """The values of row i are `values[first[i]:first[i + 1]]`, each once, in ascending order."""

    first: Ints
    values: Ints

    @classmethod
    def of(cls, row: Ints, value: Ints, rows: int) -> Self:
        """Group values by row; a value that a row has twice counts once."""
        span = int(value.max(initial=0)) + 1
        both = distinct(row.astype(np.int64) * span + value)
        return cls(np.searchsorted(both // span, np.arange(rows + 1)), both % span)

    @property
    def rows(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    def counts(self) -> Ints:
        """How many rows have each value, by value."""
        return np.bincount(self.values, minlength=int(self.values.max(initial=-1)) + 1)

    def where(self, kept: Flags) -> "Ragged":
        """The rows with only the values for which `kept`, one flag a value in the flat order, is set."""
        kept_before = np.concatenate(([0], np.cumsum(kept)))
        return Ragged(kept_before[self.first], self.values[kept])

    def totals(self, weights: Floats) -> Floats:
        """The sum of each row's weights, which are by value."""
        behind = np.concatenate(([0.0], np.cumsum(weights[self.values])))
        return np.asarray(behind[self.first[1:]] - behind[self.first[:-1]], np.float64)

    def shared(self, one: Ints, other: Ints, weights: Floats) -> Floats:
        """For each pair of rows the sum of the weights of the values that both have."""
        sums = np.zeros(len(one))
        sizes = np.diff(self.first)
        swap = sizes[one] > sizes[other]
        short, long = np.where(swap, other, one), np.where(swap, one, other)
        ends = np.cumsum(sizes[short])
        span = int(self.values.max(initial=0)) + 1
        keys = self.rows * span + self.values
        begin = 0
        while begin < len(one):
            before = ends[begin - 1] if begin else 0
            end = max(int(np.searchsorted(ends, before + _AT_ONCE, side="right")), begin + 1)
            sums[begin:end] = self._shared(short[begin:end], long[begin:end], keys, span, weights)
            begin = end
        return sums

    def _shared(self, short: Ints, long: Ints, keys: Ints, span: int, weights: Floats) -> Floats:
        size = np.diff(self.first)[short]
        pair = np.repeat(np.arange(len(short)), size)
        position = np.arange(len(pair)) - np.repeat(np.cumsum(size) - size, size) + self.first[short][pair]
        value = self.values[position]
        wanted = long[pair] * span + value
        found = np.searchsorted(keys, wanted)
        is_there = keys[np.minimum(found, len(keys) - 1)] == wanted if len(keys) else np.zeros(len(wanted), np.bool_)
        return np.asarray(np.bincount(pair[is_there], weights[value[is_there]], len(short)), np.float64)
