"""Limits of requests to a source's hosts, and the user agent."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

AGENT = "migration-bulletins"
VERSION = "0.1"


def _networks(stated: object) -> object:
    """Return all networks for `true`, none for `false`, and those of a list."""
    if isinstance(stated, bool):
        return tuple(map(ip_network, ("0.0.0.0/0", "::/0"))) if stated else ()
    return tuple(ip_network(item) for item in stated) if isinstance(stated, list | tuple) else stated


class HttpPolicy(BaseModel):
    """The key `http` of a source.

    Args:
        delay_seconds: minimum time between two requests to one host; a longer one in its robots.txt wins.
        requests_per_run: maximum number of requests to one host in one run; the rest follows in the next run.
        timeout_seconds: for connecting, for each answer to begin, and four times that for all of it.
        max_megabytes: maximum size of one document, compressed and decompressed.
        max_redirects: maximum number of redirects in a row.
        attempts: maximum number of attempts of one request that fails for a temporary reason.
        longest_wait_seconds: a server that asks for a longer pause is skipped until the next run.
        allow_private: private networks that may be fetched from; `true` allows all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    delay_seconds: Annotated[float, Field(ge=0, le=600)] = 1.0
    requests_per_run: Annotated[int, Field(ge=1)] = 500
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 30.0
    max_megabytes: Annotated[float, Field(gt=0, le=1000)] = 20.0
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5
    attempts: Annotated[int, Field(ge=1, le=10)] = 4
    longest_wait_seconds: Annotated[float, Field(ge=0, le=3600)] = 120.0
    allow_private: Annotated[tuple[IPv4Network | IPv6Network, ...], BeforeValidator(_networks)] = ()

    @property
    def max_bytes(self) -> int:
        """The maximum size of one document in bytes."""
        return int(self.max_megabytes * 1_000_000)


def user_agent(contact: str) -> str:
    """Return the user agent of requests, with the contact address of their sender."""
    return f"{AGENT}/{VERSION} (+{contact})"
