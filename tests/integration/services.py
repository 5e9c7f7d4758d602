"""The services of `deploy/compose.yaml` as processes of this machine, without a container engine."""

import json
import os
import re
import shlex
import subprocess
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
from tests.postgresql import postgresql_server, search_path

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
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
        environment["PATH"] = f"{environment['PATH']}{os.pathsep}{search_path()}"
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


@contextmanager
def database(address: str, environment: Mapping[str, str]) -> Iterator[None]:
    """PostgreSQL as the image `postgres` sets it up by the variables of the service, at work until the end."""
    user, name, password = (environment[f"POSTGRES_{each}"] for each in ("USER", "DB", "PASSWORD"))
    with postgresql_server(address, 5432, user, password) as server:
        server.new_database(name)
        yield


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
