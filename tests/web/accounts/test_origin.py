"""Which writes come from our own pages."""

from __future__ import annotations

import pytest

from scheduler.web.accounts.origin import from_ourselves

SITE = "https://plan.example.cn"


@pytest.mark.parametrize(
    "headers",
    [
        {b"origin": b"https://plan.example.cn"},
        {b"origin": b"https://plan.example.cn", b"sec-fetch-site": b"same-origin"},
        {b"referer": b"https://plan.example.cn/zh/login?next=/"},
        {b"x-scheduler": b"1"},
    ],
)
def test_our_own(headers: dict[bytes, bytes]) -> None:
    assert from_ourselves(headers, SITE)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {b"origin": b"null"},
        {b"origin": b"http://plan.example.cn"},
        {b"origin": b"https://plan.example.cn:8443"},
        {b"origin": b"https://plan.example.cn.evil.example"},
        {b"origin": b"https://evil.example", b"x-scheduler": b"1"},
        {b"origin": b"https://plan.example.cn", b"sec-fetch-site": b"cross-site"},
        {b"origin": b"https://plan.example.cn", b"sec-fetch-site": b"same-site"},
        {b"referer": b"https://evil.example/?https://plan.example.cn/"},
        {b"referer": b""},
        {b"referer": b"http://["},
        {b"x-scheduler": b"1", b"sec-fetch-site": b"cross-site"},
    ],
)
def test_not_our_own(headers: dict[bytes, bytes]) -> None:
    assert not from_ourselves(headers, SITE)
