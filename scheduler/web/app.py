"""The app: pages by FastAPI, and in front of them what answers calendars."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import TextIO

from fastapi import FastAPI

from scheduler.web.access_log import AccessLog
from scheduler.web.accounts.access import Access
from scheduler.web.accounts.login import add_login
from scheduler.web.board.board import BoardRoom
from scheduler.web.desk import Desk
from scheduler.web.front import Front
from scheduler.web.health import ErrorLog, Health
from scheduler.web.hosts import Hosts
from scheduler.web.keeper import Keeper, Source
from scheduler.web.pages import add_pages
from scheduler.web.renderer import Opener, Renderer
from scheduler.workflow.boarding import WorkingPlans


def make_app(
    source: Source, opener: Opener, hosts: Hosts, log: TextIO | None = None,
    errors: ErrorLog | None = None, access: Access | None = None,
    plans: WorkingPlans | None = None,
) -> Front:  # fmt: skip
    """Make the whole server's app.

    Parameters
    ----------
    source
        The store, asked from this process.
    opener
        Opens the store in the processes that render.
    log
        Where the access log goes; ``None``: nowhere.
    errors
        Where people are told what fails meanwhile.
    access
        Who is let in where accounts are needed.
    plans
        Working plans of the workspace; ``None``: there is no board.

    Raises
    ------
    OSError, UsageError
        When the first calendars cannot be made.
    """
    desk = Desk(Renderer(opener))
    lines = AccessLog(log)
    # The whole city has a process of its own: a single calendar does not wait for it.
    whole = Renderer(opener)
    health = Health(errors)
    keeper = Keeper(desk, source, whole, lines, health=health)
    try:
        # Before anything is served: whoever is told that we serve finds calendars.
        asyncio.run(keeper.begin())
    except BaseException:
        whole.close()
        raise

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(keeper.run())
        try:
            yield
        finally:
            task.cancel()
            # Both end at once; a thread that waits for one would hold up the end.
            whole.close()
            desk.renderer.close()
            await keeper.close()

    pages = FastAPI(
        title="scheduler", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None,
        redirect_slashes=False,
    )  # fmt: skip
    if access is not None and access.needed:
        add_login(pages, access)
    board = None if plans is None else BoardRoom(plans, access)
    if board is not None:
        board.add_to(pages)
    add_pages(pages, desk, health, board.door if board else None)
    return Front(pages, desk, hosts, lines, board.end if board else lambda: None)
