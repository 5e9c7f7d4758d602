"""Parts cover all ids once and in order, and are whole or not there."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.engines.parts import Part, PartFolder, cut_parts

IDS = [f"evt_{number:04x}{number:012x}" for number in range(0, 16**4, 97)]


@given(rows=st.integers(0, 10**9), part_rows=st.integers(1, 10**6))
def test_parts_are_ranges_end_to_end(rows: int, part_rows: int) -> None:
    parts = cut_parts(rows, part_rows)
    assert parts[0].lower is None
    assert parts[-1].upper is None
    assert [part.upper for part in parts[:-1]] == [part.lower for part in parts[1:]]
    assert [part.name for part in parts] == sorted(part.name for part in parts)
    assert len(parts) * part_rows >= rows or len(parts) == 16**4


@pytest.mark.parametrize("part_rows", [10_000, 300, 7])
def test_parts_of_a_file_end_to_end_are_the_file(tmp_path: Path, part_rows: int) -> None:
    path = tmp_path / "ids.parquet"
    pq.write_table(pa.table({"event_id": IDS}), path, row_group_size=100)
    found = [each for part in cut_parts(len(IDS), part_rows) for each in part.rows(path)["event_id"].to_pylist()]
    assert found == IDS


def test_a_finished_part_replaces_itself_and_is_read_back(tmp_path: Path) -> None:
    folder, part = PartFolder(tmp_path / "parts"), Part("00000-of-00001")
    assert not folder.holds(part)
    for number in (1, 2):
        folder.write(part, {"numbers": pa.table({"number": [number]})})
    assert folder.holds(part)
    assert folder.read(part, "numbers")["number"].to_pylist() == [2]
    assert [path.name for path in folder.path.iterdir()] == [part.name]


def test_only_finished_parts_are_kept(tmp_path: Path) -> None:
    folder, part = PartFolder(tmp_path), Part("00000-of-00002")
    folder.write(part, {"numbers": pa.table({"number": [1]})})
    for left in ("00001-of-00002.99.tmp", "00000-of-00001"):
        (tmp_path / left).mkdir()
    folder.keep_only([part, Part("00001-of-00002")])
    assert [path.name for path in tmp_path.iterdir()] == [part.name]


def test_parts_are_joined_in_order(tmp_path: Path) -> None:
    folder, parts = PartFolder(tmp_path / "parts"), cut_parts(4, 1)
    for number, part in reversed(list(enumerate(parts))):
        folder.write(part, {"numbers": pa.table({"number": [number]})})
    folder.join(parts, ["numbers"], tmp_path)
    assert pq.read_table(tmp_path / "numbers.parquet")["number"].to_pylist() == [0, 1, 2, 3]
    folder.clear()
    assert not folder.path.exists()
