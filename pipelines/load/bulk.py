"""Inserts and deletes many rows at once, by the fastest way that the database has."""

import io
from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pyarrow.csv
import sqlalchemy as sa

from pipelines.publish.columnar.rows import pieces

KEYS = "load_keys"
_BATCH_ROWS = 10_000
_INCOMING = "load_rows"


def insert(connection: sa.Connection, table: sa.Table, rows: pa.Table) -> None:
    """Insert rows that have the columns of the table."""
    if not rows.num_rows:
        return
    names = _names(connection, table, rows.column_names)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "duckdb":
        driver.register(_INCOMING, rows)
        columns = _quoted(connection, rows.column_names)
        connection.exec_driver_sql(f"INSERT INTO {names} SELECT {columns} FROM {_INCOMING}")  # noqa: S608 - quoted
        driver.unregister(_INCOMING)
    elif connection.dialect.driver == "psycopg2":
        with driver.cursor() as cursor:
            # Arrow quotes every text, so that only null is an empty cell.
            cursor.copy_expert(f"COPY {names} FROM STDIN WITH (FORMAT csv)", _csv(rows))
    else:
        for batch in pieces(rows, _BATCH_ROWS):
            connection.execute(sa.insert(table), batch.to_pylist())


def delete(connection: sa.Connection, table: sa.Table, keys: pa.Table) -> None:
    """Delete the rows with these keys, which have the columns of the table's primary key; others are left alone."""
    if not keys.num_rows:
        return
    columns = [table.c[name] for name in keys.column_names]
    held = sa.Table(KEYS, sa.MetaData(), *(sa.Column(each.name, each.type) for each in columns), prefixes=["TEMPORARY"])
    held.create(connection)
    insert(connection, held, keys)
    among = sa.select(*held.c)
    connection.execute(
        sa.delete(table).where(sa.tuple_(*columns).in_(among) if len(columns) > 1 else columns[0].in_(among))
    )
    held.drop(connection)


def drop(connection: sa.Connection, names: Iterable[str]) -> None:
    """Drop tables that may refer to each other."""
    quoted = [_quoted(connection, [name]) for name in names]
    # PostgreSQL drops tables that refer to each other only together, others one by one.
    together = [", ".join(quoted)] if connection.dialect.name == "postgresql" else quoted
    for each in filter(None, together):
        connection.exec_driver_sql(f"DROP TABLE {each}")


def _names(connection: sa.Connection, table: sa.Table, columns: list[str]) -> str:
    return f"{_quoted(connection, [table.name])} ({_quoted(connection, columns)})"


def _quoted(connection: sa.Connection, names: list[str]) -> str:
    return ", ".join(map(connection.dialect.identifier_preparer.quote, names))


def _csv(rows: pa.Table) -> io.BytesIO:
    file = io.BytesIO()
    # In one chunk: pyarrow 26.0 writes bytes of no row if the first chunk is empty and there is no header.
    pyarrow.csv.write_csv(rows.combine_chunks(), file, pyarrow.csv.WriteOptions(include_header=False))
    file.seek(0)
    return file
