"""What columns of finds tell of the things they belong to."""

import numpy as np

from pipelines.extract.text.batch import Bytes, Flags, Ids, Offsets

NONE, SEVERAL = -1, -2
_FEW_LETTERS = 12
"""So many are compared one by one sooner than looked up."""


def unfold(counts: Offsets, of: Offsets | Ids) -> tuple[Offsets, Offsets]:
    """`counts` tells how many rows a table has for each thing, one thing's after the other's: for each of those things
    (`of`) in turn its place in `of` and its rows, one by one."""
    count = counts[of]
    behind = np.cumsum(count)
    row = np.arange(behind[-1] if len(behind) else 0)
    row += np.repeat((np.cumsum(counts) - counts)[of] - (behind - count), count)
    return np.repeat(np.arange(len(of)), count), row


def only(group: Offsets, value: Offsets, size: int) -> Offsets:
    """Of each group the one value (from 0 up) that all its members have; SEVERAL where they differ, NONE where it has
    no members."""
    least, most = np.full(size, np.iinfo(np.int64).max), np.full(size, NONE)
    np.minimum.at(least, group, value)
    np.maximum.at(most, group, value)
    return np.where((most != NONE) & (least != most), SEVERAL, most)


def first_of(group: Offsets, size: int) -> Offsets:
    """Of each group the number of its first member; NONE where it has none."""
    first = np.full(size, NONE)
    first[group[::-1]] = np.arange(len(group))[::-1]
    return first


def any_of(group: Offsets, size: int) -> Flags:
    """Of each group whether it has a member."""
    flags = np.zeros(size, np.bool_)
    flags[group] = True
    return flags


def covered(first: Offsets, last: Offsets, size: int) -> Flags:
    """Of so many elements whether each lies between a first and its last, which is excluded."""
    depth = np.bincount(first, minlength=size + 1) - np.bincount(last, minlength=size + 1)
    result: Flags = np.cumsum(depth)[:size] > 0
    return result


def is_in(wanted: bytes, letters: Bytes) -> Flags:
    """Of each letter whether it is one of those wanted."""
    if len(wanted) > _FEW_LETTERS:
        table = np.zeros(256, np.bool_)
        table[list(wanted)] = True
        return table.take(letters)
    flags: Flags = letters == wanted[0]
    for letter in wanted[1:]:
        flags |= letters == letter
    return flags
