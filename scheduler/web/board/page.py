"""The board's page and the files that it is made of."""

from __future__ import annotations

import hashlib
from html import escape

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from scheduler.web.accounts.login import NO_STORE, login_address
from scheduler.web.board.asking import Door, Refusal
from scheduler.web.board.assets import board_asset
from scheduler.web.board.html import board_page
from scheduler.web.layout import SAFE, frame, language, page
from scheduler.web.words import say

READ = ["GET", "HEAD"]


def add_page(app: FastAPI, door: Door) -> None:
    """Give the app the board's page; whoever is not known is sent to log in.

    Where nobody can log in, the page says what opens the board.
    """

    @app.api_route("/board/", methods=READ)
    async def board(request: Request) -> Response:
        lang = language(request)
        try:
            await door.reader(request)
        except Refusal as refusal:
            if not door.asks:
                return page(_refused(lang, refusal), lang, status=refusal.status, secret=True)
            return RedirectResponse(login_address(lang, "/board/"), 303, NO_STORE)
        return page_answer(request)

    @app.api_route("/assets/board/{path:path}", methods=READ)
    async def asset(request: Request, path: str) -> Response:
        return file_answer(request, path)


def _refused(lang: str, refusal: Refusal) -> str:
    title = say(lang, "board-shut")
    told = escape(refusal.message.get(lang))
    return frame(lang, title, f'<h1>{escape(title)}</h1>\n<p class="lead">{told}</p>')


async def may_see(door: Door, request: Request) -> bool:
    """Whether the start page is the board for whoever asks."""
    try:
        await door.reader(request)
    except Refusal:
        return False
    return True


def page_answer(request: Request) -> Response:
    """The page, in the language of whoever asks."""
    text = board_page(language(request)).encode("utf-8", "replace")
    return _answer(request, text, "text/html; charset=utf-8", {"vary": "Accept-Language"})


def file_answer(request: Request, path: str) -> Response:
    """A file of the board; asked for anew each time, but sent only when it has changed.

    Raises
    ------
    HTTPException
        404 when there is none.
    """
    found = board_asset(path) if len(path) < 200 else None
    if found is None:
        raise HTTPException(404)
    return _answer(request, *found, {})


def _answer(request: Request, data: bytes, media: str, more: dict[str, str]) -> Response:
    tag = f'"{hashlib.sha256(data).hexdigest()[:20]}"'
    headers = SAFE | more
    headers |= {"cache-control": "no-cache", "etag": tag, "referrer-policy": "same-origin"}
    if request.headers.get("if-none-match") == tag:
        return Response(b"", 304, headers)
    return Response(data, 200, headers, media)
