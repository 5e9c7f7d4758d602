"""The built wheel holds all that it reads: a run outside the checkout, from the wheel alone."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel, which comes before the project's requirements on Python's path."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "uv",
        "--quiet",
        "build",
        "--wheel",
        "--no-build-isolation",
        "--offline",
        "-o",
        folder,
    ]
    subprocess.run([*build, ROOT], check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def surroundings(site: Path) -> dict[str, str]:
    """The environment in which the wheel is found and the checkout is not."""
    # What PYTHONPATH names is searched without its .pth files, so that the editable install stays out.
    path = os.pathsep.join([str(site), sysconfig.get_path("purelib")])
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DAGSTER", "MIGRATION", "PYTEST"))
    }
    return {**kept, "PYTHONPATH": path}


def test_the_wheel_publishes_the_bundled_bulletins(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "bulletins", tmp_path / "bulletins")
    shutil.copyfile(ROOT / "sources.yaml", tmp_path / "sources.yaml")
    python = [sys.executable, "-S", "-m", "assets.commands.run"]
    ended = subprocess.run(
        python, cwd=tmp_path, env=surroundings(installed), capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stderr
    release = tmp_path / "data" / "releases" / "latest"
    assert pq.read_table(release / "parquet" / "events.parquet").num_rows == 10
    assert (release / "index.html").stat().st_size > 100_000
    assert "accuracy" in (release / "quality.json").read_text(encoding="utf-8")


def test_the_wheel_is_what_was_imported(installed: Path, tmp_path: Path) -> None:
    where = "import pipelines.shipped as each; print(each.__file__, each.is_checkout(), each.shipped('reference'))"
    told = subprocess.run(
        [sys.executable, "-S", "-c", where],
        cwd=tmp_path, env=surroundings(installed), capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert told == [
        str(installed / "pipelines/shipped.py"),
        "False",
        str(installed / "pipelines/shipped_files/reference"),
    ]


def test_the_register_is_compared_with_lists_in_a_checkout_only(installed: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-S", "-m", "pipelines.curation.organisations", "--check"]
    told = subprocess.run(
        command, cwd=tmp_path, env=surroundings(installed), capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout) == (2, "")
    assert "listed.csv does not exist. Run this in a checkout: the package does not hold the lists." in told.stderr


def test_a_new_folder_gives_datasets(installed: Path, tmp_path: Path) -> None:
    def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-S", "-m", "assets.commands.cli", *words]
        return subprocess.run(
            command, cwd=folder, env=surroundings(installed), capture_output=True, text=True, timeout=300, check=False
        )

    assert run(tmp_path, "init", "my-data").returncode == 0
    ended = run(tmp_path / "my-data", "datasets")
    assert ended.returncode == 0, ended.stderr
    events = pq.read_table(tmp_path / "my-data/data/releases/latest/parquet/events.parquet").to_pylist()
    assert [(event["host_country_iso3"], event["participant_count"]) for event in events] == [("GTM", 40)]
    checked = run(tmp_path / "my-data", "verify")
    assert checked.returncode == 0, checked.stderr
