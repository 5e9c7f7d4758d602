"""Dagster's web interface with its daemon, as `make ui` starts it, and questions to it in GraphQL."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Interface:
    """The interface at work on a port of the loopback."""

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self.address = f"http://{host}:{port}"

    def asked(self, query: str, **variables: object) -> Any:
        """The data that a query gives."""
        request = urllib.request.Request(  # noqa: S310 - the loopback
            f"{self.address}/graphql",
            data=json.dumps({"query": query, "variables": variables}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - the loopback
            return json.loads(answer.read())["data"]

    @property
    def runs(self) -> list[dict[str, str]]:
        """The runs, each with its job and status."""
        found = self.asked("{ runsOrError { ... on Runs { results { runId jobName status } } } }")
        return list(found["runsOrError"]["results"])

    @property
    def locations(self) -> list[str]:
        """The code locations that could be loaded."""
        query = "{ repositoriesOrError { ... on RepositoryConnection { nodes { location { name } } } } }"
        return [node["location"]["name"] for node in self.asked(query)["repositoriesOrError"]["nodes"]]

    def launch(self) -> str:
        """Launch the job `refresh`; the run's id."""
        selector = {"repositoryLocationName": "migration-bulletins", "repositoryName": "__repository__"}
        launched = self.asked(
            "mutation($p: ExecutionParams!) { launchRun(executionParams: $p) "
            "{ __typename ... on LaunchRunSuccess { run { runId } } } }",
            p={"selector": {**selector, "jobName": "refresh"}, "runConfigData": "{}", "mode": "default"},
        )["launchRun"]
        return str(launched["run"]["runId"])

    def terminate(self, run_id: str) -> None:
        """Terminate a run, as the button does."""
        query = "mutation($id: String!) { terminateRun(runId: $id) { __typename } }"
        assert self.asked(query, id=run_id)["terminateRun"]["__typename"] == "TerminateRunSuccess"


def until(is_so: Callable[[], object], process: subprocess.Popen[bytes], seconds: float = 120) -> None:
    """Wait for it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, "the interface ended by itself"
        try:
            if is_so():
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError("it did not come to that")


@contextmanager
def interface(
    options: Sequence[str], environment: Mapping[str, str], log: Path
) -> Iterator[tuple[Interface, subprocess.Popen[bytes]]]:
    """`make ui` at work until the end, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assets.commands.ui", *options, "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=out, stderr=out)
    try:
        started = Interface(port)
        until(lambda: urllib.request.urlopen(f"{started.address}/server_info", timeout=5), process)  # noqa: S310
        yield started, process
    finally:
        process.terminate()
        process.wait(timeout=60)
