"""Datasette's metadata, generated from the declarations."""

from collections.abc import Iterable
from typing import Any

from schemas.declarations import Table

# What names a row to readers, in this order.
_LABELS = ("headline", "name", "name_en", "title")


def datasette_tables(tables: Iterable[Table]) -> dict[str, Any]:
    """Return titles, descriptions and columns of the tables, by name, as a database in Datasette's metadata has them."""
    return {table.name: _table(table) for table in tables}


def _table(table: Table) -> dict[str, Any]:
    label = next((name for name in _LABELS if name in table.column_names), None)
    return {
        "title": table.title,
        "description": table.description,
        **({"label_column": label} if label else {}),
        "columns": {column.name: column.description for column in table.columns},
    }
