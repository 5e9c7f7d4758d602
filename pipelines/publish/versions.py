"""Data versions by calendar, `YYYY.MM.N`, and the folder that holds them."""

import errno
import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

STAGING = ".staging-"
RETIRED = ".retired-"
LATEST = "latest"
LISTING = "releases.json"
MANIFEST = "manifest.json"

# What file systems without symbolic links answer.
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}

log = logging.getLogger(__name__)

_PATTERN = re.compile(r"(\d{4})\.(\d{2})\.([1-9]\d*)")


@dataclass(frozen=True, order=True)
class Version:
    """The month of the newest event in a release, and the number of the release in that month, from 1."""

    year: int
    month: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}.{self.month:02}.{self.number}"

    @classmethod
    def parse(cls, text: str) -> "Version | None":
        """Return the version that a folder is named by; none if its name is not a version."""
        match = _PATTERN.fullmatch(text)
        return cls(*map(int, match.groups())) if match else None

    @classmethod
    def following(cls, last: "Version | None", newest: date | None) -> "Version":
        """Return the version after `last` for data whose newest event is of that day; 0000.00 without any day."""
        month = (newest.year, newest.month) if newest else (0, 0)
        if last is None or month > (last.year, last.month):
            return cls(*month, number=1)
        return cls(last.year, last.month, last.number + 1)


@dataclass(frozen=True)
class Releases:
    """The folder of releases. A release is a folder named by its version, and is named only once it is complete."""

    folder: Path

    def versions(self) -> tuple[Version, ...]:
        """Return all releases, oldest first."""
        found = (Version.parse(path.name) for path in self.folder.iterdir() if path.is_dir() and not path.is_symlink())
        return tuple(sorted(version for version in found if version is not None))

    def last(self) -> Version | None:
        """Return the newest release, or None if there is none."""
        return max(self.versions(), default=None) if self.folder.is_dir() else None

    def path(self, version: Version) -> Path:
        """Return the folder of a release."""
        return self.folder / str(version)

    def manifest(self, version: Version) -> dict[str, Any]:
        """Return the manifest of a release.

        Raises:
            ValueError: the manifest is missing or cannot be read.
        """
        path = self.path(version) / MANIFEST
        try:
            manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ValueError(f"Cannot read {path} ({error}). Restore the release or move its folder away.") from error
        return manifest

    def recover(self) -> Version | None:
        """Clean up after a killed run: remove its staging, point to the last complete release and return it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for leftover in self.folder.glob(".*"):
            if leftover.name.startswith((STAGING, RETIRED, f".{LATEST}-", f".{LISTING}-")):
                _remove(leftover)
        versions = self.versions()
        if not versions:
            return None
        if not self._is_pointed_to(versions[-1]):
            self.announce()
        return versions[-1]

    def highest(self) -> Version | None:
        """Return the highest version that any release had, also one whose folder was moved away since."""
        stated = self._listing()
        listed = (each.get("version") for each in stated.get("releases", ()))
        told = (Version.parse(str(name)) for name in (stated.get("highest"), *listed))
        return max((*self.versions(), *filter(None, told)), default=None)

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Yield an empty folder for temporary files; one left by a killed run is removed by the next run."""
        folder = self.folder / f"{STAGING}scratch"
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder)

    def announce(self, progress: Callable[[str], None] = lambda _step: None) -> None:
        """Update the list of releases, which names the last one, then the convenience `latest`, each atomically.

        Raises:
            ValueError: `latest` is something else than a link or a copy of a release.
        """
        self._list(self.versions())
        progress("point")
        self._point(self.versions()[-1])

    def retire(self, most: int, kept: Collection[str]) -> tuple[Version, ...]:
        """Delete the oldest releases beyond a number; they leave the list first, so that no reader is sent to them.

        Args:
            most: how many releases to keep, the newest.
            kept: versions that are never deleted, besides.

        Returns:
            The deleted releases.
        """
        versions = self.versions()
        retired = tuple(version for version in versions[: -max(most, 1)] if str(version) not in kept)
        if retired:
            self._list([version for version in versions if version not in retired])
        for version in retired:
            hidden = self.folder / f"{RETIRED}{version}"
            self.path(version).rename(hidden)
            shutil.rmtree(hidden)
        return retired

    def _list(self, versions: Collection[Version]) -> None:
        listing = {
            "latest": str(max(versions)),
            "highest": str(self.highest()),
            "releases": [self._listed(version) for version in versions],
        }
        text = json.dumps(listing, indent=2, ensure_ascii=False) + "\n"
        staged = self.folder / f".{LISTING}-{os.getpid()}"
        staged.write_text(text, encoding="utf-8", newline="\n")
        staged.replace(self.folder / LISTING)

    def _point(self, version: Version) -> None:
        latest, staged = self.folder / LATEST, self.folder / f".{LATEST}-{os.getpid()}"
        self._remove_copy(latest)
        try:
            staged.symlink_to(str(version), target_is_directory=True)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            log.warning("%s cannot hold links, so %s is missing there; read %s instead", self.folder, LATEST, LISTING)
            return
        staged.replace(latest)

    def _remove_copy(self, latest: Path) -> None:
        """Remove what copying the folder without links makes of `latest`: a copy of a release."""
        if not latest.exists() or latest.is_symlink():
            return
        original = self.folder / _version_of(latest)
        if original == self.folder or not original.is_dir():
            raise ValueError(f"{latest} is neither a link nor a copy of a release. Move it away and run again.")
        hidden = self.folder / f".{LATEST}-copy"
        latest.rename(hidden)
        shutil.rmtree(hidden)

    def _listed(self, version: Version) -> dict[str, Any]:
        manifest = self.manifest(version)
        shown = ("version", "as_of", "schema_version", "content", "previous")
        rows = {name: table["rows"] for name, table in manifest["tables"].items()}
        return {name: manifest[name] for name in shown} | {"path": f"{version}/", "rows": rows}

    def _is_pointed_to(self, version: Version) -> bool:
        pointer = self.folder / LATEST
        listed = [each.get("version") for each in self._listing().get("releases", ())]
        is_listed = listed == [str(each) for each in self.versions()]
        return pointer.is_symlink() and pointer.readlink() == Path(str(version)) and is_listed

    def _listing(self) -> dict[str, Any]:
        """Return the list of releases as it was last written; nothing where it cannot be read."""
        try:
            listing: dict[str, Any] = json.loads((self.folder / LISTING).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return listing


def latest_release(releases: Path | str) -> Path:
    """Return the folder of the last release, which never changes, while `latest` may move between two reads.

    Args:
        releases: the folder of releases.

    Raises:
        FileNotFoundError: nothing has been published there.
    """
    folder = Path(releases)
    listing = json.loads((folder / LISTING).read_text(encoding="utf-8"))
    return folder / str(listing["latest"])


def _version_of(folder: Path) -> str:
    """Return the version that a release's manifest states; empty if it states none."""
    try:
        return str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
