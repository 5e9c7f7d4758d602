"""Dagster's own commands work on the project."""

import re
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.integration.desks import ROOT, Desk

COMMANDS = {
    "dg launch": ["dg", "launch", "--job", "refresh"],
    "dagster job execute": ["dagster", "job", "execute", "-m", "assets.definitions", "-j", "refresh"],
    "dagster asset materialize": ["dagster", "asset", "materialize", "--select", "*", "-m", "assets.definitions"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_a_command_makes_a_release(desk: Desk, command: list[str]) -> None:
    done = desk.run(*command)
    assert done.returncode == 0, done.stderr
    assert desk.releases == ["2021.05.1"]


@pytest.mark.parametrize(
    "command", [["dg", "check", "defs"], ["dagster", "definitions", "validate"]], ids=["dg", "dagster"]
)
def test_the_definitions_are_valid(desk: Desk, command: list[str]) -> None:
    done = desk.run(*command)
    assert done.returncode == 0, done.stderr
    assert re.search(r"All (definitions loaded successfully|code locations passed)", done.stdout + done.stderr)


def test_a_failing_run_has_a_failing_exit_code(desk: Desk) -> None:
    desk.write_sources(kind="ftp")
    done = desk.run(*COMMANDS["dagster job execute"])
    assert done.returncode != 0
    assert "'ftp' is not known" in done.stderr
    assert desk.releases == []


def test_the_interface_serves_the_runs_of_make_datasets(desk: Desk) -> None:
    assert desk.refresh().returncode == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assets.commands.ui", *desk.options, "--port", str(port)]
    with (desk.folder / "ui.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=dict(desk.environment), stdout=log, stderr=log)
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/server_info", process)
        assert runs(port) == '{"data":{"runsOrError":{"results":[{"jobName":"refresh","status":"SUCCESS"}]}}}'
        assert "migration-bulletins" in locations(port)
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the interface ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - the loopback
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the interface does not answer")


def asked(port: int, query: str) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        data=f'{{"query": "{query}"}}'.encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - the loopback
        return str(answer.read().decode())


def runs(port: int) -> str:
    return asked(port, "{ runsOrError { ... on Runs { results { jobName status } } } }").replace(" ", "")


def locations(port: int) -> str:
    return asked(port, "{ repositoriesOrError { ... on RepositoryConnection { nodes { location { name } } } } }")
