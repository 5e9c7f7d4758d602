"""The commands and queries in docs/loading.md, tried on a release."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from assets.commands.cli import main
from tests.publish_examples import STORIES
from tests.unit.pipelines.load.releases import release

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "loading.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"(?m)^migration-bulletins (load .*)$", TEXT)
QUERIES = re.findall(r"```sql\n(.*?)```", TEXT, flags=re.DOTALL)
(PROGRAM,) = re.findall(r"```python\n(.*?)```", TEXT, flags=re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    release(tmp_path / "data", STORIES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_commands_queries_and_program_work(folder: Path) -> None:
    assert len(COMMANDS) == 3
    for command in COMMANDS:
        done = CliRunner().invoke(main, shlex.split(command))
        assert (done.exit_code, "loaded release 2021.04.1 whole" in done.output) == (0, True), done.output
    assert {path.name for path in folder.glob("*.d*b")} == {
        "bulletins.duckdb",
        "bulletins.db",
        "migration-bulletins.db",
    }
    with duckdb.connect("bulletins.duckdb") as connection:
        found = [connection.execute(query).fetchall() for query in QUERIES]
    assert found[0][0] == ("Fishers' Circle", 2)
    assert found[1][0][0] == "2021.04.1"
    # Nothing is withdrawn yet.
    assert found[2] == []
    assert {row[1:] for row in found[3]} == {("2021.04.1", "2021.04.1")}
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=folder, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("loaded release 2021.04.1 whole into duckdb:///bulletins.duckdb"), done.stderr


def test_the_options_and_exit_codes_are_those_of_the_command() -> None:
    help_text = CliRunner().invoke(main, ["load", "--help"]).output
    assert all(option in help_text for option in set(re.findall(r"`(--[a-z-]+)`", TEXT)))
