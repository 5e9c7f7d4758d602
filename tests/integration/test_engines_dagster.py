"""The engine is configuration: the graph is the same, and so is the release."""

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from assets.resources import ENGINE_VARIABLE
from tests.integration.desks import Desk
from tests.integration.releases import files

NEEDS_SPARK = pytest.mark.skipif(find_spec("pyspark") is None, reason="the extra spark is not installed")


def with_engine(desk: Desk, engine: str) -> Desk:
    return replace(desk, environment={**desk.environment, ENGINE_VARIABLE: engine})


@pytest.fixture(scope="module")
def usual(make_desk: Callable[[Path], Desk], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The release without a word on engines."""
    desk = make_desk(tmp_path_factory.mktemp("usual") / "desk")
    desk.add("2021-05-04.txt")
    assert desk.refresh().returncode == 0
    return files(desk.latest(""))


# Each in a process of its own: Dagster and Spark set up logging and output for the whole process.
@pytest.mark.parametrize("engine", ["local:2", pytest.param("spark", marks=[NEEDS_SPARK, pytest.mark.spark])])
def test_every_engine_publishes_the_same_release(desk: Desk, usual: dict[str, bytes], engine: str) -> None:
    told = with_engine(desk, engine).refresh()
    assert told.returncode == 0, told.stderr
    assert files(desk.latest("")) == usual


def test_an_unknown_engine_is_refused_in_words(desk: Desk) -> None:
    told = with_engine(desk, "abacus").refresh()
    assert told.returncode == 1
    assert "There is no engine 'abacus'. Use local, local:<processes>, spark" in told.stderr
