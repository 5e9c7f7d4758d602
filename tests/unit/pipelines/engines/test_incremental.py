"""Taking over what was computed before gives the rows that computing everything gives."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pipelines.engines.incremental import Computed, compute_new

Texts = dict[str, str]
LETTERS = pa.schema([("event_id", pa.string()), ("letter", pa.string())])
texts = st.dictionaries(st.sampled_from([f"evt_{number}" for number in range(6)]), st.text("ab ", max_size=3))


def entries(rows: Texts) -> pa.Table:
    return pa.table({"event_id": pa.array(rows, pa.string()), "body": pa.array(rows.values(), pa.string())})


def letters(table: pa.Table) -> dict[str, pa.Table]:
    """One row per letter of an entry, so that entries have many rows or none."""
    rows = [{"event_id": row["event_id"], "letter": letter} for row in table.to_pylist() for letter in row["body"]]
    return {"letters": pa.Table.from_pylist(rows, schema=LETTERS)}


def sorted_rows(computed: Computed) -> list[tuple[str, str]]:
    return sorted((row["event_id"], row["letter"]) for row in computed.tables["letters"].to_pylist())


@given(first=texts, second=texts)
def test_an_incremental_run_equals_a_full_one(first: Texts, second: Texts) -> None:
    before = compute_new(entries(first), "1", letters, None)
    incremental = compute_new(entries(second), "1", letters, before)
    full = compute_new(entries(second), "1", letters, None)
    assert sorted_rows(incremental) == sorted_rows(full)
    assert incremental.keys.equals(full.keys)
    assert incremental.computed == sum(first.get(event) != text for event, text in second.items())


def test_only_new_entries_are_computed() -> None:
    before = compute_new(entries({"evt_1": "a", "evt_2": "b"}), "1", letters, None)
    seen: list[str] = []

    def watching(table: pa.Table) -> dict[str, pa.Table]:
        seen.extend(table["event_id"].to_pylist())
        return letters(table)

    after = compute_new(entries({"evt_1": "a", "evt_2": "edited", "evt_3": "c"}), "1", watching, before)
    assert seen == ["evt_2", "evt_3"]
    assert (after.taken_over, after.computed) == (1, 2)


def test_another_version_takes_nothing_over() -> None:
    before = compute_new(entries({"evt_1": "a"}), "1", letters, None)
    assert compute_new(entries({"evt_1": "a"}), "2", letters, before).computed == 1
