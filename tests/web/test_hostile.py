"""What no client should send, over raw sockets: it is refused, and the server goes on."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from scheduler.web.guard import HEAD_S, MOST_HEAD
from tests.web.serving import Running, drained

HOST = b"Host: localhost\r\n"
CITY = b"/feeds/zh/city.ics"


@pytest.fixture(autouse=True)
def lives(town: Running) -> Iterator[None]:
    """After each attack the next reader is served."""
    yield
    for _ in range(100):
        try:
            with town.client() as client:
                assert client.get(CITY.decode()).status_code == 200
            return
        except httpx.TransportError:  # connections beyond the limit are being cleared away
            time.sleep(0.2)
    pytest.fail("the server did not recover")


def asked(town: Running, path: bytes, *more: bytes) -> int:
    """Status of a GET of raw bytes; 0 when the server only closed."""
    lines = b"".join(line + b"\r\n" for line in more)
    head = b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n"
    got = town.raw(head + lines + b"\r\n")
    return int(got.split(b" ", 2)[1]) if got else 0


@pytest.mark.parametrize(
    "path",
    [
        b"/feeds/zh/../../../../etc/passwd", b"/feeds/zh/%2e%2e/%2e%2e/policy.yaml",
        b"/feeds/zh/..%2fcity.ics", b"/feeds/zh%2Fcity.ics", b"/feeds/zh/city.ics/",
        b"/feeds/zh/city.ics%00", b"/feeds/zh//city.ics", b"/feeds/zh/./city.ics",
        b"/feeds/zh/city.ics.ics", b"/feeds/xx/city.ics", b"/feeds/zh/CITY.ICS",
        b"/feeds/zh/halls/expo--h1.ics/../../city.ics", b"/feeds/zh/" + b"a/" * 500 + b"b.ics",
        b"//feeds/zh/city.ics", b"/feeds/zh\\city.ics", b"/assets/../pages.py",
        b"/assets/%2e%2e%2fpages.py", b"/assets/site.css", b"/f//city.ics", b"/f/../healthz",
        b"/zh/subscribe/../../healthz", b"/zh/subscribe/%2e%2e%2f", b"/xx/subscribe/city.ics",
        b"/f/" + b"A" * 1000 + b"/x.ics", b"/%66eeds/zh/city.ics",
    ],
)  # fmt: skip
def test_paths_that_are_none(town: Running, path: bytes) -> None:
    assert asked(town, path) in (400, 404)


@pytest.mark.parametrize(
    "host",
    [
        b"evil.example", b"localhost.evil.example", b"localhost:99999", b"localhost:8a", b"",
        b"localhost, localhost", b"localhost/x", b"user@localhost", b"[::1", b"a" * 300,
        b"\xff\xfe",
    ],
)  # fmt: skip
def test_other_hosts(town: Running, host: bytes) -> None:
    request = b"GET / HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n"
    assert b" 400 " in town.raw(request).split(b"\r\n", 1)[0]


def test_host_twice_or_never(town: Running) -> None:
    assert asked(town, b"/", b"Host: localhost") == 400
    assert b" 400 " in town.raw(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert b" 200 " in town.raw(b"GET / HTTP/1.0\r\n\r\n")
    for good in (b"127.0.0.1:80", b"[::1]:8080", b"LOCALHOST", b"10.1.2.3"):
        request = b"GET /healthz HTTP/1.1\r\nHost: " + good + b"\r\nConnection: close\r\n\r\n"
        assert b" 200 " in town.raw(request)


def test_forwarded_headers_count_for_nothing_unless_asked(town: Running) -> None:
    with town.client() as client:
        forged = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}
        page = client.get("/zh/subscribe/city.ics", headers=forged)
    assert "evil.example" not in page.text
    assert "https://127.0.0.1" not in page.text


def test_a_query_of_ten_megabytes(town: Running) -> None:
    with socket.create_connection(("127.0.0.1", town.port), 20) as peer:
        peer.sendall(b"GET " + CITY + b"?from=")
        sent = 0
        try:
            while sent < 10_000_000:
                sent += peer.send(b"1" * 65_536)
            got = drained(peer)
        except ConnectionError:
            got = b""
    assert sent < 10_000_000 or got == b"" or got[9:12] in (b"400", b"414", b"431")


def test_long_queries_and_headers(town: Running) -> None:
    assert asked(town, CITY + b"?x=" + b"1" * 3000) == 414
    assert asked(town, b"/zh/?q=" + b"1" * 3000) == 414
    assert asked(town, CITY, b"X: " + b"1" * (MOST_HEAD // 2)) == 200
    assert asked(town, CITY, *[b"X-%d: 1" % n for n in range(500)]) == 200


def test_a_head_without_end(town: Running) -> None:
    with socket.create_connection(("127.0.0.1", town.port), 20) as peer:
        peer.sendall(b"GET / HTTP/1.1\r\n" + HOST)
        got = b""
        try:
            for n in range(100_000):
                peer.sendall(b"X-%d: %s\r\n" % (n, b"1" * 1000))
        except ConnectionError:
            pass
        else:
            got = drained(peer)
        assert n < 99_999 or got


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        b"\r\n" * 100 + b"x\r\n\r\n",
        b"GET\r\n\r\n", b"GET / HTTP/x.y\r\n\r\n", b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: x\r\n\r\n", b"\x00" * 1000,
        b"GET / HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET http://[/ HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n",
    ],
)  # fmt: skip
def test_no_http(town: Running, data: bytes) -> None:
    got = town.raw(data)
    assert got == b"" or got[9:12] in (b"400", b"404", b"505")


def test_a_body_that_nobody_reads_ends_the_connection(town: Running) -> None:
    with socket.create_connection(("127.0.0.1", town.port), 20) as peer:
        peer.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 1000000000\r\n\r\nabc")
        assert b" 405 " in drained(peer)
    with socket.create_connection(("127.0.0.1", town.port), 20) as peer:
        peer.sendall(b"GET " + CITY + b" HTTP/1.1\r\n" + HOST + b"Content-Length: 10\r\n\r\n")
        got = drained(peer)
    assert got.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"connection: close" in got.lower()


def test_absurd_conditional_headers(town: Running) -> None:
    for line in (
        b"If-None-Match: " + b'"a", ' * 5000, b"If-Modified-Since: " + b"9" * 20_000,
        b"Accept-Encoding: " + b"gzip;q=0.1," * 2000, b"If-None-Match: \xff\xff",
        b"If-Modified-Since: Sun, 06 Nov 9999 08:49:37 GMT, x", b"Range: bytes=0-0,-1,99-",
        b"Accept-Language: " + b"zh;q=0.1," * 2000,
    ):  # fmt: skip
        assert asked(town, CITY, line) == 200
        assert asked(town, b"/", line) == 200


def test_pipelined_requests_come_in_order(town: Running) -> None:
    one = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    two = b"GET " + CITY + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
    got = town.raw(one * 50 + two)
    assert got.count(b"HTTP/1.1 200 OK") == 51
    assert got.index(b"application/json") < got.index(b"text/calendar")


def test_slow_heads_are_cut_off(town: Running) -> None:
    began = time.monotonic()
    peers = [socket.create_connection(("127.0.0.1", town.port), 60) for _ in range(50)]
    ended = threading.Event()

    def drip() -> None:
        while not ended.wait(0.5):
            for peer in peers:
                try:
                    peer.sendall(b"X")
                except OSError:
                    continue

    thread = threading.Thread(target=drip)
    peers[0].sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")  # keeps its connection, then drips
    for peer in peers[1:]:
        peer.sendall(b"GET / HTTP/1.1\r\n")
    thread.start()
    try:
        for peer in peers:
            drained(peer)
            peer.close()
    finally:
        ended.set()
        thread.join()
    assert time.monotonic() - began > HEAD_S / 2


def test_a_reader_who_reads_nothing_hinders_nobody(town: Running) -> None:
    with socket.socket() as peer:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        peer.connect(("127.0.0.1", town.port))
        peer.settimeout(2)
        one = b"GET /zh/ HTTP/1.1\r\n" + HOST + b"\r\n"
        try:
            for _ in range(2000):
                peer.sendall(one)
        except (TimeoutError, ConnectionError):
            pass
        with town.client() as client:
            assert client.get(CITY.decode()).status_code == 200


def test_more_connections_than_are_allowed(town: Running) -> None:
    peers = []
    try:
        for _ in range(1_200):
            peers.append(socket.create_connection(("127.0.0.1", town.port), 20))
    except OSError:
        pass
    finally:
        for peer in peers:
            peer.close()
    assert len(peers) > 500
