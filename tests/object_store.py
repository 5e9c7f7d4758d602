"""An S3 server on the loopback, with faults on demand and a record of what it was asked for."""

import logging
import re
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import urllib3
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REFUSAL = b"<?xml version='1.0'?><Error><Code>InvalidAccessKeyId</Code><Message>No such key.</Message></Error>"
KEYS = {"AWS_ACCESS_KEY_ID": "invented", "AWS_SECRET_ACCESS_KEY": "invented", "AWS_REGION": "us-east-1"}


@dataclass
class Asked:
    """A request: method, path with the query but without the first slash, and the bytes of it and of its answer."""

    method: str
    path: str
    size: int = 0
    answered: int = 0

    def fits(self, pattern: str) -> bool:
        return re.search(pattern, f"{self.method} {self.path}") is not None


@dataclass
class Fault:
    """What happens to requests that fit a pattern, as often as it says, from one of them on.

    `act` is called before the request is answered, or after it with `is_late`; then the answer is cut off with
    `is_cut`, and a refusal with `is_refused`.
    """

    pattern: str
    act: Callable[[], None] = lambda: None
    is_late: bool = False
    is_cut: bool = False
    is_refused: bool = False
    times: int = 1_000


@dataclass
class ObjectStore:
    """The server: its address, the requests so far, what goes wrong, and whether ETags match without quotes only."""

    endpoint: str = ""
    wants_bare_etags: bool = False
    asked: list[Asked] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which it is found."""
        return {**KEYS, "AWS_ENDPOINT_URL": self.endpoint}

    def new_bucket(self) -> str:
        """Make a bucket, and return the address of a prefix in it."""
        name = f"bucket-{uuid4().hex[:12]}"
        made = urllib3.request("PUT", f"{self.endpoint}/{name}")
        assert made.status == 200
        return f"s3://{name}/some/prefix"

    def requests(self, pattern: str = "") -> list[Asked]:
        """The requests that fit a pattern."""
        return [each for each in self.asked if each.fits(pattern)]

    def served(self, backend: "WSGIApplication") -> "WSGIApplication":
        """The application with faults and record."""
        # The stand-in checks conditions and writes without a lock of its own.
        one_at_a_time = threading.Lock()

        def serve(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
            query = environ.get("QUERY_STRING", "")
            path = environ["PATH_INFO"].lstrip("/") + (f"?{query}" if query else "")
            asked = Asked(environ["REQUEST_METHOD"], path, int(environ.get("CONTENT_LENGTH") or 0))
            self.asked.append(asked)
            fault = self._fault(asked)
            if fault and not fault.is_late:
                fault.act()
                if fault.is_refused:
                    start("403 Forbidden", [("Content-Type", "application/xml")])
                    return [REFUSAL]
                if fault.is_cut:
                    _cut(environ)
                    return []
            if self.wants_bare_etags and "HTTP_IF_MATCH" in environ:
                environ["HTTP_IF_MATCH"] = f'"{environ["HTTP_IF_MATCH"]}"'
            with one_at_a_time:
                answer = list(backend(environ, start))
            asked.answered = sum(map(len, answer))
            if fault and fault.is_late:
                fault.act()
                if fault.is_cut:
                    _cut(environ)
            return answer

        return serve

    def _fault(self, asked: Asked) -> Fault | None:
        for fault in self.faults:
            if asked.fits(fault.pattern) and fault.times > 0:
                fault.times -= 1
                return fault
        return None


def _cut(environ: "WSGIEnvironment") -> None:
    connection: Any = environ["werkzeug.socket"]
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """Serve an empty S3 until the end."""
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    store = ObjectStore()
    backend = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, store.served(backend), threaded=True)
    store.endpoint = f"http://127.0.0.1:{server.server_port}"
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield store
    finally:
        server.shutdown()
        serving.join()


@contextmanager
def own_buckets() -> Iterator[ObjectStore]:
    """Serve an empty S3 that the environment of this process and its children names, until the end."""
    with object_store() as store, pytest.MonkeyPatch.context() as patch:
        for name, value in store.environment.items():
            patch.setenv(name, value)
        yield store
