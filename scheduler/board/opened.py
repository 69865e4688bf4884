"""A working plan in memory, and what its last edits changed."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scheduler.board.document import Sheet
from scheduler.domain.ledger import TITLE, Entry

MOST_NEWS = 60
"""Edits of a plan of which it is remembered what they changed."""


@dataclass(frozen=True)
class News:
    """An entry of a ledger, and what it changed in the document as `Sheet.since` tells it.

    Parameters
    ----------
    delta
        ``None`` when that is not remembered, so that the document must be read whole.
    """

    entry: Entry
    delta: Mapping[str, Any] | None = None


@dataclass
class Opened:
    """A plan in memory; whoever reads or changes it holds the lock."""

    sheet: Sheet
    lock: threading.RLock = field(default_factory=threading.RLock)
    news: deque[News] = field(default_factory=lambda: deque(maxlen=MOST_NEWS))

    def step(self, sheet: Sheet, entries: Sequence[Entry]) -> None:
        """What stands after some more entries; one alone is remembered with what it changed."""
        delta = told_of(entries[0], self.sheet, sheet) if len(entries) == 1 else None
        self.sheet = sheet
        self.news.extend(News(entry, delta) for entry in entries)

    def since(self, after: int) -> list[News] | None:
        """What followed a version, ``None`` when not all of it is remembered."""
        # Without the lock, which an edit holds for a while: who asks may be the server's loop.
        found = [news for news in tuple(self.news) if news.entry.version > after]
        last = self.sheet.timeline.version
        return found if len(found) == max(0, last - after) else None


def told_of(entry: Entry, before: Sheet, after: Sheet) -> dict[str, Any]:
    """What an entry changed in the document; the title is not of the sheet."""
    title = {"title": entry.edits[-1]["title"]} if entry.kind == TITLE else {}
    return {**after.since(before), **title}
