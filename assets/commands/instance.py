"""Dagster's instance, in which runs are recorded."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from dagster._core.storage.event_log.sqlite import sqlite_event_log
from dagster._core.storage.runs.sqlite import sqlite_run_storage
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from pipelines.shipped import shipped
from pipelines.workspace import Workspace, WorkspaceError

HOME_VARIABLE = "DAGSTER_HOME"


class InstanceError(RuntimeError):
    """Dagster's records of runs cannot be opened."""


def prepared_home(workspace: Workspace) -> Path:
    """Return Dagster's home: the one that `DAGSTER_HOME` names, or else a folder in the data folder.

    The latter is given the settings shipped with the project; the variable is set for this process and its children.

    Raises:
        WorkspaceError: the folder cannot be written to, or the variable names none.
    """
    own = os.environ.get(HOME_VARIABLE)
    if own:
        if not Path(own).is_dir():
            reason = f"{HOME_VARIABLE} names {own}, which is not a folder. Create it, or unset the variable."
            raise WorkspaceError(reason)
        return Path(own)
    home = workspace.dagster_home.resolve()
    try:
        home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shipped("dagster.yaml"), home / "dagster.yaml")
    except OSError as error:
        reason = f"Cannot write to the data folder {workspace.data}: {error.strerror}. Name another folder."
        raise WorkspaceError(reason) from error
    os.environ[HOME_VARIABLE] = str(home)
    return home


@contextmanager
def opened_instance(home: Path) -> Iterator[dg.DagsterInstance]:
    """Yield Dagster's instance of a home, as `prepared_home` returned it.

    Raises:
        InstanceError: the settings are wrong, or the database that they name does not answer.
        OSError, SQLAlchemyError: a file of the records cannot be read or written.
    """
    try:
        instance = dg.DagsterInstance.get()
    except (OSError, SQLAlchemyError):
        raise
    except Exception as error:
        # Each kind of storage raises errors of its own, such as dagster-postgres if the database is down.
        reason = _first_cause(error)
        raise InstanceError(
            f"Dagster's records of runs cannot be opened as {home / 'dagster.yaml'} says: {reason}. Start the database "
            "that it names, install the extra `postgres` if it is missing, or correct the file or the environment "
            "variables that it refers to."
        ) from error
    with instance:
        yield instance


def _first_cause(error: BaseException) -> str:
    """Return the message of the error that caused the others, on one line."""
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(getattr(error, "orig", None) or error).split()).removeprefix("Failure condition: ").rstrip(".?")


def commit_without_waiting() -> None:
    """Stop SQLite in this process from waiting for the disk at each of the hundreds of commits that record a run.

    With the write-ahead log that Dagster uses, a kill loses nothing and a power cut at most the last commits.
    """
    event.listen(Engine, "connect", _relax)


def reuse_engines() -> None:
    """Make Dagster keep the engine of each SQLite file, where it makes one for each of a thousand statements.

    An engine remembers the statements that it has compiled; connections are opened and closed as before.
    """
    for module in (sqlite_event_log, sqlite_run_storage):
        if not isinstance(module.create_engine, _Engines):
            vars(module)["create_engine"] = _Engines()


class _Engines:
    """Makes one engine for each address."""

    def __init__(self) -> None:
        self._made: dict[str, Engine] = {}

    def __call__(self, address: str, **options: object) -> Engine:
        if address not in self._made:
            self._made[address] = create_engine(address, **options)
        return self._made[address]


def _relax(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=NORMAL")
