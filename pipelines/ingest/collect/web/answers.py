"""Outcomes of a request: an answer, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.ingest.store.charsets import charset_of

KEPT_HEADERS = ("content-type", "etag", "last-modified")


@dataclass(frozen=True)
class Answer:
    """A server's answer: `address` is where redirects led; `body` is unpacked, and empty where `is_unchanged`."""

    address: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def is_unchanged(self) -> bool:
        """Whether the document is unchanged since the last request."""
        return self.status == 304

    @property
    def charset(self) -> str | None:
        """The character set that the server states."""
        return charset_of(self.headers)

    @property
    def kept_headers(self) -> dict[str, str]:
        """The headers that a later request or reading needs."""
        return {name: self.headers[name] for name in KEPT_HEADERS if name in self.headers}


def conditions(headers: Mapping[str, str]) -> dict[str, str]:
    """Request headers that ask only for what is not as it was when these headers were sent with it."""
    asked = {"If-None-Match": headers.get("etag"), "If-Modified-Since": headers.get("last-modified")}
    return {name: value for name, value in asked.items() if value}


class WebError(Exception):
    """A request that gave no document.

    Args:
        reason: why, in words that do not change from run to run.
        is_passing: whether the next run may do better without anybody's hand.
        status: the server's answer, where there was one.
        after: the seconds a server asks to wait.
    """

    def __init__(
        self, reason: str, is_passing: bool = False, status: int | None = None, after: float | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_passing = is_passing
        self.status = status
        self.after = after

    @property
    def is_gone(self) -> bool:
        """Whether the server answers that the document does not exist."""
        return self.status in {404, 410}
