"""The quick look at sound rows says the same as the model that names what is wrong."""

from datetime import date

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from schemas.declarations import Column, Interval, Table, Type
from schemas.formats.arrow import arrow_schema
from schemas.validation.fits import fits
from schemas.validation.frames import misfits

TABLE = Table(
    name="visits",
    title="Visits",
    description="Visits.",
    primary_key=("visit_id",),
    intervals=(Interval("first_on", "last_on"),),
    columns=(
        Column("visit_id", Type.STRING, "Visit", "Id.", pattern=r"v\d+|w\d+"),
        Column("language", Type.STRING, "Language", "Language.", codes="languages", nullable=True),
        Column("note", Type.STRING, "Note", "Note.", max_length=3, nullable=True),
        Column("guests", Type.INT32, "Guests", "Guests.", minimum=1, maximum=9, nullable=True),
        Column("latitude", Type.DOUBLE, "Latitude", "Latitude.", minimum=-90, maximum=90, nullable=True),
        Column("first_on", Type.DATE, "First", "First."),
        Column("last_on", Type.DATE, "Last", "Last.", nullable=True),
    ),
)


def mostly(good: object, *others: object) -> st.SearchStrategy[object]:
    """Nearly always the good value, so that many tables have one flaw or none."""
    return st.sampled_from([good] * 12 + list(others))


ROWS = st.fixed_dictionaries(
    {
        "visit_id": mostly("v1", "w22", "v", "v1w", "w2\n", "xv1", "", None),
        "language": mostly("en", "es", "fr", "", None),
        "note": mostly("abc", "ñañ", "ñandú", "abcd", "", None),
        "guests": mostly(9, 1, 0, 10, None),
        "latitude": mostly(-90.0, 90.0, 90.5, -91.0, float("nan"), None),
        "first_on": mostly(date(2020, 1, 1), date(2020, 1, 2), None),
        "last_on": mostly(date(2020, 1, 2), date(2020, 1, 1), None),
    }
)


@given(st.lists(ROWS, max_size=3))
def test_rows_fit_where_the_model_finds_nothing(records: list[dict[str, object]]) -> None:
    rows = pa.Table.from_pylist(records, schema=arrow_schema(TABLE))
    assert fits(TABLE, rows) == (not list(misfits(TABLE, rows)))


def test_other_columns_or_types_do_not_fit() -> None:
    empty = arrow_schema(TABLE).empty_table()
    assert fits(TABLE, empty)
    assert not fits(TABLE, empty.drop_columns("note"))
    assert not fits(TABLE, empty.set_column(2, "note", pa.array([], pa.large_string())))


def test_codes_may_be_given() -> None:
    good = {"visit_id": "v1", "language": "xx", "first_on": date(2020, 1, 1)}
    rows = pa.Table.from_pylist([good], schema=arrow_schema(TABLE))
    assert fits(TABLE, rows, lambda _name: ["xx"])
    assert not fits(TABLE, rows, lambda _name: [])
