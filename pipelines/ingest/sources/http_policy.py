"""How a source's hosts are treated: the limits and the name of whoever asks."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

AGENT = "migration-bulletins"
VERSION = "0.1"


def _networks(stated: object) -> object:
    """`true` as all networks, `false` as none, a list as the networks it names."""
    if isinstance(stated, bool):
        return tuple(map(ip_network, ("0.0.0.0/0", "::/0"))) if stated else ()
    return tuple(ip_network(item) for item in stated) if isinstance(stated, list | tuple) else stated


class HttpPolicy(BaseModel):
    """The key `http` of a source.

    Args:
        delay_seconds: least time between two requests to one host; a longer one in its robots.txt counts.
        requests_per_run: most requests to one host in one run; what is left is for the next one.
        timeout_seconds: for connecting, for each answer to begin, and four times that for all of it.
        max_megabytes: most of one document, packed and unpacked.
        max_redirects: most redirects in a row.
        attempts: how often one request is tried in all, where it fails for a passing reason.
        longest_wait_seconds: the longest that a server may ask to wait before it is left alone until the next run.
        allow_private: networks that are not public and may be fetched from; `true` allows all.
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
        """Most bytes of one document."""
        return int(self.max_megabytes * 1_000_000)


def user_agent(contact: str) -> str:
    """What requests name themselves by, with a way to reach whoever sends them."""
    return f"{AGENT}/{VERSION} (+{contact})"
