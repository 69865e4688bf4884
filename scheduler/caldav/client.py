"""One CalDAV server: requests with limits, and failures with a reason."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scheduler.caldav import failures
from scheduler.domain.system_words import connection_text
from scheduler.domain.text import Text
from scheduler.errors import UsageError

if TYPE_CHECKING:
    import httpx

CONNECT_S, ANSWER_S = 10.0, 60.0
"""Most seconds for a connection, and for a whole answer however slowly it drips."""

MAX_BYTES = 64_000_000
"""Beyond this an answer is given up: a listing of 100,000 items has about 40 MB."""


@dataclass(frozen=True)
class Login:
    """User name and password; never shown."""

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Login({self.user!r})"


@dataclass(frozen=True)
class Answer:
    """What the server said.

    Parameters
    ----------
    headers
        Names in lower case.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


class Server:
    """A connection to a server, kept open for many requests.

    Parameters
    ----------
    url
        Of the folder in which calendars lie, ``http`` or ``https``. Certificates are those that
        the system trusts, or of the file named by the environment variable SSL_CERT_FILE.
    answer_s
        Most seconds for one answer.
    """

    def __init__(
        self, url: str, login: Login | None = None, *, answer_s: float = ANSWER_S
    ) -> None:
        import httpx

        from scheduler.caldav.signing import Signing

        self.base, self._answer_s = checked(url), answer_s
        self._client = httpx.Client(
            auth=Signing(login.user, login.password) if login else None,
            timeout=httpx.Timeout(answer_s, connect=CONNECT_S),
            follow_redirects=False,
            # Packed answers would have ETags of their own, which no If-Match can use.
            headers={"User-Agent": "convention-scheduler", "Accept-Encoding": "identity"},
        )

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._client.close()

    def ask(
        self, method: str, url: str, body: bytes | None = None, **headers: str
    ) -> Answer:
        """Send one request; header names are given as ``If_Match``.

        Raises
        ------
        PushStopped
            When there is no answer, or one that points elsewhere.
        """
        import httpx

        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            with self._client.stream(method, url, content=body, headers=named) as response:
                data = self._read(response, url)
        except httpx.TimeoutException:
            raise failures.stopped(url, failures.TOO_SLOW) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise failures.unreachable(url, connection_text(error)) from None
        if response.is_redirect:
            raise failures.redirected(url, response.headers.get("location", "?")[:200])
        return Answer(response.status_code, response.headers, data)

    def _read(self, response: httpx.Response, url: str) -> bytes:
        data, until = bytearray(), time.monotonic() + self._answer_s
        for part in response.iter_bytes():
            data += part
            if len(data) > MAX_BYTES:
                raise failures.stopped(url, failures.TOO_LARGE)
            if time.monotonic() > until:
                raise failures.stopped(url, failures.TOO_SLOW)
        return bytes(data)


def checked(url: str) -> str:
    """The address with a slash at its end.

    Raises
    ------
    UsageError
        When it is not http(s), or holds a password, a query or a fragment.
    """
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
        parts.port  # noqa: B018 (raises when it is no number)
    except ValueError:
        whole = False
    if not whole or parts.query or parts.fragment:
        raise UsageError(
            Text(
                "CalDAV 地址须形如 https://服务器/用户/，不含问号与井号。",
                "A CalDAV address is like https://server/user/, without ? and #.",
            )
        )
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            Text(
                "地址中不要写用户名和密码（会被记录）；请用 --caldav-user 与密码文件。",
                "Do not write a user name or password into the address, where it would be "
                "recorded; use --caldav-user and a password file.",
            )
        )
    return url if url.endswith("/") else url + "/"


def unprotected(url: str) -> bool:
    """Whether passwords for this address can be read on their way."""
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1")
