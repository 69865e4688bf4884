"""The board's page and the files that it is made of."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from scheduler.web.accounts.login import NO_STORE, login_address
from scheduler.web.board.asking import Door, Refusal
from scheduler.web.layout import SAFE, language

MEDIA = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
INDEX = "index.html"
READ = ["GET", "HEAD"]


def add_page(app: FastAPI, door: Door) -> None:
    """Give the app the board's page; whoever is not known is sent to log in."""

    @app.api_route("/board/", methods=READ)
    async def board(request: Request) -> Response:
        try:
            await door.reader(request)
        except Refusal:
            return RedirectResponse(login_address(language(request), "/board/"), 303, NO_STORE)
        return file_answer(request, INDEX)

    @app.api_route("/assets/board/{path:path}", methods=READ)
    async def asset(request: Request, path: str) -> Response:
        return file_answer(request, path)


async def may_see(door: Door, request: Request) -> bool:
    """Whether the start page is the board for whoever asks."""
    try:
        await door.reader(request)
    except Refusal:
        return False
    return True


def file_answer(request: Request, path: str) -> Response:
    """A file of the board; asked for anew each time, but sent only when it has changed.

    Raises
    ------
    HTTPException
        404 when there is none.
    """
    data = _data(path) if len(path) < 200 else None
    if data is None:
        raise HTTPException(404)
    tag = f'"{hashlib.sha256(data).hexdigest()[:20]}"'
    headers = SAFE | {"cache-control": "no-cache", "etag": tag, "referrer-policy": "same-origin"}
    if request.headers.get("if-none-match") == tag:
        return Response(b"", 304, headers)
    return Response(data, 200, headers, MEDIA[PurePosixPath(path).suffix])


@cache
def _names() -> frozenset[str]:
    """Every file of the board: nothing else is ever opened."""
    root = files("scheduler.web").joinpath("assets", "board")
    folders, found = [("", root)], set()
    while folders:
        prefix, folder = folders.pop()
        for item in folder.iterdir():
            if item.is_dir():
                folders.append((f"{prefix}{item.name}/", item))
            elif PurePosixPath(item.name).suffix in MEDIA:
                found.add(prefix + item.name)
    return frozenset(found)


def _data(path: str) -> bytes | None:
    if path not in _names():
        return None
    return files("scheduler.web").joinpath("assets", "board", *path.split("/")).read_bytes()
