"""The table `loaded_release`, which says which release a database holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from pipelines.load.checks import have_columns
from pipelines.load.errors import LoadError
from pipelines.load.release import Release
from pipelines.publish.versions import Version

NAME = "loaded_release"
TABLE = sa.Table(
    NAME,
    sa.MetaData(),
    sa.Column("version", sa.Text, nullable=False, comment="Version of the release."),
    sa.Column("schema_version", sa.Text, nullable=False, comment="Version of the schema of its tables."),
    sa.Column("content", sa.Text, nullable=False, comment="Hash of its content, as in manifest.json."),
    sa.Column("row_counts", sa.Text, nullable=False, comment="Rows of each table when it was loaded, in JSON."),
    comment="The release that the tables beside this one hold; written by migration-bulletins load.",
)


@dataclass(frozen=True)
class Loaded:
    """The release that a database holds, and the number of rows that each table had when it was loaded."""

    version: Version
    schema_version: str
    content: str
    row_counts: Mapping[str, int]


def loaded_release(connection: sa.Connection) -> Loaded | None:
    """Return the release that the database holds; none if no release was loaded.

    Raises:
        LoadError: the table does not say it as loading writes it.
    """
    if not sa.inspect(connection).has_table(NAME):
        return None
    if connection.dialect.name == "postgresql":
        # Another load waits until this one is done.
        connection.execute(sa.text(f"LOCK TABLE {NAME} IN EXCLUSIVE MODE"))
    try:
        return _loaded(connection)
    except ValueError as error:
        reason = f"The table {NAME} was altered, so that it does not say which release is loaded"
        raise LoadError(f"{reason}: {error}. Drop it and the tables of the release, then load again.") from error


def _loaded(connection: sa.Connection) -> Loaded:
    if not have_columns(connection, [TABLE]):
        raise ValueError("it has other columns")
    rows = connection.execute(sa.select(TABLE)).all()
    if len(rows) != 1:
        raise ValueError(f"it has {len(rows)} rows")
    version, row_counts = Version.parse(rows[0].version), json.loads(rows[0].row_counts)
    if version is None:
        raise ValueError(f"{rows[0].version!r} is not a version")
    if not isinstance(row_counts, dict) or not all(isinstance(count, int) for count in row_counts.values()):
        raise ValueError(f"{rows[0].row_counts!r} are not numbers of rows")
    return Loaded(version, rows[0].schema_version, rows[0].content, row_counts)


def mark(connection: sa.Connection, release: Release) -> None:
    """Write that the database holds a release."""
    TABLE.create(connection, checkfirst=True)
    connection.execute(sa.delete(TABLE))
    row = {
        "version": str(release.version),
        "schema_version": release.schema_version,
        "content": release.content,
        "row_counts": json.dumps(dict(release.row_counts)),
    }
    connection.execute(sa.insert(TABLE), [row])
