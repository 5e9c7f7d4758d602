"""Limits the rate and number of requests to each host, across all sources of a run."""

from dataclasses import dataclass, field

from pipelines.ingest.collect.web.answers import WebError
from pipelines.ingest.collect.web.clock import Clock
from pipelines.ingest.sources.http_policy import HttpPolicy


class LeftAloneError(WebError):
    """A host that gets no further request in this run."""


# A host that fails so often in a row, each time after all attempts, is left alone until the next run.
_ENOUGH_FAILURES = 3


@dataclass
class Pace:
    """Keeps requests to a host apart, and counts them. `requests` is by host and port."""

    clock: Clock
    requests: dict[str, int] = field(default_factory=dict)
    _failures: dict[str, int] = field(default_factory=dict)
    _free_at: dict[str, float] = field(default_factory=dict)

    def wait_turn(self, host: str, policy: HttpPolicy, delay: float) -> None:
        """Wait until the host may be asked again.

        Raises:
            LeftAloneError: it was asked as often as one run may, or fails again and again.
        """
        if self._failures.get(host, 0) >= _ENOUGH_FAILURES:
            raise LeftAloneError(f"{host} is left alone until the next run, for it failed before", is_passing=True)
        asked = self.requests.get(host, 0)
        if asked >= policy.requests_per_run:
            raise LeftAloneError(f"{host} was asked {asked} times, which is enough for one run", is_passing=True)
        wait = self._free_at.get(host, 0.0) - self.clock.monotonic()
        if asked and wait > 0:
            self.clock.sleep(wait)
        self.requests[host] = asked + 1
        self._free_at[host] = self.clock.monotonic() + delay

    def failed(self, host: str, is_for_long: bool) -> None:
        """Note that the host gave no answer; one that asks for more time than it is given is left alone at once."""
        self._failures[host] = _ENOUGH_FAILURES if is_for_long else self._failures.get(host, 0) + 1

    def succeeded(self, host: str) -> None:
        """Note that the host gave an answer."""
        self._failures.pop(host, None)
