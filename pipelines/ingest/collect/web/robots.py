"""What a site's robots.txt allows, as RFC 9309 reads it."""

from dataclasses import dataclass

from protego import Protego

from pipelines.ingest.sources.http_policy import AGENT

LONGEST_DELAY = 60.0


@dataclass(frozen=True)
class Rules:
    """The rules of one site."""

    text: str

    def __post_init__(self) -> None:
        """Parse them once."""
        object.__setattr__(self, "_parsed", Protego.parse(self.text))

    def allow(self, address: str) -> bool:
        """Whether the address may be fetched."""
        parsed: Protego = self._parsed  # type: ignore[attr-defined]
        return bool(parsed.can_fetch(address, AGENT))

    @property
    def delay(self) -> float:
        """The seconds between two requests that the site asks for, within reason."""
        parsed: Protego = self._parsed  # type: ignore[attr-defined]
        return min(float(parsed.crawl_delay(AGENT) or 0.0), LONGEST_DELAY)


ALLOW_ALL = Rules("")
