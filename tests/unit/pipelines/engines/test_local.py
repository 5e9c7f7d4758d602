"""The local engine gives the same results in the same order, in this process and in a pool."""

import os
import signal
from functools import partial

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.engines.local import EngineError, _serialized, map_batches


def table(rows: int) -> pa.Table:
    return pa.table({"number": pa.array(range(rows), pa.int64())})


def add(addend: int, batch: pa.RecordBatch) -> list[int]:
    return [number + addend for number in batch["number"].to_pylist()]


def end_own_process(_batch: pa.RecordBatch) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def flat(lists: list[list[int]]) -> list[int]:
    return [number for numbers in lists for number in numbers]


@given(rows=st.integers(0, 200), batch_rows=st.integers(1, 50))
def test_batches_cover_the_table_in_order(rows: int, batch_rows: int) -> None:
    results = list(map_batches(partial(add, 1), table(rows), batch_rows))
    assert flat(results) == list(range(1, rows + 1))
    assert all(len(result) <= batch_rows for result in results)


def test_a_pool_gives_what_one_process_gives() -> None:
    numbers = table(1_003)
    alone = list(map_batches(partial(add, 5), numbers, batch_rows=50, workers=1))
    together = list(map_batches(partial(add, 5), numbers, batch_rows=50, workers=2))
    assert together == alone


def test_a_batch_travels_without_the_rest_of_its_table() -> None:
    whole = table(100_000)
    assert len(_serialized(whole.to_batches(max_chunksize=10)[3])) < 2_000


def test_a_killed_worker_is_told_as_such() -> None:
    with pytest.raises(EngineError, match="fewer workers"):
        list(map_batches(end_own_process, table(10), batch_rows=5, workers=2))
