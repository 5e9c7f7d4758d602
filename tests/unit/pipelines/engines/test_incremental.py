"""Only rows that are new, or were made by other code, are computed again."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pipelines.engines.incremental import KEYS, divide, keys_of, of_ids

Texts = dict[str, str | None]
texts = st.dictionaries(
    st.sampled_from([f"evt_{number}" for number in range(6)]), st.none() | st.text("a|1\0", max_size=3)
)


def entries(rows: Texts) -> pa.Table:
    columns = [pa.array(rows, pa.string()), pa.array(rows.values(), pa.string())]
    return pa.Table.from_arrays(columns, names=["event_id", "body"])


@given(first=texts, second=texts)
def test_rows_are_known_if_they_are_the_same(first: Texts, second: Texts) -> None:
    division = divide(entries(second), "1", keys_of(entries(first), "1"))
    same = {event for event, text in second.items() if event in first and first[event] == text}
    assert set(division.known_ids.to_pylist()) == same
    assert set(division.fresh["event_id"].to_pylist()) == second.keys() - same


@given(texts)
def test_keys_do_not_depend_on_what_was_there_before(rows: Texts) -> None:
    fresh = divide(entries(rows), "1", None)
    assert fresh.keys.schema == KEYS
    assert fresh.keys.equals(divide(entries(rows), "1", fresh.keys).keys)


def test_cells_are_kept_apart() -> None:
    columns = {"event_id": ["evt_1", "evt_1"], "headline": ["a|b", "a"], "body": ["c", "b|c"]}
    one, other = keys_of(pa.table(columns), "1")["key"].to_pylist()
    assert one != other


def test_another_version_knows_nothing() -> None:
    rows = entries({"evt_1": "a"})
    assert divide(rows, "2", keys_of(rows, "1")).fresh.equals(rows)


def test_rows_are_found_by_their_events() -> None:
    assert of_ids(entries({"evt_1": "a", "evt_2": "b"}), pa.array(["evt_2"]))["body"].to_pylist() == ["b"]
