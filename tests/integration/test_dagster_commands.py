"""Dagster's own commands work on the project."""

import re

import pytest

from tests.integration.desks import Desk
from tests.integration.interface import interface

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
    with interface(desk.options, desk.environment, desk.folder / "ui.log") as (served, _):
        assert [(run["jobName"], run["status"]) for run in served.runs] == [("refresh", "SUCCESS")]
        assert served.locations == ["migration-bulletins"]
