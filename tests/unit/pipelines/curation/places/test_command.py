"""`python -m pipelines.curation.places` writes and compares the tables, and says what is wrong."""

from pathlib import Path

import pytest

from pipelines.curation.places import __main__ as command
from pipelines.curation.places.packages import Packages
from tests.unit.pipelines.curation.places.conftest import WriteManual

FILES = ["countries.csv", "country_names.csv", "places.csv", "stop_names.csv"]


@pytest.fixture
def arguments(
    packages: Packages, manual_with: WriteManual, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    # The packages themselves are an extra that tests do without.
    monkeypatch.setattr(command, "load_packages", lambda: packages)
    (tmp_path / "out").mkdir()
    return ["--manual", str(manual_with().folder), "--output", str(tmp_path / "out")]


def test_tables_are_written_and_compared(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main([*arguments, "--check"]) == 1
    assert capsys.readouterr().out.splitlines() == [f"{file}: differs" for file in FILES]
    assert command.main(arguments) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES
    capsys.readouterr()
    assert command.main([*arguments, "--check"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{file}: same" for file in FILES]


def test_a_missing_table_is_a_sentence(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "places.csv").unlink()
    assert command.main(arguments) == 2
    assert capsys.readouterr().err.startswith("places: [Errno 2] No such file or directory")
