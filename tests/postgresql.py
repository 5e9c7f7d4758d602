"""A PostgreSQL server for tests, from the system's own packages."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Server:
    """A running server: its port on 127.0.0.1, and the superuser, who needs no password."""

    port: int
    user: str

    def new_database(self, name: str) -> str:
        """Create a database and return its address."""
        subprocess.run(["createdb", *self.options, name], check=True, capture_output=True)
        return f"postgresql+psycopg2://{self.user}@127.0.0.1:{self.port}/{name}"

    @property
    def options(self) -> list[str]:
        """Options by which PostgreSQL's commands reach it."""
        return ["--host", "127.0.0.1", "--port", str(self.port), "--username", self.user]


@contextmanager
def postgresql_server() -> Iterator[Server]:
    """Start a server with an empty folder of its own; skip the test where PostgreSQL is not installed."""
    commands = _commands()
    # PostgreSQL refuses to run as the superuser.
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        shutil.chown(folder, user)
        data = folder / "data"
        initdb = [commands / "initdb", "--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-D", data]
        subprocess.run(initdb, check=True, capture_output=True, user=user, cwd=folder)
        server = Server(_free_port(), user)
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = [commands / "postgres", "-D", data, "-p", str(server.port), *options]
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log)
        try:
            _wait(server)
            yield server
        finally:
            # The fast shutdown, which waits for no client.
            running.send_signal(signal.SIGINT)
            running.wait(timeout=30)
    finally:
        shutil.rmtree(folder)


def _commands() -> Path:
    """The folder of the server's commands, which Debian does not put on the path."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    usable = [folder for folder in folders if (folder / "initdb").is_file()]
    if not usable or not shutil.which("psql"):
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    return usable[-1]


def _wait(server: Server) -> None:
    for _ in range(200):
        if subprocess.run(["pg_isready", *server.options], check=False, capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL did not start within 20 seconds.")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
