"""What all tests share: paths, the seed's sources, and a hypothesis profile without a clock."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("project", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("project")


@pytest.fixture(autouse=True)
def _no_instance_of_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests never write into the Dagster home, sources or data folder that the environment may name."""
    for name in ("DAGSTER_HOME", "MIGRATION_BULLETINS_SOURCES", "MIGRATION_BULLETINS_DATA"):
        monkeypatch.setenv(name, "")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def plain_environment() -> dict[str, str]:
    """The environment for a subprocess, without the settings of an instance of the user's."""
    own = ("DAGSTER_HOME", "MIGRATION_BULLETINS_")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)}
