"""The table of mentions: where the facts of a batch were read."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from pipelines.extract.text.batch import Flags, Ids, Offsets, TextBatch
from pipelines.extract.text.excerpts import Excerpts

_FIELDS = ("body", "headline")
_BITS_OF_TEXT = 32


class Spans(NamedTuple):
    """The mentions of one kind in the order of the text, those at the same place in the order of `entity`: parallel
    arrays.

    `entry`: the entry's number. `start`, `end`: characters of the batch's text. `entity`, `method`: numbers in
    `entities` and `methods`.
    """

    kind: str
    entry: Offsets
    start: Offsets
    end: Offsets
    entity: Offsets | Ids
    entities: pa.Array
    method: Offsets
    methods: pa.Array


def mention_columns(batch: TextBatch, excerpts: Excerpts, kinds: Sequence[Spans]) -> tuple[Offsets, list[pa.Array]]:
    """Return the entry's number of each mention, and the other columns of the table in its order.

    `kinds` are sorted. Within an entry the rows are sorted by kind, field, place and entity; offsets are counted
    from the start of the field.
    """
    entry, start, end = (np.concatenate(column) for column in zip(*(each[1:4] for each in kinds), strict=True))
    kind = np.repeat(np.arange(len(kinds)), [len(each.entry) for each in kinds])
    in_headline = start < batch.body_starts[entry]
    order = np.lexsort((end, (((entry * len(kinds) + kind) * 2 + in_headline) << _BITS_OF_TEXT) + start))
    entry, start, end, kind = (column[order] for column in (entry, start, end, kind))
    in_headline = in_headline[order]
    field_start = np.where(in_headline, batch.starts[entry], batch.body_starts[entry])
    return entry, [
        pa.array([each.kind for each in kinds]).take(pa.array(kind)),
        _pooled([(each.entities, each.entity) for each in kinds], order),
        pa.array(_FIELDS).take(pa.array(in_headline.astype(np.int8))),
        pa.array((start - field_start).astype(np.int32)),
        pa.array((end - field_start).astype(np.int32)),
        excerpts.between(start, end),
        _pooled([(each.methods, each.method) for each in kinds], order),
    ]


def _pooled(columns: Sequence[tuple[pa.Array, Offsets | Ids]], order: Offsets) -> pa.Array:
    """Return the concatenation of columns that are given as words and their numbers, reordered."""
    behind = np.cumsum([len(words) for words, _ in columns])
    number = [code + (end - len(words)) for (words, code), end in zip(columns, behind.tolist(), strict=True)]
    return pa.concat_arrays([words for words, _ in columns]).take(pa.array(np.concatenate(number)[order]))


def covers(spans: Spans, start: Offsets, end: Offsets) -> Flags:
    """Return which ranges of text lie within one of the spans."""
    if not len(spans.start):
        return np.zeros(len(start), np.bool_)
    furthest = np.maximum.accumulate(spans.end)
    before = np.searchsorted(spans.start, start, side="right") - 1
    covered: Flags = (before >= 0) & (furthest[before] >= end)
    return covered


def coded(words: Sequence[str], code: Offsets | Ids) -> pa.Array:
    """Return the words by their numbers; null for negative numbers."""
    numbers = pa.array(code) if len(code) == 0 or code.min() >= 0 else pa.array(code, mask=code < 0)
    return pa.array(words, pa.string()).take(numbers)
