"""`make` sets up by itself, once, and again when it has to; `.ci/run` does so for real on a clean machine."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ADDRESS = re.compile(r"https?://|file://|^-i|--index-url|--find-links", re.MULTILINE)
NEEDED = ("Makefile", "requirements.lock", "pyproject.toml")


@pytest.fixture
def checkout(tmp_path: Path, root: Path) -> Path:
    """A checkout, in a folder with a blank in its name, whose set-up is done."""
    folder = tmp_path / "a checkout"
    folder.mkdir()
    for name in NEEDED:
        shutil.copy(root / name, folder)
    (folder / ".venv").mkdir()
    (folder / ".venv" / "ready").write_text(str(folder), encoding="utf-8")
    return folder


def planned(checkout: Path, *arguments: str) -> str:
    """What make would do."""
    done = subprocess.run(["make", "-n", *arguments], cwd=checkout, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize("goal", ["datasets", "test", "lint", "ui"])
def test_every_goal_sets_up_first(checkout: Path, goal: str) -> None:
    (checkout / ".venv" / "ready").unlink()
    plan = planned(checkout, goal)
    assert plan.index("-m venv") < plan.index("pip sync") < plan.rindex(".venv/bin/python")


def test_set_up_is_skipped_when_nothing_changed(checkout: Path) -> None:
    assert "venv --clear" not in planned(checkout, "datasets")


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_set_up_runs_again_when_requirements_change(checkout: Path, changed: str) -> None:
    later = (checkout / ".venv" / "ready").stat().st_mtime + 10
    os.utime(checkout / changed, (later, later))
    assert "venv --clear" in planned(checkout, "datasets")


def test_set_up_runs_again_in_a_moved_checkout(checkout: Path) -> None:
    moved = checkout.with_name("moved")
    checkout.rename(moved)
    assert "venv --clear" in planned(moved, "datasets")


def test_an_old_python_is_refused_in_words(checkout: Path) -> None:
    (checkout / ".venv" / "ready").unlink()
    old = checkout / "old python"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = subprocess.run(
        ["make", "datasets", f"PYTHON={old}"], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "PYTHON=/path/to/python3" in done.stderr


def test_the_lock_has_hashes_and_no_addresses(root: Path) -> None:
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    assert not ADDRESS.search(lock)
    pinned = re.split(r"^(?=\S)", lock, flags=re.MULTILINE)[1:]
    assert len(pinned) > 100
    assert all(" --hash=sha256:" in requirement for requirement in pinned)


def test_the_lock_answers_the_declared_requirements(root: Path) -> None:
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked_extras = [names for extra, names in project["optional-dependencies"].items() if extra != "spark"]
    named = project["dependencies"] + [name for names in locked_extras for name in names]
    declared = [name for name in named if not name.startswith(project["name"])]
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    locked = {re.split(r"[=\[]", line)[0] for line in lock.splitlines() if line and not line.startswith(" ")}
    assert {re.split(r"[\[<>=]", name)[0].lower().replace("_", "-") for name in declared} <= locked
