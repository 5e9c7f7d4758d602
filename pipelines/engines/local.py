"""The local engine: maps a function over the batches of a table, in this process or in a pool of them."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, TypeVar

import pyarrow as pa

Result = TypeVar("Result")
BatchFunction = Callable[[pa.RecordBatch], Result]

BATCH_ROWS = 2_000
# Below this many rows a pool costs more to start than it saves.
POOL_FROM_ROWS = 20_000
# How many batches a worker may be ahead of the reader; bounds memory.
BATCHES_AHEAD = 2


class EngineError(RuntimeError):
    """A worker process ended before its batch was done."""


def map_batches(
    function: BatchFunction[Result], table: pa.Table, batch_rows: int = BATCH_ROWS, workers: int | None = None
) -> Iterator[Result]:
    """What the function makes of each batch of the table, in the table's order.

    Args:
        function: where there are several workers it is pickled, once for each.
        table: rows to map over.
        batch_rows: rows a batch has at most; the results must not depend on it.
        workers: processes; by default one for little and one a processor for much.

    Raises:
        EngineError: a worker was killed or ran out of memory.
    """
    count = workers if workers is not None else _workers_for(table.num_rows)
    batches = iter(table.combine_chunks().to_batches(max_chunksize=batch_rows))
    return _map_in_pool(function, batches, count) if count > 1 else map(function, batches)


def _workers_for(rows: int) -> int:
    return 1 if rows < POOL_FROM_ROWS else os.cpu_count() or 1


def _map_in_pool(
    function: BatchFunction[Result], batches: Iterator[pa.RecordBatch], workers: int
) -> Iterator[Result]:
    # Spawned, not forked: Arrow has threads of its own, which a fork would copy in mid-flight.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _prepare_worker, (function,)) as pool:
        payloads = map(_serialized, batches)
        waiting: deque[Future[Any]] = deque()
        try:
            waiting.extend(pool.submit(_work, payload) for payload in islice(payloads, workers * BATCHES_AHEAD))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(_work, payload) for payload in islice(payloads, 1))
        except BrokenProcessPool as error:
            raise EngineError(
                "a worker process ended before its work was done, perhaps for want of memory; "
                "nothing was published, so run it again, with fewer workers if it ends so again"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _serialized(batch: pa.RecordBatch) -> bytes:
    # Pickling a slice would send the whole table's buffers.
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


class _Worker:
    """What a worker process was given to work with."""

    function: BatchFunction[Any] | None = None


def _prepare_worker(function: BatchFunction[Any]) -> None:
    _Worker.function = function


def _work(payload: bytes) -> Any:  # noqa: ANN401 - whatever the caller's function makes
    if _Worker.function is None:
        raise EngineError("the worker was not prepared")
    with pa.ipc.open_stream(payload) as reader:
        return _Worker.function(reader.read_next_batch())
