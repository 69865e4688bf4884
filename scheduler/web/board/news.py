"""News of working plans: who waits for them, and how they are sent."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from scheduler.domain.text import Text
from scheduler.web.board.asking import HEADERS, Door, Json, Refusal, entry_answer, working
from scheduler.web.board.routes import number_of, whole
from scheduler.workflow.boarding import WorkingPlans

ALIVE_S = 15.0
"""Seconds after which a silent stream says that it is there."""

LOOK_S = 5.0
"""Seconds after which the ledger is looked at unasked: another process may have written; and
after which a reader is asked again who they are, however much there is to tell."""

MOST = 200
"""Streams at once."""

FULL = Text("同时打开的页面过多，请稍后再试。", "Too many pages are open; try again soon.")
Jobs = Callable[[int], Awaitable[Iterable[Json]]]
"""Gives the jobs of a plan as they stand."""


class News:
    """Wakes those who wait for news of a plan; used from the server's loop only."""

    def __init__(self) -> None:
        self.waiting: dict[int, set[asyncio.Event]] = defaultdict(set)
        self.ended = False

    def tell(self, plan: int) -> None:
        """Something of a plan has changed."""
        for event in self.waiting.get(plan, ()):
            event.set()

    def end(self) -> None:
        """End every stream: the server is to end."""
        self.ended = True
        for plan in list(self.waiting):
            self.tell(plan)

    def join(self, plan: int) -> asyncio.Event:
        """Begin to wait.

        Raises
        ------
        Refusal
            When too many do already.
        """
        if self.ended or sum(map(len, self.waiting.values())) >= MOST:
            raise Refusal(503, FULL)
        event = asyncio.Event()
        self.waiting[plan].add(event)
        return event

    def leave(self, plan: int, event: asyncio.Event) -> None:
        """Wait no longer."""
        self.waiting[plan].discard(event)
        if not self.waiting[plan]:
            del self.waiting[plan]


def add_stream(
    app: FastAPI, plans: WorkingPlans, door: Door, news: News, jobs: Jobs
) -> None:
    """Give the app its stream of news."""

    @app.get("/api/plans/{plan}/stream")
    async def stream(request: Request, plan: str) -> StreamingResponse:
        await door.reader(request)
        number = number_of(plan)
        head = await working(lambda: plans.head(number))
        asked = request.headers.get("last-event-id") or request.query_params.get("after")
        after = head.version if asked is None else whole(asked)
        event = news.join(number)

        async def allowed() -> bool:
            try:
                await door.reader(request)
            except Refusal:
                return False
            return True

        told = _Stream(plans, news, number, event, jobs, allowed)
        headers = HEADERS | {"x-accel-buffering": "no"}
        return StreamingResponse(told.lines(after), 200, headers, "text/event-stream")


class _Stream:
    """One reader's stream."""

    def __init__(
        self, plans: WorkingPlans, news: News, plan: int, event: asyncio.Event, jobs: Jobs,
        allowed: Callable[[], Awaitable[bool]],
    ) -> None:  # fmt: skip
        self.plans, self.news, self.plan, self.event = plans, news, plan, event
        self.jobs, self.allowed = jobs, allowed
        self.told: dict[str, Json] = {}

    async def lines(self, after: int) -> AsyncIterator[str]:
        """Entries after a version and jobs as they change, for as long as the reader stays."""
        try:
            yield "retry: 2000\n\n"
            said = known = time.monotonic()
            while not self.news.ended:
                self.event.clear()
                if time.monotonic() - known >= LOOK_S:
                    if not await self.allowed():
                        return
                    known = time.monotonic()
                for entry in await working(lambda: self.plans.history(self.plan, after)):  # noqa: B023
                    after = entry.version
                    yield _message("edit", entry_answer(entry), entry.version)
                    said = time.monotonic()
                for job in await self.jobs(self.plan):
                    if self.told.get(job["id"]) != job:
                        self.told[job["id"]] = job
                        yield _message("job", job)
                        said = time.monotonic()
                if time.monotonic() - said >= ALIVE_S:
                    yield ": \n\n"
                    said = time.monotonic()
                await self._news()
        finally:
            self.news.leave(self.plan, self.event)

    async def _news(self) -> None:
        try:
            await asyncio.wait_for(self.event.wait(), LOOK_S)
        except TimeoutError:
            return


def _message(kind: str, data: Json, number: int | None = None) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    head = "" if number is None else f"id: {number}\n"
    return f"{head}event: {kind}\ndata: {text}\n\n"
