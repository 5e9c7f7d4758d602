"""Whatever the engine, whatever is killed on the way: the release is the same."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.engines.annotating import Annotating
from pipelines.engines.engine import Tables
from pipelines.engines.local import LocalEngine
from pipelines.engines.parts import cut_parts
from tests.integration.releases import release_by
from tests.unit.pipelines.engines.annotated import PART_ROWS, Desk, entries

ROOT = Path(__file__).resolve().parents[2]
COUNT = 200
ALONE = """
import sys
import time
from pathlib import Path
from pipelines.engines.annotating import Annotating
from pipelines.engines.local import LocalEngine
from tests.unit.pipelines.engines.annotated import Desk

compute = Annotating.compute
def slowly(self, batch):
    time.sleep(0.2)
    return compute(self, batch)
Annotating.compute = slowly
Desk(Path(sys.argv[1])).annotate(LocalEngine(1), "cut off")
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("engines") / "desk")
    desk.write(entries(COUNT))
    return desk


@pytest.fixture(scope="module")
def alone(desk: Desk) -> Mapping[str, bytes]:
    return release_by(LocalEngine(1), desk, "alone")


def test_a_pool_publishes_what_one_process_publishes(desk: Desk, alone: Mapping[str, bytes]) -> None:
    assert release_by(LocalEngine(2), desk, "together") == alone


def test_a_run_that_is_killed_goes_on_where_it_was_to_the_same_release(
    alone: Mapping[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Desk(tmp_path / "killed")
    other.write(entries(COUNT))
    process = subprocess.Popen([sys.executable, "-c", ALONE, str(other.folder)], cwd=ROOT)
    while process.poll() is None and len(finished(other)) < 2:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    kept = finished(other)
    assert 2 <= len(kept) < len(cut_parts(COUNT, PART_ROWS))
    assert not list((other.folder / "cut off").iterdir())

    computed = ids_computed(monkeypatch)
    assert release_by(LocalEngine(1), other, "goes on") == alone
    assert 0 < len(computed) == COUNT - sum(rows for _, rows in kept)


def ids_computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The events that are annotated from now on."""
    ids: list[str] = []

    def compute(work: Annotating, batch: pa.RecordBatch) -> Tables:
        ids.extend(batch["event_id"].to_pylist())
        return original(work, batch)

    original = Annotating.compute
    monkeypatch.setattr(Annotating, "compute", compute)
    return ids


def finished(desk: Desk) -> list[tuple[str, int]]:
    """Names of the finished parts, and how many events each has."""
    folders = sorted(path for path in desk.parts.glob("*") if path.suffix != ".tmp")
    return [(path.name, pq.read_metadata(path / "events.parquet").num_rows) for path in folders]
