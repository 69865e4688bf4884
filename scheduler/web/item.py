"""A calendar made ready to be sent: bytes, their zipped twin, and the headers of each."""

from __future__ import annotations

import gzip
import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from scheduler.web.conditions import Headers, failed, http_date, unmodified, wants_gzip

TYPES = {
    "ics": b"text/calendar; charset=utf-8",
    "json": b"application/calendar+json; charset=utf-8",
    "xml": b"application/calendar+xml; charset=utf-8",
}
"""Content types by extension, as RFC 5545, 7265 and 6321 have them."""

GZIP_LEVEL = 6
SMALL = 400
"""Bytes below which zipping gains nothing."""

Pairs = tuple[tuple[bytes, bytes], ...]
COMMON: Pairs = (
    (b"vary", b"Accept-Encoding"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-robots-tag", b"noindex"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
CACHED = {True: b"public, max-age=60", False: b"private, no-cache"}
"""Cache-Control by whether the feed is public."""


@dataclass(frozen=True)
class Form:
    """One representation of a calendar; `kept` are the headers that a 304 has, too."""

    body: bytes
    etag: bytes
    headers: Pairs
    kept: Pairs


@dataclass(frozen=True)
class Item:
    """A calendar in memory.

    Parameters
    ----------
    path, name
        Of the feed, and in the language of its file.
    modified
        UTC, whole seconds.
    """

    path: str
    name: str
    modified: datetime
    plain: Form
    zipped: Form

    def answer(self, headers: Headers) -> tuple[int, Pairs, bytes]:
        """Status, headers and body of a GET."""
        form = self.zipped if wants_gzip(headers.get(b"accept-encoding", b"")) else self.plain
        if failed(headers, form.etag, self.modified):
            return 412, (*form.kept, (b"content-length", b"0")), b""
        if unmodified(headers, form.etag, self.modified):
            return 304, form.kept, b""
        return 200, form.headers, form.body


def made(path: str, name: str, data: bytes, modified: datetime, *, public: bool) -> Item:
    """Make a calendar ready; the path's extension tells its type."""
    stem, _, form = path.rpartition("/")[2].rpartition(".")
    tag = urlsafe_b64encode(hashlib.sha256(data).digest()[:18])
    kept: Pairs = (
        (b"last-modified", http_date(modified).encode()),
        (b"cache-control", CACHED[public]),
        *COMMON,
    )
    told: Pairs = (
        (b"content-type", TYPES[form]),
        (b"content-disposition", disposition(stem, name, form)),
    )
    plain = _form(data, b'"%s"' % tag, kept, told)
    small = gzip.compress(data, GZIP_LEVEL, mtime=0) if len(data) >= SMALL else data
    if len(small) >= len(data):
        return Item(path, name, modified, plain, plain)
    # Zipped bytes are other bytes, so they have a tag of their own.
    zipped = _form(small, b'"%s-gzip"' % tag, kept, (*told, (b"content-encoding", b"gzip")))
    return Item(path, name, modified, plain, zipped)


def settled(item: Item, before: Item | None, *, public: bool) -> Item:
    """Keep Last-Modified from standing still or going back when the bytes have changed.

    Clients that send dates only would else stay on the old bytes for ever.
    """
    if before is None:
        return item
    same = before.plain.body == item.plain.body
    least = before.modified if same else before.modified + timedelta(seconds=1)
    if item.modified >= least:
        return item
    return made(item.path, item.name, item.plain.body, least, public=public)


def disposition(stem: str, name: str, form: str) -> bytes:
    """Content-Disposition with a plain file name and the readable one of RFC 6266."""
    shown = "".join(" " if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name)
    readable = quote(" ".join(shown.split())[:80] or stem, safe="", errors="replace")
    return f"inline; filename=\"{stem}.{form}\"; filename*=UTF-8''{readable}.{form}".encode()


def _form(body: bytes, etag: bytes, kept: Pairs, told: Pairs) -> Form:
    kept = ((b"etag", etag), *kept)
    return Form(body, etag, (*told, (b"content-length", b"%d" % len(body)), *kept), kept)
