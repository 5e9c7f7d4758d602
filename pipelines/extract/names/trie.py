"""Finds sequences of numbers in a longer one, at all positions at once."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from pipelines.extract.text.batch import Ids, Offsets
from pipelines.extract.text.hash_table import HashTable

_NONE = -1


class Matches(NamedTuple):
    """Sequences found, ordered by position, the longest first: parallel arrays.

    `ending`: the sequence, as in the trie's `endings`. `first`, `last`: its elements, end excluded.
    """

    ending: Ids
    first: Offsets
    last: Offsets


# Own code: 10,000 entries and 18,585 names take 29 ms here, and 185 ms in `BytesAhoCorasick` of ahocorasick_rs 1.0 over
# tokens as numbers of four bytes, which makes a Python tuple of each of the 266,537 matches.
class Trie:
    """Finds every occurrence of the sequences of a list.

    Sequences with a common prefix share states; an edge leads from a state by a number to the next state. All positions
    are walked together, one step at a time, and positions without a next state are dropped.

    `states`: the number of states. `endings`: the state in which each sequence of the list ends, which identifies it;
    0 for an empty sequence.
    """

    def __init__(self, numbers: Ids, first: Offsets, last: Offsets, size: int) -> None:
        """Sequence i is `numbers[first[i]:last[i]]`, with numbers from 0 up to but excluding `size`."""
        self._size = size
        self._longest = int(max(last - first, default=0))
        self.states = 1
        self.endings = np.zeros(len(first), np.int32)
        layers = []
        for step in range(self._longest):
            on_the_way = np.flatnonzero(last - first > step)
            keys = self.endings[on_the_way].astype(np.int64) * size + numbers[first[on_the_way] + step]
            edges, edge = np.unique(keys, return_inverse=True)
            self.endings[on_the_way] = self.states + edge
            layers.append(edges)
            self.states += len(edges)
        keys = np.concatenate((np.zeros(0, np.int64), *layers))
        targets = np.arange(1, self.states, dtype=np.int32)
        starts = len(layers[0]) if layers else 0
        self._first = np.zeros(size + 1, np.int32)
        self._first[keys[:starts]] = targets[:starts]
        self._edges = HashTable(keys[starts:], targets[starts:])
        self._goes_on = np.zeros(self.states, np.bool_)
        self._goes_on[keys[starts:] // size] = True
        self._ends = np.zeros(self.states, np.bool_)
        self._ends[self.endings] = True

    def find(self, first: Ids, further: Ids) -> Matches:
        """Return the sequences in a row of numbers, -1 for none; `first` are the numbers by which a sequence may start
        at each position, `further` those by which it may continue."""
        places, states, lengths = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)], [0]
        for length, place, state in self._walk(first, further):
            found = np.flatnonzero(self._ends[state])
            places.append(place[found])
            states.append(state[found])
            lengths.append(length)
        steps = np.repeat(lengths, [len(each) for each in places])
        place = np.concatenate(places)
        order = np.argsort(place * (self._longest + 1) - steps, kind="stable")
        place = place[order]
        return Matches(np.concatenate(states)[order], place, place + steps[order])

    def _walk(self, first: Ids, further: Ids) -> Iterator[tuple[int, Offsets, Ids]]:
        """Yield, after each step, the positions that are still being matched and the states they have reached."""
        states = self._first.take(first)
        place = np.flatnonzero(states != 0)
        state = states[place]
        further = np.append(further, np.int32(_NONE))
        length = 0
        while len(place):
            length += 1
            yield length, place, state
            onward = np.flatnonzero(self._goes_on.take(state))
            place, state = place[onward], state[onward]
            symbol = further.take(place + length, mode="clip")
            # 0 is the first state, whose edges are stored separately: it is not a valid key.
            state = self._edges.get(np.where(symbol < 0, 0, state * np.int64(self._size) + symbol))
            onward = np.flatnonzero(state != 0)
            place, state = place[onward], state[onward]
