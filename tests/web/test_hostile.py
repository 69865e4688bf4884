"""What no client should send, over raw sockets: it is refused, and the server goes on."""

from __future__ import annotations

import pytest

from scheduler.web.guard import MOST_HEAD
from tests.web.serving import CITY, HOST, Running

pytestmark = [
    pytest.mark.usefixtures("lives"),
    pytest.mark.parametrize("town", ["pure", "fast"], indirect=True, scope="module"),
]


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


def test_long_queries_and_headers(town: Running) -> None:
    assert asked(town, CITY + b"?x=" + b"1" * 3000) == 414
    assert asked(town, b"/zh/?q=" + b"1" * 3000) == 414
    assert asked(town, b"/" + b"a" * 3000) == 414
    assert asked(town, b"/f/" + b"A" * 3000 + b"/x.ics") == 414
    assert asked(town, CITY, b"X: " + b"1" * (MOST_HEAD // 2)) == 200
    assert asked(town, CITY, *[b"X-%d: 1" % n for n in range(500)]) == 200


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


def test_absurd_conditional_headers(town: Running) -> None:
    for line in (
        b"If-None-Match: " + b'"a", ' * 5000, b"If-Modified-Since: " + b"9" * 20_000,
        b"Accept-Encoding: " + b"gzip;q=0.1," * 2000, b"If-None-Match: \xff\xff",
        b"If-Modified-Since: Sun, 06 Nov 9999 08:49:37 GMT, x", b"Range: bytes=0-0,-1,99-",
        b"Accept-Language: " + b"zh;q=0.1," * 2000,
    ):  # fmt: skip
        assert asked(town, CITY, line) == 200
        assert asked(town, b"/", line) == 200
