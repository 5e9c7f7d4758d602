"""The engine is configuration: the graph is the same, and so is the release."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from assets.resources import ENGINE_VARIABLE
from tests.integration.conftest import Outcome
from tests.integration.desks import Desk

Refresh = Callable[[Desk], Outcome]
NEEDS_SPARK = pytest.mark.skipif(find_spec("pyspark") is None, reason="the extra spark is not installed")


def release(desk: Desk) -> dict[str, bytes]:
    folder = desk.latest("")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("engine", ["local:2", pytest.param("spark", marks=[NEEDS_SPARK, pytest.mark.spark])])
def test_every_engine_publishes_the_same_release(
    desk: Desk, refresh: Refresh, tmp_path: Path, make_desk: Callable[[Path], Desk], engine: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert refresh(desk).code == 0
    other = make_desk(tmp_path / "another desk")
    other.add("2021-05-04.txt")
    monkeypatch.setenv(ENGINE_VARIABLE, engine)
    assert refresh(other).code == 0
    assert release(other) == release(desk)


def test_an_unknown_engine_is_refused_in_words(desk: Desk, refresh: Refresh, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENGINE_VARIABLE, "abacus")
    told = refresh(desk)
    assert told.code == 1
    assert "there is no engine 'abacus': it must be local, local:<processes>, spark" in told.err
