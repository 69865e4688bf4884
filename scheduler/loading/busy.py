"""The venues' own calendars as closures of their halls.

A venue or a hall is let to somebody else on every day that an entry touches. Free time
(TRANSPARENT), cancelled entries, and our own entries that a venue has merged into its calendar
close nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.domain.venue import Closure
from scheduler.errors import Fault
from scheduler.loading.busy_files import LIST, BusyFile
from scheduler.loading.faults import Ledger, fault, nearest, with_guess
from scheduler.loading.neighbours import (
    NeighbourFile,
    calendars_of,
    cancelled,
    days_at,
    occurrences,
    readable,
    uid_of,
)

SKIPPED = ("cancelled", "free", "own", "unreadable")
_MARGIN = 3
"""Days around the horizon, since other time zones begin and end their days otherwise."""
_LONGEST_NAME = 80
_NAMED = 5


@dataclass(frozen=True)
class Frame:
    """What a calendar is read against.

    Parameters
    ----------
    domain
        What the UIDs of our own entries end in, after the ``@``.
    halls
        Hall ids by venue id.
    """

    timezone: str
    horizon: Span
    domain: str
    halls: Mapping[str, set[str]]


@dataclass(frozen=True)
class BusyDays:
    """What a calendar says.

    Parameters
    ----------
    closures
        Of entries that touch the horizon, whole, in the order of their days; days of one entry
        that follow one another are one closure.
    entries
        Entries that touch the horizon and close something, each date of a series counted.
    skipped
        Entries that touch the horizon and close nothing, by the words of `SKIPPED`; entries that
        cannot be read wherever they are.
    bad
        What is wrong with those that cannot be read.
    """

    closures: tuple[Closure, ...]
    entries: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    bad: tuple[Fault, ...] = ()

    def days(self, horizon: Span) -> int:
        """Days of the horizon that are occupied."""
        return len({d for c in self.closures for d in c.span.common(horizon)})


def busy_days(file: BusyFile, frame: Frame, ledger: Ledger) -> BusyDays:
    """Read a calendar.

    Raises
    ------
    InputError
        When it is none, or an entry cannot be read that is not to be passed over.
    """
    bad: list[Fault] | None = [] if file.kept.skip_bad else None
    name, zone = file.kept.file, ZoneInfo(frame.timezone)
    span = Span(frame.horizon.start - _MARGIN, frame.horizon.end + _MARGIN)
    found: set[Closure] = set()
    skipped: Counter[str] = Counter()
    with readable(name):
        for calendar in calendars_of(NeighbourFile(name, file.data), ledger):
            _warn_unread(calendar, name, ledger)
            for event in occurrences(calendar, name, span, bad):
                days = days_at(event, zone)
                if not days.overlaps(frame.horizon):
                    continue
                if why := _skipped(event, frame.domain):
                    skipped[why] += 1
                else:
                    found.add(Closure(days, _reason(event, name), name, _plain(uid_of(event))))
    ordered = sorted(_joined(found), key=lambda c: (c.span, c.uid, c.reason.en))
    if bad:
        skipped["unreadable"] = len(bad)
    return BusyDays(tuple(ordered), len(found), dict(skipped), tuple(bad or ()))


def all_busy_days(
    files: Iterable[BusyFile], frame: Frame, ledger: Ledger
) -> dict[str, tuple[Closure, ...]]:
    """Closures by ``venue`` or ``venue/hall``; what is wrong or doubtful is noted."""
    found: dict[str, tuple[Closure, ...]] = {}
    for i, file in enumerate(files):
        if not _known(file, i, frame, ledger):
            continue
        with ledger.collecting():
            days = busy_days(file, frame, ledger)
            place = file.kept.place
            found[place] = found.get(place, ()) + days.closures
            if days.bad:
                ledger.warn(file.kept.file, _unreadable(days.bad))
            if own := days.skipped.get("own"):
                ledger.warn(file.kept.file, _own(own, frame.domain))
    return found


def _known(file: BusyFile, i: int, frame: Frame, ledger: Ledger) -> bool:
    kept = file.kept
    for key, value, known in (
        ("venue", kept.venue, set(frame.halls)),
        ("hall", kept.hall, frame.halls.get(kept.venue, set()) | {""}),
    ):
        if value not in known:
            message = Text(
                "在 venues.yaml 中不存在；请改正，或用 scheduler busy remove 移除",
                "is not in venues.yaml; correct it, or use scheduler busy remove",
            )
            message = with_guess(message, nearest(value, known - {""}))
            ledger.faults.append(fault(LIST, message, column=f"calendars[{i}].{key}", value=value))
            return False
    return True


def _skipped(event: Any, domain: str) -> str:
    if cancelled(event):
        return "cancelled"
    if str(event.get("TRANSP", "")).strip().upper() == "TRANSPARENT":
        return "free"
    return "own" if uid_of(event).strip().lower().endswith(f"@{domain}".lower()) else ""


def _joined(found: Iterable[Closure]) -> Iterator[Closure]:
    """Join what one entry closes day after day, so that a daily series is not many facts."""
    open_: Closure | None = None
    for closure in sorted(found, key=lambda c: (c.uid, c.reason.en, c.span)):
        same = open_ and (open_.uid, open_.reason) == (closure.uid, closure.reason)
        if open_ and same and closure.span.start <= open_.span.end:
            whole = Span(open_.span.start, max(open_.span.end, closure.span.end))
            open_ = replace(open_, span=whole)
            continue
        if open_:
            yield open_
        open_ = closure
    if open_:
        yield open_


def _plain(text: str) -> str:
    """`text` on one line, without what a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _reason(event: Any, file: str) -> Text:
    """Names the file, and the entry if it has a name."""
    name = _plain(str(event.get("SUMMARY", "")))
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME - 1] + "…"
    if not name:
        return Text(f"场馆日历 {file} 占用", f"busy by the venue's calendar {file}")
    return Text(f"场馆日历 {file}：{name}", f"venue's calendar {file}: {name}")


def _own(n: int, domain: str) -> Text:
    return Text(
        f"含本城市自己的条目 {n} 条（UID 以 @{domain} 结尾），不视为占用",
        f"holds {n} of this city's own entries (UIDs ending in @{domain}), which close nothing",
    )


def _unreadable(bad: Sequence[Fault]) -> Text:
    n = len(bad)
    some = ", ".join(_plain(f.value or "?") for f in bad[:_NAMED]) + (" …" if n > _NAMED else "")
    return Text(
        f"有 {n} 条无法读取，未视为占用（UID {some}）；请场馆改正，详见 scheduler busy list",
        f"has entries that cannot be read and close nothing: {n} (UID {some}); ask the venue to "
        "correct them, see scheduler busy list",
    )


def _warn_unread(calendar: Any, name: str, ledger: Ledger) -> None:
    if n := len(calendar.walk("VFREEBUSY")):
        message = Text(
            f"含 {n} 个 VFREEBUSY，未读取；请场馆改以活动（VEVENT）导出",
            f"holds VFREEBUSY ({n}), which is not read; ask the venue for events (VEVENT)",
        )
        ledger.warn(name, message)
