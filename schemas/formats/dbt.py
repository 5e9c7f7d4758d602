"""dbt sources with tests, generated from the declarations."""

from collections.abc import Iterable, Iterator
from typing import Any

from schemas.codes import code_list
from schemas.declarations import Column, Table
from schemas.formats.sql import SQL_TYPES, quoted

SOURCE = "migration_bulletins"
SCHEMA = f"{{{{ var('{SOURCE}_schema', 'public') }}}}"
# Between the values of a key of several columns.
_SEPARATOR = " || '|' || "

Yaml = dict[str, Any]


def dbt_sources(tables: Iterable[Table], description: str) -> Yaml:
    """Return the content of a dbt file of sources: tables and columns, each with the tests that its declaration implies.

    The tests are those of dbt itself: `not_null`, `unique`, `accepted_values` and `relationships`.
    """
    source = {
        "name": SOURCE,
        "description": description,
        "schema": SCHEMA,
        "tables": [_table(table) for table in tables],
    }
    return {"version": 2, "sources": [source]}


def _table(table: Table) -> Yaml:
    described: Yaml = {"name": table.name, "description": table.description}
    if len(table.primary_key) > 1:
        key = _SEPARATOR.join(f"cast({quoted(name)} as varchar)" for name in table.primary_key)
        described["data_tests"] = [_test("unique", column_name=key)]
    return described | {"columns": [_column(table, column) for column in table.columns]}


def _column(table: Table, column: Column) -> Yaml:
    described: Yaml = {
        "name": column.name,
        "description": column.description,
        "data_type": str(SQL_TYPES[column.type]).lower(),
    }
    if quoted(column.name) != column.name:
        described["quote"] = True
    tests = list(_tests(table, column))
    return described | ({"data_tests": tests} if tests else {})


def _tests(table: Table, column: Column) -> Iterator[str | Yaml]:
    if not column.nullable:
        yield "not_null"
    if table.primary_key == (column.name,):
        yield "unique"
    if column.codes is not None:
        yield _test("accepted_values", values=list(code_list(column.codes)))
    for key in table.foreign_keys:
        if key.columns == (column.name,):
            yield _test("relationships", to=f"source('{SOURCE}', '{key.table}')", field=key.references[0])


def _test(name: str, **arguments: object) -> Yaml:
    return {name: {"arguments": arguments}}
