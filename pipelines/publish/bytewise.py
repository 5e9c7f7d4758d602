"""Finds texts by their bytes, all texts of a column at once, where a look at each would take long."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.arrays import offsets_of, text_bytes

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def flags_of(values: Iterable[int]) -> Flags:
    """A flag for each of the 256 bytes, set for those given."""
    flags = np.zeros(256, dtype=bool)
    flags[list(values)] = True
    return flags


def beginning(texts: pa.Array, flags: Flags) -> Positions:
    """The texts whose first byte is flagged; not the empty ones."""
    filled = _filled(texts)
    offsets = offsets_of(filled)
    offsets = offsets - offsets[0]
    present: Positions = np.flatnonzero(offsets[1:] > offsets[:-1])
    data = np.frombuffer(text_bytes(filled), np.uint8)
    flagged: Positions = present[flags[data[offsets[present]]]]
    return flagged


def hold_any(texts: pa.Array, marks: str) -> bool:
    """Whether any of the (ASCII) marks stands in any text."""
    data = bytes(text_bytes(_filled(texts)))
    return any(mark.encode() in data for mark in marks)


def replaced(texts: pa.Array, positions: Positions, values: pa.Array) -> pa.Array:
    """The texts with others at some positions, which are in order."""
    if not len(positions):
        return texts
    mask = np.zeros(len(texts), dtype=bool)
    mask[positions] = True
    return pc.replace_with_mask(texts, mask, values)


def _filled(texts: pa.Array) -> pa.Array:
    return pc.fill_null(texts, "") if texts.null_count else texts
