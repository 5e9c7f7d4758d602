"""How much memory a process and those it started have together, at its peak."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS_BETWEEN_LOOKS = 0.02
PROCESSES = Path("/proc")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Peak:
    """Bytes in memory at the peak; pages that processes share count for each. Zero where the system does not tell."""

    bytes: int = 0

    def look(self) -> None:
        """Look now."""
        self.bytes = max(self.bytes, sum(_resident(process) for process in _family(os.getpid())))


@contextmanager
def watched() -> Iterator[Peak]:
    """Look at the memory every now and then until the end."""
    peak, ended = Peak(), threading.Event()

    def watch() -> None:
        while not ended.wait(SECONDS_BETWEEN_LOOKS):
            peak.look()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()
        peak.look()


def _family(process: int) -> Iterator[int]:
    yield process
    for path in PROCESSES.glob(f"{process}/task/*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            # It ended in between.
            continue
        for child in children:
            yield from _family(int(child))


def _resident(process: int) -> int:
    try:
        return int((PROCESSES / str(process) / "statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0
