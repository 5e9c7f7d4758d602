"""Spans: the characters a mention claims are those of its text."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish.tables.spans import slices, wrong_spans

TEXTS = st.text(alphabet="aé漢🚢 \n’", max_size=12)


@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_slices_are_pythons_slices(texts: list[str], data: st.DataObject) -> None:
    places = [
        (number, *sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))) for number, text in enumerate(texts)
    ]
    position, start, end = (np.array(column, dtype=np.int64) for column in zip(*places, strict=True))
    found = slices(pa.array(texts), position, start, end).to_pylist()
    assert found == [texts[number][first:last] for number, first, last in places]


@given(TEXTS, st.integers(-3, 20), st.integers(-3, 20))
def test_what_is_no_part_of_the_text_is_null(text: str, start: int, end: int) -> None:
    found = slices(pa.array(["before", text, "after"]), *(np.array([number]) for number in (1, start, end)))
    inside = 0 <= start <= end <= len(text)
    assert found.to_pylist() == [text[start:end] if inside else None]


def test_each_wrong_mention_is_found_and_no_other() -> None:
    events = pa.table(
        {"event_id": ["a", "b"], "headline": ["Ñandú", "🚢 sails"], "body": pa.array([None, "to Åland"], pa.string())}
    )
    rows = [
        ("a", "headline", 1, 3, "an", False),
        ("a", "headline", 1, 3, "na", True),
        ("a", "headline", 3, 9, "dú", True),
        ("a", "body", 0, 3, "any", False),
        ("b", "headline", 2, 7, "sails", False),
        ("b", "body", 3, 8, "Åland", False),
        ("b", "body", 3, 8, "Aland", True),
        ("gone", "body", 0, 1, "x", False),
    ]
    columns = zip(*rows, strict=True)
    names = ("event_id", "field", "start", "end", "text", "wrong")
    mentions = pa.table(dict(zip(names, map(list, columns), strict=True)))
    assert wrong_spans(mentions, events).to_pylist() == mentions["wrong"].to_pylist()


def test_no_mentions_are_no_wrong_mentions() -> None:
    events = pa.table({"event_id": ["a"], "headline": ["A"], "body": ["B"]})
    names = {"event_id": pa.string(), "field": pa.string(), "start": pa.int32(), "end": pa.int32(), "text": pa.string()}
    assert len(wrong_spans(pa.schema(names).empty_table(), events)) == 0
