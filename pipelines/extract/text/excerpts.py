"""Copies many short ranges of one long text to an Arrow column."""

import numpy as np
import pyarrow as pa

from pipelines.extract.text.batch import Offsets


class Excerpts:
    """Copies ranges of a text byte by byte and all at once, without making a string for each."""

    def __init__(self, text: str) -> None:
        self._bytes = np.frombuffer(text.encode(), np.uint8)
        further = np.flatnonzero(self._bytes & 0xC0 == 0x80)
        self._before_further = further - np.arange(1, len(further) + 1)
        """For each byte that continues a character, the number of that character."""

    def between(self, start: Offsets, end: Offsets) -> pa.Array:
        """Return the texts from each `start` to its `end`, which is excluded; both count characters."""
        first = start + np.searchsorted(self._before_further, start)
        length = end + np.searchsorted(self._before_further, end) - first
        offsets = np.zeros(len(length) + 1, np.int32)
        np.cumsum(length, out=offsets[1:])
        places = np.repeat((first - offsets[:-1]).astype(np.int32), length)
        places += np.arange(offsets[-1], dtype=np.int32)
        return pa.StringArray.from_buffers(len(length), pa.py_buffer(offsets), pa.py_buffer(self._bytes.take(places)))
