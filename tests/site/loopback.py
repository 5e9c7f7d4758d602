"""Servers on the loopback that stop by themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from socketserver import ThreadingTCPServer
from threading import Thread


@contextmanager
def at_work(listening: ThreadingHTTPServer | ThreadingTCPServer) -> Iterator[int]:
    """The port at which the server is at work until the end."""
    listening.daemon_threads = True
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield listening.server_address[1]
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
