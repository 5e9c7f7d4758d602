"""Dagster's home and records: what the commands say where they cannot be used; nothing is written then."""

import socket
import sys
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.event_log.sqlite import sqlite_event_log

from assets.commands import run, ui
from assets.commands.instance import reuse_engines
from assets.commands.new_folder import write_new_folder

POSTGRES = """\
storage:
  postgres:
    postgres_db:
      hostname: 127.0.0.1
      username: harbour
      password: {env: HARBOUR_PASSWORD}
      db_name: harbour
      port: PORT
      scheme: postgresql+psycopg2
"""


@pytest.fixture
def options(tmp_path: Path) -> list[str]:
    """Options that name a sources file and a data folder, which does not exist yet."""
    write_new_folder(tmp_path / "desk")
    return ["--sources", str(tmp_path / "desk" / "sources.yaml"), "--data", str(tmp_path / "desk" / "data")]


def told_by(command: str, options: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What a command says as it ends with 1."""
    if command == "datasets":
        assert run.main(options) == 1
        return capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        ui.main(options)
    return str(ended.value.code)


@pytest.mark.parametrize("command", ["datasets", "ui"])
def test_a_home_that_does_not_exist_is_told(
    command: str,
    options: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "nowhere"))
    told = told_by(command, [*options, *PORT[command]], capsys)
    assert "nowhere, which is not a folder. Create it, or unset the variable." in told
    assert not (tmp_path / "desk" / "data").exists()


# Dagster asks a database that is down for ten seconds: one command does for both.
@pytest.mark.parametrize(
    ("command", "password", "reason"),
    [("datasets", "secret", "onnection refused"), ("ui", None, "HARBOUR_PASSWORD")],
)
def test_a_database_that_does_not_answer_is_told(
    command: str,
    password: str | None,
    reason: str,
    options: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings = POSTGRES.replace("PORT", str(free.getsockname()[1]))
        (tmp_path / "dagster.yaml").write_text(settings, encoding="utf-8")
        monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
        if password:
            monkeypatch.setenv("HARBOUR_PASSWORD", password)
        told = told_by(command, [*options, *PORT[command]], capsys)
    assert reason in told
    assert f"cannot be opened as {tmp_path / 'dagster.yaml'} says" in told
    assert "Start the database that it names, install the extra `postgres` if it is missing, or correct" in told
    assert not (tmp_path / "desk" / "data").exists()


def test_a_storage_that_is_not_installed_is_told(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dagster.yaml").write_text(POSTGRES.replace("PORT", "1"), encoding="utf-8")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    monkeypatch.setenv("HARBOUR_PASSWORD", "secret")
    monkeypatch.setitem(sys.modules, "dagster_postgres", None)
    assert "says: Couldn't import module dagster_postgres" in told_by("datasets", options, capsys)


def test_a_port_in_use_is_told(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = told_by("ui", [*options, "--port", str(port)], capsys)
    assert told == f"make ui: Port {port} is in use. Name another, such as {port + 1}."


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PORT = {"datasets": [], "ui": ["--port", str(free_port())]}


def test_a_file_of_records_has_one_engine(tmp_path: Path) -> None:
    reuse_engines()
    make = sqlite_event_log.create_engine
    reuse_engines()
    assert sqlite_event_log.create_engine is make
    some, other = (f"sqlite:///{tmp_path / name}.db" for name in ("some", "other"))
    assert make(some) is make(some)
    assert make(some) is not make(other)


def test_runs_are_recorded_with_kept_engines(tmp_path: Path) -> None:
    reuse_engines()
    asset = dg.AssetSpec("harbour")

    @dg.multi_asset(specs=[asset])
    def made() -> dg.MaterializeResult[None]:
        return dg.MaterializeResult(asset_key="harbour", metadata={"rows": 3})

    for _ in range(2):
        with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
            assert dg.materialize([made], instance=instance).success
            event = instance.get_latest_materialization_event(dg.AssetKey("harbour"))
            assert event is not None
            assert event.asset_materialization is not None
            assert event.asset_materialization.metadata["rows"].value == 3
            assert instance.get_runs_count() > 0
