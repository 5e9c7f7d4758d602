"""Spark gives the bytes that the local engine gives, survives killed workers, and a killed driver finishes nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.engines.engine import EngineError
from pipelines.engines.local import LocalEngine
from pipelines.engines.parts import PartFolder, cut_parts
from pipelines.engines.spark import LOCAL_MASTER, SUCCESS, SparkEngine
from tests.integration.releases import release_by
from tests.unit.pipelines.engines.annotated import Desk, entries
from tests.unit.pipelines.engines.letters import Letters

pytestmark = [pytest.mark.spark]
pytest.importorskip("pyspark", reason="the extra spark is not installed: pip install -e '.[spark]'")

ROOT = Path(__file__).resolve().parents[2]
COUNT = 400
DRIVER = """
import sys
from pathlib import Path
from pipelines.engines.spark import SparkEngine
from tests.unit.pipelines.engines.annotated import Desk
Desk(Path(sys.argv[1])).annotate(SparkEngine(), "tables")
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("spark") / "desk")
    desk.write(entries(COUNT))
    desk.annotate(LocalEngine(1), "local")
    return desk


@pytest.fixture(scope="module")
def published(desk: Desk) -> dict[str, bytes]:
    return release_by(LocalEngine(1), desk, "published")


@pytest.mark.parametrize("master", [LOCAL_MASTER, "local-cluster[2,1,1024]"])
def test_spark_publishes_the_release_that_the_local_engine_publishes(
    desk: Desk, published: dict[str, bytes], master: str
) -> None:
    name = "cluster" if "cluster" in master else "spark"
    assert release_by(SparkEngine(master), desk, name) == published
    assert desk.files(name) == desk.files("local")
    assert not desk.parts.exists()


def test_spark_computes_only_what_is_new(desk: Desk, tmp_path: Path) -> None:
    smaller = Desk(tmp_path)
    smaller.write(entries(300))
    smaller.annotate(LocalEngine(1), "before")
    smaller.write(entries(COUNT))
    told = smaller.annotate(SparkEngine(), "after", before="before")
    assert (told.computed, told.taken_over) == (100, 300)
    assert smaller.files("after") == desk.files("local")


def test_spark_finishes_with_exact_counts_when_a_worker_is_killed(tmp_path: Path) -> None:
    ids = [f"evt_{number:04x}" for number in range(0, 16**4, 1024)]
    texts = tmp_path / "texts.parquet"
    _texts(texts, ids)
    work = Letters(texts, PartFolder(tmp_path / "parts"), deadly=ids[5], remembered=tmp_path / "killed")
    parts = cut_parts(len(ids), 16)
    assert sum(done.computed for done in SparkEngine().run(work, parts)) == len(ids)
    assert (tmp_path / "killed").exists()
    letters = [row["letter"] for part in parts for row in work.folder.read(part, "letters").to_pylist()]
    assert len(letters) == 4 * len(ids)


def test_a_part_that_kills_every_worker_is_told(tmp_path: Path) -> None:
    texts = _texts(tmp_path / "texts.parquet", ["evt_0000"])
    with pytest.raises(EngineError, match="Nothing was published"):
        list(SparkEngine().run(Letters(texts, PartFolder(tmp_path / "parts"), deadly="evt_0000"), cut_parts(1)))
    assert not PartFolder(tmp_path / "parts").holds(cut_parts(1)[0])


def test_a_killed_driver_finishes_nothing_and_the_next_run_does(desk: Desk) -> None:
    with _driver(desk.folder) as process:
        staged = desk.parts / "scratch.tmp" / "staged"
        while process.poll() is None and not staged.exists():
            time.sleep(0.005)
        # The driver and the Spark it started are one group of processes.
        os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert not (staged / SUCCESS).exists()
    assert not list((desk.folder / "tables").iterdir())
    desk.annotate(SparkEngine(), "tables")
    assert desk.files("tables") == desk.files("local")


def _driver(folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(folder)], cwd=ROOT, env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _texts(path: Path, ids: list[str]) -> Path:
    pq.write_table(pa.table({"event_id": ids, "text": [key[4:] for key in ids]}), path)
    return path
