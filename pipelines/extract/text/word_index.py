"""Numbers of words, looked up for a whole batch at once."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from pipelines.extract.text.batch import Bytes, Ids, Offsets
from pipelines.extract.text.hash_table import HashTable

_CHUNK = 8
_MULTIPLIER, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)
_MASKS = np.array([(1 << 8 * size) - 1 for size in range(_CHUNK + 1)], np.uint64)
"""By number of bytes, the significant ones of a chunk."""

Chunks = npt.NDArray[np.uint64]


class WordIndex:
    """Numbers the words of a list from 0, in their order.

    Words are read eight bytes at a time: a word of one chunk is its own key; the chunks of a longer one are combined
    into a key, and are compared again with those of the word found.
    """

    def __init__(self, words: Iterable[bytes]) -> None:
        """`words` are distinct and not empty, and contain no null bytes."""
        self.words = tuple(words)
        length = np.array([0, *map(len, self.words)], np.int64)
        self._longest = max(int(length.max()), 1)
        start = np.cumsum(length) - length
        text = _padded(np.frombuffer(b"".join(self.words), np.uint8))
        keys = self._keys(text, start, length)[1:]
        self._table = HashTable(keys, np.arange(1, len(self.words) + 1, dtype=np.int32))
        self._chunks = [
            _chunks(text, np.minimum(start, len(text) - _CHUNK - at), np.maximum(length, at), at)
            for at in range(0, self._longest, _CHUNK)
        ]
        self._length = length

    def __len__(self) -> int:
        return len(self.words)

    def find(self, text: Bytes, start: Offsets, end: Offsets) -> Ids:
        """Return the number of the word at each `start:end` of a text of bytes, -1 for one that is not in the list."""
        text, length = _padded(text), end - start
        number = self._table.get(self._keys(text, start, length))
        number *= self._length.take(number) == length
        longer = np.flatnonzero((number > 0) & (length > _CHUNK))
        for at, chunks in zip(range(0, self._longest, _CHUNK), self._chunks, strict=True):
            longer = longer[length[longer] > at]
            other = chunks[number[longer]] != _chunks(text, start[longer], length[longer], at)
            number[longer[other]] = 0
        return number - 1

    def _keys(self, text: Bytes, start: Offsets, length: Offsets) -> Offsets:
        """Return one number per word, made from its chunks; of words longer than any listed, from the first ones."""
        keys = _chunks(text, start, length, 0)
        longer = np.flatnonzero(length > _CHUNK)
        for at in range(_CHUNK, self._longest, _CHUNK):
            longer = longer[length[longer] > at]
            mixed = (keys[longer] ^ (keys[longer] >> _SHIFT)) * _MULTIPLIER
            keys[longer] = mixed + _chunks(text, start[longer], length[longer], at)
        return keys.view(np.int64)


def _padded(text: Bytes) -> Bytes:
    """Return the text padded so that a chunk can be read from its last byte on."""
    return np.append(text, np.zeros(_CHUNK, np.uint8))


def _chunks(text: Bytes, start: Offsets, length: Offsets, at: int) -> Chunks:
    """Return eight bytes of each word from byte `at` on as one number, with null bytes after its end."""
    everywhere = np.ndarray((len(text) - _CHUNK + 1,), "<u8", text, strides=(1,))
    chunks: Chunks = everywhere[start + at] & _MASKS.take(length - at, mode="clip")
    return chunks
