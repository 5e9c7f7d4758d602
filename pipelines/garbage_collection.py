"""Pauses Python's cycle collector, which takes a quarter of the time where many small acyclic objects are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Disable the cycle collector within the block; it would scan the many small objects again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def modules_imported() -> Iterator[None]:
    """Import modules within the block without the cycle collector, which then leaves what they define out for good.

    It takes a sixth of the time in which thousands of modules are imported, and finds nothing: modules stay.
    """
    with collection_paused():
        yield
    gc.freeze()
