"""The steps of the Dockerfile in a root made by debootstrap, and the compose file's services in what they build."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from assets.commands.new_folder import write_new_folder
from tests import postgresql
from tests.integration.image import built, debian, entering, wheelhouse
from tests.integration.services import ADDRESS, DATABASE, SECRETS, Composition, database, refreshed

BASE = os.environ.get("CONTAINER_BASE")


def missing() -> str | None:
    """Why the image cannot be built here, if it can't."""
    if BASE is None:
        return "takes minutes: run `make container`"
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        return "needs root and Debian's package debootstrap"
    return postgresql.missing()


@pytest.mark.skipif(missing() is not None, reason=missing() or "")
def test_a_refresh_in_the_image(tmp_path: Path) -> None:
    base = debian(Path(str(BASE)) / "debian")
    version = subprocess.run(
        [*entering(base, "root", {}), "python", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    wheelhouse(Path(str(BASE)) / f"wheels-{version}", version)
    image = built(base, tmp_path, Path(str(BASE)) / f"wheels-{version}")
    sources = tmp_path / "sources"
    write_new_folder(sources)
    image.at("/etc/hosts").write_text(f"{ADDRESS} {DATABASE} code\n", encoding="utf-8")
    composed = Composition(ADDRESS, {}, SECRETS, tmp_path, entering(image.folder, image.user, {"/sources": sources}))
    assert composed.volumes
    assert all(image.at(path).stat().st_uid == image.at("/home/bulletins").stat().st_uid for path in composed.volumes)
    with database(ADDRESS, composed.environment(DATABASE)):
        refreshed(composed, image.at("/data"))
