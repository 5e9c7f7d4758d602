"""Desks for tests that refresh datasets."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from assets.commands.run import main
from tests.integration.desks import Desk


@dataclass(frozen=True)
class Outcome:
    """What `make datasets` told, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def make_desk(plain_environment: Mapping[str, str]) -> Callable[[Path], Desk]:
    """Makes a desk without bulletins in a new folder."""

    def make(folder: Path) -> Desk:
        folder.mkdir()
        own = {
            "MIGRATION_BULLETINS_SOURCES": str(folder / "sources.yaml"),
            "MIGRATION_BULLETINS_DATA": str(folder / "data"),
            "DAGSTER_HOME": "",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        desk = Desk(folder, {**plain_environment, **own})
        desk.write_sources()
        return desk

    return make


@pytest.fixture
def desk(tmp_path: Path, make_desk: Callable[[Path], Desk]) -> Desk:
    """A desk with one bulletin of two entries."""
    desk = make_desk(tmp_path / "a desk")
    desk.add("2021-05-04.txt")
    return desk


@pytest.fixture
def refresh(capfd: pytest.CaptureFixture[str]) -> Callable[[Desk], Outcome]:
    """Runs `make datasets` in this process."""

    def run(desk: Desk) -> Outcome:
        code = main(["--sources", str(desk.sources), "--data", str(desk.data)])
        told = capfd.readouterr()
        return Outcome(code, told.out, told.err)

    return run
