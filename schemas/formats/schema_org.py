"""Terms of schema.org, generated from the declarations, by which dataset search knows what a dataset measures."""

from collections.abc import Iterable
from typing import Any

from schemas.declarations import Column, Table

CONTEXT = "https://schema.org/"


def measured_variables(tables: Iterable[Table]) -> list[dict[str, Any]]:
    """Return the columns of the tables as `PropertyValue`s; of columns with one name, the first."""
    columns: dict[str, Column] = {}
    for table in tables:
        for column in table.columns:
            columns.setdefault(column.name, column)
    return [_variable(column) for column in columns.values()]


def _variable(column: Column) -> dict[str, Any]:
    unit = {} if column.unit is None else {"unitText": column.unit}
    return {"@type": "PropertyValue", "name": column.name, "description": column.description, **unit}
