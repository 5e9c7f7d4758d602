"""A hash table of numbers, queried for many keys at once."""

import numpy as np

from pipelines.extract.text.batch import Ids, Offsets

_EMPTY = -1
_SLOTS_A_KEY = 8
"""Large enough that few keys share a slot and most absent keys meet an empty one."""
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""An odd number without a pattern, so that adjacent keys get distant slots."""


# Own code: the 1.6 million look-ups of 10,000 entries take 21 ms here, 26 ms in `get_indexer` of pandas 3.1 (whose
# import takes a start from 0.8 to 2.1 s), 45 ms in `index_in` of pyarrow 26.0, and far longer in `searchsorted`.
class HashTable:
    """Positive numbers by key; a key is any number except -1.

    Each is in the slot of its key's hash, or in the next free one.
    """

    def __init__(self, keys: Offsets, values: Ids) -> None:
        bits = max(int(len(keys) * _SLOTS_A_KEY).bit_length(), 1)
        self._shift = np.uint64(64 - bits)
        self._mask = (1 << bits) - 1
        self._keys = np.full(1 << bits, _EMPTY, np.int64)
        self._values = np.zeros(1 << bits, np.int32)
        slot = self._slot(keys)
        while len(keys):
            free = np.flatnonzero(self._keys[slot] == _EMPTY)
            self._keys[slot[free]] = keys[free]
            self._values[slot[free]] = values[free]
            waiting = np.flatnonzero(self._keys[slot] != keys)
            keys, values, slot = keys[waiting], values[waiting], (slot[waiting] + 1) & self._mask

    def get(self, keys: Offsets) -> Ids:
        """Return the value of each key, 0 for an absent one."""
        slot = self._slot(keys)
        there = self._keys.take(slot)
        fits = there == keys
        values: Ids = self._values.take(slot) * fits
        asked = np.flatnonzero(~fits & (there != _EMPTY))
        slot, keys = slot[asked], keys[asked]
        while len(asked):
            slot = (slot + 1) & self._mask
            there = self._keys.take(slot)
            found = np.flatnonzero(there == keys)
            values[asked[found]] = self._values[slot[found]]
            further = np.flatnonzero((there != keys) & (there != _EMPTY))
            asked, slot, keys = asked[further], slot[further], keys[further]
        return values

    def _slot(self, keys: Offsets) -> Offsets:
        return ((keys.view(np.uint64) * _MULTIPLIER) >> self._shift).view(np.int64)
