"""Plans written out whole, kept for as long as nobody edits them."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

from fastapi import Request, Response

from scheduler.board.document import TODAY, Sheet
from scheduler.web.board.asking import HEADERS, working
from scheduler.web.conditions import matches, wants_gzip
from scheduler.web.front import gathered
from scheduler.workflow.boarding import MOST_OPEN, WorkingPlans
from scheduler.workflow.following import zipped

COPYING = ThreadPoolExecutor(1, "copying")
"""One thread, so that readers of a plan do not wait behind edits to be judged."""


@dataclass(frozen=True)
class Copy:
    """A long answer in JSON, kept zipped."""

    zipped: bytes

    @classmethod
    def of(cls, text: str) -> Copy:
        """Zip a text; in a thread, so that the server's loop need not."""
        return cls(zipped(text))

    @cached_property
    def plain(self) -> bytes:
        """The same for the few who cannot unzip."""
        return gzip.decompress(self.zipped)

    @cached_property
    def etag(self) -> str:
        """Names the content."""
        return hashlib.sha256(self.zipped).hexdigest()[:32]

    async def answer(self, request: Request) -> Response:
        """The answer to a GET: zipped or not, or nothing when it is known already."""
        asked = gathered(request.headers.raw)
        small = wants_gzip(asked.get(b"accept-encoding", b""))
        etag = f'"{self.etag}{"-gzip" if small else ""}"'
        headers = HEADERS | {"etag": etag, "vary": "Accept-Encoding"}
        if matches(asked.get(b"if-none-match", b""), etag.encode()):
            return Response(None, 304, headers)
        if small:
            headers["content-encoding"] = "gzip"
        data = self.zipped if small else await working(lambda: self.plain)
        return Response(data, 200, headers, "application/json")


class Copies:
    """The last copy of each plan; asked from the server's loop only."""

    def __init__(self, plans: WorkingPlans) -> None:
        self.plans = plans
        self._kept: dict[int, tuple[Sheet, str, asyncio.Future[Copy]]] = {}

    async def of(self, plan: int) -> Copy:
        """A plan as it stands; however many ask, it is written out once.

        Raises
        ------
        Refusal
            When there is none.
        """
        sheet = await working(lambda: self.plans.sheet(plan))
        kept, today = self._kept.get(plan), sheet.part(TODAY)
        # Who asked earlier may be answered later: what is newer stays.
        if kept is None or _is_older(kept, sheet, today) or _failed(kept[2]):
            making = asyncio.ensure_future(working(lambda: self._copy(plan, sheet), pool=COPYING))
            kept = self._kept[plan] = sheet, today, making
            while len(self._kept) > MOST_OPEN:
                del self._kept[next(iter(self._kept))]
        return await asyncio.shield(kept[2])

    def _copy(self, plan: int, sheet: Sheet) -> Copy:
        head = self.plans.head(plan)
        text = sheet.text(id=head.id, title=head.title, origin=head.origin)
        found = Copy.of(text)
        found.etag  # noqa: B018 - made here in a thread, so that the server's loop need not
        return found


def _is_older(kept: tuple[Sheet, str, object], sheet: Sheet, today: str) -> bool:
    known, now = kept[0].timeline.version, sheet.timeline.version
    return (known, kept[1]) < (now, today)


def _failed(making: asyncio.Future[Copy]) -> bool:
    return making.done() and (making.cancelled() or making.exception() is not None)
