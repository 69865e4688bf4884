"""How the server of a feed answers what calendar programs ask.

1. The feed itself, in full.
2. The same under the conditions that programs send: its own ETag, its own date, a date of 1970
   and a date that is none; then HEAD, and a wish for gzip.
3. The feed once more, at least `pause_s` after the first time, for stamps that count seconds.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.fetching import Fetched, FetchError, fetch

LONG_AGO = "Thu, 01 Jan 1970 00:00:00 GMT"
NO_DATE = "yesterday or so"
SECONDS = 20.0
OK, NOT_MODIFIED = 200, 304


@dataclass(frozen=True)
class Visit:
    """Answers to all that was asked; ``None`` where no whole answer came, or nothing was asked.

    Parameters
    ----------
    asked
        The address as it was given.
    first, second
        The feed at two moments.
    matched, dated
        Asked with the feed's own ETag, with its own Last-Modified.
    long_ago, no_date
        Asked with a date of 1970, with one that is no date.
    packs
        Whether the server sends gzip to those who take it.
    packed_etag
        ETag of the feed in gzip.
    """

    asked: str
    first: Fetched
    second: Fetched | None
    matched: Fetched | None
    dated: Fetched | None
    long_ago: Fetched | None
    no_date: Fetched | None
    head: Fetched | None
    packs: bool
    packed_etag: str = ""


def visit(url: str, *, allow_private: bool, most_bytes: int, pause_s: float = 1.1) -> Visit:
    """Ask a server for a feed in every way.

    Raises
    ------
    FetchError
        When the address cannot be read.
    UsageError
        When the answer is no feed but an error.
    """
    first = fetch(url, allow_private=allow_private, most_bytes=most_bytes, seconds=SECONDS)
    read = time.monotonic()
    if first.status != OK:
        raise UsageError(
            Text(f"服务器答复 {first.status}，没有日历；请核对网址。",
                 f"The server answers {first.status} and sends no feed; check the address.")
        )  # fmt: skip
    asker = _Asker(first.url, allow_private, most_bytes)
    etag, modified = first.headers.get("etag"), first.headers.get("last-modified")
    matched = asker.ask({"If-None-Match": etag}) if etag else None
    dated = asker.ask({"If-Modified-Since": modified}) if modified else None
    long_ago = asker.ask({"If-Modified-Since": LONG_AGO})
    no_date = asker.ask({"If-Modified-Since": NO_DATE})
    head, packed = asker.ask({}, "HEAD"), asker.packed()
    time.sleep(max(0.0, read + pause_s - time.monotonic()))
    second = asker.ask({})
    tag = "" if packed is None else packed.get("etag", "")
    return Visit(
        url, first, second, matched, dated, long_ago, no_date, head, packed is not None, tag
    )


@dataclass(frozen=True)
class _Asker:
    """Further requests to where the feed was found."""

    url: str
    allow_private: bool
    most_bytes: int

    def ask(self, headers: Mapping[str, str], method: str = "GET") -> Fetched | None:
        try:
            return self._fetched(headers, method)
        except FetchError:
            return None

    def packed(self) -> Mapping[str, str] | None:
        """Headers of a packed answer; ``None`` if none came."""
        # A packed answer is refused by the reader, which is answer enough.
        try:
            self._fetched({"Accept-Encoding": "gzip"}, "GET")
        except FetchError as error:
            return error.headers if error.kind == "packed" else None
        return None

    def _fetched(self, headers: Mapping[str, str], method: str) -> Fetched:
        return fetch(
            self.url, allow_private=self.allow_private, most_bytes=self.most_bytes,
            seconds=SECONDS, method=method, headers=headers,
        )  # fmt: skip
