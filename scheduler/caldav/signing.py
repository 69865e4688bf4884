"""How requests are signed: as the server asks for it, so that passwords go out no plainer."""

from __future__ import annotations

from collections.abc import Generator

import httpx


class Signing(httpx.Auth):
    """Basic or Digest, whichever the server's first refusal names."""

    def __init__(self, user: str, password: str) -> None:
        self._login = user, password
        self._chosen: httpx.Auth | None = None

    def auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Ask unsigned until something is refused, and signed from then on."""
        if self._chosen is None:
            response = yield request
            # Some servers hide what a stranger may not see, and answer 403 or 404 instead of 401.
            if response.status_code not in (401, 403, 404):
                return
            asked = response.headers.get("www-authenticate", "").lower()
            scheme = httpx.DigestAuth if asked.startswith("digest") else httpx.BasicAuth
            self._chosen = scheme(*self._login)
        yield from self._chosen.auth_flow(request)
