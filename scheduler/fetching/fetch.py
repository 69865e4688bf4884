"""One file from one address.

1. The host is resolved once, and what is connected to is an address that was looked at: a name
   that resolves otherwise a moment later changes nothing.
2. Every redirect begins again at 1.
3. The whole answer is there, within its limits, before anybody sees a byte of it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from scheduler.domain.system_words import connection_text
from scheduler.fetching.addresses import is_public, resolved
from scheduler.fetching.exchange import Exchange
from scheduler.fetching.refusal import FetchError

MOST_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_PLAIN = "/%:@!$&'()*+,;=~?"
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Fetched:
    """An answer, read in full.

    Parameters
    ----------
    url
        Where it came from in the end.
    headers
        Names in lower case.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


def fetch(
    url: str,
    *,
    allow_private: bool,
    most_bytes: int,
    seconds: float,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
) -> Fetched:
    """Read an http or https address; any status but a redirect is an answer.

    Parameters
    ----------
    allow_private
        Also read from this machine and private networks.
    most_bytes, seconds
        Limits of the body, and of everything together but the system's name resolution.
    headers
        Of the request; not sent on to another host.

    Raises
    ------
    FetchError
    """
    until, given = time.monotonic() + seconds, dict(headers or {})
    for _ in range(MOST_REDIRECTS + 1):
        parts = checked(url)
        exchange = Exchange(url, _target(parts), until, seconds)
        hosts = _addresses(url, parts, allow_private)
        answer = exchange.run(parts, hosts, method, given, most_bytes)
        target = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not target:
            return Fetched(url, answer.status, answer.headers, answer.body)
        onward = urljoin(url, target)
        after = checked(onward)
        if parts.scheme == "https" and after.scheme == "http":
            raise FetchError(url, "downgrade", onward)
        if _origin(after) != _origin(parts):
            given = {}
        url = onward
    raise FetchError(url, "redirects", MOST_REDIRECTS)


def checked(url: str) -> SplitResult:
    """Parts of a whole http or https address without a password.

    Raises
    ------
    FetchError
    """
    try:
        parts = urlsplit(url)
        # An odd port or host raises only when asked for.
        whole = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        whole = False
    if not whole or not url.isprintable() or " " in url:
        raise FetchError(url, "scheme")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"{parts.scheme}://…@{parts.hostname}", "login")
    return parts


def _origin(parts: SplitResult) -> tuple[str, str | None, int]:
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_PLAIN[:-1])
    return f"{path}?{quote(parts.query, safe=_PLAIN)}" if parts.query else path


def _addresses(url: str, parts: SplitResult, allow_private: bool) -> list[str]:
    _, host, port = _origin(parts)
    try:
        found = resolved(host or "", port)
    except (OSError, UnicodeError) as error:
        raise FetchError(url, "unreachable", connection_text(error)) from None
    allowed = [a for a in found if allow_private or is_public(a)]
    if not allowed:
        raise FetchError(url, "private", ", ".join(found))
    return allowed
