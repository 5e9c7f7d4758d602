"""Cut a laid-out batch into tokens: words, single marks, blank lines, ends of entries."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.extract.text import Bytes, Flags, Offsets, TextBatch

PARAGRAPH = ord("\n")
ENTRY = 0

Ids = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Tokens:
    """Parallel arrays with one element per token of a batch.

    `start`, `end`: where it stands in the batch's text. `mark`: the folded character of a mark
    (PARAGRAPH for a blank line, ENTRY for the end of an entry), 255 for a word.
    `is_number`: digits only. `capital`: a word that begins with a capital. `all_caps`: of two letters or
    more, all of them capitals.
    `word_id`: the word's index in the lexicon, -1 for one not in it and for marks.
    `first[i]` is the index of the first token of entry i (one more element than entries).
    """

    start: Offsets
    end: Offsets
    mark: Bytes
    is_number: Flags
    capital: Flags
    all_caps: Flags
    word_id: Ids
    first: Offsets

    def at(self, characters: Offsets) -> Offsets:
        """The first token at or behind each character."""
        return np.searchsorted(self.start, characters)


WORD = 255


def cut(batch: TextBatch, words: pa.Array) -> Tokens:
    """The batch's tokens; `words` are the lexicon's folded words (binary), whose index becomes `word_id`."""
    folded, is_word = batch.folded, batch.is_word
    before = np.concatenate(([False], is_word[:-1]))
    after = np.concatenate((is_word[1:], [False]))
    newline = folded == PARAGRAPH
    blank_line = newline & np.concatenate((newline[1:], [False])) & ~np.concatenate(([False], newline[:-1]))
    mark_here = (~is_word & (folded != ord(" ")) & ~newline) | blank_line
    word_starts, word_ends = np.flatnonzero(is_word & ~before), np.flatnonzero(is_word & ~after) + 1
    marks = np.flatnonzero(mark_here)
    start = np.concatenate((word_starts, marks))
    order = np.argsort(start, kind="stable")
    is_a_word = np.concatenate((np.ones(len(word_starts), np.bool_), np.zeros(len(marks), np.bool_)))[order]
    start = start[order]
    end = np.concatenate((word_ends, marks + 1))[order]
    mark = np.where(is_a_word, WORD, folded[start]).astype(np.uint8)
    uppers, digits = running(batch.is_upper), running(batch.is_digit)
    length = end - start
    upper_count, digit_count = uppers[end] - uppers[start], digits[end] - digits[start]
    word_id = np.full(len(start), -1, np.int32)
    word_id[is_a_word] = _look_up(folded, is_word, word_starts, word_ends, words)
    return Tokens(
        start=start,
        end=end,
        mark=mark,
        is_number=is_a_word & (digit_count == length),
        capital=is_a_word & batch.is_upper[start],
        all_caps=is_a_word & (upper_count >= 2) & (upper_count + digit_count == length),
        word_id=word_id,
        first=np.concatenate(([0], np.flatnonzero(mark == ENTRY) + 1)),
    )


def running(flags: Flags) -> Ids:
    """Before each element, and behind the last, how many flags are set so far."""
    counts = np.zeros(len(flags) + 1, np.int32)
    np.cumsum(flags, dtype=np.int32, out=counts[1:])
    return counts


def _look_up(folded: Bytes, is_word: Flags, starts: Offsets, ends: Offsets, words: pa.Array) -> Ids:
    """Index in `words` of each word; the words are laid side by side so that Arrow sees them without a copy each."""
    offsets = np.concatenate(([0], np.cumsum(ends - starts))).astype(np.int32)
    packed = np.ascontiguousarray(folded[is_word])
    array = pa.BinaryArray.from_buffers(pa.binary(), len(starts), [None, pa.py_buffer(offsets), pa.py_buffer(packed)])
    found = pc.index_in(array, value_set=words)
    ids: Ids = pc.fill_null(found, -1).to_numpy(zero_copy_only=False)
    return ids
