"""The services of `deploy/compose.yaml` as processes of this machine, without a container engine."""

import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg2
import yaml

from pipelines.publish.verify import main as verify
from tests.integration.interface import Interface, until

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
# As Debian installs them, beside what is on the path.
POSTGRES_PATH = os.pathsep.join([os.environ["PATH"], *map(str, Path("/usr/lib/postgresql").glob("*/bin"))])
POSTGRES_ENVIRONMENT = {**os.environ, "PATH": POSTGRES_PATH}
POSTGRES = "postgres"
AS_POSTGRES = ("runuser", "-u", POSTGRES, "--") if os.geteuid() == 0 else ()
DATABASE = "database"
SECRETS = {"POSTGRES_PASSWORD": "a7d0 c3%/@"}
# Not that of tests which run at the same time.
ADDRESS = f"127.{os.getpid() >> 16 & 0x3F | 0x40}.{os.getpid() >> 8 & 0xFF}.{os.getpid() & 0xFF}"
INSTRUCTION = re.compile(r"^([A-Z]+) (.*?[^\\])$", re.MULTILINE | re.DOTALL)
VARIABLE = re.compile(r"\$\{(\w+):\?[^}]*\}")


def instructions(dockerfile: Path = DEPLOY / "Dockerfile") -> list[tuple[str, str]]:
    """The instructions of a Dockerfile, each with its words on one line."""
    text = "".join(line for line in dockerfile.read_text().splitlines(keepends=True) if not line.startswith("#"))
    return [(name, words.replace("\\\n", " ")) for name, words in INSTRUCTION.findall(text)]


def image_environment() -> dict[str, str]:
    """The variables that the image sets."""
    words = [word for name, each in instructions() if name == "ENV" for word in shlex.split(each)]
    return dict(word.split("=", 1) for word in words)


def image_command() -> list[str]:
    """The command that the image starts if a service states none."""
    (words,) = (each for name, each in instructions() if name == "CMD")
    return list(json.loads(words))


@dataclass(frozen=True)
class Composition:
    """The services, each a process once it is started.

    Args:
        address: of the loopback, at which all services listen on the ports that they state.
        places: what stands here for a path or a host of the containers.
        secrets: values of the variables in `deploy/.env`.
        within: what comes before each command, such as `chroot` with its folder.
    """

    address: str
    places: Mapping[str, str]
    secrets: Mapping[str, str]
    log: Path
    within: tuple[str, ...] = ()
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @cached_property
    def services(self) -> dict[str, Any]:
        return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"])

    @property
    def volumes(self) -> set[str]:
        """Where the services see the named volumes, which get their owner from the image."""
        mounts = [mount.split(":") for each in self.services.values() for mount in each.get("volumes", [])]
        return {mount[1] for mount in mounts if mount[0].isidentifier() and mount[0] != DATABASE}

    def moved(self, text: str) -> str:
        """A word of the compose file as it is here."""
        text = VARIABLE.sub(lambda match: self.secrets[match[1]], text)
        places = {"0.0.0.0": self.address, "127.0.0.1": self.address, **self.places}  # noqa: S104
        named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, places))})(?![\w.-])")
        return named.sub(lambda match: places[match[0]], text)

    def environment(self, service: str) -> dict[str, str]:
        stated = {**image_environment(), **self.secrets, **self.services[service]["environment"]}
        return {name: self.moved(os.path.expandvars(value)) for name, value in stated.items()}

    def start(self, service: str) -> None:
        command = self.services[service].get("command", image_command())
        words = [*self.within, *map(self.moved, command)]
        with (self.log / f"{service}.log").open("wb") as out:
            self.processes[service] = subprocess.Popen(
                words, env=self.environment(service), stdout=out, stderr=out, cwd=self.log
            )

    def is_healthy(self, service: str) -> bool:
        """Whether the service's health check passes."""
        kind, *words = self.services[service]["healthcheck"]["test"]
        command = ["sh", "-c", *words] if kind == "CMD-SHELL" else [*self.within, *words]
        # pg_isready and its like are asked for this address.
        environment = {**self.environment(service), "PGHOST": self.address}
        environment["PATH"] = f"{environment['PATH']}{os.pathsep}{POSTGRES_PATH}"
        done = subprocess.run(
            list(map(self.moved, command)), env=environment, capture_output=True, check=False, timeout=60
        )
        return done.returncode == 0

    def until_healthy(self, service: str, seconds: float = 180) -> None:
        deadline = time.monotonic() + seconds
        while not self.is_healthy(service):
            process = self.processes.get(service)
            ended = process is not None and process.poll() is not None
            assert not ended, (self.log / f"{service}.log").read_text()[-3000:]
            assert time.monotonic() < deadline, f"{service} does not become healthy"
            time.sleep(1)

    def up(self) -> None:
        """Start all services but the database, each once those that it depends on are healthy."""
        for name, service in self.services.items():
            for needed in service.get("depends_on", {}):
                self.until_healthy(needed)
            if name != DATABASE:
                self.start(name)

    def down(self) -> None:
        for process in reversed(self.processes.values()):
            process.terminate()
        for process in self.processes.values():
            process.wait(timeout=60)


def postgres_missing() -> str | None:
    """Why there can be no database here, if there can't."""
    if shutil.which("initdb", path=POSTGRES_PATH) is None:
        return "PostgreSQL is not installed: see Debian's package postgresql"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "PostgreSQL does not run as root, and runuser is missing"
    return None


@contextmanager
def database(address: str, environment: Mapping[str, str], log: Path) -> Iterator[None]:
    """PostgreSQL as the image `postgres` sets it up by the variables of the service, at work until the end."""
    user, name, password = (environment[f"POSTGRES_{each}"] for each in ("USER", "DB", "PASSWORD"))
    # Not in pytest's folder, which other users cannot enter: PostgreSQL refuses to run as root.
    with tempfile.TemporaryDirectory() as folder, log.open("wb") as out:
        (Path(folder) / "password").write_text(password)
        if os.geteuid() == 0:
            shutil.chown(folder, POSTGRES)
            shutil.chown(f"{folder}/password", POSTGRES)
        init = ["initdb", "-D", f"{folder}/data", "-U", user, "-A", "scram-sha-256", f"--pwfile={folder}/password"]
        subprocess.run([*AS_POSTGRES, *init, "--no-sync"], env=POSTGRES_ENVIRONMENT, cwd="/", check=True, stdout=out)
        settings = {"listen_addresses": address, "port": "5432", "unix_socket_directories": "", "fsync": "off"}
        options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        command = [*AS_POSTGRES, "postgres", "-D", f"{folder}/data", *options]
        server = subprocess.Popen(command, env=POSTGRES_ENVIRONMENT, cwd="/", stdout=out, stderr=out)
        try:
            _create(address, user, password, name)
            yield
        finally:
            server.terminate()
            server.wait(timeout=60)


def _create(address: str, user: str, password: str, name: str) -> None:
    """Create the database, once the server takes connections."""
    deadline = time.monotonic() + 30
    while True:
        try:
            connection = psycopg2.connect(host=address, user=user, password=password, dbname="postgres")
            break
        except psycopg2.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    connection.autocommit = True
    connection.cursor().execute(f'CREATE DATABASE "{name}"')
    connection.close()


def refreshed(composed: Composition, data: Path) -> None:
    """Start all, launch the job in the interface, see it end, and stop all."""
    try:
        composed.up()
        composed.until_healthy("webserver")
        composed.until_healthy("daemon")
        served = Interface(3000, composed.address)
        run_id = served.launch()
        until(lambda: served.runs[0]["status"] in ("SUCCESS", "FAILURE"), composed.processes["daemon"], seconds=240)
        assert served.runs == [{"runId": run_id, "jobName": "refresh", "status": "SUCCESS"}]
        assert recorded(composed) == [(run_id, "SUCCESS")]
    finally:
        composed.down()
    assert verify([str(data / "releases" / "latest")]) == 0


def recorded(composed: Composition) -> list[tuple[str, str]]:
    """The runs in the database."""
    password = composed.environment(DATABASE)["POSTGRES_PASSWORD"]
    with psycopg2.connect(host=composed.address, user="dagster", password=password, dbname="dagster") as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT run_id, status FROM runs")
        return cursor.fetchall()
