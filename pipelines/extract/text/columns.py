"""Functions on columns of items that belong to groups."""

import numpy as np

from pipelines.extract.text.batch import Bytes, Flags, Ids, Offsets

NONE, SEVERAL = -1, -2
_FEW_LETTERS = 12
"""Up to this number, comparing one by one is faster than a look-up."""


def unfold(counts: Offsets, of: Offsets | Ids) -> tuple[Offsets, Offsets]:
    """`counts` is the number of rows of each group in a table sorted by group: return, for each of the groups `of` in
    turn, its position in `of` and its rows."""
    count = counts[of]
    behind = np.cumsum(count)
    row = np.arange(behind[-1] if len(behind) else 0)
    row += np.repeat((np.cumsum(counts) - counts)[of] - (behind - count), count)
    return np.repeat(np.arange(len(of)), count), row


def only(group: Offsets, value: Offsets, size: int) -> Offsets:
    """Return each group's only value (from 0 up); SEVERAL if its members differ, NONE if it has
    none."""
    least, most = np.full(size, np.iinfo(np.int64).max), np.full(size, NONE)
    np.minimum.at(least, group, value)
    np.maximum.at(most, group, value)
    return np.where((most != NONE) & (least != most), SEVERAL, most)


def first_of(group: Offsets, size: int) -> Offsets:
    """Return the number of each group's first member; NONE if it has none."""
    first = np.full(size, NONE)
    first[group[::-1]] = np.arange(len(group))[::-1]
    return first


def any_of(group: Offsets, size: int) -> Flags:
    """Return which groups have a member."""
    flags = np.zeros(size, np.bool_)
    flags[group] = True
    return flags


def covered(first: Offsets, last: Offsets, size: int) -> Flags:
    """Return which of `size` elements lie in one of the ranges; `last` is excluded."""
    depth = np.bincount(first, minlength=size + 1) - np.bincount(last, minlength=size + 1)
    result: Flags = np.cumsum(depth)[:size] > 0
    return result


def is_in(wanted: bytes, letters: Bytes) -> Flags:
    """Return which letters are among those wanted."""
    if len(wanted) > _FEW_LETTERS:
        table = np.zeros(256, np.bool_)
        table[list(wanted)] = True
        return table.take(letters)
    flags: Flags = letters == wanted[0]
    for letter in wanted[1:]:
        flags |= letters == letter
    return flags
