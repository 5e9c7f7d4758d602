"""One entry of a batch as the decisions see it: its tokens and everything found in it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np

from pipelines.extract.date_grammar import Expression
from pipelines.extract.places import PlaceMention
from pipelines.extract.sentences import Sentences
from pipelines.extract.text import Offsets, TextBatch
from pipelines.extract.tokens import WORD, Tokens, running

_EARLY_SENTENCES = 2


@dataclass(frozen=True)
class Findings:
    """What stands in a batch, each kind in the order of the text: places, expressions of time, the tokens of chunks
    of names (first, end) and of governments (first, end, the country's first), and numbers with what they count."""

    places: Sequence[PlaceMention]
    dates: Sequence[Expression]
    chunks: Sequence[tuple[int, int]]
    governments: Sequence[tuple[int, int, int]]
    number_phrases: Sequence[re.Match[bytes]]


@dataclass(slots=True)
class Entry:
    """An entry: offsets are characters and tokens of the whole batch, ends excluded.

    `sentence_starts` are the tokens with which its sentences begin, the headline's first; `early` is the character
    with which its first sentences end. `title_case`: the headline writes most words with a capital, so that capitals
    tell nothing there.
    """

    number: int
    start: int
    body_start: int
    end: int
    first_token: int
    body_token: int
    last_token: int
    published_on: date | None
    sentence_starts: Sequence[int]
    early: int
    title_case: bool
    is_online: bool
    places: Sequence[PlaceMention]
    dates: Sequence[Expression]
    chunks: Sequence[tuple[int, int]]
    governments: Sequence[tuple[int, int, int]]
    number_phrases: Sequence[re.Match[bytes]]

    def sentence_of(self, token: int) -> int:
        """The number of the entry's sentence in which a token stands."""
        return bisect_right(self.sentence_starts, token) - 1

    def sentence(self, number: int) -> tuple[int, int]:
        """The first token of a sentence, and the one behind it."""
        starts = self.sentence_starts
        return starts[number], starts[number + 1] if number + 1 < len(starts) else self.last_token


def share_out(
    batch: TextBatch,
    tokens: Tokens,
    sentences: Sentences,
    found: Findings,
    published: Sequence[date | None],
    online: Sequence[bool],
) -> list[Entry]:
    """The entries of a batch, each with what was found in it."""
    sentence_starts = sentences.token.tolist()
    shares = zip(
        *(
            _bounds(each, firsts, tokens)
            for each, firsts in (
                (found.places, [place.token for place in found.places]),
                (found.dates, [expression.first for expression in found.dates]),
                (found.chunks, [first for first, _ in found.chunks]),
                (found.governments, [first for first, _, _ in found.governments]),
                (found.number_phrases, [match.start() for match in found.number_phrases]),
            )
        ),
        strict=True,
    )
    plain = zip(
        range(len(batch)),
        batch.starts.tolist(),
        batch.body_starts.tolist(),
        batch.ends.tolist(),
        tokens.first[:-1].tolist(),
        sentences.body_token.tolist(),
        (tokens.first[1:] - 1).tolist(),
        published,
        (sentence_starts[a:b] for a, b in _pairs(sentences.first)),
        _ends_of_opening(batch, sentences).tolist(),
        _title_case(tokens, sentences.body_token),
        online,
        strict=True,
    )
    return [Entry(*each, *share) for each, share in zip(plain, shares, strict=True)]


def _bounds(found: Sequence[Any], firsts: Sequence[int], tokens: Tokens) -> Iterator[Sequence[Any]]:
    """By entry, the finds whose first tokens stand in it."""
    bounds = np.searchsorted(np.asarray(firsts, np.int64), tokens.first)
    return (found[a:b] for a, b in _pairs(bounds))


def _pairs(bounds: Offsets) -> Iterator[tuple[int, int]]:
    return pairwise(bounds.tolist())


def _ends_of_opening(batch: TextBatch, sentences: Sentences) -> Offsets:
    """By entry, the character with which the headline and the first two sentences of the body end."""
    following = sentences.first[:-1] + sentences.in_headline + _EARLY_SENTENCES
    starts = np.append(sentences.start, [0] * (_EARLY_SENTENCES + 1))
    return np.where(following < sentences.first[1:], starts[following], batch.ends)


def _title_case(tokens: Tokens, body_tokens: Offsets) -> list[bool]:
    """By entry, whether nearly all longer words of its headline begin with a capital."""
    long = (tokens.mark == WORD) & (tokens.end - tokens.start >= 4) & ~tokens.is_number
    longs, capitals = running(long), running(long & tokens.capital)
    first = tokens.first[:-1]
    count, capital = longs[body_tokens] - longs[first], capitals[body_tokens] - capitals[first]
    result: list[bool] = ((count > 0) & (capital >= 0.85 * count)).tolist()
    return result
