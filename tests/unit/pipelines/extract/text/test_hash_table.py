"""Numbers by key."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.text.hash_table import HashTable

keys = st.integers(-(2**63), 2**63 - 1).filter(lambda key: key != -1)


@given(known=st.dictionaries(keys, st.integers(1, 2**31 - 1), max_size=60), others=st.lists(keys, max_size=20))
def test_gives_what_a_dictionary_gives(known: dict[int, int], others: list[int]) -> None:
    table = HashTable(np.array(list(known), np.int64), np.array(list(known.values()), np.int32))
    asked = [*known, *others]
    assert table.get(np.array(asked, np.int64)).tolist() == [known.get(key, 0) for key in asked]
