"""Checks that each mention's span holds its text: `field[start:end] == text`."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.columnar.text_bytes import offsets_of

BATCH_ROWS = 50_000

Integers = npt.NDArray[np.int64]


def wrong_spans(mentions: pa.Table, events: pa.Table) -> pa.Array:
    """Return which mentions have a wrong span.

    A mention whose field is missing (no such event, or a null body) is not reported.

    Args:
        mentions: rows with `event_id, field, start, end, text`, preferably sorted by `event_id`.
        events: rows with `event_id, headline, body`.
    """
    batches = [
        _wrong_in_batch(mentions.slice(first, BATCH_ROWS), events) for first in range(0, mentions.num_rows, BATCH_ROWS)
    ]
    return pa.concat_arrays(batches) if batches else pa.array([], pa.bool_())


def _wrong_in_batch(mentions: pa.Table, events: pa.Table) -> pa.Array:
    row_of_event = pc.index_in(mentions["event_id"], value_set=events["event_id"].combine_chunks())
    places = mentions.select(["start", "end", "text"])
    wrong = np.zeros(mentions.num_rows, dtype=bool)
    for field in ("headline", "body"):
        concerned = pc.equal(mentions["field"], field)
        rows = np.flatnonzero(pc.fill_null(concerned, False).to_numpy())
        wrong[rows] = _wrong_in_field(places.take(rows), row_of_event.take(rows), events[field])
    return pa.array(wrong)


def _wrong_in_field(mentions: pa.Table, row_of_event: pa.ChunkedArray, texts: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    used = pc.unique(row_of_event).drop_null()
    of_used = texts.take(used).combine_chunks()
    position = pc.index_in(row_of_event, value_set=used)
    there = pc.and_(pc.is_valid(position), pc.is_valid(of_used.take(position.combine_chunks())))
    start, end = (_integers(mentions[name]) for name in ("start", "end"))
    found = slices(of_used, _integers(position), start, end)
    same = pc.fill_null(pc.equal(found, mentions["text"].combine_chunks()), False)
    wrong: npt.NDArray[np.bool_] = pc.and_not(there.combine_chunks(), same).to_numpy(zero_copy_only=False)
    return wrong


def slices(texts: pa.StringArray, position: Integers, start: Integers, end: Integers) -> pa.StringArray:
    """Return `texts[position][start:end]` for each span, counted in characters; null where the span is out of range.

    Works on the bytes of all texts at once: the byte position of a character is its number plus the number of UTF-8
    continuation bytes before it.
    """
    if len(texts) == 0:
        return pa.nulls(len(position), pa.string())
    filled = pc.fill_null(texts, "")
    offsets = offsets_of(filled)
    data = np.frombuffer(filled.buffers()[2] or b"", np.uint8)
    continuing = np.flatnonzero((data & 0xC0) == 0x80)
    # The number of characters that start before each continuation byte.
    begun = continuing - np.arange(len(continuing))
    first_character = offsets - np.searchsorted(continuing, offsets)
    inside = (start >= 0) & (start <= end) & (first_character[position] + end <= first_character[position + 1])
    from_character = np.where(inside, first_character[position] + start, 0)
    to_character = np.where(inside, first_character[position] + end, 0)
    from_byte = from_character + np.searchsorted(begun, from_character, side="right")
    to_byte = to_character + np.searchsorted(begun, to_character, side="right")
    return _copied(data, from_byte, to_byte, inside)


def _copied(
    data: npt.NDArray[np.uint8], start: Integers, end: Integers, valid: npt.NDArray[np.bool_]
) -> pa.StringArray:
    lengths = end - start
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    source = np.repeat(start - offsets[:-1], lengths) + np.arange(offsets[-1])
    buffers = [None, pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(data[source])]
    copied = pa.StringArray.from_buffers(len(lengths), buffers[1], buffers[2])
    return pc.if_else(pa.array(valid), copied, pa.scalar(None, pa.string()))


def _integers(values: pa.ChunkedArray) -> Integers:
    numbers: Integers = pc.fill_null(values, 0).to_numpy().astype(np.int64)
    return numbers
