"""What columns of finds tell of the things they belong to, against the same told one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.text.columns import NONE, SEVERAL, any_of, covered, first_of, is_in, only, unfold

MEMBERS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=12)
SIZE = 5


def columns(members: list[tuple[int, int]]) -> np.ndarray:
    return np.array(members, np.int64).reshape(-1, 2).T


@given(MEMBERS)
def test_the_one_value_of_a_group(members: list[tuple[int, int]]) -> None:
    values = [{value for group, value in members if group == number} for number in range(SIZE)]
    expected = [SEVERAL if len(each) > 1 else next(iter(each), NONE) for each in values]
    group, value = columns(members)
    assert only(group, value, SIZE).tolist() == expected


@given(MEMBERS)
def test_the_first_member_of_a_group_and_whether_it_has_any(members: list[tuple[int, int]]) -> None:
    groups = [group for group, _ in members]
    group = np.array(groups, np.int64)
    assert first_of(group, SIZE).tolist() == [groups.index(n) if n in groups else NONE for n in range(SIZE)]
    assert any_of(group, SIZE).tolist() == [n in groups for n in range(SIZE)]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=5), st.data())
def test_rows_unfold(counts: list[int], data: st.DataObject) -> None:
    of = data.draw(st.lists(st.integers(0, len(counts) - 1), max_size=6))
    expected = [(place, sum(counts[:thing]) + row) for place, thing in enumerate(of) for row in range(counts[thing])]
    places, rows = unfold(np.array(counts, np.int64), np.array(of, np.int64))
    assert list(zip(places.tolist(), rows.tolist(), strict=True)) == expected


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=5))
def test_elements_are_covered(stretches: list[tuple[int, int]]) -> None:
    bounds = [(first, min(first + length, 10)) for first, length in stretches]
    expected = [any(first <= number < last for first, last in bounds) for number in range(10)]
    first, last = columns(bounds)
    assert covered(first, last, 10).tolist() == expected


@given(st.binary(), st.binary(min_size=1, max_size=20))
def test_letters_are_among_those_wanted(letters: bytes, wanted: bytes) -> None:
    assert is_in(wanted, np.frombuffer(letters, np.uint8)).tolist() == [letter in wanted for letter in letters]
