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
    """A running server, and its superuser, who needs no password if it has none."""

    host: str
    port: int
    user: str
    password: str = ""

    def new_database(self, name: str) -> str:
        """Create a database and return its address."""
        self.run("createdb", name).check_returncode()
        return f"postgresql+psycopg2://{self.user}@{self.host}:{self.port}/{name}"

    @property
    def options(self) -> list[str]:
        """Options by which PostgreSQL's commands reach it."""
        return ["--host", self.host, "--port", str(self.port), "--username", self.user]

    def run(self, command: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        """Run one of PostgreSQL's commands."""
        words = [_folder() / command, *self.options, *arguments]
        environment = {**os.environ, "PGPASSWORD": self.password}
        return subprocess.run(words, env=environment, capture_output=True, check=False)


def missing() -> str | None:
    """Why there can be no server here, if there can't."""
    if not _folders() or shutil.which("psql") is None:
        return "PostgreSQL is not installed: apt-get install postgresql"
    return None


def search_path() -> str:
    """The search path with the folder of the server's commands, which Debian does not put there."""
    return os.pathsep.join([os.environ["PATH"], *map(str, _folders())])


@contextmanager
def postgresql_server(
    host: str = "127.0.0.1", port: int | None = None, superuser: str | None = None, password: str = ""
) -> Iterator[Server]:
    """Start a server with an empty folder of its own; skip the test where PostgreSQL is not installed.

    Args:
        host: address of the loopback.
        port: any free one if it is not stated.
        superuser: its name in the database; that of the system's user who runs the server if it is not stated.
        password: that each connection needs; none if it is empty.
    """
    if reason := missing():
        pytest.skip(reason)
    # PostgreSQL refuses to run as the system's superuser.
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    # Not in pytest's folder, which other users cannot enter.
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        secret = folder / "password"
        secret.write_text(password or "none", encoding="utf-8")
        for path in (folder, secret):
            shutil.chown(path, user)
        server = Server(host, port or _free_port(), superuser or user, password)
        access = ["--auth", "scram-sha-256" if password else "trust", "--pwfile", secret]
        data = ["-D", folder / "data"]
        init = ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", "--username", server.user, *access, *data]
        subprocess.run([_folder() / "initdb", *init], check=True, capture_output=True, user=user, cwd=folder)
        settings = {"listen_addresses": host, "unix_socket_directories": "", "fsync": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = [_folder() / "postgres", *data, "-p", str(server.port), *options]
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


def _folder() -> Path:
    return _folders()[-1]


def _folders() -> list[Path]:
    """The folders with the server's commands, the newest version last."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return [folder for folder in folders if (folder / "initdb").is_file()]


def _wait(server: Server) -> None:
    for _ in range(200):
        if server.run("pg_isready").returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL did not start within 20 seconds.")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
