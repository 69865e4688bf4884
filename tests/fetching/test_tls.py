"""Over https the other side proves its name, and nothing leads back to plain http."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.fetching import FetchError, fetch
from tests.fetching import certificates
from tests.fetching.local_server import Local, page, serving, to


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificates.certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def local(certificate: Path) -> Iterator[Local]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    with serving(context) as found:
        found.acts["/own.ics"] = page(b"hello")
        yield found


def kind(url: str) -> str:
    """Why an address is refused; its body when it is not."""
    try:
        return fetch(url, allow_private=True, most_bytes=100, seconds=5).body.decode()
    except FetchError as error:
        return error.kind


def test_a_trusted_name_is_read(
    local: Local, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert kind(local.url.replace("127.0.0.1", "localhost") + "/own.ics") == "hello"
    assert kind(local.url + "/own.ics") == "unreachable"


def test_an_unknown_certificate_is_refused(local: Local) -> None:
    assert kind(local.url.replace("127.0.0.1", "localhost") + "/own.ics") == "unreachable"
    assert local.seen == []


def test_no_way_back_to_plain_http(
    local: Local, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving() as plain:
        plain.acts["/"] = page(b"hello")
        local.acts["/old"] = to(plain.url + "/")
        url = local.url.replace("127.0.0.1", "localhost")
        plain.acts["/up"] = to(url + "/own.ics")
        assert kind(url + "/old") == "downgrade"
        assert kind(plain.url + "/up") == "hello"
        assert [path for _, path, _ in plain.seen] == ["/up"]


def test_plain_http_where_tls_is_asked_for() -> None:
    with serving() as plain:
        assert kind(plain.url.replace("http:", "https:") + "/") == "unreachable"


def test_why_is_told_in_both_languages(local: Local) -> None:
    with serving() as plain:
        urls = [
            local.url.replace("127.0.0.1", "localhost"), plain.url.replace("http:", "https:"),
            "http://nobody.invalid",
        ]  # fmt: skip
        told = []
        for url in urls:
            with pytest.raises(FetchError) as raised:
                fetch(url + "/", allow_private=True, most_bytes=100, seconds=5)
            told.append(raised.value.reason)
    assert [reason.zh for reason in told] == [
        f"连接失败（{why}）；请核对网址"
        for why in ("其证书未通过核验", "无法建立加密连接", "找不到该主机")
    ]
    assert all("could not be reached (" in reason.en for reason in told)
