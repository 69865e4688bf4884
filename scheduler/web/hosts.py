"""Who asks, and under which name: the Host header, and what a trusted proxy says of both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from scheduler.web.conditions import Headers
from scheduler.web.replies import Scope

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
PROXIED = (b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip")
"""Headers that only proxies send."""

_HOST = re.compile(rb"([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::(\d{1,5}))?")


@dataclass(frozen=True)
class Hosts:
    """Names that are served, and proxies that are believed.

    Parameters
    ----------
    names
        Host names in small letters, without port; numeric addresses are served in any case,
        since no foreign page can make a browser send one.
    base
        Address that links begin with, as ``https://cal.example.cn``; blank: as was asked.
    proxies
        Addresses or networks whose X-Forwarded headers are believed; none: nobody's.
    """

    names: frozenset[str] = frozenset(LOOPBACK)
    base: str = ""
    proxies: tuple[str, ...] = ()
    _known: dict[tuple[str, bytes], str] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, base: str, more: Iterable[str] = (), proxies: Iterable[str] = ()) -> Hosts:
        """Serve the name of the base address and others."""
        own = urlsplit(base).hostname or ""
        names = {name.lower() for name in (*LOOPBACK, *more, own) if name}
        return cls(frozenset(names), base.rstrip("/"), tuple(proxies))

    def believed(self, scope: Scope) -> bool:
        """Whether the peer is a proxy whose word counts."""
        client = scope.get("client")
        if not self.proxies or not client:
            return False
        if "*" in self.proxies:
            return True
        try:
            address = ip_address(client[0])
        except ValueError:
            return False
        return any(address in ip_network(proxy, strict=False) for proxy in self.proxies)

    def site(self, scope: Scope, headers: Headers) -> str | None:
        """Scheme and host that were asked for; ``None`` when they are not served here."""
        host, scheme = headers.get(b"host", b""), str(scope["scheme"])
        if self.proxies and self.believed(scope):
            host = _last(headers, b"x-forwarded-host") or host
            told = _last(headers, b"x-forwarded-proto").lower()
            scheme = told.decode() if told in (b"http", b"https") else scheme
        key = (scheme, host)
        site = self._known.get(key)
        if site is None:
            site = self._site(scheme, host, scope["http_version"])
            if site is not None and len(self._known) < 64:
                self._known[key] = site
        return site

    def client(self, scope: Scope, headers: Headers) -> str:
        """Address of who asks: the last one that no believed proxy has."""
        peer = scope["client"][0] if scope.get("client") else ""
        if not self.proxies or not self.believed(scope):
            return str(peer)
        hops = headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
        for hop in (hop.strip() for hop in reversed(hops)):
            if hop and not self.believed({"client": (hop, 0)}):
                return hop[:64]
        return str(peer)

    def _site(self, scheme: str, host: bytes, version: str) -> str | None:
        if not host and version == "1.0":
            return self.base or f"{scheme}://localhost"
        found = _HOST.fullmatch(host)
        if found is None or int(found[2] or 0) > 65535:
            return None
        name = found[1].decode("ascii").lower().rstrip(".")
        if name not in self.names and not _numeric(name):
            return None
        return self.base or f"{scheme}://{host.decode('ascii').lower()}"


def passed_on(headers: Headers) -> bool:
    """Whether a request was not meant for this machine, or came by a proxy.

    A proxy on this machine that tells nothing of itself still passes the name or the address
    that its reader asked for.
    """
    if any(name in headers for name in PROXIED):
        return True
    found = _HOST.fullmatch(headers.get(b"host", b""))
    return found is not None and found[1].decode("ascii").lower().rstrip(".") not in LOOPBACK


def _last(headers: Headers, name: bytes) -> bytes:
    # Each proxy appends; the last value is the word of the one that we believe.
    return headers.get(name, b"").rpartition(b",")[2].strip()


def _numeric(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
