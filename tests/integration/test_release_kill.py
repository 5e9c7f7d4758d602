"""A process that is killed while it publishes leaves the last release whole, and the next run needs no hand."""

import multiprocessing
import shutil
import signal
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.publish.release import publish
from pipelines.publish.release_files import WRITERS
from pipelines.publish.verify import verify
from tests.publish_examples import STORIES, provenance, publish_and_wait, tables

STEPS = ("recover", "audit", "compare", *WRITERS, "write manifest", "read back", "rename", "announce", "point")
# Forked off a process that has imported all and done nothing yet, which takes no second for each.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.publish_examples"])


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one release of three stories."""
    folder = tmp_path_factory.mktemp("before")
    publish(tables(folder, STORIES[:3]), folder, provenance())
    return folder


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """The tables of all four."""
    return tables(tmp_path_factory.mktemp("now"))


def killed_before(step: str, folder: Path, now: Mapping[str, pa.Table]) -> None:
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=publish_and_wait, args=(dict(now), folder, step, theirs))
    process.start()
    theirs.close()
    wait_for(step, ours)
    process.kill()
    process.join(timeout=60)
    assert process.exitcode == -signal.SIGKILL


def wait_for(step: str, connection: Connection) -> None:
    while connection.recv() != step:
        pass


@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_leaves_a_whole_release_and_the_next_run_goes_on(
    step: str, before: Path, now: dict[str, pa.Table], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(before, tmp_path / "data", symlinks=True))
    latest = folder / "releases" / "latest"
    killed_before(step, folder, now)
    assert latest.resolve().name == "2021.04.1"
    assert verify(latest).ok
    done = publish(now, folder, provenance())
    assert done.version == "2021.04.2"
    # A release that has its name is whole: the next run takes it over rather than making it again.
    assert done.is_new == (STEPS.index(step) < STEPS.index("announce"))
    assert latest.resolve() == done.path.resolve()
    assert verify(latest).ok
    left = sorted(path.name for path in latest.parent.iterdir())
    assert left == ["2021.04.1", "2021.04.2", "latest", "releases.json"]
