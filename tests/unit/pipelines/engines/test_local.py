"""The local engine finishes the same parts in this process and in a pool, also when workers are killed."""

import multiprocessing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.engines.engine import EngineError
from pipelines.engines.local import LocalEngine
from pipelines.engines.parts import PartFolder, cut_parts
from tests.unit.pipelines.engines.letters import Letters

IDS = [f"evt_{number:04x}" for number in range(0, 16**4, 4096)]
PARTS = cut_parts(len(IDS), 4)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.parquet"
    pq.write_table(pa.table({"event_id": IDS, "text": [key[4:] for key in IDS]}), path)
    return path


def rows(work: Letters) -> list[tuple[str, str]]:
    pieces = (work.folder.read(part, "letters").to_pylist() for part in PARTS)
    return [(row["event_id"], row["letter"]) for piece in pieces for row in piece]


EXPECTED = sorted((key, letter) for key in IDS for letter in key[4:])


@pytest.mark.parametrize("workers", [None, 1, 2])
def test_every_number_of_workers_finishes_the_same_parts(texts: Path, tmp_path: Path, workers: int | None) -> None:
    work = Letters(texts, PartFolder(tmp_path / "parts"))
    done = list(LocalEngine(workers).run(work, PARTS))
    assert sorted(each.part for each in done) == [part.name for part in PARTS]
    assert sum(each.computed for each in done) == len(IDS)
    assert rows(work) == EXPECTED


def test_little_is_computed_in_this_process(texts: Path, tmp_path: Path) -> None:
    work = Letters(texts, PartFolder(tmp_path / "parts"), remembered=tmp_path / "killed")
    started = {child.pid for child in multiprocessing.active_children()}
    for _ in LocalEngine().run(work, PARTS):
        assert {child.pid for child in multiprocessing.active_children()} == started
    assert rows(work) == EXPECTED


def test_when_a_worker_is_killed_the_work_is_finished_all_the_same(texts: Path, tmp_path: Path) -> None:
    work = Letters(texts, PartFolder(tmp_path / "parts"), deadly=IDS[-1], remembered=tmp_path / "killed")
    list(LocalEngine(2).run(work, PARTS))
    assert work.remembered is not None
    assert work.remembered.exists()
    assert rows(work) == EXPECTED


def test_a_part_that_kills_every_worker_is_told_and_the_others_stay(texts: Path, tmp_path: Path) -> None:
    folder = PartFolder(tmp_path / "parts")
    with pytest.raises(EngineError, match="fewer workers"):
        list(LocalEngine(2).run(Letters(texts, folder, deadly=IDS[0]), PARTS))
    assert not folder.holds(PARTS[0])
    kept = [part for part in PARTS if folder.holds(part)]
    done = list(LocalEngine(1).run(Letters(texts, folder), PARTS))
    assert sum(each.computed for each in done) == len(IDS) - 4 * len(kept)
    assert rows(Letters(texts, folder)) == EXPECTED
