"""Words looked up by the batch."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.text.word_index import WordIndex

LONG = b"abcdefgh" * 4
words = st.one_of(
    st.text("abc", min_size=1, max_size=30).map(str.encode),
    st.sampled_from([LONG[:size] for size in (7, 8, 9, 15, 16, 17, 24, 25, 32)]),
)


@given(known=st.sets(words, max_size=20), asked=st.lists(words, max_size=20))
def test_finds_what_a_dictionary_finds(known: set[bytes], asked: list[bytes]) -> None:
    listed = sorted(known)
    asked = [*asked, *listed]
    index = WordIndex(listed)
    end = np.cumsum([len(word) for word in asked], dtype=np.int64)
    start = end - np.array([len(word) for word in asked], np.int64)
    found = index.find(np.frombuffer(b"".join(asked), np.uint8), start, end)
    assert found.tolist() == [listed.index(word) if word in known else -1 for word in asked]


def test_words_of_the_same_key_are_told_apart() -> None:
    index = WordIndex([b"abcdefghi"])
    text = np.frombuffer(b"abcdefghi" + b"abcdefghabcdefghabcdefghi", np.uint8)
    found = index.find(text, np.array([0, 0, 9, 9]), np.array([9, 8, 34, 18]))
    assert found.tolist() == [0, -1, -1, -1]
