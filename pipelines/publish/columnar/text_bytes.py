"""Searches the bytes of a whole column of texts at once, which is faster than looking at each text."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def offsets_of(texts: pa.Array) -> npt.NDArray[np.int64]:
    """Where each text begins in `texts`' data, and where the last one ends, in bytes."""
    if len(texts) == 0:
        return np.zeros(1, np.int64)
    return np.frombuffer(texts.buffers()[1], np.int32, len(texts) + 1, texts.offset * 4).astype(np.int64)


def text_bytes(texts: pa.Array) -> memoryview:
    """The bytes of the texts end to end, in Arrow's own memory where nothing hides behind a null."""
    if texts.null_count:
        texts = pc.fill_null(texts, "")
    offsets = offsets_of(texts)
    return memoryview(texts.buffers()[2] or b"").cast("B")[offsets[0] : offsets[-1]]


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
