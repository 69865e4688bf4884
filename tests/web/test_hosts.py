"""The Host header, and what proxies say."""

from __future__ import annotations

from typing import Any

import pytest

from scheduler.web.hosts import Hosts

PROXY = "10.0.0.1"
FORWARDED = {
    b"host": b"127.0.0.1:8080",
    b"x-forwarded-host": b"cal.example.cn",
    b"x-forwarded-proto": b"https",
    b"x-forwarded-for": b"6.6.6.6, 1.2.3.4, 10.0.0.1",
}


def scope(client: str = PROXY, version: str = "1.1") -> dict[str, Any]:
    return {"scheme": "http", "http_version": version, "client": (client, 1)}


def test_own_names_only() -> None:
    hosts = Hosts.of("https://cal.example.cn/", ["Other.example"])
    for host in (b"cal.example.cn", b"CAL.example.cn:443", b"other.example", b"[::1]", b"10.0.0.7"):
        assert hosts.site(scope(), {b"host": host}) == "https://cal.example.cn"
    for host in (b"example.cn", b"x.cal.example.cn", b"", b"a b", b"cal.example.cn@x"):
        assert hosts.site(scope(), {b"host": host}) is None
    assert hosts.site(scope(version="1.0"), {}) == "https://cal.example.cn"


def test_without_a_base_links_begin_as_was_asked() -> None:
    assert Hosts.of("").site(scope(), {b"host": b"localhost:8080"}) == "http://localhost:8080"


def test_forwarded_headers_only_from_proxies_that_are_believed() -> None:
    hosts = Hosts.of("", ["cal.example.cn"], ["10.0.0.0/8"])
    assert hosts.site(scope(), FORWARDED) == "https://cal.example.cn"
    assert hosts.client(scope(), FORWARDED) == "1.2.3.4"
    assert hosts.site(scope("9.9.9.9"), FORWARDED) == "http://127.0.0.1:8080"
    assert hosts.client(scope("9.9.9.9"), FORWARDED) == "9.9.9.9"
    nobody = Hosts.of("", ["cal.example.cn"])
    assert nobody.site(scope(), FORWARDED) == "http://127.0.0.1:8080"
    assert nobody.client(scope(), FORWARDED) == PROXY


def test_a_forged_host_is_refused_behind_a_proxy_too() -> None:
    hosts = Hosts.of("https://cal.example.cn", [], [PROXY])
    forged = FORWARDED | {b"x-forwarded-host": b"evil.example"}
    assert hosts.site(scope(), forged) is None
    strange = FORWARDED | {b"x-forwarded-proto": b"javascript"}
    assert Hosts.of("", ["cal.example.cn"], ["*"]).site(scope(), strange) == "http://cal.example.cn"


@pytest.mark.parametrize("hops", [b"", b",,", b"10.0.0.1", b" 10.0.0.1 , 10.0.0.1"])
def test_no_client_but_the_proxy(hops: bytes) -> None:
    assert Hosts.of("", [], [PROXY]).client(scope(), {b"x-forwarded-for": hops}) == PROXY
