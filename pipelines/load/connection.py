"""Connections to databases: one transaction, with the settings that loading needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipelines.load.errors import LoadError

_BY_SUFFIX = {".duckdb": "duckdb", ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite"}
# The driver that the extra `load` installs; SQLAlchemy 2.1 would take another.
_DRIVERS = {"postgresql": "postgresql+psycopg2", "postgres": "postgresql+psycopg2"}


def parsed(target: str) -> sa.URL:
    """Return the address of a database.

    Args:
        target: an SQLAlchemy address, or a file that ends in `.duckdb`, `.db`, `.sqlite` or `.sqlite3`.

    Raises:
        LoadError: it is neither.
    """
    suffix = Path(target).suffix.lower()
    if "://" not in target and suffix in _BY_SUFFIX:
        return sa.URL.create(_BY_SUFFIX[suffix], database=target)
    try:
        url = sa.make_url(target)
    except sa.exc.ArgumentError:
        endings = ", ".join(_BY_SUFFIX)
        raise LoadError(
            f"{target!r} names no database. Name a file that ends in {endings}, or an SQLAlchemy address such as "
            "postgresql://user@host/database."
        ) from None
    return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))


@contextmanager
def transaction(url: sa.URL) -> Iterator[sa.Connection]:
    """Yield a connection in a transaction, which is rolled back if anything is raised.

    Raises:
        LoadError: the database cannot be reached, or refuses what is done.
    """
    engine = _engine(url)
    # Some rows reach the driver past SQLAlchemy.
    refusals = (sa.exc.DBAPIError, engine.dialect.loaded_dbapi.Error)
    try:
        with engine.begin() as connection:
            yield connection
    except refusals as error:
        told = str(error.orig if isinstance(error, sa.exc.DBAPIError) else error)
        reason = " ".join(told.split("\n\n")[0].split()).rstrip(".")
        raise LoadError(f"{shown(url)} refuses: {reason}. Nothing was changed there.") from error
    finally:
        engine.dispose()


def shown(url: sa.URL) -> str:
    """Return the address without its password."""
    return url.render_as_string(hide_password=True)


def _engine(url: sa.URL) -> sa.Engine:
    try:
        engine = sa.create_engine(url)
    except sa.exc.NoSuchModuleError as error:
        advice = "Run pip install 'migration-bulletins[load]', or install what SQLAlchemy needs for that database."
        raise LoadError(f"SQLAlchemy does not know databases named {url.drivername!r}. {advice}") from error
    except ModuleNotFoundError as error:
        advice = f"Run pip install 'migration-bulletins[load]', or install {error.name}."
        raise LoadError(f"The driver of {shown(url)} is not installed: {error.name}. {advice}") from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - what Python's sqlite3 makes
    # By default, sqlite3 begins no transaction before a CREATE or DROP.
    connection.isolation_level = None
    # Tables that refer to each other can't be dropped otherwise; the result is checked instead.
    connection.execute("PRAGMA foreign_keys = OFF")


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
