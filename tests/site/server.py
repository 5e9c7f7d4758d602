"""A real HTTP server on the loopback that serves what a test tells it, and remembers what it was asked."""

import gzip
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.site.loopback import at_work


@dataclass(frozen=True)
class Reply:
    """An answer: `promised` is the length it states, where that is not the body's; `pieces` are sent `pause` apart."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    promised: int | None = None
    pause: float = 0.0
    pieces: int = 1


Page = Callable[[str], Reply | None]


def html(text: str, **headers: str) -> Reply:
    return Reply(text.encode(), headers={"Content-Type": "text/html; charset=utf-8", **headers})


def zipped(reply: Reply) -> Reply:
    return Reply(gzip.compress(reply.body, mtime=0), reply.status, {**reply.headers, "Content-Encoding": "gzip"})


def redirect(to: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": to})


@dataclass
class Server:
    """What is served: `once` (answers used up one by one) before `pages` (by path with query) before `page`."""

    port: int = 0
    page: Page = lambda _: None
    pages: dict[str, Reply] = field(default_factory=dict)
    once: dict[str, list[Reply]] = field(default_factory=dict)
    with_etags: bool = True
    asked: list[tuple[str, str, int]] = field(default_factory=list)
    seen_headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for _, path, _ in self.asked]

    def forget(self) -> None:
        self.asked.clear()
        self.seen_headers.clear()

    @property
    def last_headers(self) -> dict[str, str]:
        """The headers of the request that is being answered."""
        return self.seen_headers[-1]

    def reply(self, path: str) -> Reply:
        if self.once.get(path):
            return self.once[path].pop(0)
        return self.pages.get(path) or self.page(path) or Reply(b"not here", 404)


def handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Else each body waits for the other side to acknowledge the head.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            server.seen_headers.append({name.lower(): value for name, value in self.headers.items()})
            reply = server.reply(self.path)
            etag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
            is_tagged = server.with_etags and reply.status == 200
            if is_tagged and self.headers.get("If-None-Match") == etag:
                reply = Reply(status=304)
            server.asked.append((self.command, self.path, reply.status))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if is_tagged:
                self.send_header("ETag", etag)
            if reply.status != 304:
                self.send_header("Content-Length", str(len(reply.body) if reply.promised is None else reply.promised))
            self.end_headers()
            if self.command == "GET":
                self._send(reply)

        do_HEAD = do_GET  # noqa: N815 - the base class's name

        def _send(self, reply: Reply) -> None:
            size = max(1, -(-len(reply.body) // reply.pieces))
            try:
                for start in range(0, len(reply.body), size):
                    self.wfile.write(reply.body[start : start + size])
                    self.wfile.flush()
                    time.sleep(reply.pause)
            except OSError:
                self.close_connection = True
            if reply.promised is not None and reply.promised != len(reply.body):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing: tests look at `asked`."""

    return Handler


@contextmanager
def serving(server: Server | None = None) -> Iterator[Server]:
    """The server, at work on a free port of the loopback."""
    server = server or Server()
    with at_work(ThreadingHTTPServer(("127.0.0.1", 0), handler(server))) as server.port:
        yield server
