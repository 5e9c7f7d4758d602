"""Tells how far long work has come; short work stays silent."""

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
    """The items as they come; every few seconds the log says how many of `total` are done.

    Args:
        items: results of the work.
        what: names the work, as in "entries annotated".
        total: the sum of all items' sizes.
        size: of one item.
        now: seconds on a clock that never goes back.
    """
    done, last = 0, now()
    for item in items:
        yield item
        done += size(item)
        if now() - last >= SECONDS_BETWEEN_REPORTS:
            last = now()
            log.info("%s: %s of %s (%d %%)", what, f"{done:,}", f"{total:,}", 100 * done // max(total, 1))
