"""SQL tables, generated from the declarations, and PostgreSQL's statements that create them."""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import (
    AddConstraint,
    CreateIndex,
    CreateTable,
    ExecutableDDLElement,
    SetColumnComment,
    SetTableComment,
)

from schemas.declarations import Column, ForeignKey, Table, Type

SQL_TYPES: dict[Type, sa.types.TypeEngine[Any]] = {
    Type.STRING: sa.Text(),
    Type.INT32: sa.Integer(),
    Type.DOUBLE: sa.Double(),
    Type.BOOL: sa.Boolean(),
    Type.DATE: sa.Date(),
    Type.TIMESTAMP: sa.DateTime(timezone=True),
}
# Named parameters, so that `%` in a comment is written once.
_POSTGRESQL = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]


def sql_metadata(tables: Iterable[Table], foreign_keys: bool = True) -> sa.MetaData:
    """Return the tables for SQLAlchemy, with types, keys and comments; any of its dialects can create them.

    Foreign keys are checked at the end of a transaction, so that tables can be filled in any order.

    Args:
        tables: declarations; those that a foreign key refers to are among them.
        foreign_keys: whether to declare foreign keys. Otherwise the comment of a column says what it refers to.
    """
    metadata = sa.MetaData()
    for table in tables:
        columns = (_column(table, column, told=not foreign_keys) for column in table.columns)
        keys = [_foreign_key(table, key) for key in table.foreign_keys] if foreign_keys else []
        primary_key = sa.PrimaryKeyConstraint(*table.primary_key)
        indexes = _indexes(table) if foreign_keys else ()
        sa.Table(table.name, metadata, *columns, primary_key, *keys, *indexes, comment=table.description)
    return metadata


def postgresql_schema(tables: Iterable[Table], head: str) -> str:
    """Return PostgreSQL's statements that create the tables, with comments, then their foreign keys.

    Args:
        tables: declarations; those that a foreign key refers to are among them.
        head: comment above the statements, of one or more lines.
    """
    comment = "\n".join(f"-- {line}" for line in head.splitlines())
    created = sql_metadata(tables).tables.values()
    statements = [text for table in created for text in _table_statements(table)]
    statements += ["\n".join(_key_statements(table)) for table in created if table.foreign_key_constraints]
    return "\n\n".join([comment, *statements]) + "\n"


def quoted(name: str) -> str:
    """Return a name as PostgreSQL takes it, in quotation marks if it is a reserved word such as `end`."""
    return _POSTGRESQL.identifier_preparer.quote(name)


def references(table: Table, column: str) -> Iterator[str]:
    """Yield `table.column` for each foreign key of that column alone."""
    for key in table.foreign_keys:
        if key.columns == (column,):
            yield f"{key.table}.{key.references[0]}"


def _column(table: Table, column: Column, told: bool) -> sa.Column[Any]:
    refers = "".join(f" Refers to {other}." for other in references(table, column.name)) if told else ""
    return sa.Column(
        column.name,
        SQL_TYPES[column.type],
        nullable=column.nullable,
        comment=column.description + refers,
    )


def _foreign_key(table: Table, key: ForeignKey) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        key.columns,
        [f"{key.table}.{column}" for column in key.references],
        name=f"{table.name}_{'_'.join(key.columns)}_fkey",
        # Events refer to activities and activities to events.
        use_alter=True,
        deferrable=True,
        initially="DEFERRED",
    )


def _indexes(table: Table) -> Iterator[sa.Index]:
    """Yield an index for each foreign key that the primary key does not begin with, for joins and for deletions."""
    for key in table.foreign_keys:
        if key.columns != table.primary_key[: len(key.columns)]:
            yield sa.Index(f"{table.name}_{'_'.join(key.columns)}_idx", *key.columns)


def _table_statements(table: sa.Table) -> Iterator[str]:
    yield _text(CreateTable(table, include_foreign_key_constraints=[]))
    comments = [_text(SetColumnComment(column)) for column in table.columns]
    yield "\n".join([_text(SetTableComment(table)), *comments])


def _key_statements(table: sa.Table) -> Iterator[str]:
    for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name)):
        yield _text(AddConstraint(key))
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        yield _text(CreateIndex(index))


def _text(statement: ExecutableDDLElement) -> str:
    text = str(statement.compile(dialect=_POSTGRESQL)).strip()
    lines = (line.rstrip().replace("\t", "    ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line) + ";"
