"""Clients that send without end, slowly, or too many at once: dropped, while others are served."""

from __future__ import annotations

import select
import socket
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from scheduler.web.guard import MOST_AHEAD, MOST_HEAD
from scheduler.web.server import MOST_CONNECTIONS
from tests.web.serving import CITY, HOST, Running, drained, until

pytestmark = [
    pytest.mark.usefixtures("lives"),
    pytest.mark.parametrize("town", ["pure", "fast"], indirect=True, scope="module"),
]
REFUSED = (b"", b"400", b"413", b"414", b"431")
ENOUGH = 200_000_000
"""Bytes after which a server that still takes them will never stop."""


def served(town: Running) -> bool:
    """Whether another reader is given a calendar."""
    with town.client() as client:
        return client.get(CITY.decode()).status_code == 200


def memory(town: Running) -> int:
    """Bytes that the server's process holds; 0 where nobody tells."""
    try:
        status = Path(f"/proc/{town.process.pid}/status").read_text()
    except OSError:
        return 0
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


@contextmanager
def steady(town: Running) -> Iterator[None]:
    """What is sent in here must not be kept."""
    before = memory(town)
    yield
    assert memory(town) < before + 50_000_000


def poured(town: Running, head: bytes, pieces: Iterable[bytes]) -> bytes:
    """Send until dropped; the answer, if it could still be read.

    An answer may be lost: a server that closes while we send resets the connection.
    """
    sent = 0
    with steady(town), town.connect() as peer:
        peer.sendall(head)
        try:
            for piece in pieces:
                peer.sendall(piece)
                sent += len(piece)
                assert sent < ENOUGH, "it takes everything"
        except ConnectionError:
            return b""
        return drained(peer)


def forever(piece: bytes) -> Iterator[bytes]:
    while True:
        yield piece


@pytest.mark.parametrize("start", [b"GET " + CITY + b"?from=", b"GET /", b"GET", b"", b"G"])
def test_a_request_line_without_end(town: Running, start: bytes) -> None:
    assert poured(town, start, forever(b"1" * 65_536))[9:12] in REFUSED


def test_a_query_of_ten_megabytes(town: Running) -> None:
    pieces = [b"1" * 65_536] * 160 + [b" HTTP/1.1\r\n" + HOST + b"\r\n"]
    assert poured(town, b"GET " + CITY + b"?from=", pieces)[9:12] in REFUSED


@pytest.mark.parametrize("piece", [b"X-%d: " + b"1" * 1000 + b"\r\n", b"X" * 1000, b" \r\n" * 300])
def test_a_head_without_end(town: Running, piece: bytes) -> None:
    head = b"GET / HTTP/1.1\r\n" + HOST
    assert poured(town, head, forever(piece))[9:12] in REFUSED


def test_the_longest_head_that_is_read(town: Running) -> None:
    head = b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\nX: "
    fits = MOST_HEAD - len(head) - 4
    assert b" 200 " in town.raw(head + b"1" * fits + b"\r\n\r\n")[:20]
    with town.connect() as peer:
        for piece in (head, b"1" * (fits - 9), b"1" * 9, b"\r\n", b"\r\n"):
            peer.sendall(piece)
            time.sleep(0.05)  # so that they come in pieces
        assert b" 200 " in drained(peer)[:20]
    with town.connect() as peer:
        peer.sendall(head + b"1" * (fits + 5))  # and no end
        assert drained(peer).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize(
    "length", [b"Content-Length: 99999999999\r\n", b"Transfer-Encoding: chunked\r\n"]
)
@pytest.mark.parametrize("method", [b"GET", b"POST", b"PUT", b"BREW"])
def test_a_body_without_end(town: Running, method: bytes, length: bytes) -> None:
    head = method + b" " + CITY + b" HTTP/1.1\r\n" + HOST + length + b"\r\n"
    piece = b"ffff\r\n" + b"1" * 0xFFFF + b"\r\n"
    poured(town, head, forever(piece))
    with town.connect() as peer:  # less than buffers hold, so that the answer can be read
        peer.sendall(head + piece[:1000])
        got = drained(peer)
    assert got[9:12] in {b"GET": (b"200",), b"BREW": (b"400", b"405")}.get(method, (b"405",))
    assert b"connection: close" in got.lower()


def test_a_body_that_ends_is_answered_once(town: Running) -> None:
    """What follows a body that nobody reads is no further request."""
    inner = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    length = b"Content-Length: %d\r\n\r\n" % len(inner)
    got = town.raw(b"GET " + CITY + b" HTTP/1.1\r\n" + HOST + length + inner)
    assert got.count(b"HTTP/1.1 ") == 1
    assert got.startswith(b"HTTP/1.1 200 OK\r\n")


def test_pipelined_requests_come_in_order(town: Running) -> None:
    one = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    two = b"GET " + CITY + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
    got = town.raw(one * MOST_AHEAD + two + one)
    # What comes after the last wish is not answered any more.
    assert got.count(b"HTTP/1.1 200 OK") == MOST_AHEAD + 1
    assert got.count(b"application/json") == MOST_AHEAD
    assert got.rindex(b"application/json") < got.index(b"text/calendar")


def test_a_reader_who_reads_nothing_hinders_nobody(town: Running) -> None:
    with steady(town), socket.socket() as peer:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        peer.connect(("127.0.0.1", town.port))
        peer.settimeout(2)
        one = b"GET /zh/ HTTP/1.1\r\n" + HOST + b"\r\n"
        with pytest.raises((TimeoutError, ConnectionError)):
            for _ in range(ENOUGH // len(one)):
                peer.sendall(one)
        assert served(town)


def test_requests_without_end(town: Running) -> None:
    """Nobody has to remember all that somebody asks ahead of the answers."""
    one = b"GET " + CITY + b" HTTP/1.1\r\n" + HOST + b"\r\n"
    with steady(town), town.connect(2) as peer:
        with pytest.raises((TimeoutError, ConnectionError)):
            for _ in range(ENOUGH // len(one) // 1000):
                peer.sendall(one * 1000)
        assert served(town)


def test_a_head_in_pieces_is_read(town: Running) -> None:
    """Slow is not hostile."""
    request = b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
    with town.connect() as peer:
        for n in range(len(request)):
            peer.sendall(request[n : n + 1])
            time.sleep(0.01)
        assert drained(peer).startswith(b"HTTP/1.1 200 OK\r\n")


def test_slow_heads_are_cut_off(town: Running) -> None:
    """Hundreds that send nothing, or a letter now and then, and always more to come."""
    ended = threading.Event()
    with ExitStack() as stack:
        peers = [stack.enter_context(town.connect(60)) for _ in range(400)]
        idle, slow = peers[:200], peers[200:]
        slow[0].sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")  # keeps its connection, then drips
        for peer in slow[1:]:
            peer.sendall(b"GET / HTTP/1.1\r\nX: ")

        def drip() -> None:
            while not ended.wait(0.3):
                for peer in slow:
                    try:
                        peer.sendall(b"X")
                    except OSError:
                        continue

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            assert served(town)
            assert [drained(peer) for peer in idle] == [b""] * 200
            assert served(town)
            assert drained(slow[0]).startswith(b"HTTP/1.1 200 OK\r\n")
            assert {drained(peer)[9:12] for peer in slow[1:]} <= {b"", b"400", b"408"}
        finally:
            ended.set()
            thread.join()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows serves fewer and counts otherwise")
def test_more_connections_than_are_allowed(town: Running) -> None:
    """Those who have one keep it; those beyond are dropped at once, not left to wait."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_CONNECTIONS + 600
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"this process may open {hard} files only")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    one = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    try:
        with ExitStack() as stack:
            first = stack.enter_context(town.connect())
            first.sendall(one)
            assert first.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n")
            poll = select.poll()
            peers = [stack.enter_context(town.connect()) for _ in range(MOST_CONNECTIONS + 200)]
            place = {peer.fileno(): n for n, peer in enumerate(peers)}
            for peer in peers:
                poll.register(peer, select.POLLIN)
            until(lambda: len(poll.poll(0)) >= 200)
            # Those who wait too long are cut off, too, but in the order in which they came.
            assert min(place[fd] for fd, _ in poll.poll(0)) > MOST_CONNECTIONS // 2
            first.sendall(one)
            assert b"HTTP/1.1 200 OK\r\n" in first.recv(65536) + first.recv(65536)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
