"""Checks of a database before and after loading."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from pipelines.load.errors import LoadError
from schemas.declarations import ForeignKey, Table


def present(connection: sa.Connection, names: Iterable[str]) -> list[str]:
    """Return those of the tables that the database has."""
    inspector = sa.inspect(connection)
    return [name for name in names if inspector.has_table(name)]


def have_columns(connection: sa.Connection, tables: Iterable[sa.Table]) -> bool:
    """Return whether all tables are there with the declared columns and types, in their order."""
    declared = {table.name: table for table in tables}
    return present(connection, declared) == list(declared) and all(
        _described(connection, sa.select(sa.text("*")).select_from(sa.table(name)))
        == _described(connection, sa.select(*(sa.cast(None, column.type).label(column.name) for column in table.c)))
        for name, table in declared.items()
    )


def check_row_counts(connection: sa.Connection, expected: Mapping[str, int], advice: str) -> None:
    """Compare the numbers of rows with those of the release that the tables hold.

    Raises:
        LoadError: a table is gone, or has another number of rows.
    """
    gone = sorted(set(expected) - set(present(connection, expected)))
    if gone:
        raise LoadError(f"Tables of the loaded release are gone: {', '.join(gone)}. {advice}.")
    for name, count in expected.items():
        found = connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name)))
        if found != count:
            raise LoadError(
                f"Rows of {name} were added or removed by something else: it has {found}, and would have {count} as "
                f"loaded. {advice}."
            )


def check_foreign_keys(connection: sa.Connection, tables: Iterable[Table]) -> None:
    """Check that rows refer to rows that are there, for databases that are not told of foreign keys.

    Raises:
        LoadError: a row refers to a row that is not there.
    """
    for table in tables:
        for key in table.foreign_keys:
            lost = connection.scalar(sa.select(_referring_nowhere(table.name, key)))
            if lost:
                raise LoadError(f"{lost} rows of {table.name} refer to no row of {key.table}. Check the release.")


def _described(connection: sa.Connection, rows: sa.Select[Any]) -> list[tuple[str, object]]:
    """Return the names of columns, and the types that the driver states, which for SQLite are none."""
    result = connection.execute(rows.limit(0))
    return [(name, kind) for name, kind, *_ in result.cursor.description] if result.cursor else []


def _referring_nowhere(name: str, key: ForeignKey) -> sa.ScalarSelect[int]:
    here = sa.table(name, *map(sa.column, key.columns)).alias("here")
    there = sa.table(key.table, *map(sa.column, key.references)).alias("there")
    pairs = zip(key.columns, key.references, strict=True)
    is_same = sa.and_(*(there.c[reference] == here.c[column] for column, reference in pairs))
    is_set = sa.and_(*(here.c[column].is_not(None) for column in key.columns))
    return sa.select(sa.func.count()).select_from(here).where(is_set, ~sa.exists().where(is_same)).scalar_subquery()
