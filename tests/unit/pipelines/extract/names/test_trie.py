"""Sequences of numbers in a longer one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.names.trie import Trie

SIZE = 5
sequences = st.lists(st.lists(st.integers(0, SIZE - 1), max_size=6), max_size=12)
rows = st.lists(st.integers(-1, SIZE - 1), max_size=40)


def _trie(listed: list[list[int]]) -> Trie:
    last = np.cumsum([len(each) for each in listed], dtype=np.int64)
    first = last - np.array([len(each) for each in listed], np.int64)
    return Trie(np.array([number for each in listed for number in each], np.int32), first, last, SIZE)


@given(listed=sequences, row=rows)
def test_exactly_what_a_plain_search_finds(listed: list[list[int]], row: list[int]) -> None:
    trie, numbers = _trie(listed), np.array(row, np.int32)
    found = trie.find(numbers, numbers)
    unique = {tuple(each) for each in listed if each}
    expected = [
        (first, last, row[first:last])
        for first in range(len(row))
        for last in range(len(row), first, -1)
        if tuple(row[first:last]) in unique
    ]
    ending = {state: listed[number] for number, state in enumerate(trie.endings.tolist())}
    got = zip(found.first.tolist(), found.last.tolist(), found.ending.tolist(), strict=True)
    assert [(first, last, ending[state]) for first, last, state in got] == expected


@given(listed=sequences)
def test_equal_sequences_end_in_one_state_and_others_in_others(listed: list[list[int]]) -> None:
    endings = _trie(listed).endings.tolist()
    assert len(set(endings)) == len({tuple(each) for each in listed})
    assert all((state == 0) == (not each) for state, each in zip(endings, listed, strict=True))


def test_a_sequence_may_begin_and_go_on_by_different_numbers() -> None:
    trie = _trie([[1, 2], [3]])
    found = trie.find(np.array([1, 0, 3], np.int32), np.array([0, 2, -1], np.int32))
    assert (found.first.tolist(), found.last.tolist()) == ([0, 2], [2, 3])
