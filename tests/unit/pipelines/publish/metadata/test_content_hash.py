"""The content hash."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish.metadata.content_hash import content_hash

SCHEMA = pa.schema(
    [("text", pa.string()), ("number", pa.int32()), ("share", pa.float64()), ("flag", pa.bool_()), ("day", pa.date32())]
)
ROW = {"text": "añb", "number": 3, "share": 0.5, "flag": True, "day": date(2020, 2, 29)}
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.none() | st.text(max_size=4),
            "number": st.none() | st.integers(-5, 5),
            "share": st.none() | st.floats(-1, 1),
            "flag": st.none() | st.booleans(),
            "day": st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)),
        }
    ),
    max_size=6,
)


def table(rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SCHEMA)


@given(ROWS, st.integers(0, 6))
def test_chunks_do_not_count(rows: list[dict[str, object]], cut: int) -> None:
    whole = table(rows)
    in_parts = pa.concat_tables([whole.slice(0, cut), whole.slice(cut)])
    assert content_hash(in_parts) == content_hash(whole)


@given(ROWS, ROWS)
def test_other_rows_have_another_hash(one: list[dict[str, object]], other: list[dict[str, object]]) -> None:
    assert (content_hash(table(one)) == content_hash(table(other))) == table(one).equals(table(other))


@pytest.mark.parametrize(
    "cells",
    [
        {"text": None},
        {"text": ""},
        {"number": 0},
        {"number": None},
        {"share": None},
        {"flag": False},
        {"flag": None},
        {"day": None},
    ],
)
def test_every_cell_counts(cells: dict[str, object]) -> None:
    assert content_hash(table([ROW | cells])) != content_hash(table([ROW]))


def test_texts_do_not_run_into_each_other() -> None:
    assert content_hash(table([{"text": "ab"}, {"text": "c"}])) != content_hash(table([{"text": "a"}, {"text": "bc"}]))


@pytest.mark.parametrize("options", [{"compression": "gzip"}, {"version": "1.0", "use_dictionary": False}])
def test_the_file_format_does_not_count(options: dict[str, object], tmp_path) -> None:
    pq.write_table(table([ROW, ROW | {"text": None}]), tmp_path / "t.parquet", **options)
    assert content_hash(pq.read_table(tmp_path / "t.parquet")) == content_hash(table([ROW, ROW | {"text": None}]))


def test_the_method_is_as_described() -> None:
    """The steps of `METHOD`, taken once by hand."""
    import hashlib

    def digest(*parts: bytes) -> bytes:
        return hashlib.sha256(b"".join(parts)).digest()

    rows = pa.table({"text": pa.array(["é", None]), "number": pa.array([None, 258], pa.int32())})
    expected = digest(
        b"text\0string\0", digest(b"\1\0"), digest(b"\2\0\0\0", b"\0\0\0\0"), digest("é".encode()),
        b"number\0int32\0", digest(b"\0\1"), digest(b"\0\0\0\0", b"\2\1\0\0"),
    )  # fmt: skip
    assert content_hash(rows) == expected.hex()
