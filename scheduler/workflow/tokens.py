"""Private addresses of calendars: made, listed and revoked."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs.ical.private import LONGEST_URL, private_page, private_url
from scheduler.outputs.ical.released import feed_paths
from scheduler.store import NoStore, Token, open_store
from scheduler.workflow.publishing import STORE

__all__ = ["LONGEST_URL", "NewToken", "Token", "add_token", "revoke_token", "where_of", "tokens"]


@dataclass(frozen=True)
class NewToken:
    """A token that was just made, and its addresses, which are told only now."""

    token: Token
    url: str
    page: str


def where_of(workspace: Path, db: str | None) -> str:
    """Path or URL of a workspace's store."""
    return db or str(workspace / STORE)


def add_token(where: str, feed: str, lang: str, label: str, base: str) -> NewToken:
    """Make a token for a feed of the last release.

    Parameters
    ----------
    feed
        Path, as ``halls/hongdao--h1.ics``; the extension may be missing.
    base
        Address that the server has, as ``https://cal.example.cn``.

    Raises
    ------
    UsageError
        When nothing was released, or there is no such feed.
    """
    store = open_store(where, create=False)
    release = store.last()
    if release is None:
        raise UsageError(
            Text("尚未发布；请先用 scheduler publish。", "Nothing is released; publish first.")
        )
    path = feed if feed.endswith(".ics") else f"{feed}.ics"
    known = feed_paths(release)
    if path not in known:
        maybe = get_close_matches(path, known, 1)
        zh, en = (f"是不是 {maybe[0]}？", f" Maybe {maybe[0]}?") if maybe else ("", "")
        raise UsageError(
            Text(f"没有日历“{feed}”。{zh}", f'There is no feed "{feed}".{en}')
        )
    token, secret = store.tokens.add(path, lang, label)
    return NewToken(token, private_url(base, secret, path), private_page(base, secret))


def tokens(where: str) -> list[Token]:
    """All tokens, in the order in which they were made."""
    try:
        return open_store(where, create=False).tokens.list()
    except NoStore:
        return []


def revoke_token(where: str, number: int) -> Token:
    """Close a token for ever.

    Raises
    ------
    UsageError
        When there is no such token.
    """
    tokens = open_store(where, create=False).tokens
    if not tokens.revoke(number):
        raise UsageError(
            Text(
                f"没有编号 {number}；请看 scheduler tokens list。",
                f"There is no token {number}; see scheduler tokens list.",
            )
        )
    return next(token for token in tokens.list() if token.id == number)
