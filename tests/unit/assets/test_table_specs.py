"""What Dagster shows of a table comes from its declaration."""

import dagster as dg
import pyarrow as pa
import pytest

from assets.table_specs import column_lineage, column_schema, preview, table_spec
from schemas.declarations import Column, ForeignKey, Interval, Table, Type
from schemas.registry import ALL

PEOPLE = Table(
    name="people",
    title="People",
    description="One row per person.",
    primary_key=("person_id",),
    foreign_keys=(ForeignKey(("town_id",), "towns", ("town_id",)),),
    intervals=(Interval("born_on", "died_on"),),
    columns=(
        Column("person_id", Type.STRING, "Person", "Key.", pattern="[a-z]+"),
        Column("town_id", Type.STRING, "Town", "Where they live.", nullable=True),
        Column("born_on", Type.DATE, "Born", "First day.", nullable=True),
        Column("died_on", Type.DATE, "Died", "Last day.", nullable=True),
    ),
)


@pytest.mark.parametrize("table", ALL.values(), ids=ALL.keys())
def test_every_column_is_described(table: Table) -> None:
    schema = column_schema(table)
    assert [column.name for column in schema.columns] == list(table.column_names)
    assert all(column.description for column in schema.columns)
    assert [column.type for column in schema.columns] == [column.type.value for column in table.columns]


def test_constraints_come_from_the_declaration() -> None:
    schema = column_schema(PEOPLE)
    person, town, *_ = schema.columns
    assert (person.constraints.nullable, person.constraints.unique) == (False, True)
    assert person.constraints.other == ["pattern [a-z]+"]
    assert (town.constraints.nullable, town.constraints.unique) == (True, False)
    assert schema.constraints is not None
    assert schema.constraints.other == [
        "key person_id",
        "town_id in towns (town_id)",
        "born_on not after died_on",
    ]


def test_a_spec_names_group_owners_and_kind() -> None:
    spec = table_spec(PEOPLE, dg.AssetKey("people"), "ours", "publish", [dg.AssetKey("towns")])
    assert (spec.group_name, spec.tags["stage"]) == ("ours", "publish")
    assert spec.description == "One row per person."
    assert [dep.asset_key.to_user_string() for dep in spec.deps] == ["towns"]
    assert spec.owners
    assert spec.kinds == {"parquet"}


def test_columns_of_the_same_name_are_taken_over() -> None:
    town = Column("town_id", Type.STRING, "Town", "Key.")
    towns = Table("towns", "Towns", "One row per town.", (town,), ("town_id",))
    lineage = column_lineage(PEOPLE, {dg.AssetKey("towns"): towns})
    assert lineage.deps_by_column == {"town_id": [dg.TableColumnDep(dg.AssetKey("towns"), "town_id")]}


def test_a_preview_is_markdown_with_cut_cells() -> None:
    table = pa.table({"text": ["a | b", "two\nlines", "x" * 100, None], "number": [1, 2, 3, 4]})
    lines = preview(table, rows=4).splitlines()
    assert lines[:4] == ["| text | number |", "| --- | --- |", "| a \\| b | 1 |", "| two lines | 2 |"]
    assert lines[4] == f"| {'x' * 59}… | 3 |"
    assert lines[5] == "|  | 4 |"


def test_a_preview_of_nothing_says_so() -> None:
    assert preview(pa.table({"text": pa.array([], pa.string())})) == "No rows."
