"""Where a request may go: http and https, to network addresses that are public or allowed."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from pipelines.ingest.collect.web.answers import WebError

Lookup = Callable[[str, int], Sequence[str]]
Network = IPv4Network | IPv6Network
_PORTS = {"http": 80, "https": 443}
# IPv6 addresses in which an IPv4 address travels that may be a private one.
_WRAPPING = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


@dataclass(frozen=True)
class Target:
    """A parsed address; `path` includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Scheme, host and port, as robots.txt holds for them."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port, as the header `Host` states them."""
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"


def target_of(address: str) -> Target:
    """Parse the address.

    Raises:
        WebError: it is not of http or https, names no host, or holds a user name.
    """
    try:
        url = parse_url(address)
    except LocationParseError:
        raise WebError(f"{address!r} is no address") from None
    scheme = url.scheme or ""
    if scheme not in _PORTS:
        raise WebError(f"only http and https are fetched, not {scheme or address!r}")
    if not url.host or url.auth:
        raise WebError("an address must name a host, and no user")
    return Target(scheme, url.host, url.port or _PORTS[scheme], url.request_uri)


def look_up(host: str, port: int) -> list[str]:
    """Return the network addresses of a host, as the system resolves it.

    Raises:
        OSError: there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def allowed_addresses(target: Target, allowed: Sequence[Network], lookup: Lookup = look_up) -> list[str]:
    """Return the network addresses that a target may be fetched from; the connection is made to one of these.

    Raises:
        WebError: the host has none, or one that is neither public nor allowed.
    """
    try:
        found = lookup(target.host.strip("[]"), target.port)
    except OSError:
        raise WebError(f"the host {target.host} is not found", is_passing=True) from None
    for each in found:
        if not _may_be_fetched(ip_address(each.partition("%")[0]), allowed):
            advice = "allow it with `http: allow_private` if it should"
            raise WebError(f"{target.host} leads to a private network; {advice}")
    return list(found)


def _may_be_fetched(address: IPv4Address | IPv6Address, allowed: Sequence[Network]) -> bool:
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if any(address in network for network in allowed):
        return True
    is_wrapped = any(address in network for network in _WRAPPING)
    return address.is_global and not address.is_multicast and not is_wrapped
