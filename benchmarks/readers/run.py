"""Runs a reader on a release, in an environment of its own."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.readers.declared import Reader
from benchmarks.readers.programs.answers import CASES

PROGRAMS = Path(__file__).with_name("programs")
# Kind and text of each value, by way of reading and case.
Answers = Mapping[str, Mapping[str, Sequence[Sequence[str]]]]


class NotRunError(RuntimeError):
    """A reader could not be installed or failed; the message says why, without paths."""


@dataclass(frozen=True)
class Result:
    """What a reader made of the release, or why it was not run."""

    version: str = ""
    answers: Answers = field(default_factory=dict)
    not_run: str = ""


def run(reader: Reader, release: Path, folder: Path) -> Result:
    """Install a reader into an empty folder and run its program."""
    try:
        if reader.command and shutil.which(reader.command) is None:
            raise NotRunError(f"the command `{reader.command}` is not installed")
        answers = json.loads(_answers(reader, release, folder))
    except NotRunError as error:
        return Result(not_run=str(error))
    return Result(_version(reader), answers)


def _answers(reader: Reader, release: Path, folder: Path) -> str:
    programs = shutil.copytree(PROGRAMS, folder / "programs")
    program = str(programs / reader.program)
    if reader.program.endswith(".mjs"):
        install = ["npm", "install", "--silent", "--prefix", str(programs), *reader.packages]
        _done(install, "its packages do not install")
        return _done(["node", program, str(release)], "its program failed", json.dumps({"CASES": CASES}))
    python = str(folder / "environment" / "bin" / "python")
    _done([sys.executable, "-m", "uv", "--quiet", "venv", str(folder / "environment")], "its environment fails")
    if reader.packages:
        install = [sys.executable, "-m", "uv", "--quiet", "pip", "install", "--python", python, *reader.packages]
        _done(install, "its packages do not install")
    return _done([python, "-W", "ignore", program, str(release)], "its program failed")


def _done(command: Sequence[str], otherwise: str, text: str | None = None) -> str:
    """Return what a command prints last."""
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-2_000:], file=sys.stderr)
        raise NotRunError(otherwise)
    return (done.stdout.splitlines() or [""])[-1]


def _version(reader: Reader) -> str:
    """Return the version of the reader: of its package, else what its command says of itself."""
    if reader.packages and reader.command != "soffice":
        return re.split("==|@", reader.packages[0])[-1]
    told = subprocess.run([str(reader.command), "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+(\.\d+)+", told)
    return found[0] if found else ""
