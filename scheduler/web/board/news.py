"""News of working plans: who waits for them, and how they are sent."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from scheduler.board.document import dumped, today_in
from scheduler.board.opened import News as Entered
from scheduler.domain.text import Text
from scheduler.web.board.asking import HEADERS, Door, Json, Refusal, entry_answer, working
from scheduler.web.board.routes import number_of, whole
from scheduler.workflow.boarding import WorkingPlans

ALIVE_S = 15.0
"""Seconds after which a silent stream says that it is there."""

LOOK_S = 5.0
"""Seconds after which the ledger is looked at unasked: another process may have written; and
after which a reader is asked again who they are, however much there is to tell."""

MOST, MOST_EACH = 200, 50
"""Streams at once, of all and of somebody who is known by name."""

KEPT = 64
"""Messages that are kept for those who have yet to hear them."""

FULL = Text("同时打开的页面过多，请稍后再试。", "Too many pages are open; try again soon.")
Jobs = Callable[[int], Awaitable[Iterable[Json]]]
"""Gives the jobs of a plan as they stand."""


class News:
    """Wakes those who wait for news of a plan; used from the server's loop only."""

    def __init__(self) -> None:
        self._said: OrderedDict[tuple[int, int, bool], str] = OrderedDict()
        self._jobs: OrderedDict[str, tuple[Json, str]] = OrderedDict()
        self.waiting: dict[int, set[asyncio.Event]] = defaultdict(set)
        self.people: Counter[str] = Counter()
        self.ended = False

    def tell(self, plan: int) -> None:
        """Something of a plan has changed."""
        for event in self.waiting.get(plan, ()):
            event.set()

    def message(self, plan: int, news: Entered) -> str:
        """An edit as everybody who waits for it hears of it; written once for all."""
        key = plan, news.entry.version, news.delta is None
        if key not in self._said:
            delta = {} if news.delta is None else {"delta": news.delta}
            said = {**entry_answer(news.entry), **delta}
            self._said[key] = _message("edit", said, news.entry.version)
            if len(self._said) > KEPT:
                self._said.popitem(last=False)
        return self._said[key]

    def job(self, job: Json) -> str:
        """Where a job stands as everybody hears of it; written once for all."""
        known = self._jobs.get(job["id"])
        if known is None or known[0] != job:
            known = self._jobs[job["id"]] = job, _message("job", job)
            if len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
        return known[1]

    def end(self) -> None:
        """End every stream: the server is to end."""
        self.ended = True
        for plan in list(self.waiting):
            self.tell(plan)

    def check(self, who: str) -> None:
        """Refuse one reader too many.

        Raises
        ------
        Refusal
            When too many wait already, or too many pages of the same person.
        """
        many = self.people.total() >= MOST or (bool(who) and self.people[who] >= MOST_EACH)
        if self.ended or many:
            raise Refusal(503, FULL)

    @contextmanager
    def joined(self, plan: int, who: str) -> Iterator[asyncio.Event]:
        """Wait for news of a plan; set when there are some."""
        event = asyncio.Event()
        self.waiting[plan].add(event)
        self.people[who] += 1
        try:
            yield event
        finally:
            self.people[who] -= 1
            if not self.people[who]:
                del self.people[who]
            self.waiting[plan].discard(event)
            if not self.waiting[plan]:
                del self.waiting[plan]


def add_stream(
    app: FastAPI, plans: WorkingPlans, door: Door, news: News, jobs: Jobs,
    met: Callable[[int], None] = lambda plan: None,
) -> None:  # fmt: skip
    """Give the app its stream of news; `met` is told of a plan that somebody begins to watch."""

    @app.get("/api/plans/{plan}/stream")
    async def stream(request: Request, plan: str) -> StreamingResponse:
        person = await door.reader(request)
        number = number_of(plan)
        head = await working(lambda: plans.head(number))
        asked = request.headers.get("last-event-id") or request.query_params.get("after")
        after = head.version if asked is None else whole(asked)
        news.check(person.name)
        met(number)

        async def allowed() -> bool:
            try:
                await door.reader(request)
            except Refusal:
                return False
            return True

        told = _Stream(plans, news, number, person.name, jobs, allowed)
        told.day = request.query_params.get("today", "")[:10]
        headers = HEADERS | {"x-accel-buffering": "no"}
        return StreamingResponse(told.lines(after), 200, headers, "text/event-stream")


class _Stream:
    """One reader's stream."""

    def __init__(
        self, plans: WorkingPlans, news: News, plan: int, who: str, jobs: Jobs,
        allowed: Callable[[], Awaitable[bool]],
    ) -> None:  # fmt: skip
        self.plans, self.news, self.plan, self.who = plans, news, plan, who
        self.jobs, self.allowed = jobs, allowed
        self.told: dict[str, Json] = {}
        self.after = 0
        self.timezone = ""
        self.day = ""
        """The day that the reader takes for today; blank for one who does not ask."""

    async def lines(self, after: int) -> AsyncIterator[str]:
        """Days, entries after a version and jobs as they come, while the reader stays."""
        self.after = after
        # Joined here: of a reader who leaves before the first line nobody would hear.
        with self.news.joined(self.plan, self.who) as event:
            yield "retry: 2000\n\n"
            said = known = time.monotonic()
            looked = -LOOK_S
            while not self.news.ended:
                event.clear()
                if time.monotonic() - known >= LOOK_S:
                    if not await self.allowed():
                        return
                    known = time.monotonic()
                # However much there is to tell of jobs meanwhile.
                look = time.monotonic() - looked >= LOOK_S
                if look:
                    looked = time.monotonic()
                async for line in self._news(look):
                    yield line
                    said = time.monotonic()
                if time.monotonic() - said >= ALIVE_S:
                    yield ": \n\n"
                    said = time.monotonic()
                await _some(event, looked + LOOK_S - time.monotonic())

    async def _news(self, look: bool) -> AsyncIterator[str]:
        """What is to be told by now."""
        if self.day and self.day != (today := await self._today()):
            self.day = today
            yield _message("today", today)
        for news in await self._entered(self.after, look):
            self.after = news.entry.version
            yield self.news.message(self.plan, news)
        for job in await self.jobs(self.plan):
            if self.told.get(job["id"]) != job:
                self.told[job["id"]] = job
                yield self.news.job(job)

    async def _today(self) -> str:
        """The day that it is by now in the plan's city."""
        if not self.timezone:
            sheet = await working(lambda: self.plans.sheet(self.plan))
            self.timezone = sheet.problem.city.timezone
        return today_in(self.timezone)

    async def _entered(self, after: int, look: bool) -> list[Entered]:
        """Entries after a version; without a look at the ledger no thread need be waited for."""
        known = None if look else self.plans.remembered(self.plan, after)
        if known is not None:
            return known
        return await working(lambda: self.plans.news(self.plan, after))


async def _some(event: asyncio.Event, seconds: float) -> None:
    """Wait for news, but not for longer than some seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), max(0.0, seconds))


def _message(kind: str, data: object, number: int | None = None) -> str:
    head = "" if number is None else f"id: {number}\n"
    return f"{head}event: {kind}\ndata: {dumped(data)}\n\n"
