"""One entry of a batch as the naming of organisations sees it: its tokens and what was found in it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from pipelines.extract.layout import Layout
from pipelines.extract.text import Offsets
from pipelines.extract.tokens import WORD, running

_EARLY_SENTENCES = 2


class Entry(NamedTuple):
    """An entry: offsets are characters and tokens of the whole batch, ends excluded.

    `early` is the character with which its first sentences end. `title_case`: the headline writes most words with a
    capital, so that capitals tell nothing there. `chunks`: the tokens of chunks of names (first, end); `governments`:
    those of governments (first, end, the country's first).
    """

    body_start: int
    end: int
    first_token: int
    body_token: int
    last_token: int
    early: int
    title_case: bool
    chunks: Sequence[tuple[int, int]]
    governments: Sequence[tuple[int, int, int]]


def share_out(
    layout: Layout, chunks: Sequence[tuple[int, int]], governments: Sequence[tuple[int, int, int]]
) -> list[Entry]:
    """The entries of a batch, each with what was found in it."""
    columns = (
        layout.batch.body_starts,
        layout.batch.ends,
        layout.tokens.first[:-1],
        layout.sentences.body_token,
        layout.last_token,
        _ends_of_opening(layout),
        _title_case(layout),
    )
    shares = (_shares(chunks, layout), _shares(governments, layout))
    return list(map(Entry, *(column.tolist() for column in columns), *shares))


def _shares(found: Sequence[Any], layout: Layout) -> Iterator[Sequence[Any]]:
    """By entry, the finds whose first tokens stand in it."""
    firsts = np.array([each[0] for each in found], np.int64)
    return (found[a:b] for a, b in pairwise(np.searchsorted(firsts, layout.tokens.first).tolist()))


def _ends_of_opening(layout: Layout) -> Offsets:
    """By entry, the character with which the headline and the first two sentences of the body end."""
    sentences = layout.sentences
    following = sentences.first[:-1] + sentences.in_headline + _EARLY_SENTENCES
    starts = np.append(sentences.start, [0] * (_EARLY_SENTENCES + 1))
    return np.where(following < sentences.first[1:], starts[following], layout.batch.ends)


def _title_case(layout: Layout) -> np.ndarray:
    """By entry, whether nearly all longer words of its headline begin with a capital."""
    tokens, body = layout.tokens, layout.sentences.body_token
    long = (tokens.mark == WORD) & (tokens.end - tokens.start >= 4) & ~tokens.is_number
    longs, capitals = running(long), running(long & tokens.capital)
    first = tokens.first[:-1]
    count, capital = longs[body] - longs[first], capitals[body] - capitals[first]
    result: np.ndarray = (count > 0) & (capital >= 0.85 * count)
    return result
