"""`make ui`: Dagster's web interface and daemon on the loopback, over the same data folder as `make datasets`."""

import argparse
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from sqlalchemy.exc import SQLAlchemyError

from assets.commands.instance import InstanceError, opened_instance, prepared_home
from assets.resources import DATA_VARIABLE, SOURCES_VARIABLE
from pipelines.shipped import shipped
from pipelines.storage.address import absolute, local_folder
from pipelines.storage.errors import StorageError
from pipelines.workspace import Workspace, WorkspaceError

HOST = "127.0.0.1"
# `dg dev`, which replaces the command, needs the project's pyproject.toml.
QUIET = "ignore:Function `dev_command` is superseded"


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Serve until interrupted; the exit code is Dagster's."""
    parser = argparse.ArgumentParser(prog="make ui", description="Serve the asset graph on 127.0.0.1.")
    parser.add_argument("--sources", default="sources.yaml", type=Path)
    parser.add_argument("--data", default="data")
    parser.add_argument("--port", default=3000, type=int)
    options = parser.parse_args(arguments)
    os.environ[SOURCES_VARIABLE] = str(options.sources.resolve())
    data = _absolute(options.data)
    os.environ[DATA_VARIABLE] = data
    if not _is_free(options.port):
        sys.exit(f"make ui: Port {options.port} is in use. Name another, such as {options.port + 1}.")
    try:
        home = prepared_home(Workspace(local_folder(data)))
        with opened_instance(home):
            pass
    except (WorkspaceError, InstanceError, OSError, SQLAlchemyError) as error:
        sys.exit(f"make ui: {error}")
    # Dagster warns of a dagster.yaml in the working folder, unless it is the one it uses.
    os.chdir(home)
    workspace = str(shipped("workspace.yaml"))
    dagster = [sys.executable, "-W", QUIET, "-m", "dagster"]
    command = [*dagster, "dev", "-w", workspace, "-h", HOST, "-p", str(options.port)]
    # Replaces this process, so that an interrupt or a kill reaches Dagster.
    os.execv(sys.executable, command)  # noqa: S606 - no shell, and no argument but a number is the user's


def _absolute(data: str) -> str:
    try:
        return absolute(data)
    except StorageError as error:
        sys.exit(f"make ui: {error}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    main()
