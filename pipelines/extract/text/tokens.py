"""Cuts a batch into tokens: words, single marks, blank lines, ends of entries."""

from dataclasses import dataclass

import numpy as np

from pipelines.extract.text.batch import Bytes, Flags, Ids, Offsets, TextBatch
from pipelines.extract.text.word_index import WordIndex

PARAGRAPH = ord("\n")
ENTRY = 0
WORD = 255


@dataclass(frozen=True)
class Tokens:
    """Parallel arrays with one element per token of a batch.

    `start`, `end`: characters of the batch's text. `mark`: the folded character of a mark
    (PARAGRAPH for a blank line, ENTRY for the end of an entry), 255 for a word.
    `is_number`: digits only. `capital`: a word that starts with a capital. `all_caps`: two or more letters, all of
    them capitals.
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
        """Return the first token at or after each character."""
        return np.searchsorted(self.start, characters)


def cut(batch: TextBatch, words: WordIndex) -> Tokens:
    """Return the batch's tokens; `words` are the lexicon's folded words, whose number becomes `word_id`."""
    start, end, is_word = _pieces(batch)
    mark = np.where(is_word, np.uint8(WORD), batch.folded[start])
    word = np.flatnonzero(is_word)
    word_id = np.full(len(start), -1, np.int32)
    word_id[word] = words.find(batch.folded, start[word], end[word])
    is_number, all_caps = _numbers_and_capitals(batch, start, end)
    return Tokens(
        start=start,
        end=end,
        mark=mark,
        is_number=is_number,
        capital=is_word & batch.is_upper[start],
        all_caps=all_caps,
        word_id=word_id,
        first=np.concatenate(([0], np.flatnonzero(mark == ENTRY) + 1)),
    )


def words_of(batch: TextBatch) -> set[bytes]:
    """Return the folded words in a batch."""
    start, end, is_word = _pieces(batch)
    folded = batch.folded.tobytes()
    return {folded[a:b] for a, b in zip(start[is_word].tolist(), end[is_word].tolist(), strict=True)}


def _pieces(batch: TextBatch) -> tuple[Offsets, Offsets, Flags]:
    """Return where the tokens start and end, and which of them are words."""
    folded, is_word = batch.folded, batch.is_word
    newline = np.flatnonzero(folded == PARAGRAPH)
    begins = ~is_word & (folded != ord(" "))
    begins[newline] = False
    opens_lines = (np.diff(newline, prepend=-2) != 1) & (np.diff(newline, append=-2) == 1)
    begins[newline[opens_lines]] = True
    begins[:1] |= is_word[:1]
    begins[1:] |= is_word[1:] & ~is_word[:-1]
    start = np.flatnonzero(begins)
    is_a_word = is_word[start]
    end = start + 1
    end[is_a_word] = np.flatnonzero(is_word[:-1] & ~is_word[1:]) + 1
    return start, end, is_a_word


def running(flags: Flags) -> Ids:
    """Return, before each element and after the last, the number of flags set so far."""
    counts = np.zeros(len(flags) + 1, np.int32)
    np.cumsum(flags, dtype=np.int32, out=counts[1:])
    return counts


def _numbers_and_capitals(batch: TextBatch, start: Offsets, end: Offsets) -> tuple[Flags, Flags]:
    """Return which tokens are digits only, and which are capitals (two or more) and digits only."""
    fits = batch.is_upper | batch.is_digit
    likely = np.flatnonzero(fits[start] & fits[end - 1])
    length = (end - start)[likely]
    behind = np.cumsum(length)
    characters = np.arange(length.sum()) + np.repeat(start[likely] - (behind - length), length)
    uppers, digits = running(batch.is_upper[characters]), running(batch.is_digit[characters])
    upper, digit = uppers[behind] - uppers[behind - length], digits[behind] - digits[behind - length]
    is_number, all_caps = np.zeros(len(start), np.bool_), np.zeros(len(start), np.bool_)
    is_number[likely] = digit == length
    all_caps[likely] = (upper >= 2) & (upper + digit == length)
    return is_number, all_caps
