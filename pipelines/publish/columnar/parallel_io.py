"""Reading and writing beside the work: Arrow does both without holding up Python."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Tables that are written or read at once; more would cost memory.
AT_ONCE = 2


def one_ahead(items: Iterator[Item]) -> Iterator[Item]:
    """The items in order, of which the next is made while one is worked on."""
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(next, items, None)
        while (item := waiting.result()) is not None:
            waiting = thread.submit(next, items, None)
            yield item


def side_by_side(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """The results of the work on each item, in order; some items are worked on at once."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(work, items))
