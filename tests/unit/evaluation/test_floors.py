"""Floors go up with what was measured, and down only on purpose."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.floors import FloorsError, Key, load_floors, raised, reset, shortfalls, write_floors

DATES: Key = ("dev", "all", "date")
HOSTS: Key = ("dev", "all", "host")

FIGURES = st.dictionaries(st.sampled_from([DATES, HOSTS]), st.floats(0, 1), min_size=1)


@given(FIGURES)
def test_what_was_measured_is_above_its_own_floors(measured: dict[Key, float]) -> None:
    floors = reset(measured)
    assert not list(shortfalls(measured, floors))
    assert all(measured[key] - floor < 0.002 for key, floor in floors.items())


@given(FIGURES, FIGURES)
def test_raising_lowers_no_floor(measured: dict[Key, float], floors: dict[Key, float]) -> None:
    moved = raised(measured, floors)
    assert moved.keys() == measured.keys()
    assert all(moved[key] >= floors[key] for key in floors.keys() & measured.keys())


def test_one_answer_lost_is_seen() -> None:
    floors = reset({DATES: 68 / 70})
    (found,) = shortfalls({DATES: 67 / 70}, floors)
    assert str(found) == "dev / all / date: 0.957 is below its floor of 0.970"


def test_a_figure_without_a_floor_and_a_floor_without_a_figure_are_seen() -> None:
    told = [str(each) for each in shortfalls({DATES: 1.0}, {HOSTS: 1.0})]
    assert "without a floor" in told[0]
    assert "measured no more" in told[1]


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    floors = {HOSTS: 0.9, DATES: 0.123}
    write_floors(floors, tmp_path / "floors.json")
    assert load_floors(tmp_path / "floors.json") == floors


@pytest.mark.parametrize("content", [None, "{", "[]", '{"dev": 1}'])
def test_floors_that_cannot_be_read_are_told(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "floors.json").write_text(content, encoding="utf-8")
    with pytest.raises(FloorsError, match="--reset-floors"):
        load_floors(tmp_path / "floors.json")
