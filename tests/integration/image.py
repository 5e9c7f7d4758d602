"""Builds the image of `deploy/Dockerfile` as folders, one a stage, without a container engine."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.integration.services import instructions

ROOT = Path(__file__).resolve().parents[2]
# Mounts that end with the command: it gets a name space of its own.
ENTER = 'mount --rbind /dev "$0/dev" && mount -t proc proc "$0/proc" && '


def entering(folder: Path, user: str, mounts: Mapping[str, Path]) -> tuple[str, ...]:
    """What comes before a command that is to see a folder as its root, with others mounted in it."""
    bound = "".join(f'mount --bind {shlex.quote(str(path))} "$0{target}" && ' for target, path in mounts.items())
    return ("unshare", "--mount", "sh", "-c", f'{ENTER}{bound}exec chroot --userspec={user} "$0" "$@"', str(folder))


@dataclass
class Stage:
    """A stage of the image, whose base is a folder with Debian and Python."""

    folder: Path
    work: str = "/"
    user: str = "root"
    variables: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"})

    def at(self, path: str) -> Path:
        return self.folder / path.lstrip("/")

    def workdir(self, words: str) -> None:
        self.work = words
        self.at(words).mkdir(parents=True, exist_ok=True)

    def env(self, words: str) -> None:
        for word in shlex.split(words):
            name, value = word.split("=", 1)
            self.variables[name] = value.replace("$PATH", self.variables["PATH"])

    def run(self, words: str, wheels: Path | None = None) -> None:
        mounts = {"/mnt": wheels} if wheels else {}
        command = [*entering(self.folder, self.user, mounts), "sh", "-ec", f"cd {self.work}; {words}"]
        variables = {**self.variables, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "/mnt"}
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{words}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"

    def copy(self, words: str, stages: dict[str, "Stage"]) -> None:
        """Copy from the checkout, or from another stage."""
        options = dict(re.findall(r"--(\w+)=(\S+)", words))
        *names, target = re.sub(r"--\w+=\S+ ", "", words).split()
        if names == ["."]:
            names = list(context())
        for name in names:
            origin = stages[options["from"]].at(name) if "from" in options else ROOT / name
            into = self.at(f"{self.work}/{name}") if target == "." else self.at(target)
            into = into / origin.name if target.endswith("/") else into
            into.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-a", "--no-preserve=ownership", str(origin), str(into)], check=True)
            if "chown" in options:
                self.run(f"chown {options['chown']} /{into.relative_to(self.folder)}")


def context() -> Iterator[str]:
    """The files and folders that the image is built from."""
    lines = (ROOT / "deploy" / "Dockerfile.dockerignore").read_text().splitlines()
    assert "*" in lines
    yield from (line.removeprefix("!") for line in lines if line.startswith("!"))


def built(base: Path, folder: Path, wheels: Path) -> Stage:
    """The last stage; `base` stands for every image that the Dockerfile names, and `wheels` for the package index."""
    stages: dict[str, Stage] = {}
    for name, words in instructions():
        if name == "FROM":
            label = words.partition(" AS ")[2] or str(len(stages))
            subprocess.run(["cp", "-a", str(base), str(folder / label)], check=True)
            stages[label] = stage = Stage(folder / label)
        elif name == "RUN":
            stage.run(words, wheels)
        elif name == "COPY":
            stage.copy(words, stages)
        elif name == "USER":
            stage.user = words
        elif name != "CMD":
            {"WORKDIR": stage.workdir, "ENV": stage.env}[name](words)
    return stage


def debian(folder: Path) -> Path:
    """Debian with Python, made by debootstrap unless it is there."""
    if not (folder / "usr/bin/python").exists():
        packages = "--include=python3,python3-venv,python-is-python3,ca-certificates"
        subprocess.run(["debootstrap", "--variant=minbase", packages, "bookworm", str(folder)], check=True)
    return folder


def wheelhouse(folder: Path, python: str) -> None:
    """Download what the image installs, for a version of Python such as `3.11`."""
    download = [sys.executable, "-m", "pip", "-qq", "download", "--dest", str(folder), "--python-version", python]
    locked = ["--no-deps", "--require-hashes", "--requirement", str(ROOT / "deploy" / "requirements.lock")]
    subprocess.run([*download, "--only-binary=:all:", *locked], check=True)
    # What builds the wheel.
    subprocess.run([*download, "--only-binary=:all:", "hatchling"], check=True)
