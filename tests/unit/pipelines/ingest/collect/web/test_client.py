"""The client against a real server on the loopback."""

import socket
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pipelines.ingest.collect.web.answers import WebError, conditions
from pipelines.ingest.collect.web.client import Client
from pipelines.ingest.collect.web.clock import Clock
from pipelines.ingest.sources.http_policy import HttpPolicy
from tests.site.mail import own_certificate
from tests.site.server import Reply, Server, handler, html, redirect, serving, zipped

LOOPBACK = {"allow_private": ["127.0.0.1/32"]}
CONTACT = "news-data@example.org"
START = datetime(2021, 5, 4, tzinfo=UTC)


@dataclass
class Hours:
    """A clock that only goes on while somebody sleeps."""

    slept: list[float] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: START + timedelta(seconds=sum(self.slept)), lambda: sum(self.slept), self.slept.append)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def client(hours: Hours) -> Iterator[Client]:
    with Client(hours.clock) as client:
        yield client


def policy(**changes: object) -> HttpPolicy:
    return HttpPolicy(**{**LOOPBACK, "delay_seconds": 0.0, **changes})  # type: ignore[arg-type]


def refusal(client: Client, address: str, **changes: object) -> WebError:
    with pytest.raises(WebError) as error:
        client.get(address, policy(**changes), CONTACT)
    return error.value


def test_a_document_comes_with_its_headers(server: Server, client: Client) -> None:
    server.pages["/a"] = html("<p>ñ</p>")
    answer = client.get(f"{server.address}/a", policy(), CONTACT)
    assert (answer.body.decode(), answer.charset, answer.status) == ("<p>ñ</p>", "utf-8", 200)
    assert server.seen_headers[-1]["user-agent"] == "migration-bulletins/0.1 (+news-data@example.org)"


def test_what_is_unchanged_is_not_sent_again(server: Server, client: Client) -> None:
    server.pages["/a"] = html("<p>a</p>")
    first = client.get(f"{server.address}/a", policy(), CONTACT)
    second = client.get(f"{server.address}/a", policy(), CONTACT, conditions(first.kept_headers))
    assert (second.is_unchanged, second.body) == (True, b"")
    assert [status for _, path, status in server.asked if path == "/a"] == [200, 304]


def test_robots_are_asked_once_and_obeyed(server: Server, client: Client) -> None:
    server.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private/*.html$\nAllow: /\n")
    server.pages["/a"] = server.pages["/private/a.html"] = html("<p>a</p>")
    client.get(f"{server.address}/a", policy(), CONTACT)
    error = refusal(client, f"{server.address}/private/a.html")
    assert "robots.txt" in error.reason
    assert not error.is_passing
    assert server.paths == ["/robots.txt", "/a"]


def test_a_site_whose_robots_cannot_be_told_is_left_alone(server: Server, client: Client) -> None:
    server.pages["/robots.txt"] = Reply(status=503)
    server.pages["/a"] = html("<p>a</p>")
    error = refusal(client, f"{server.address}/a", attempts=2)
    assert error.is_passing
    assert "robots.txt" in error.reason
    assert set(server.paths) == {"/robots.txt"}


def test_requests_to_a_host_keep_their_distance(server: Server, client: Client, hours: Hours) -> None:
    server.page = lambda path: html(path)
    for path in ("/a", "/b", "/c"):
        client.get(server.address + path, policy(delay_seconds=2.0), CONTACT)
    assert hours.slept == [2.0, 2.0, 2.0]


def test_a_longer_delay_in_robots_counts(server: Server, client: Client, hours: Hours) -> None:
    server.page = lambda path: html(path)
    server.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7\n")
    for path in ("/a", "/b"):
        client.get(server.address + path, policy(), CONTACT)
    assert hours.slept[-1] == 7.0


def test_a_host_is_asked_only_so_often_in_a_run(server: Server, client: Client) -> None:
    server.page = lambda path: html(path)
    for path in ("/a", "/b"):
        client.get(server.address + path, policy(requests_per_run=3), CONTACT)
    error = refusal(client, f"{server.address}/c", requests_per_run=3)
    assert error.is_passing
    assert len(server.asked) == 3


def test_a_busy_server_is_given_the_time_it_asks_for(server: Server, client: Client, hours: Hours) -> None:
    server.pages["/a"] = html("<p>a</p>")
    in_words = format_datetime(START + timedelta(seconds=49), usegmt=True)
    server.once["/a"] = [
        Reply(status=429, headers={"Retry-After": "17"}),
        Reply(status=503, headers={"Retry-After": in_words}),
    ]
    assert client.get(f"{server.address}/a", policy(), CONTACT).status == 200
    assert hours.slept == [17.0, 32.0]


def test_a_server_that_asks_for_too_much_time_is_left_alone(server: Server, client: Client, hours: Hours) -> None:
    server.pages["/b"] = html("<p>b</p>")
    server.pages["/a"] = Reply(status=429, headers={"Retry-After": "86400"})
    assert refusal(client, f"{server.address}/a").is_passing
    assert "left alone" in refusal(client, f"{server.address}/b").reason
    assert hours.slept == []
    assert "/b" not in server.paths


def test_a_failure_is_tried_again_ever_more_slowly(server: Server, client: Client, hours: Hours) -> None:
    server.pages["/a"] = html("<p>a</p>")
    server.once["/a"] = [Reply(status=500), Reply(status=502)]
    assert client.get(f"{server.address}/a", policy(), CONTACT).status == 200
    assert hours.slept == [1.0, 2.0]


def test_attempts_come_to_an_end(server: Server, client: Client) -> None:
    server.pages["/a"] = Reply(status=500)
    error = refusal(client, f"{server.address}/a", attempts=3)
    assert (error.reason, error.is_passing) == ("the server answers 500", True)
    assert server.paths.count("/a") == 3


def test_a_page_that_is_gone_is_not_tried_again(server: Server, client: Client) -> None:
    error = refusal(client, f"{server.address}/gone")
    assert (error.is_gone, error.is_passing) == (True, False)
    assert server.paths.count("/gone") == 1


def test_a_slow_body_is_given_up(server: Server) -> None:
    server.pages["/slow"] = Reply(b"x" * 100, pieces=100, pause=0.05)
    with Client() as client:
        error = refusal(client, f"{server.address}/slow", timeout_seconds=0.3, attempts=1)
    assert (error.reason, error.is_passing) == ("an answer that takes too long", True)


def test_a_server_that_says_nothing_is_given_up(server: Server) -> None:
    server.page = lambda _: html("<p>a</p>")
    with socket.create_server(("127.0.0.1", 0)) as silent, Client() as client:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/a"
        assert refusal(client, address, timeout_seconds=0.1, attempts=1).reason == "no answer in time"


def test_a_huge_body_is_not_read_to_its_end(server: Server, client: Client) -> None:
    server.pages["/huge"] = Reply(b"x" * 3_000_000)
    error = refusal(client, f"{server.address}/huge", max_megabytes=1.0)
    assert "more than 1 MB" in error.reason
    assert not error.is_passing


def test_a_small_answer_that_unpacks_to_a_huge_one_is_refused(server: Server, client: Client) -> None:
    server.pages["/bomb"] = zipped(Reply(b"0" * 50_000_000))
    assert "more than 1 MB" in refusal(client, f"{server.address}/bomb", max_megabytes=1.0).reason


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_packed_answers_are_unpacked(server: Server, client: Client, packing: str) -> None:
    body = "<p>año</p>".encode()
    packed = zipped(Reply(body)).body if packing == "gzip" else zlib.compress(body)
    server.pages["/a"] = Reply(packed, headers={"Content-Encoding": packing})
    assert client.get(f"{server.address}/a", policy(), CONTACT).body == body


def test_an_answer_that_breaks_off_is_no_answer(server: Server, client: Client) -> None:
    server.once["/a"] = [Reply(b"<p>half", promised=4000)]
    server.pages["/a"] = html("<p>whole</p>")
    assert client.get(f"{server.address}/a", policy(), CONTACT).body == b"<p>whole</p>"
    assert server.paths.count("/a") == 2


def test_a_packed_answer_that_breaks_off_is_no_answer(server: Server, client: Client) -> None:
    whole = zipped(Reply(b"<p>text</p>" * 999))
    server.pages["/a"] = Reply(whole.body[:-9], headers=whole.headers)
    error = refusal(client, f"{server.address}/a", attempts=1)
    assert (error.reason, error.is_passing) == ("an answer that breaks off", True)


def test_redirects_are_followed_to_their_end(server: Server, client: Client) -> None:
    server.pages |= {"/a": redirect("/b", 301), "/b": redirect(f"{server.address}/c"), "/c": html("<p>c</p>")}
    answer = client.get(f"{server.address}/a", policy(), CONTACT)
    assert (answer.address, answer.body) == (f"{server.address}/c", b"<p>c</p>")


def test_redirects_in_a_circle_come_to_an_end(server: Server, client: Client) -> None:
    server.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert "more than 3 redirects" in refusal(client, f"{server.address}/a", max_redirects=3).reason
    assert len(server.paths) == 5


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("http://127.0.0.2/", "private network"),
        ("http://10.1.2.3/", "private network"),
        ("http://169.254.169.254/latest/", "private network"),
        ("http://[::1]/", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("http://[64:ff9b::a00:1]/", "private network"),
        ("file:///etc/hostname", "only http and https"),
        ("ftp://example.org/", "only http and https"),
        ("http://user:secret@example.org/", "no user"),
    ],
)
def test_a_redirect_leads_nowhere_that_is_not_allowed(server: Server, client: Client, to: str, why: str) -> None:
    server.pages["/a"] = redirect(to)
    error = refusal(client, f"{server.address}/a")
    assert why in error.reason
    assert not error.is_passing


def test_private_networks_are_fetched_only_where_a_source_allows_them(server: Server, client: Client) -> None:
    server.pages["/a"] = html("<p>a</p>")
    assert "private network" in refusal(client, f"{server.address}/a", allow_private=False).reason
    assert server.asked == []
    assert client.get(f"{server.address}/a", policy(allow_private=True), CONTACT).status == 200


def test_a_host_is_connected_to_where_it_was_looked_up(server: Server, hours: Hours) -> None:
    server.pages["/a"] = html("<p>a</p>")
    lookups = []

    def lookup(host: str, _port: int) -> list[str]:
        lookups.append(host)
        return ["127.0.0.1"]

    with Client(hours.clock, lookup) as client:
        answer = client.get(f"http://news.example:{server.port}/a", policy(), CONTACT)
    assert answer.body == b"<p>a</p>"
    assert server.seen_headers[-1]["host"] == f"news.example:{server.port}"
    assert lookups == ["news.example", "news.example"], "once for robots.txt and once for the page, never in between"


def test_a_host_with_one_private_address_among_public_ones_is_refused(hours: Hours) -> None:
    with Client(hours.clock, lambda _host, _port: ["93.184.215.14", "10.0.0.1"]) as client:
        assert "private network" in refusal(client, "http://news.example/a").reason


def test_a_host_that_is_unknown_is_said_to_be(hours: Hours) -> None:
    def lookup(host: str, port: int) -> list[str]:
        raise socket.gaierror(host, port)

    with Client(hours.clock, lookup) as client:
        error = refusal(client, "http://news.example/a", attempts=1)
    assert (error.reason, error.is_passing) == ("the host news.example is not found", True)


def test_a_host_that_fails_again_and_again_is_left_alone(server: Server, client: Client) -> None:
    server.page = lambda path: Reply(status=404 if path == "/robots.txt" else 500)
    for path in ("/a", "/b", "/c", "/d"):
        error = refusal(client, server.address + path, attempts=2)
    assert "left alone" in error.reason
    assert "/d" not in server.paths


def test_certificates_are_verified(tmp_path: Path, client: Client) -> None:
    listening = HTTPServer(("127.0.0.1", 0), handler(Server()))
    listening.socket = own_certificate(tmp_path).wrap_socket(listening.socket, server_side=True)
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        error = refusal(client, f"https://127.0.0.1:{listening.server_address[1]}/a")
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
    assert "certificate" in error.reason
    assert not error.is_passing
