"""Sessions: who logged in, signed, in a cookie that scripts cannot read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from itsdangerous import BadData, URLSafeTimedSerializer

LASTS_S = 12 * 3600
"""Seconds that a session lasts: a working day."""

MOST_COOKIES = 8_192
"""Letters of a Cookie header that are looked at."""


@dataclass(frozen=True)
class Session:
    """Who logged in; `epoch` is the account's at that time."""

    name: str
    epoch: int


class Sessions:
    """Makes and reads cookies.

    Parameters
    ----------
    key
        At least 32 random bytes that nobody else knows.
    """

    def __init__(self, key: bytes) -> None:
        self._signer = URLSafeTimedSerializer(
            key, salt="scheduler.session", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def cookie(self, session: Session, *, secure: bool) -> str:
        """Value of Set-Cookie for a new session."""
        signed = str(self._signer.dumps([session.name, session.epoch]))
        return _cookie(signed, LASTS_S, secure)

    def ended(self, *, secure: bool) -> str:
        """Value of Set-Cookie that ends a session."""
        return _cookie("", 0, secure)

    def read(self, header: str, *, secure: bool) -> Session | None:
        """The session in a Cookie header; ``None`` if there is none that is signed and fresh."""
        try:
            jar = SimpleCookie(header[:MOST_COOKIES])
        except CookieError:
            return None
        found = jar.get(_name(secure))
        if found is None:
            return None
        try:
            name, epoch = self._signer.loads(found.value, max_age=LASTS_S)
        except (BadData, ValueError, TypeError):
            return None
        if not isinstance(name, str) or type(epoch) is not int:
            return None
        return Session(name, epoch)


def _name(secure: bool) -> str:
    """The prefix keeps other hosts of the domain, and plain HTTP, from setting it."""
    return "__Host-scheduler" if secure else "scheduler-session"


def _cookie(value: str, seconds: int, secure: bool) -> str:
    # Lax: a link in a mail opens the board; no write is a GET.
    ending = "; Secure" if secure else ""
    return f"{_name(secure)}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{ending}"

