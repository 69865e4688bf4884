"""An address is read in full and within its limits, or not at all."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from scheduler.fetching import MOST_REDIRECTS, Fetched, FetchError, fetch
from scheduler.fetching.addresses import is_public
from tests.fetching.local_server import Local, drip, page, serving, to


@pytest.fixture
def local() -> Iterator[Local]:
    with serving() as found:
        yield found


def read(url: str, *, allow_private: bool = True, **more: Any) -> Fetched:
    return fetch(url, **{"allow_private": allow_private, "most_bytes": 1000, "seconds": 5} | more)


def refused(url: str, *, allow_private: bool = True, **more: Any) -> str:
    with pytest.raises(FetchError) as raised:
        read(url, allow_private=allow_private, **more)
    return raised.value.kind


def test_reads_body_status_and_headers(local: Local) -> None:
    local.acts["/a%20b?c=d"] = page(b"hello", 200, Content_Type="text/calendar")
    found = read(local.url + "/a%20b?c=d#part")
    assert (found.status, found.body) == (200, b"hello")
    assert found.headers["content-type"] == "text/calendar"
    assert local.seen[0][2]["Host"] == local.url.removeprefix("http://")


def test_other_statuses_are_answers(local: Local) -> None:
    assert read(local.url + "/missing").status == 404


def test_head_brings_no_body(local: Local) -> None:
    local.acts["/"] = page(b"hello")
    found = read(local.url, method="HEAD")
    assert (found.body, found.headers["content-length"]) == (b"", "5")


def test_this_machine_is_refused_unasked(local: Local) -> None:
    for host in ("127.0.0.1", "localhost", "0.0.0.0", "[::ffff:127.0.0.1]"):
        url = local.url.replace("127.0.0.1", host)
        assert refused(url, allow_private=False) == "private"
    assert local.seen == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def test_redirects_are_followed_with_an_end(local: Local) -> None:
    for i in range(MOST_REDIRECTS):
        local.acts[f"/{i}"] = to(f"/{i + 1}")
    local.acts[f"/{MOST_REDIRECTS}"] = page(b"there")
    found = read(local.url + "/0")
    assert (found.url, found.body) == (f"{local.url}/{MOST_REDIRECTS}", b"there")
    local.acts["/before"] = to("/0")
    assert refused(local.url + "/before") == "redirects"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/"])
def test_redirects_to_other_schemes_are_refused(local: Local, target: str) -> None:
    local.acts["/"] = to(target)
    assert refused(local.url) == "scheme"


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Have the name ``venue.example`` resolve to the answers in turn, others as ever."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: Any, port: Any, *args: Any, **more: Any) -> Any:
        if host != "venue.example":
            return real(host, port, *args, **more)
        asked.append(host)
        return real(answers[min(len(asked), len(answers)) - 1], port, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_a_name_for_this_machine_is_refused(
    local: Local, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, "127.0.0.1")
    url = local.url.replace("127.0.0.1", "venue.example")
    assert refused(url, allow_private=False) == "private"
    assert local.seen == []


def test_a_name_that_changes_after_the_look_leads_nowhere_else(
    local: Local, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = resolving(monkeypatch, "192.0.0.9", "127.0.0.1")
    url = local.url.replace("127.0.0.1", "venue.example")
    assert is_public("192.0.0.9")
    assert refused(url, allow_private=False, seconds=0.5) in ("slow", "unreachable")
    assert asked == ["venue.example"]
    assert local.seen == []


def test_the_size_is_limited(local: Local) -> None:
    local.acts["/all"], local.acts["/more"] = page(b"x" * 1000), page(b"x" * 1001)
    assert len(read(local.url + "/all").body) == 1000
    assert refused(local.url + "/more") == "large"


def test_the_time_is_limited_however_it_drips(local: Local) -> None:
    local.acts["/"] = drip(20)
    assert refused(local.url, seconds=0.4) == "slow"


def test_a_part_is_not_an_answer(local: Local) -> None:
    local.acts["/"] = page(b"hello", Content_Length="50")
    assert refused(local.url) == "cut"


def test_packed_answers_are_refused(local: Local) -> None:
    local.acts["/"] = page(b"hello", Content_Encoding="gzip")
    assert refused(local.url) == "packed"


def test_headers_stay_with_their_host(local: Local) -> None:
    with serving() as other:
        local.acts["/here"], local.acts["/there"] = to("/end"), to(other.url + "/end")
        local.acts["/end"] = other.acts["/end"] = page(b"")
        for path in ("/here", "/there"):
            read(local.url + path, headers={"X-Key": "secret"})
        assert [h.get("X-Key") for _, p, h in local.seen if p == "/end"] == ["secret"]
        assert [h.get("X-Key") for _, _, h in other.seen] == [None]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("venue.example/a.ics", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("https://", "scheme"),
        ("http://venue.example:99999/", "scheme"),
        ("http://venue.example/a b", "scheme"),
        ("http://venue.example/\r\nX: y", "scheme"),
        ("http://[::1", "scheme"),
        ("http://me:pass@venue.example/", "login"),
    ],
)
def test_addresses_that_are_none(url: str, kind: str) -> None:
    assert refused(url) == kind


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(FetchError) as raised:
        read("http://me:hush@venue.example/")
    assert "hush" not in raised.value.message.en + raised.value.message.zh


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refused(f"http://127.0.0.1:{port}/") == "unreachable"
