"""The command gives the figures that were recorded from the scorer the labelled set came with."""

import json
from pathlib import Path

import pytest

from evaluation.score import main


@pytest.mark.parametrize("run", ["whole", "faulty"])
def test_the_figures_are_those_recorded(run: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release = root / "tests" / "golden" / "scorer" / run
    assert main([str(release), str(root / "evaluation" / "dev"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads((release / "score.json").read_text(encoding="utf-8"))


def test_misses_are_told_by_kind(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release = root / "tests" / "golden" / "scorer" / "faulty"
    assert main([str(release), str(root / "evaluation" / "dev"), "--misses", "1"]) == 0
    told = capsys.readouterr().out
    assert "row_partners" in told
    assert "\npartners_lacking: " in told


def test_a_folder_that_is_no_release_is_told(tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), str(root / "evaluation" / "dev")]) == 2
    assert "events.parquet" in capsys.readouterr().err


def test_a_folder_that_is_no_set_is_told(tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(root / "tests" / "golden" / "scorer" / "whole"), str(tmp_path)]) == 2
    assert "gold.jsonl" in capsys.readouterr().err
