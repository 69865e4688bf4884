"""Warns of calendars that calendar services may refuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scheduler.domain.entry import Entry
from scheduler.domain.release import Release
from scheduler.domain.span import Day
from scheduler.domain.text import LANGS, Text
from scheduler.errors import Fault
from scheduler.outputs.ical.released import render_feed, seen_today

MAX_ENTRIES = 800
MAX_BYTES = 700_000
"""Beyond these a feed nears the limits reported of Google: 1,000 entries and 1 MB."""

FIXED, EACH = 600, 8
"""Bytes that an entry has at most, besides those for each letter of its names: UTF-8, escapes,
folds, and that some stand in it twice."""

ARCHIVE = "archive/"
"""Feeds to download, not to subscribe to: they may be of any size."""


def too_large(name: str, data: bytes) -> Fault | None:
    """Warning for a calendar, under a name for people; ``None`` if it is small enough."""
    entries = data.count(b"BEGIN:VEVENT\r\n")
    if ARCHIVE in name or (entries <= MAX_ENTRIES and len(data) <= MAX_BYTES):
        return None
    return _fault(name, entries, len(data))


def oversized(folder: Path) -> list[Fault]:
    """Warnings for the calendars of a folder."""
    files = ((p.relative_to(folder).as_posix(), p) for p in sorted(folder.rglob("*.ics")))
    found = (too_large(name, path.read_bytes()) for name, path in files)
    return [fault for fault in found if fault]


def oversized_in(release: Release, today: Day) -> Iterator[Fault]:
    """Warnings for the calendars of a release as they are seen today, each once.

    Of a calendar that is too large in its public form the private one is not told besides. What
    has too many entries is not rendered, which would take long just where it is most.
    """
    seen: set[str] = set()
    for public in (True, False):
        for path, entries in seen_today(release, today, public=public):
            fault = None if path in seen else _measured(release, today, public, path, entries)
            if fault:
                seen.add(path)
                yield fault


def _measured(
    release: Release, today: Day, public: bool, path: str, entries: list[Entry]
) -> Fault | None:
    name = path if public else f"private/{path}"
    if len(entries) > MAX_ENTRIES:
        return _fault(name, len(entries))
    if sum(map(_most_bytes, entries)) <= MAX_BYTES:
        return None
    made = (render_feed(release, path, lang, today, public=public) for lang in LANGS)
    data = max((m.data for m in made if m), key=len, default=b"")
    return too_large(name, data)


def _most_bytes(entry: Entry) -> int:
    subject, site = entry.subject, entry.site
    names = (subject.name, site.name, site.address, *(hall.name for hall in entry.halls))
    letters = sum(len(n.zh) + len(n.en) for n in names) + sum(map(len, subject.organizers))
    ids = len(subject.id) + sum(map(len, subject.industries)) + len(subject.theme)
    return FIXED + EACH * (letters + ids)


def _fault(name: str, entries: int, size: int = 0) -> Fault:
    zh, en = (f"、{size // 1000} kB", f" and {size // 1000} kB") if size else ("", "")
    told = Text(
        f"该日历有 {entries} 条{zh}，超过 {MAX_ENTRIES} 条或 {MAX_BYTES // 1000} kB "
        "时部分日历服务可能拒收；请改用较小的日历。",
        f"has {entries} entries{en}; beyond {MAX_ENTRIES} entries or "
        f"{MAX_BYTES // 1000} kB some calendar services may refuse it. Use a smaller feed.",
    )
    return Fault(name, None, None, None, told)
