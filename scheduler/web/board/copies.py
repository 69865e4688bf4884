"""Plans written out whole, kept for as long as nobody edits them."""

from __future__ import annotations

import gzip
import hashlib
import threading
from dataclasses import dataclass
from functools import cached_property

from fastapi import Request, Response

from scheduler.board.document import Sheet
from scheduler.web.board.asking import HEADERS
from scheduler.web.conditions import matches, wants_gzip
from scheduler.web.front import gathered
from scheduler.workflow.boarding import MOST_OPEN, WorkingPlans

LEVEL = 1
"""Of zipping: a year's plan shrinks to a tenth in some milliseconds; more would take longer."""


@dataclass(frozen=True)
class Copy:
    """A plan as JSON at one version; the sheet tells which."""

    sheet: Sheet
    plain: bytes

    @cached_property
    def zipped(self) -> bytes:
        """The same in gzip."""
        return gzip.compress(self.plain, LEVEL, mtime=0)

    @cached_property
    def etag(self) -> str:
        """Names the content."""
        return hashlib.sha256(self.plain).hexdigest()[:32]

    def answer(self, request: Request) -> Response:
        """The answer to a GET: zipped or not, or nothing when it is known already."""
        asked = gathered(request.headers.raw)
        small = wants_gzip(asked.get(b"accept-encoding", b""))
        etag = f'"{self.etag}{"-gzip" if small else ""}"'
        headers = HEADERS | {"etag": etag, "vary": "Accept-Encoding"}
        if matches(asked.get(b"if-none-match", b""), etag.encode()):
            return Response(None, 304, headers)
        if small:
            headers["content-encoding"] = "gzip"
        return Response(self.zipped if small else self.plain, 200, headers, "application/json")


class Copies:
    """The last copy of each plan; may be asked by several threads."""

    def __init__(self, plans: WorkingPlans) -> None:
        self.plans = plans
        self._kept: dict[int, Copy] = {}
        self._lock = threading.Lock()

    def of(self, plan: int) -> Copy:
        """A plan as it stands.

        Raises
        ------
        Missing
            When there is none.
        """
        sheet = self.plans.sheet(plan)
        # Under a lock, so that it is written once however many ask.
        with self._lock:
            found = self._kept.get(plan)
            if found is None or found.sheet is not sheet:
                found = self._written(plan, sheet)
                while len(self._kept) >= MOST_OPEN:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[plan] = found
            return found

    def _written(self, plan: int, sheet: Sheet) -> Copy:
        head = self.plans.head(plan)
        text = sheet.text(id=head.id, title=head.title, origin=head.origin)
        found = Copy(sheet, text.encode("utf-8", "replace"))
        # Made here in a thread, so that the server's loop need not.
        found.zipped, found.etag  # noqa: B018
        return found
