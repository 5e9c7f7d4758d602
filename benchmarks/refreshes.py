"""Refreshes of a growing archive: the first, one with nothing new, and one with one new document, by `make datasets`.

Each is a command of its own, as a scheduler runs it, so that Python's start and Dagster's records count.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import BenchmarkError

# Names of the steps; those of an earlier commit have its word before them.
FIRST, SAME, ONE = "first refresh", "nothing new", "one new document"
EARLIER = "earlier"
NEWS = """\
Course for border officers in San Pedro Sula
12 March, 2021

San Pedro Sula, Honduras. On 10 March 2021, the Red Cross trained forty officers of Honduras and Guatemala in first aid.
"""


def refreshes(folder: Path, documents: Path, root: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield name and command of each refresh, after the documents it is to find are there.

    Args:
        folder: for a copy of the documents and for the data; replaced.
        documents: folder with a sources file and bulletins.
        root: the project's folder, or a worktree of an earlier commit.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(documents, folder / "sources")
    command = [
        _tool("make"), "--silent", "-C", str(root), "datasets",
        f"SOURCES={folder / 'sources' / 'sources.yaml'}", f"DATA={folder / 'data'}",
    ]  # fmt: skip
    yield FIRST, command
    # Takes note of files that were written just before the first one.
    run(command)
    yield SAME, command
    (folder / "sources" / "bulletins" / "news.txt").write_text(NEWS, encoding="utf-8")
    yield ONE, command


def run(command: list[str]) -> None:
    """Run a refresh, without what it prints."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DAGSTER_HOME", "PYTHONPATH")}
    subprocess.run(command, env=environment, check=True, capture_output=True)


def worktree(folder: Path, root: Path, commit: str) -> Path:
    """Return a folder with an earlier commit that is ready to run.

    Args:
        folder: where it is to be.
        root: the repository.
        commit: which one.
    """
    if not folder.is_dir():
        subprocess.run([_tool("git"), "-C", str(root), "worktree", "add", "--detach", str(folder), commit], check=True)
    subprocess.run([_tool("make"), "--silent", "-C", str(folder), "setup"], check=True)
    return folder


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BenchmarkError(f"{name} is not installed. Install it, or leave refreshes out.")
    return found
