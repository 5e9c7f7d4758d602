"""Numbers for repeated values: the page's columns hold positions in lists instead of values."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers: TypeAlias = npt.NDArray[np.int64]

NONE = -1
_EPOCH = date(1970, 1, 1).toordinal()


class Numbering:
    """Positions of values in a list; `NONE` for null and for values that are not in it."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values: Sequence[str] = tuple(values)
        self._positions = {value: position for position, value in enumerate(self.values)}

    def of(self, value: str | None) -> int:
        """Return the value's position."""
        return NONE if value is None else self._positions.get(value, NONE)

    def of_all(self, values: Iterable[str | None]) -> list[int]:
        """Return the values' positions."""
        return [self.of(value) for value in values]

    def of_column(self, values: pa.ChunkedArray) -> Numbers:
        """Return the positions of a column's values."""
        found = pc.index_in(values, value_set=pa.array(self.values, pa.string()))
        positions: Numbers = pc.fill_null(found, NONE).to_numpy().astype(np.int64)
        return positions


def numbering_of(values: Iterable[str | None]) -> Numbering:
    """Number the distinct non-null values in sorted order."""
    return Numbering(sorted({value for value in values if value is not None}))


def day_number(day: date | None) -> int | None:
    """Return the number of days since 1970-01-01."""
    return None if day is None else day.toordinal() - _EPOCH
