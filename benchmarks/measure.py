"""Runs stages in fresh processes and collects what they print."""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.usual_packages import MODELS, PACKAGES

ROOT = Path(__file__).resolve().parents[1]
READY = "ready"


class BenchmarkError(RuntimeError):
    """A stage did not end well; the message holds what it said last."""


@dataclass(frozen=True)
class Step:
    """One step's figures: CPU seconds of all its processes, null if unknown; wall seconds; peak memory in bytes."""

    name: str
    cpu: float | None
    wall: float
    peak: int
    more: dict[str, object]


def run_stage(stage: str, folder: Path) -> dict[str, Step]:
    """The steps of one stage by name."""
    return _run([sys.executable, "-m", "benchmarks.stages", stage, str(folder)])


def run_usual_stack(environment: Path, entries: Path, limit: int, networks: bool) -> Step:
    """The usual stack over the first `limit` entries; without `networks` by rules alone."""
    script = ROOT / "benchmarks" / "usual_stack.py"
    how = "networks" if networks else "rules"
    return _run([str(environment / "bin" / "python"), str(script), str(entries), str(limit), how])["usual stack"]


def usual_environment(folder: Path) -> Path:
    """An environment with the usual stack, set up once; its models too, where they can be had."""
    if not (folder / READY).is_file():
        print("setting up the usual stack", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        python = str(folder / "bin" / "python")
        subprocess.run([python, "-m", "pip", "--quiet", "install", *PACKAGES], check=True)
        for model in MODELS:
            subprocess.run([python, "-m", "spacy", "download", model], check=False, capture_output=True)
        (folder / READY).touch()
    return folder


def _run(command: Sequence[str]) -> dict[str, Step]:
    # One thread each: what Arrow does on the side would be counted, but not the same on every machine.
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchmarkError(f"{' '.join(command[1:])} failed:\n{done.stderr[-2_000:]}")
    printed = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"step"')]
    return {each["step"]: _step(each) for each in printed}


def _step(printed: dict[str, object]) -> Step:
    known = ("step", "cpu", "wall", "peak")
    more = {name: value for name, value in printed.items() if name not in known}
    return Step(*(printed[name] for name in known), more)  # type: ignore[arg-type]
