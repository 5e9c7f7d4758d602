"""Loads a release into a database."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from pipelines.load.bulk import delete, drop, insert
from pipelines.load.changed import changed_since
from pipelines.load.checks import check_foreign_keys, check_row_counts, have_columns, present
from pipelines.load.connection import parsed, shown, transaction
from pipelines.load.errors import AlreadyLoadedError, LoadError
from pipelines.load.marker import Loaded, loaded_release, mark
from pipelines.load.release import Release, open_release
from pipelines.publish.columnar.rows import pieces
from pipelines.publish.versions import Version
from schemas.formats.sql import sql_metadata

_REPLACE = "Load with --whole to replace all rows"
# Databases that do not check foreign keys while a release is loaded.
_UNCHECKED = ("duckdb", "sqlite")


@dataclass(frozen=True)
class Outcome:
    """The release that was loaded, the one it was merged into if any, and how many rows were written and deleted."""

    target: str
    version: Version
    merged_into: Version | None
    written: int
    deleted: int

    @property
    def message(self) -> str:
        """Return a one-line summary for the user."""
        if self.merged_into is None:
            return f"loaded release {self.version} whole into {self.target}: {self.written} rows"
        rows = f"{self.deleted} rows deleted or replaced, {self.written} written"
        return f"loaded release {self.version} into {self.target}, which held {self.merged_into}: {rows}"


def load(folder: Path, target: str, whole: bool = False) -> Outcome:
    """Put a release into a database, in one transaction: what changed since the release that is there, else all of it.

    Args:
        folder: the folder of the release, such as `data/releases/latest`.
        target: an SQLAlchemy address, or a file that ends in `.duckdb`, `.db`, `.sqlite` or `.sqlite3`.
        whole: replace all rows, whichever release the database holds.

    Raises:
        AlreadyLoadedError: the database holds this release.
        LoadError: the release is not complete, the database cannot be reached, or it does not hold an earlier release
            as it was loaded. The database is as it was.
    """
    release, url = open_release(folder), parsed(target)
    with transaction(url) as connection:
        return _Loading(connection, release, shown(url)).load(whole)


class _Loading:
    """The loading of one release into one database."""

    def __init__(self, connection: sa.Connection, release: Release, target: str) -> None:
        self._connection, self._release, self._target = connection, release, target
        # DuckDB checks foreign keys at each statement: a row and those that refer to it cannot leave together.
        self._metadata = sql_metadata(release.tables.values(), foreign_keys=connection.dialect.name != "duckdb")
        self._tables = self._metadata.tables

    def load(self, whole: bool) -> Outcome:
        """Merge or replace, check the result, and write which release the database holds now."""
        held = loaded_release(self._connection)
        if held is None or whole:
            outcome = self._replace(held)
        else:
            self._check_held(held)
            outcome = self._merge(held) if self._can_merge(held) else self._replace(held)
        check_row_counts(self._connection, self._release.row_counts, _REPLACE)
        if self._connection.dialect.name in _UNCHECKED:
            check_foreign_keys(self._connection, self._release.tables.values())
        mark(self._connection, self._release)
        return outcome

    def _check_held(self, held: Loaded) -> None:
        """Refuse to load on a release that is not an earlier one of the same data, or that was altered."""
        version = self._release.version
        if held.version == version and held.content == self._release.content:
            raise AlreadyLoadedError(f"{self._target} already holds release {version}. Nothing was changed.")
        if held.version > version:
            later = f"{self._target} holds release {held.version}, which is later than {version}"
            raise LoadError(f"{later}. {_REPLACE} by the earlier ones.")
        known = self._release.content if held.version == version else self._release.content_of(held.version)
        if known is not None and known != held.content:
            other = f"{self._target} holds other data under the version {held.version} than the releases here"
            raise LoadError(f"{other}. {_REPLACE}, or name another database.")
        check_row_counts(self._connection, held.row_counts, _REPLACE)

    def _can_merge(self, held: Loaded) -> bool:
        return held.schema_version == self._release.schema_version and self._release.has_history

    def _merge(self, held: Loaded) -> Outcome:
        if not have_columns(self._connection, self._tables.values()):
            raise LoadError(f"The columns of tables in {self._target} were altered. {_REPLACE}.")
        written = deleted = 0
        for name, table in self._tables.items():
            changed = changed_since(self._release, held.version, name)
            delete(self._connection, table, changed.outdated)
            insert(self._connection, table, changed.rows)
            written, deleted = written + changed.rows.num_rows, deleted + changed.outdated.num_rows
        return Outcome(self._target, self._release.version, held.version, written, deleted)

    def _replace(self, held: Loaded | None) -> Outcome:
        self._empty(held)
        for name, table in self._tables.items():
            for piece in pieces(self._release.rows(name)):
                insert(self._connection, table, piece)
        return Outcome(self._target, self._release.version, None, sum(self._release.row_counts.values()), 0)

    def _empty(self, held: Loaded | None) -> None:
        """Empty the tables; create them anew where they are not those of the release."""
        former = present(self._connection, held.row_counts) if held else []
        foreign = [name for name in present(self._connection, self._tables) if name not in former]
        if foreign:
            raise LoadError(
                f"{self._target} has tables of the same names that no release was loaded into: {', '.join(foreign)}. "
                "Name another database, or rename these tables."
            )
        for name in former:
            self._connection.execute(sa.delete(sa.table(name)))
        same_schema = held is not None and held.schema_version == self._release.schema_version
        # Emptied tables keep the views and grants that users made.
        if not (same_schema and have_columns(self._connection, self._tables.values())):
            drop(self._connection, former)
            self._metadata.create_all(self._connection)
