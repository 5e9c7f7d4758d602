"""Desks: invented sources with a data folder, and ways to refresh them."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import yaml

from assets.composition.naming import RESOURCE
from assets.definitions import defs

ROOT = Path(__file__).resolve().parents[2]

BULLETIN = """\
4 May, 2021

Border officers of Honduras train in first aid

Tegucigalpa. On May 3, 2021, forty officers of the National Migration Institute of Honduras (INM) took part in training
in first aid held by the Red Cross.

2 May, 2021

New information desk for migrants opens in Belize

Belmopan. – The Human Rights Office of Belize opened an information desk for migrants on April 28, 2021, with support
of the International Organization for Migration (IOM).
"""
OTHER_BULLETIN = """\
9 June, 2021

Panama and Costa Rica agree on joint patrols

Panama. On June 7 and 8, 2021, the governments of Panama and Costa Rica signed an agreement on joint patrols at their
border.
"""


@dataclass(frozen=True)
class Desk:
    """A sources file with a folder of bulletins beside it, and a data folder."""

    folder: Path
    environment: Mapping[str, str]

    @property
    def sources(self) -> Path:
        return self.folder / "sources.yaml"

    @property
    def bulletins(self) -> Path:
        return self.folder / "bulletins"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def releases(self) -> list[str]:
        """Names of the published releases."""
        folder = self.data / "releases"
        return sorted(path.name for path in folder.glob("[0-9]*")) if folder.is_dir() else []

    def write_sources(self, **changes: object) -> None:
        """Write the sources file: one source, its fields changed as asked."""
        source = {
            "id": "invented",
            "title": "Invented news",
            "publisher": "Invented Office",
            "kind": "folder",
            "location": "bulletins",
            "language": "auto",
            "licence": {"name": "CC BY 4.0", "url": "https://example.org/licence"},
            "attribution": "Invented Office",
            "republish_text": True,
        }
        self.sources.write_text(yaml.safe_dump({"sources": [source | changes]}), encoding="utf-8")

    def add(self, name: str, content: str | bytes = BULLETIN) -> Path:
        """Put a bulletin into the folder."""
        self.bulletins.mkdir(exist_ok=True)
        path = self.bulletins / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def latest(self, path: str) -> Path:
        """A file of the latest release."""
        return self.data / "releases" / "latest" / path

    def command(self, *arguments: str) -> list[str]:
        """`make datasets`, as make would call it."""
        return [sys.executable, "-m", "assets.commands.run", *self.options, *arguments]

    @property
    def options(self) -> list[str]:
        """What names this desk's sources and data."""
        return ["--sources", str(self.sources), "--data", str(self.data)]

    def refresh(self) -> subprocess.CompletedProcess[str]:
        """Run `make datasets` in a process of its own."""
        return self.run(*self.command())

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the project's folder, on this desk's sources and data."""
        return subprocess.run(
            command, cwd=ROOT, env=dict(self.environment), capture_output=True, text=True, check=False, timeout=300
        )


def failed_run(instance: dg.DagsterInstance, run_key: str | None) -> None:
    """A run that was asked for under the key, and fails because there is no such sources file."""
    config = {"resources": {RESOURCE: {"config": {"sources": "/nowhere/sources.yaml", "data": "/nowhere/data"}}}}
    job = defs().resolve_job_def("refresh")
    tags = {"dagster/run_key": str(run_key)}
    assert not job.execute_in_process(config, instance=instance, raise_on_error=False, tags=tags).success
