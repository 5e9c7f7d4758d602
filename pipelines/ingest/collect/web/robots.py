"""Reads what a site's robots.txt allows, by RFC 9309."""

from dataclasses import dataclass
from functools import cached_property

from protego import Protego

from pipelines.ingest.sources.http_policy import AGENT

LONGEST_DELAY = 60.0


@dataclass(frozen=True)
class Rules:
    """The rules of one site."""

    text: str

    @cached_property
    def _parsed(self) -> Protego:
        return Protego.parse(self.text)

    def allow(self, address: str) -> bool:
        """Return whether the address may be fetched."""
        return bool(self._parsed.can_fetch(address, AGENT))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for, at most `LONGEST_DELAY`."""
        return min(float(self._parsed.crawl_delay(AGENT) or 0.0), LONGEST_DELAY)


ALLOW_ALL = Rules("")
