"""pandera models made from declarations."""

from datetime import date

import pyarrow as pa
import pytest

from schemas.declarations import Column, Interval, Table, Type
from schemas.formats.arrow import arrow_schema
from schemas.registry import ALL
from schemas.validation.frames import Misfit, frame_model, misfits, to_frame

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
        Column("paid", Type.BOOL, "Paid", "Paid.", nullable=True),
        Column("latitude", Type.DOUBLE, "Latitude", "Latitude.", minimum=-90, maximum=90, nullable=True),
        Column("first_on", Type.DATE, "First", "First.", nullable=True),
        Column("last_on", Type.DATE, "Last", "Last.", nullable=True),
    ),
)
GOOD = {"visit_id": "v1", "language": "en", "note": "abc", "guests": 9, "paid": True, "latitude": -90.0}


def found(**cells: object) -> list[tuple[str, str]]:
    rows = pa.Table.from_pylist([GOOD, GOOD | cells], schema=arrow_schema(TABLE))
    return [(each.column, each.rule) for each in misfits(TABLE, rows) if each.row == 1]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, []),
        ({"note": None, "guests": None, "paid": None, "latitude": None}, []),
        ({"first_on": date(2020, 1, 1), "last_on": date(2020, 1, 1)}, []),
        ({"first_on": date(2020, 1, 2), "last_on": None}, []),
        ({"visit_id": None}, [("visit_id", "is missing")]),
        ({"visit_id": "v"}, [("visit_id", r"does not match v\d+|w\d+")]),
        ({"visit_id": "v1w"}, [("visit_id", r"does not match v\d+|w\d+")]),
        ({"visit_id": "w2\n"}, [("visit_id", r"does not match v\d+|w\d+")]),
        ({"language": "fr"}, [("language", "is not in the code list languages")]),
        ({"note": ""}, [("note", "is empty")]),
        ({"note": "ñandú"}, [("note", "is longer than 3 characters")]),
        ({"guests": 0}, [("guests", "is below 1")]),
        ({"guests": 10}, [("guests", "is above 9")]),
        ({"latitude": 90.5}, [("latitude", "is above 90")]),
        ({"first_on": date(2020, 1, 2), "last_on": date(2020, 1, 1)}, [("", "first_on comes after last_on")]),
    ],
)
def test_each_rule_finds_its_misfits_and_no_others(cells: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert found(**cells) == expected


def test_rows_are_counted_over_all_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemas.validation.frames.BATCH_ROWS", 2)
    rows = pa.Table.from_pylist([GOOD, GOOD, GOOD, GOOD | {"guests": 12}], schema=arrow_schema(TABLE))
    assert list(misfits(TABLE, rows)) == [Misfit(3, "guests", "is above 9", "12")]


def test_other_columns_are_refused_in_words() -> None:
    rows = pa.table({"visit_id": ["v1"]})
    with pytest.raises(ValueError, match="visits does not have the declared columns"):
        list(misfits(TABLE, rows))


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_table_has_a_model_with_all_its_columns(name: str) -> None:
    model = frame_model(ALL[name])
    assert tuple(model.columns) == ALL[name].column_names
    empty = to_frame(arrow_schema(ALL[name]).empty_table())
    assert list(model.validate(empty).columns) == list(ALL[name].column_names)
