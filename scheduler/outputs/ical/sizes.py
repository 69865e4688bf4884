"""Warns of calendars that calendar services may refuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scheduler.domain.release import Release
from scheduler.domain.span import Day
from scheduler.domain.text import LANGS, Text
from scheduler.errors import Fault
from scheduler.outputs.ical.released import render_all

MAX_ENTRIES = 800
MAX_BYTES = 700_000
"""Beyond these a feed nears the limits reported of Google: 1,000 entries and 1 MB."""

FEW = 100
"""Entries that are never too large together, unless each had 7 kB."""

ARCHIVE = "archive/"
"""Feeds to download, not to subscribe to: they may be of any size."""


def too_large(name: str, data: bytes) -> Fault | None:
    """Warning for a calendar, under a name for people; ``None`` if it is small enough."""
    entries, size = data.count(b"BEGIN:VEVENT\r\n"), len(data) // 1000
    if ARCHIVE in name or (entries <= MAX_ENTRIES and len(data) <= MAX_BYTES):
        return None
    told = Text(
        f"该日历有 {entries} 条、{size} kB，超过 {MAX_ENTRIES} 条或 {MAX_BYTES // 1000} kB "
        "时部分日历服务可能拒收；请改用较小的日历。",
        f"has {entries} entries and {size} kB; beyond {MAX_ENTRIES} entries or "
        f"{MAX_BYTES // 1000} kB some calendar services may refuse it. Use a smaller feed.",
    )
    return Fault(name, None, None, None, told)


def oversized(folder: Path) -> list[Fault]:
    """Warnings for the calendars of a folder."""
    files = ((p.relative_to(folder).as_posix(), p) for p in sorted(folder.rglob("*.ics")))
    found = (too_large(name, path.read_bytes()) for name, path in files)
    return [fault for fault in found if fault]


def oversized_in(release: Release, today: Day) -> Iterator[Fault]:
    """Warnings for the calendars of a release as they are seen today.

    Each in each language once: private ones only where the public one is small enough.
    """
    seen: set[str] = set()
    for public, start in ((True, ""), (False, "private/")):
        for lang in LANGS:
            for made in render_all(release, lang, today, public=public, least=FEW):
                fault = too_large(f"{start}{lang}/{made.path}", made.data)
                if fault and f"{lang}/{made.path}" not in seen:
                    seen.add(f"{lang}/{made.path}")
                    yield fault
