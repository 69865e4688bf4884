"""Addresses to log in and out at."""

from __future__ import annotations

import asyncio
import math
from urllib.parse import parse_qs, quote

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from starlette.requests import ClientDisconnect

from scheduler.domain.text import LANGS
from scheduler.web.accounts.access import Access
from scheduler.web.accounts.login_page import login_page
from scheduler.web.accounts.origin import from_ourselves
from scheduler.web.layout import SAFE, page

MOST_BODY = 4_096
"""Bytes of a form; more is refused."""

FORM_S = 10.0
"""Time for a form to arrive: whoever is not known yet must not keep a connection for long."""

FOREIGN = {"x-refused": "origin"}
"""Tells a program that not the password was wrong: the request came from elsewhere."""

NO_STORE = SAFE | {"cache-control": "no-store", "referrer-policy": "same-origin"}


def add_login(app: FastAPI, access: Access) -> None:
    """Give the app its login."""

    @app.api_route("/{lang}/login", methods=["GET", "HEAD"])
    async def form(lang: str, next: str = "/") -> Response:
        _check(lang)
        problem = "nobody" if await access.empty() else ""
        return _page(login_page(lang, inside(next), problem), lang)

    @app.post("/{lang}/login")
    async def login(request: Request, lang: str) -> Response:
        _check(lang)
        if not from_ourselves(dict(request.headers.raw), request.scope["site"]):
            return _page(login_page(lang, "/", "origin"), lang, 403, FOREIGN)
        said = await _form(request)
        name, path = said.get("name", "")[:64], inside(said.get("next", "/"))
        found = await access.login(
            name, said.get("password", ""), request.scope["asker"], secure=is_secure(request)
        )
        if found.cookie is not None:
            return RedirectResponse(path, 303, NO_STORE | {"set-cookie": found.cookie})
        problem, status = ("wrong", 403)
        more: dict[str, str] = {}
        if found.wait_s or found.busy:
            problem, status = ("busy", 503) if found.busy else ("wait", 429)
            problem = "wait-long" if found.wait_s > 120 else problem
            more = {"retry-after": str(math.ceil(found.wait_s) or 5)}
        html = login_page(lang, path, problem, name, found.wait_s)
        return _page(html, lang, status, more)

    @app.post("/{lang}/logout")
    async def logout(request: Request, lang: str) -> Response:
        _check(lang)
        if not from_ourselves(dict(request.headers.raw), request.scope["site"]):
            return _page(login_page(lang, "/", "origin"), lang, 403, FOREIGN)
        ended = access.ended(secure=is_secure(request))
        return RedirectResponse(f"/{lang}/login", 303, NO_STORE | {"set-cookie": ended})


def login_address(lang: str, path: str) -> str:
    """Where to log in on the way to a page."""
    return f"/{lang}/login?next={quote(path, safe='/')}"


def is_secure(request: Request) -> bool:
    """Whether the reader came by HTTPS, as far as a proxy that we believe says."""
    return str(request.scope["site"]).startswith("https://")


def inside(path: str) -> str:
    """A path of this site; anything else is its start."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path[:500] if plain else "/"


def _page(
    html: str, lang: str, status: int = 200, more: dict[str, str] | None = None
) -> Response:
    # With no referrer at all, browsers would not tell where the form comes from, either.
    told = {"referrer-policy": "same-origin"} | (more or {})
    return page(html, lang, status=status, secret=True, more=told)


def _check(lang: str) -> None:
    if lang not in LANGS:
        raise HTTPException(404)


async def _form(request: Request) -> dict[str, str]:
    try:
        body = await asyncio.wait_for(_received(request), FORM_S)
    except TimeoutError:
        raise HTTPException(408) from None
    try:
        found = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    except ValueError:
        raise HTTPException(400) from None
    return {key: values[-1] for key, values in found.items()}


async def _received(request: Request) -> bytes:
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BODY:
                raise HTTPException(413)
    except ClientDisconnect:
        # Nobody hears it, and the log need not, either.
        raise HTTPException(400) from None
    return body
