"""The first to see a request: calendars are answered here, pages are passed on.

Calendars are most of all requests, so they go through no router; everything that is not one
goes on to the app of the pages.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from scheduler.web.access_log import AccessLog
from scheduler.web.desk import Desk
from scheduler.web.hosts import Hosts
from scheduler.web.replies import (
    NO_FEED,
    NO_HOST,
    NO_LENGTH,
    NO_SUCH_PATH,
    NO_TOKEN,
    NOT_READY,
    TOO_LONG,
    App,
    Message,
    Receive,
    Reply,
    Scope,
    Send,
    deliver,
    not_allowed,
    short,
)
from scheduler.web.wishes import (
    LONGEST,
    Refused,
    Wish,
    options_of,
    private_path,
    public_path,
)


class Front:
    """ASGI app in front of the pages."""

    def __init__(
        self, pages: App, desk: Desk, hosts: Hosts, log: AccessLog,
        end: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.pages, self.desk, self.hosts, self.log = pages, desk, hosts, log
        self.end = end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.pages(scope, receive, send)
            return
        began = time.perf_counter()
        headers = gathered(scope["headers"])
        reply, key = await self._reply(scope, headers)
        if reply is None:
            status, size = await self._page(scope, receive, send)
        else:
            head = scope["method"] == "HEAD"
            status, size = reply.status, 0 if head else len(reply.body)
            await deliver(send, reply, head=head, close=has_body(scope, headers))
        self.log.add(scope, self.hosts.client(scope, headers), status, size, began, key)

    async def _reply(
        self, scope: Scope, headers: dict[bytes, bytes]
    ) -> tuple[Reply | None, int | None]:
        """Answer and token's id; no answer when it is for the pages to give."""
        site, raw = self.hosts.site(scope, headers), scope["raw_path"]
        if site is None:
            return short(400, NO_HOST), None
        if b"transfer-encoding" in headers and b"content-length" in headers:
            # Two lengths: a proxy in front may see the next request at another place.
            return short(400, NO_LENGTH), None
        if len(scope["query_string"]) > LONGEST or len(raw) > LONGEST:
            return short(414, TOO_LONG), None
        if raw.startswith(b"/feeds/") and raw != b"/feeds/":
            return await self._public(scope, headers), None
        if raw.startswith(b"/f/") and not raw.endswith(b"/"):
            return await self._private(scope, headers)
        if b"%" in raw or b"//" in raw or b"\\" in raw:
            # No address of ours needs them; they only serve to get around checks.
            return short(404, NO_SUCH_PATH), None
        scope["site"], scope["asker"] = site, self.hosts.client(scope, headers)
        return None, None

    async def _public(self, scope: Scope, headers: dict[bytes, bytes]) -> Reply:
        raw, query = scope["raw_path"], scope["query_string"]
        item = None if query else self.desk.shelf.public.get(raw)
        if item is not None and scope["method"] in ("GET", "HEAD"):
            return Reply(*item.answer(headers))
        found = public_path(raw)
        if found is None or (found[0], found[1]) not in self.desk.shelf.known:
            return short(404, NO_FEED)
        lang, path, form = found
        return await self._wished(scope, headers, lang, path, form, public=True)

    async def _private(
        self, scope: Scope, headers: dict[bytes, bytes]
    ) -> tuple[Reply, int | None]:
        found = private_path(scope["raw_path"])
        key = self.desk.keys.find(found[0]) if found else None
        if found is None or key is None:
            return short(404, NO_TOKEN), None
        if key.revoked:
            return short(410, NO_TOKEN), key.id
        if scope["method"] in ("GET", "HEAD"):
            self.desk.keys.used(key)
        reply = await self._wished(scope, headers, key.lang, key.path, found[1], public=False)
        return reply, key.id

    async def _wished(
        self, scope: Scope, headers: dict[bytes, bytes], lang: str, path: str, form: str,
        *, public: bool,
    ) -> Reply:  # fmt: skip
        if scope["method"] not in ("GET", "HEAD"):
            return not_allowed()
        try:
            options = options_of(scope["query_string"], form)
        except Refused as error:
            return short(400, error.message)
        try:
            item = await self.desk.item(Wish(lang, path, public, options))
        except OSError:
            return short(503, NOT_READY, (b"retry-after", b"30"))
        return short(404, NO_FEED) if item is None else Reply(*item.answer(headers))

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> tuple[int, int]:
        """Pass on to the pages; status and size of their answer."""
        told = [0, 0]

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                told[0] = message["status"]
                if has_body(scope, gathered(scope["headers"])):
                    message["headers"] = [*message["headers"], (b"connection", b"close")]
            else:
                told[1] += len(message.get("body", b""))
            await send(message)

        await self.pages(scope, receive, watched)
        return told[0], told[1]


def gathered(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Headers by name, lines of one name joined."""
    headers: dict[bytes, bytes] = {}
    for name, value in pairs:
        headers[name] = headers[name] + b", " + value if name in headers else value
    return headers


def has_body(scope: Scope, headers: dict[bytes, bytes]) -> bool:
    """Whether a body comes or may come that nobody reads: the connection ends with the answer."""
    if scope["method"] not in ("GET", "HEAD"):
        return True
    return headers.get(b"content-length", b"0") != b"0" or b"transfer-encoding" in headers
