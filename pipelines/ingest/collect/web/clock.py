"""The clock of the HTTP client, so that tests can pass their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic, sleep


@dataclass(frozen=True)
class Clock:
    """Time as the fetching sees it; tests give their own."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = monotonic
    sleep: Callable[[float], None] = sleep
