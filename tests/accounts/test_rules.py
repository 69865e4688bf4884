"""Names and passwords that will do, and that will not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.accounts.passwords import hashed, matches, outdated
from scheduler.accounts.rules import FEWEST, MOST, checked_name, checked_password
from scheduler.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "normal"),
    [("Li.Wei", "li.wei"), (" 王芳 ", "王芳"), ("a", "a"), ("x" * 64, "x" * 64),
     ("amy@fair.cn", "amy@fair.cn"), ("e\u0301va", "\u00e9va")],
)  # fmt: skip
def test_a_name_in_its_normal_form(typed: str, normal: str) -> None:
    assert checked_name(typed) == normal


@pytest.mark.parametrize("name", ["", " ", ".a", "a.", "a b", "x" * 65, "a\nb", "<b>", "a/b", "-"])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(UsageError):
        checked_name(name)


@given(st.text())
def test_a_name_stays_the_same_when_checked_again(text: str) -> None:
    try:
        name = checked_name(text)
    except UsageError:
        return
    assert checked_name(name) == name


@pytest.mark.parametrize(
    "password",
    ["", "short", "x" * (FEWEST - 1), "x" * 40, "abab" * 5, "li.wei" * 3, "correct horse " * 20],
)
def test_what_is_no_password(password: str) -> None:
    with pytest.raises(UsageError):
        checked_password(password, "li.wei")


def test_passwords_at_the_limits() -> None:
    longest = ("correct horse battery " * 20)[:MOST]
    for password in ("abcde" * 3, "青岛国际会展中心欢迎您的到来", longest):
        assert checked_password(password, "li.wei") == password


def test_a_hash_matches_its_password_alone() -> None:
    known = hashed("battery staple")
    assert known.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert known != hashed("battery staple")
    assert matches("battery staple", known)
    assert not matches("battery stapl", known)
    assert not matches("battery staple", None)
    assert not matches("battery staple", "no hash")
    assert not outdated(known)
    assert outdated(known.replace("t=3", "t=2"))


def test_a_password_however_it_is_composed() -> None:
    assert matches("caf\u00e9 is open now", hashed("cafe\u0301 is open now"))
    assert matches("\ud800 is half a letter", hashed("\ud800 is half a letter"))
