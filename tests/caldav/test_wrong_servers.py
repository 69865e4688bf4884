"""Servers that refuse, break, mislead or are no CalDAV servers at all."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from scheduler.caldav import Done, Login, Memory, PushStopped, Server, push
from scheduler.errors import UsageError
from tests.caldav.calendars import collection
from tests.fetching.certificates import certificate

EMPTY = (
    b'<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><response>'
    b"<href>/city/expo-en/</href><propstat><prop><resourcetype><collection/><C:calendar/>"
    b"</resourcetype></prop></propstat></response></multistatus>"
)
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>' + EMPTY

Said = tuple[int, dict[str, str], bytes]


class Handler(BaseHTTPRequestHandler):
    """Answers as the server's `script` says; what it gets is kept."""

    protocol_version = "HTTP/1.1"
    server: Any

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.rfile.read(length)
        self.server.asked.append((self.command, dict(self.headers)))
        status, headers, body = self.server.script(len(self.server.asked), self.command)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_PROPFIND = do_MKCALENDAR = do_PUT = do_GET = do_HEAD = do_DELETE = answer

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(
    script: Callable[[int, str], Said], tls: ssl.SSLContext | None = None
) -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """A server that answers the n-th request by its script."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.script, server.asked, server.handle_error = script, [], lambda *_: None
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}/city/", server.asked
    finally:
        server.shutdown()
        server.server_close()


def plain(put: Said, after: int = 0) -> Callable[[int, str], Said]:
    """A CalDAV server with an empty calendar whose PUTs fail after so many."""
    done = []

    def script(number: int, method: str) -> Said:
        if method == "PROPFIND":
            return 207, {}, EMPTY
        done.append(method)
        return (201, {"ETag": f'"{number}"'}, b"") if len(done) <= after else put

    return script


def pushed(url: str, ledger: Memory | None = None, **how: Any) -> Done:
    with Server(url, Login("u", "p"), **how) as server:
        done = Done()
        push(server, collection(), ledger or Memory(), done)
        return done


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, r"password is wrong \(401\)"),
        (403, r"may not write here \(403\)"),
        (413, r"too large \(413\)"),
        (423, r"locked \(423\)"),
        (429, r"slow down \(429\)"),
        (500, r"The server failed \(500\)"),
        (503, r"out of service \(503\)"),
        (507, r"disk or the user's quota is full \(507\)"),
    ],
)
def test_a_refusal_midway_is_told_and_resumable(status: int, said: str) -> None:
    ledger = Memory()
    with serving(plain((status, {}, b""), after=2)) as (url, _):
        with pytest.raises(PushStopped, match=said) as caught:
            pushed(url, ledger)
        assert "Run the command again to go on from here." in caught.value.message.en
        assert "再次运行即从此处继续" in caught.value.message.zh
        assert [len(v) for v in ledger.collections.values()] == [2]


@pytest.mark.parametrize("status", [403, 405, 409, 507])
def test_a_calendar_that_cannot_be_made(status: int) -> None:
    with (
        serving(lambda n, m: (404 if m == "PROPFIND" else status, {}, b"")) as (url, _),
        pytest.raises(PushStopped, match=rf"\({status}\)"),
    ):
        pushed(url)


@pytest.mark.parametrize(
    "answer",
    [
        (200, {}, b"<html>Hello</html>"),
        (405, {}, b""),
        (207, {}, b"<html>"),
        (207, {}, b"<a/>"),
        (207, {}, EMPTY.replace(b"<C:calendar/>", b"")),
        (207, {}, BOMB),
        (207, {}, b"\xff\xfe\x00"),
    ],
)
def test_no_caldav_server(answer: Said) -> None:
    with (
        serving(lambda n, m: answer) as (url, asked),
        pytest.raises(PushStopped, match="No CalDAV server answers at this address"),
    ):
        pushed(url)
    assert {method for method, _ in asked} == {"PROPFIND"}


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_passwords_do_not_follow_redirects(status: int) -> None:
    with serving(plain((201, {}, b""))) as (elsewhere, asked):
        with (
            serving(lambda n, m: (status, {"Location": elsewhere}, b"")) as (url, _),
            pytest.raises(PushStopped, match=f"The server points to {elsewhere}"),
        ):
            pushed(url)
        assert asked == []


def test_no_password_before_the_server_asks() -> None:
    with serving(plain((201, {"ETag": '"1"'}, b""), after=9)) as (url, asked):
        assert pushed(url) == Done(written=6)
    assert all("Authorization" not in headers for _, headers in asked)


@pytest.mark.parametrize(
    ("challenge", "scheme", "times"),
    [
        ('Digest realm="x", nonce="n", qop="auth"', "Digest ", 2),
        ('Basic realm="x"', "Basic ", 1),
    ],
)
def test_login_as_the_server_asks(challenge: str, scheme: str, times: int) -> None:
    inner = plain((201, {"ETag": '"1"'}, b""), after=9)
    refuse = (401, {"WWW-Authenticate": challenge}, b"")
    with serving(lambda n, m: refuse if n <= times else inner(n, m)) as (url, asked):
        assert pushed(url) == Done(written=6)
    assert {headers["Authorization"][: len(scheme)] for _, headers in asked[times:]} == {scheme}


def test_every_write_has_its_condition() -> None:
    ledger = Memory()
    with serving(plain((201, {}, b""), after=99)) as (url, asked):
        pushed(url, ledger)
    kept = next(iter(ledger.collections.values()))
    assert {seen.etag for seen in kept.values()} == {f'"{n}"' for n in range(2, 8)}
    puts = [headers for method, headers in asked if method == "PUT"]
    assert {h.get("If-None-Match") for h in puts} == {"*"}


def test_etag_asked_for_where_a_put_tells_none() -> None:
    def script(number: int, method: str) -> Said:
        if method == "PROPFIND":
            return 207, {}, EMPTY
        return 200 if method == "HEAD" else 201, {"ETag": 'W/"h"'} if method == "HEAD" else {}, b""

    ledger = Memory()
    with serving(script) as (url, _):
        assert pushed(url, ledger).written == 6
    kept = next(iter(ledger.collections.values()))
    assert {seen.etag for seen in kept.values()} == {'"h"'}


def test_another_writer_faster_by_a_moment() -> None:
    with serving(plain((412, {}, b""))) as (url, _):
        assert len(pushed(url).edited) == 6


def test_a_server_that_hangs() -> None:
    """It promises more than it sends."""
    with (
        serving(lambda n, m: (207, {"Content-Length": "999999"}, EMPTY)) as (url, _),
        pytest.raises(PushStopped, match="did not answer in time"),
    ):
        pushed(url, answer_s=0.3)


def test_an_endless_answer() -> None:
    body = b"<" + b"x" * 65_000_000
    with (
        serving(lambda n, m: (207, {}, body)) as (url, _),
        pytest.raises(PushStopped, match="answer is too large"),
    ):
        pushed(url)


def test_nobody_there() -> None:
    with serving(plain((201, {}, b""))) as (url, _):
        pass
    with pytest.raises(PushStopped, match=r"The connection failed \(.*refused"):
        pushed(url)
    with pytest.raises(PushStopped, match="The connection failed") as caught:
        pushed("http://nowhere.invalid/city/")
    assert "连接失败（找不到该主机）" in caught.value.message.zh
    with pytest.raises(PushStopped, match="The connection failed") as caught:
        pushed(f"http://{'x' * 70}.invalid/city/")
    assert "连接失败（主机名不合法）" in caught.value.message.zh


def test_tls_that_cannot_be_trusted(tmp_path: Path) -> None:
    cert = certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(cert, cert.with_suffix(".key"))
    with serving(plain((201, {}, b"")), tls) as (url, asked):
        with pytest.raises(PushStopped, match=r"The connection failed \(.*CERTIFICATE_VERIFY"):
            pushed(url)
        assert asked == []


def test_tls_where_there_is_none() -> None:
    with (
        serving(plain((201, {}, b""))) as (url, _),
        pytest.raises(PushStopped, match=r"The connection failed \(.*SSL"),
    ):
        pushed(url.replace("http:", "https:"))


@pytest.mark.parametrize(
    "url",
    [
        "", "city", "ftp://host/city/", "file:///etc/passwd", "http://", "https:///x",
        "http://h/?a=1", "http://h/#x", "http://u:p@h/", "http://u@h/", "http://h:x/", "http://[::1/",
    ],
)  # fmt: skip
def test_addresses_that_are_refused(url: str) -> None:
    with pytest.raises(UsageError):
        Server(url)


def test_passwords_are_not_shown() -> None:
    assert repr(Login("u", "p4ss")) == "Login('u')"
