"""Looks every second for a new release, another day and other tokens, without any hurry."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from scheduler.domain.text import Text
from scheduler.web.access_log import AccessLog
from scheduler.web.desk import Desk, outsized, stacked
from scheduler.web.health import RELEASES, RENDERING, TOKENS, USES, Health
from scheduler.web.keys import Key
from scheduler.web.renderer import Renderer, Task, today_of

LOOK_S, WRITE_S, CALM_S = 1.0, 30.0, 10.0
"""Between two looks; between two writings of uses; after a failure."""


class Source(Protocol):
    """What the server asks of the store; each may be slow and may fail."""

    def last_number(self) -> int | None:
        """Give the number of the last release, if there is one."""

    def keys(self) -> Iterable[Key]:
        """All tokens, revoked ones too."""

    def touch(self, used: Mapping[int, datetime]) -> None:
        """Write when tokens were last used."""


class Keeper:
    """Keeps a desk up to date; whatever fails, the desk goes on with what it has."""

    def __init__(
        self, desk: Desk, source: Source, renderer: Renderer, log: AccessLog,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC), health: Health | None = None,
    ) -> None:  # fmt: skip
        self.desk, self.source, self.renderer, self.log = desk, source, renderer, log
        self.clock, self.health = clock, health or Health()
        self._written = time.monotonic()

    async def begin(self) -> None:
        """Take over what there is before anything is served; a failure is the caller's to tell."""
        number = await asyncio.to_thread(self.source.last_number)
        if number is not None:
            await self.render(number)
        self.desk.keys.replace(await asyncio.to_thread(self.source.keys))

    async def run(self) -> None:
        """Look until cancelled; tokens and the log do not wait for a city to be rendered."""
        await asyncio.gather(self._again(self.follow), self._again(self.attend))

    async def follow(self) -> None:
        """Take over a new release or another day."""
        with self.health.watched(RELEASES):
            number = await asyncio.to_thread(self.source.last_number)
        if number is not None and self._stale(number):
            with self.health.watched(RENDERING):
                await self.render(number)

    async def attend(self) -> None:
        """Take over tokens, and write what was asked."""
        self.log.flush()
        with self.health.watched(TOKENS):
            self.desk.keys.replace(await asyncio.to_thread(self.source.keys))
        if time.monotonic() - self._written >= WRITE_S:
            await self.write()

    async def render(self, number: int) -> None:
        """Put another shelf up once all of it is there."""
        task = Task(number, self.desk.wishes, whole=True, now=self.clock())
        results = self.renderer.results
        shelf, kept = await asyncio.to_thread(lambda: stacked(self.desk, results(task)))
        self.desk.put(shelf, kept)
        for fault in outsized(shelf, kept):
            self.health.log.tell(Text(fault.line("zh"), fault.line("en")))

    async def write(self) -> None:
        """Write when tokens were used; a failure loses no more than that."""
        self._written = time.monotonic()
        used = self.desk.keys.taken()
        if used:
            with self.health.watched(USES):
                await asyncio.to_thread(self.source.touch, used)

    async def close(self) -> None:
        """Write what is left."""
        with contextlib.suppress(Exception):
            await self.write()
        self.log.flush()

    async def _again(self, look: Callable[[], Awaitable[None]]) -> None:
        while True:
            wait = LOOK_S
            try:
                await look()
            except Exception:  # told already; calendars are still given out
                wait = CALM_S
            await asyncio.sleep(wait)

    def _stale(self, number: int) -> bool:
        title = self.desk.shelf.title
        if title is None or title.number != number:
            return True
        return today_of(title.timezone, self.clock()) != title.today
