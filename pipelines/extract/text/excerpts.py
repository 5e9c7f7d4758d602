"""Many short stretches of one long text as an Arrow column."""

import numpy as np
import pyarrow as pa

from pipelines.extract.text.batch import Offsets


class Excerpts:
    """Copies stretches out of a text all at once, byte by byte, with no string made for any of them."""

    def __init__(self, text: str) -> None:
        self._bytes = np.frombuffer(text.encode(), np.uint8)
        further = np.flatnonzero(self._bytes & 0xC0 == 0x80)
        self._before_further = further - np.arange(1, len(further) + 1)
        """Of each byte that continues a character, which character that is."""

    def between(self, start: Offsets, end: Offsets) -> pa.Array:
        """The texts from each `start` to its `end`, which is excluded; both count characters."""
        first = start + np.searchsorted(self._before_further, start)
        length = end + np.searchsorted(self._before_further, end) - first
        offsets = np.zeros(len(length) + 1, np.int32)
        np.cumsum(length, out=offsets[1:])
        places = np.repeat((first - offsets[:-1]).astype(np.int32), length)
        places += np.arange(offsets[-1], dtype=np.int32)
        return pa.StringArray.from_buffers(len(length), pa.py_buffer(offsets), pa.py_buffer(self._bytes.take(places)))
