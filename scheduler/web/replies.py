"""Short answers that are no page, and how an answer is sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, NamedTuple

from scheduler.domain.text import Text

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Pairs = tuple[tuple[bytes, bytes], ...]

READING = (b"GET", b"HEAD")
NO_FEED = Text("没有这个日历。", "There is no such calendar.")
NO_TOKEN = Text("此地址无效。", "This address is not valid.")
NO_HOST = Text("此处不提供该主机名。", "This host name is not served here.")
NO_LENGTH = Text("长度有两种说法。", "The length is told in two ways.")
NO_METHOD = Text("只能读取。", "Only reading is possible here.")
TOO_LONG = Text("地址过长。", "The address is too long.")
NO_SUCH_PATH = Text("没有这个页面。", "There is no such page.")
NOT_READY = Text("暂时无法提供，请稍后再试。", "Not available just now; try again soon.")

_SAFE: Pairs = (
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-robots-tag", b"noindex"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)


class Reply(NamedTuple):
    """Status, headers and body of an answer."""

    status: int
    headers: Pairs
    body: bytes


def short(status: int, text: Text, *more: tuple[bytes, bytes]) -> Reply:
    """An answer of one line in each language: who asks is mostly a program."""
    body = f"{text.zh}\n{text.en}\n".encode()
    return Reply(status, (*_SAFE, (b"content-length", b"%d" % len(body)), *more), body)


def not_allowed() -> Reply:
    """Answer to any method but GET and HEAD."""
    return short(405, NO_METHOD, (b"allow", b"GET, HEAD"))


async def deliver(send: Send, reply: Reply, *, head: bool, close: bool) -> None:
    """Send an answer; without its body to HEAD."""
    headers: list[tuple[bytes, bytes]] = list(reply.headers)
    if close:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else reply.body})
