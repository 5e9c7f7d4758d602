"""CSV: what is written reads back the same, and no cell runs as a formula."""

import csv
import gzip
import io
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish.checks.readback import csv_differs
from pipelines.publish.files.csv_file import GUARD, csv_lines, csv_name, csv_path, guarded, write_csv
from pipelines.publish.files.hxl import write_hxl
from schemas.declarations import Column, Table, Type

CELLS = st.none() | st.text(alphabet="ab,;\"\r\n\t =+-@é'", min_size=1, max_size=6)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_the_standard_library_reads_the_cells_back(rows: list[tuple[str | None, str | None]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[], []]
    safe = guarded(pa.table({"a": pa.array(columns[0], pa.string()), "b": pa.array(columns[1], pa.string())}))
    text = bytes(csv_lines(safe.cells)).decode()
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert found == [[cell or "" for cell in row.values()] for row in safe.cells.to_pylist()]
    assert safe.touched == sum(
        one != other
        for row, cells in zip(rows, safe.cells.to_pylist(), strict=True)
        for one, other in zip(row, cells.values(), strict=True)
    )
    # Whatever stands first after white space, nothing that runs does.
    assert not any(
        cell.lstrip().startswith(("=", "+", "-", "@")) or cell[:1] in ("\t", "\r") for row in found for cell in row
    )


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "  =1", "\n=1", "＝1", "\u3000=1", "\xa0=1"]
)
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    safe = guarded(pa.table({"a": [text, "plain", "1-1", "a=b", "'="]}))
    assert safe.cells["a"].to_pylist() == [GUARD + text, "plain", "1-1", "a=b", "'="]
    assert safe.touched == 1


def test_numbers_dates_and_truth_are_no_texts(tmp_path: Path) -> None:
    rows = pa.table(
        {
            "n": pa.array([-1, None], pa.int32()),
            "x": [-90.51, 1e-7],
            "d": pa.array([date(2018, 5, 4), None], pa.date32()),
            "b": [True, False],
        }
    )
    assert write_csv(rows, tmp_path / "t.csv") == 0
    assert (tmp_path / "t.csv").read_bytes() == b"n,x,d,b\r\n-1,-90.51,2018-05-04,true\r\n,1e-7,,false\r\n"
    assert list(csv_differs(tmp_path / "t.csv", rows)) == []


def test_a_file_that_differs_is_told(tmp_path: Path) -> None:
    rows = pa.table({"a": ["x", "y"], "b": ["1", None]})
    write_csv(rows, tmp_path / "t.csv")
    assert list(csv_differs(tmp_path / "t.csv", rows.slice(1))) == ["t.csv has 2 rows, not 1"]
    other = pa.table({"a": ["x", "z"], "b": ["1", None]})
    assert list(csv_differs(tmp_path / "t.csv", other)) == ["t.csv differs from the Parquet file in the column a"]
    assert "cannot be read" in next(csv_differs(tmp_path / "none.csv", rows))


def test_hxl_has_a_line_of_tags_and_no_line_breaks_in_cells(tmp_path: Path) -> None:
    columns = (Column("a", Type.STRING, "A", "A.", hxl="#event+name"), Column("b", Type.STRING, "B", "B."))
    table = Table("t", "T", "T.", columns, ("a",))
    rows = pa.table({"a": ["one\n\n two ", "\n=1"], "b": pa.array([None, "x\xa0 y"])})
    assert write_hxl(rows, table, tmp_path / "t.csv") == 1
    assert (tmp_path / "t.csv").read_text("utf-8").splitlines() == ["a,b", "#event+name,", "one two,", "'=1,x y"]


def test_a_file_is_compressed_as_its_name_says_with_the_same_bytes_at_any_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = pa.table({"a": ["one", "two"] * 100})
    for name in ("t.csv", "t.csv.gz", "t.csv.zip"):
        write_csv(rows, tmp_path / name)
    plain = (tmp_path / "t.csv").read_bytes()
    assert gzip.decompress((tmp_path / "t.csv.gz").read_bytes()) == plain
    with zipfile.ZipFile(tmp_path / "t.csv.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {"t.csv": plain}
    assert list(csv_differs(tmp_path / "t.csv.gz", rows)) == []
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    for suffix in (".gz", ".zip"):
        (tmp_path / "later").mkdir(exist_ok=True)
        write_csv(rows, tmp_path / "later" / f"t.csv{suffix}")
        assert (tmp_path / "later" / f"t.csv{suffix}").read_bytes() == (tmp_path / f"t.csv{suffix}").read_bytes()


def test_releases_of_before_have_no_compressed_csv(tmp_path: Path) -> None:
    assert csv_name("mentions") == "csv/mentions.csv.gz"
    assert csv_path(tmp_path, "mentions") == tmp_path / "csv" / "mentions.csv"
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / "mentions.csv.gz").touch()
    assert csv_path(tmp_path, "mentions") == tmp_path / "csv" / "mentions.csv.gz"
