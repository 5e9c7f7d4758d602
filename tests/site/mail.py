"""A real mail server on the loopback that takes letters over TLS, and keeps them."""

import base64
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

from tests.site.loopback import at_work

CERTIFICATE = "certificate.pem"


def own_certificate(folder: Path) -> ssl.SSLContext:
    """A server's TLS with a certificate for the loopback that nobody has signed; it lies in the folder."""
    key, certificate = folder / "key.pem", folder / CERTIFICATE
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    options = ["-nodes", "-days", "2", *names, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", *options], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


@dataclass
class MailServer:
    """What was sent: who logged in, to whom, and the letters."""

    tls: ssl.SSLContext
    port: int = 0
    users: list[str] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)


def _handler(server: MailServer) -> type[StreamRequestHandler]:
    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 loopback")
            while line := self.rfile.readline().decode().strip():
                self._answer(line.partition(" ")[0].upper(), line)

        def _answer(self, command: str, line: str) -> None:
            if command == "EHLO":
                self._say("250-loopback\r\n250-STARTTLS\r\n250 AUTH PLAIN")
            elif command == "STARTTLS":
                self._say("220 begin")
                self.request = server.tls.wrap_socket(self.request, server_side=True)
                self.setup()
            elif command == "AUTH":
                server.users.append(base64.b64decode(line.split()[2]).decode().split("\0")[1])
                self._say("235 welcome")
            elif command == "QUIT":
                self._say("221 bye")
            elif command == "DATA":
                self._say("354 go on")
                server.letters.append("".join(iter(lambda: self.rfile.readline().decode("ascii"), ".\r\n")))
                self._say("250 kept")
            else:
                server.to += [line.partition(":")[2]] if command == "RCPT" else []
                self._say("250 fine")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    return Handler


@contextmanager
def taking_mail(folder: Path) -> Iterator[MailServer]:
    """The server, at work on a free port of the loopback; its certificate lies in the folder."""
    server = MailServer(own_certificate(folder))
    with at_work(ThreadingTCPServer(("127.0.0.1", 0), _handler(server))) as server.port:
        yield server
