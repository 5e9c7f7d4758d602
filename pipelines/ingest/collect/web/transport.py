"""One request to one network address: sent, and its answer read within limits of size and time."""

import ssl
import zlib
from collections.abc import Iterator, Mapping
from types import TracebackType

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout
from urllib3.exceptions import HTTPError, SSLError

from pipelines.ingest.collect.web.answers import Answer, WebError
from pipelines.ingest.collect.web.clock import Clock
from pipelines.ingest.collect.web.targets import Target
from pipelines.ingest.sources.http_policy import HttpPolicy

_PIECE = 65_536
_WHOLE_ANSWER = 4
_PACKED = {"gzip", "x-gzip", "deflate"}
# Lets zlib tell gzip from zlib by the first bytes.
_EITHER_FORMAT = zlib.MAX_WBITS | 32


# Own code over urllib3's connections. urllib3 2.8 unpacks too, but takes a packed body that breaks off for a whole one.
# httpx 0.28 (and hishel 2.0 on it) unpacks 67 MB from one piece whatever the limit, and looks hosts up itself.
class Transport:
    """Connections, kept open for the length of a run; certificates are always verified."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pools: dict[tuple[Target, str], HTTPConnectionPool] = {}
        self._tls: ssl.SSLContext | None = None

    def __enter__(self) -> "Transport":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()

    def send(
        self, method: str, target: Target, network_address: str, headers: Mapping[str, str], policy: HttpPolicy
    ) -> Answer:
        """Send the request to that network address, whatever the host's name resolves to by now.

        Raises:
            WebError: there is no whole answer within the limits.
        """
        pool = self._pool(target, network_address)
        deadline = self._clock.monotonic() + policy.timeout_seconds * _WHOLE_ANSWER
        try:
            response = pool.urlopen(
                method, target.path, headers={**headers, "Host": target.authority}, redirect=False, retries=False,
                preload_content=False, decode_content=False, assert_same_host=False,
                timeout=Timeout(connect=policy.timeout_seconds, read=policy.timeout_seconds),
            )  # fmt: skip
            try:
                body = self._body(response, policy.max_bytes, deadline)
            except BaseException:
                # What is left of the answer must not be taken for the next one.
                response.close()
                raise
            response.release_conn()
        except SSLError:
            raise WebError(f"the certificate of {target.host} cannot be verified") from None
        except (HTTPError, OSError) as error:
            raise WebError(_told(error), is_passing=True) from error
        return Answer("", response.status, {name.lower(): value for name, value in response.headers.items()}, body)

    def _pool(self, target: Target, network_address: str) -> HTTPConnectionPool:
        key = (Target(target.scheme, target.host, target.port, ""), network_address)
        if key not in self._pools:
            if target.scheme == "https":
                self._tls = self._tls or ssl.create_default_context()
                self._pools[key] = HTTPSConnectionPool(
                    network_address, target.port, ssl_context=self._tls, server_hostname=target.host,
                    assert_hostname=target.host.strip("[]"),
                )  # fmt: skip
            else:
                self._pools[key] = HTTPConnectionPool(network_address, target.port)
        return self._pools[key]

    def _body(self, response: BaseHTTPResponse, most: int, deadline: float) -> bytes:
        pieces: list[bytes] = []
        size = 0
        for piece in self._unpacked(response, deadline, most):
            size += len(piece)
            if size > most:
                raise _too_large(most)
            pieces.append(piece)
        return b"".join(pieces)

    def _unpacked(self, response: BaseHTTPResponse, deadline: float, most: int) -> Iterator[bytes]:
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        pieces = self._pieces(response, deadline)
        if packing in {"identity", ""}:
            yield from pieces
            return
        if packing not in _PACKED:
            raise WebError(f"an answer packed as {packing!r}, which was not asked for")
        packed = zlib.decompressobj(_EITHER_FORMAT)
        is_empty = True
        try:
            for piece in pieces:
                is_empty = False
                yield packed.decompress(piece, most + 1)
                if packed.unconsumed_tail:
                    raise _too_large(most)
        except zlib.error:
            raise WebError("an answer that cannot be unpacked", is_passing=True) from None
        if not packed.eof and not is_empty:
            raise WebError("an answer that breaks off", is_passing=True)

    def _pieces(self, response: BaseHTTPResponse, deadline: float) -> Iterator[bytes]:
        while piece := response.read1(_PIECE):
            yield piece
            if self._clock.monotonic() > deadline:
                raise WebError("an answer that takes too long", is_passing=True)


def _too_large(most: int) -> WebError:
    return WebError(f"a document of more than {most / 1_000_000:g} MB; raise `http: max_megabytes` if it is wanted")


def _told(error: Exception) -> str:
    """Return the kind of failure, without numbers that differ from run to run."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if names & {"TimeoutError", "ConnectTimeoutError", "ReadTimeoutError"}:
        return "no answer in time"
    if names & {"ProtocolError", "IncompleteRead"}:
        return "an answer that breaks off"
    return "no connection"
