"""A small run measures every stage, and writes what it found."""

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import main


def test_a_small_run_tells_of_every_stage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "results.json"
    stages = ["start", "annotate", "extract", "floor", "job"]
    where = ["--folder", str(tmp_path / "made"), "--output", str(output)]
    main(["--sizes", "40", "--rounds", "1", "--date", "2021-05-04", *where, "--stages", *stages])
    told = json.loads(output.read_text(encoding="utf-8"))
    assert told["environment"]["date"] == "2021-05-04"
    lines = {line["step"]: line for line in told["lines"]}
    of_job = {"collect", "read", "link", "publish", "whole job"}
    assert {"start", "annotate local", "extract", "floor", *of_job} <= set(lines)
    assert all(line["wall_seconds"] > 0 and line["cpu_seconds"] > 0 for line in lines.values())
    assert lines["whole job"]["peak_mib"] >= max(line["peak_mib"] for line in lines.values() if line["step"] == "read")
    assert told["ratios"]["extract / floor, 40 entries"] > 0
    assert "entries/CPU s" in capsys.readouterr().out
    assert not list((tmp_path / "made").glob("40/*"))
