"""Whether a write comes from our own pages.

A browser tells where a write comes from (Origin, in old ones only Referer). What tells nothing is
no page of another site: a program, which must say so by a header that no foreign page can add.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

PROGRAM = b"x-scheduler"
"""A program sends this header with any value."""


def from_ourselves(headers: Mapping[bytes, bytes], site: str) -> bool:
    """Whether a write may be done.

    Parameters
    ----------
    headers
        By name in small letters.
    site
        Scheme and host that were asked for, as ``https://plan.example.cn``.
    """
    origin = headers.get(b"origin")
    if origin is None:
        referrer = headers.get(b"referer")
        if referrer is None:
            return PROGRAM in headers and headers.get(b"sec-fetch-site") in (None, b"same-origin")
        origin = _origin_of(referrer.decode("latin-1"))
    fetched = headers.get(b"sec-fetch-site", b"same-origin")
    return origin.lower() == site.lower().encode() and fetched in (b"same-origin", b"none")


def is_read_elsewhere(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a page of another site reads; a link from one to us is none of that.

    Its browser would not give it the answer, but we would have had the work.
    """
    foreign = headers.get(b"sec-fetch-site") in (b"cross-site", b"same-site")
    return foreign and headers.get(b"sec-fetch-mode") != b"navigate"


def _origin_of(address: str) -> bytes:
    """Scheme and host of an address; blank for what is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return b""
    return f"{parts.scheme}://{parts.netloc}".encode("latin-1", "replace")
