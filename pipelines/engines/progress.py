"""Logs the progress of long work; short work logs nothing."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

SECONDS_BETWEEN_REPORTS = 3.0

log = logging.getLogger(__name__)


def reported(
    items: Iterable[Item], what: str, total: int, size: Callable[[Item], int], now: Callable[[], float] = time.monotonic
) -> Iterator[Item]:
    """Yield the items; every few seconds log how many of `total` are done.

    Args:
        items: results of the work.
        what: description of the work, such as "entries annotated".
        total: the sum of all items' sizes.
        size: returns the size of one item.
        now: returns seconds of a monotonic clock.
    """
    done, last = 0, now()
    for item in items:
        yield item
        done += size(item)
        if now() - last >= SECONDS_BETWEEN_REPORTS:
            last = now()
            log.info("%s: %s of %s (%d %%)", what, f"{done:,}", f"{total:,}", 100 * done // max(total, 1))
