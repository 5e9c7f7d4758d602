"""Reads and writes in parallel with other work: Arrow does both without holding Python's lock."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Tables that are read or written at the same time; more would cost memory.
AT_ONCE = 2


def one_ahead(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items in order, preparing the next one while one is processed."""
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(next, items, None)
        while (item := waiting.result()) is not None:
            waiting = thread.submit(next, items, None)
            yield item


def side_by_side(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """Return the results of `work` for each item, in order; several items are processed at the same time."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(work, items))
