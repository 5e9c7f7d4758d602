"""The command `migration-bulletins`: its help, a new folder, and what it says where Dagster is missing."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from assets.commands.cli import main
from pipelines.ingest.sources.sources_file import load_sources

ROOT = Path(__file__).resolve().parents[4]
WITHOUT_DAGSTER = "import sys; sys.modules['dagster'] = sys.modules['dagster_webserver'] = None; "


def without_dagster(code: str) -> subprocess.CompletedProcess[str]:
    """Run code where Dagster can't be imported."""
    command = [sys.executable, "-c", WITHOUT_DAGSTER + code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_help_lists_every_command() -> None:
    told = CliRunner().invoke(main, ["--help"]).output
    for name in ("datasets", "init", "inspect", "review", "ui", "verify"):
        assert f"\n  {name} " in told


def test_a_new_folder_is_ready(tmp_path: Path) -> None:
    folder = tmp_path / "my data"
    told = CliRunner().invoke(main, ["init", str(folder)])
    assert told.exit_code == 0, told.output
    (source,) = load_sources(folder / "sources.yaml")
    assert [*Path(folder / "bulletins").iterdir()]
    assert source.id == "my-bulletins"
    assert {"dagster.yaml", "workspace.yaml", ".gitignore"} <= {path.name for path in folder.iterdir()}


def test_a_folder_with_files_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all", encoding="utf-8")
    told = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert told.exit_code == 1
    assert "is not an empty folder. Name a new one." in told.output
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(("command", "extra"), [("datasets", "dagster"), ("ui", "ui")])
def test_a_missing_package_is_named(command: str, extra: str) -> None:
    ended = without_dagster(f"from assets.commands.cli import main; main(['{command}'])")
    assert ended.returncode == 1
    assert f"pip install 'migration-bulletins[{extra}]'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_stages_need_no_dagster() -> None:
    stages = ("ingest.refresh", "engines.annotating", "link.linking", "publish.release", "publish.verify")
    ended = without_dagster("; ".join(f"import pipelines.{stage}" for stage in stages))
    assert ended.returncode == 0, ended.stderr
