"""The local engine: this process for small data, a pool of processes for large data."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from pipelines.engines.engine import Done, EngineError, OpenPart, Work, finish, finish_opened
from pipelines.engines.parts import Part

# Rows that one process computes while others would start.
FEW_ROWS = 1_000


@dataclass(frozen=True)
class LocalEngine:
    """Works on this machine with `workers` processes; by default one for a single part, else one per processor.

    Each worker reads, computes and writes whole parts, so that memory does not grow with their number. Where at most
    `FEW_ROWS` rows are new, this process computes them, unless `workers` is stated.
    If a worker is killed, finished parts are kept and a new pool continues with the rest; the engine gives up only
    if a pool finishes nothing.
    """

    workers: int | None = None

    def run(self, work: Work, parts: Sequence[Part]) -> Iterator[Done]:
        """Finish all parts.

        Raises:
            EngineError: workers are killed repeatedly, perhaps because memory runs out.
        """
        count = min(len(parts), self.workers or _processors())
        opened = _with_few_fresh(work, parts) if self.workers is None and count > 1 else None
        if opened is not None:
            yield from (finish_opened(work, part) for part in opened)
        elif count <= 1:
            yield from (finish(work, part) for part in parts)
        else:
            yield from _in_pools(work, parts, count)


def _with_few_fresh(work: Work, parts: Sequence[Part]) -> list[OpenPart] | None:
    """Return all parts opened, if so little is new in them that other processes would not have started by then."""
    opened, fresh = [], 0
    for part in parts:
        opened.append(work.open(part))
        fresh += opened[-1].fresh.num_rows
        if fresh > FEW_ROWS:
            return None
    return opened


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_pools(work: Work, parts: Sequence[Part], workers: int) -> Iterator[Done]:
    waiting = {part.name: part for part in parts}
    while waiting:
        finished = 0
        try:
            for done in _in_pool(work, list(waiting.values()), workers):
                finished += 1
                del waiting[done.part]
                yield done
        except BrokenProcessPool as error:
            if not finished:
                raise EngineError(
                    "Worker processes were killed before they finished anything, perhaps because memory ran out. "
                    "Nothing was published and finished parts are kept. Run it again with fewer workers."
                ) from error


def _in_pool(work: Work, parts: Sequence[Part], workers: int) -> Iterator[Done]:
    # Spawned, not forked: Arrow has threads of its own, which a fork would copy in the middle of their work.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _Worker.prepare, (work,)) as pool:
        try:
            for future in as_completed([pool.submit(_Worker.finish, part) for part in parts]):
                yield future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class _Worker:
    """The work that a worker process was started with."""

    work: Work

    @classmethod
    def prepare(cls, work: Work) -> None:
        cls.work = work

    @classmethod
    def finish(cls, part: Part) -> Done:
        return finish(cls.work, part)
