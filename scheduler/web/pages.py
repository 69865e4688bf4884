"""Addresses of the pages."""

from __future__ import annotations

from html import escape

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.exceptions import HTTPException

from scheduler.domain.span import iso
from scheduler.domain.text import LANGS, Text
from scheduler.outputs.ical.private import private_url
from scheduler.web.board.asking import Door, Refusal
from scheduler.web.board.page import may_see, page_answer
from scheduler.web.desk import Desk
from scheduler.web.event_page import event_page
from scheduler.web.health import Health
from scheduler.web.index_page import LOG_IN, SHUT, index_page
from scheduler.web.layout import (
    ASSETS,
    OTHER,
    SAFE,
    asset,
    asset_path,
    frame,
    language,
    page,
)
from scheduler.web.links import Links, is_freebusy
from scheduler.web.subscribe_page import subscribe_page
from scheduler.web.wishes import Wish
from scheduler.web.words import WORDS, say

READ = ["GET", "HEAD"]
BAD_METHOD = Text("此地址不接受这种请求。", "This address takes no such request.")
FOR_EVER = "public, max-age=31536000, immutable"


def add_pages(app: FastAPI, desk: Desk, health: Health, board: Door | None = None) -> None:
    """Give the app its pages; with a board, that is the start page of those who may see it."""
    _add_index(app, desk, board)
    _add_subscribe(app, desk)
    _add_events(app, desk)
    _add_rest(app)
    _add_health(app, desk, health)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _failed)


def _add_index(app: FastAPI, desk: Desk, board: Door | None) -> None:
    asks = LOG_IN if board is not None and board.asks else ""

    @app.api_route("/", methods=READ)
    async def root(request: Request) -> Response:
        if board is not None and await may_see(board, request):
            return page_answer(request)
        return calendars(request, asks or (SHUT if board else ""))

    def calendars(request: Request, board: str) -> Response:
        lang = language(request)
        return page(index_page(desk.shelf, lang, board=board), lang, varies=True)

    @app.api_route("/feeds/", methods=READ)
    async def feeds(request: Request) -> Response:
        return calendars(request, asks)

    @app.api_route("/zh", methods=READ)
    @app.api_route("/en", methods=READ)
    async def unslashed(request: Request) -> Response:
        query = request.url.query
        where = f"{request.url.path}/" + (f"?{query}" if query else "")
        return RedirectResponse(where, 308, headers=SAFE)

    @app.api_route("/{lang}/", methods=READ)
    async def index(request: Request, lang: str) -> Response:
        if lang not in LANGS:
            raise HTTPException(404)
        query = request.query_params.get("q", "")[:100]
        return page(index_page(desk.shelf, lang, query, board=asks), lang)


def _add_subscribe(app: FastAPI, desk: Desk) -> None:
    @app.api_route("/{lang}/subscribe/{path:path}", methods=READ)
    async def subscribe(request: Request, lang: str, path: str) -> Response:
        name = desk.shelf.known.get((lang, path))
        if name is None:
            raise HTTPException(404)
        links = Links(f"{request.scope['site']}/feeds/{lang}/{path}", name, is_freebusy(path))
        other = f"/{OTHER[lang]}/subscribe/{path}"
        return page(subscribe_page(lang, links, secret=False, other=other), lang)

    @app.api_route("/f/{token}/", methods=READ)
    async def private(request: Request, token: str) -> Response:
        key = desk.keys.find(token.encode("utf-8", "replace"))
        if key is None or key.revoked:
            lang = language(request)
            status = 404 if key is None else 410
            return page(_message(lang, "gone"), lang, status=status, secret=True)
        item = await desk.item(Wish(key.lang, key.path, False, Wish.plain))
        name = item.name if item else key.path
        url = private_url(request.scope["site"], token, key.path)
        html = subscribe_page(key.lang, Links(url, name, is_freebusy(key.path)), secret=True)
        return page(html, key.lang, secret=True)


def _add_events(app: FastAPI, desk: Desk) -> None:
    def answer(lang: str, event_id: str, *, varies: bool) -> Response:
        notice = desk.shelf.events.get((lang, event_id))
        if notice is None:
            raise HTTPException(404)
        return page(event_page(desk.shelf, notice), lang, varies=varies)

    @app.api_route("/events/{event_id}", methods=READ)
    async def event(request: Request, event_id: str) -> Response:
        # Calendars of both languages lead here, so that an entry's URL is the same in both.
        return answer(language(request), event_id, varies=True)

    @app.api_route("/{lang}/events/{event_id}", methods=READ)
    async def event_in(lang: str, event_id: str) -> Response:
        return answer(lang, event_id, varies=False)


def _add_health(app: FastAPI, desk: Desk, health: Health) -> None:
    @app.api_route("/healthz", methods=READ)
    async def healthz() -> Response:
        number, day = desk.shelf.number, desk.shelf.today
        well = health.store and health.rendering
        # What is rendered is given out though the store is away; without a release nothing is.
        status = "unavailable" if number is None else "ok" if well else "degraded"
        told = {
            "status": status,
            "release": number,
            "day": day and iso(day),
            "store": "ok" if health.store else "failing",
            "rendering": "ok" if health.rendering else "failing",
        }
        headers = SAFE | {"cache-control": "no-store"}
        return JSONResponse(told, 503 if number is None else 200, headers=headers)


def _add_rest(app: FastAPI) -> None:
    @app.api_route("/robots.txt", methods=READ)
    async def robots() -> Response:
        # A Disallow would keep Google Calendar out; X-Robots-Tag keeps feeds out of searches.
        return PlainTextResponse("User-agent: *\nAllow: /\n", headers=SAFE)

    @app.api_route("/assets/{name}", methods=READ)
    async def assets(name: str) -> Response:
        for known, media in ASSETS.items():
            if asset_path(known) == f"/assets/{name}":
                headers = SAFE | {"cache-control": FOR_EVER}
                return Response(asset(known), media_type=media, headers=headers)
        raise HTTPException(404)


def _message(lang: str, key: str) -> str:
    title = say(lang, key)
    body = f'<h1>{escape(title)}</h1>\n<p class="lead">{say(lang, "lost-how")}</p>'
    if key in ("not-allowed", "failed"):
        body = f"<h1>{escape(title)}</h1>"
    return frame(lang, title, body)


def _is_program(request: Request) -> bool:
    """Whether an answer in JSON is waited for."""
    return request.url.path.startswith("/api/")


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    lang = language(request)
    key = "not-allowed" if error.status_code == 405 else "lost"
    if _is_program(request):
        return Refusal(error.status_code, BAD_METHOD if key == "not-allowed" else WORDS[key]).answer
    more = {"allow": "GET, HEAD"} if error.status_code == 405 else {}
    return page(_message(lang, key), lang, status=error.status_code, varies=True, more=more)


async def _failed(request: Request, _: Exception) -> Response:
    if _is_program(request):
        return Refusal(500, WORDS["failed"]).answer
    lang = language(request)
    return page(_message(lang, "failed"), lang, status=500, varies=True)

