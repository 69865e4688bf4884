"""Cookies: what they say, and that nobody else can make one."""

from __future__ import annotations

import re
import time

import pytest

from scheduler.accounts.sessions import LASTS_S, Session, Sessions

SESSIONS = Sessions(b"k" * 32)


def sent_back(cookie: str) -> str:
    return cookie.partition(";")[0]


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("name", ["amy", "王芳", "amy@fair.cn"])
def test_a_cookie_says_who_it_is(name: str, secure: bool) -> None:
    cookie = SESSIONS.cookie(Session(name, 7), secure=secure)
    assert "; HttpOnly; SameSite=Lax" in cookie
    assert f"Max-Age={LASTS_S}; " in cookie
    assert cookie.endswith("; Secure") == secure
    assert cookie.isascii()
    assert cookie.startswith("__Host-") == secure
    assert SESSIONS.read("a=b; " + sent_back(cookie), secure=secure) == Session(name, 7)
    assert SESSIONS.read(sent_back(cookie), secure=not secure) is None


def test_a_cookie_that_was_changed_or_comes_from_elsewhere_says_nothing() -> None:
    cookie = sent_back(SESSIONS.cookie(Session("amy", 7), secure=False))
    other = sent_back(Sessions(b"x" * 32).cookie(Session("amy", 7), secure=False))
    for wrong in (cookie[:-1], cookie.replace("=", "=A", 1), other, "", "scheduler-session=",
                  "scheduler-session=a.b.c", "\x00", "=" * 9000, cookie.swapcase()):  # fmt: skip
        assert SESSIONS.read(wrong, secure=False) is None


def test_a_cookie_ends_with_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = sent_back(SESSIONS.cookie(Session("amy", 7), secure=False))
    later = time.time() + LASTS_S
    monkeypatch.setattr(time, "time", lambda: later - 2)
    assert SESSIONS.read(cookie, secure=False) == Session("amy", 7)
    monkeypatch.setattr(time, "time", lambda: later + 2)
    assert SESSIONS.read(cookie, secure=False) is None


def test_logging_out_empties_the_cookie() -> None:
    assert re.match(r"scheduler-session=; Path=/; Max-Age=0;", SESSIONS.ended(secure=False))
