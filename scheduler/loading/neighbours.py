"""Shows of neighbouring cities, from calendars that others write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import chain
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.domain.paths import real
from scheduler.domain.problem import NeighbourEvent
from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.errors import Fault, InputError
from scheduler.loading import recurrence
from scheduler.loading.faults import BadValue, Ledger, fault
from scheduler.loading.reader import decode, read_bytes
from scheduler.loading.syntax_words import calendar_text

MAX_BYTES = 4 * 2**20
_MARGIN = 400
_MAX_OCCURRENCES = 20_000
_MAX_PROOFS = 20
EVENT = "VEVENT"
"""What the fault of a single event names as its column."""

_UNPROVEN = Text(
    "重复规则未再检查：此前已有太多重复规则有误",
    "repeats, and was not looked at: too many rules before it are wrong",
)
_PARTED = "\n"


@dataclass(frozen=True)
class NeighbourFile:
    """A listed file, as it was read."""

    name: str
    data: bytes


def read_neighbour(workspace: Path, name: str) -> NeighbourFile:
    """Read a listed file, which must lie inside the workspace.

    Raises
    ------
    InputError
        When it does not, or cannot be read.
    """
    windows, posix = PureWindowsPath(name), PurePosixPath(name)
    outside = posix.is_absolute() or bool(windows.drive) or "\0" in name
    # Also where the way out leads back in: the same name is written to other folders.
    outside = outside or ".." in (*windows.parts, *posix.parts)
    if not outside:
        outside = not real(workspace / name).is_relative_to(real(workspace))
    if outside:
        message = Text("须在工作区文件夹之内", "must lie inside the workspace; copy it there")
        raise InputError([fault("policy.yaml", message, column="neighbours.files", value=name)])
    return NeighbourFile(name, read_bytes(workspace / name, name, MAX_BYTES))


def neighbour_events(
    files: Iterable[NeighbourFile], timezone: str, horizon: Span, days: int, ledger: Ledger
) -> tuple[NeighbourEvent, ...]:
    """All shows near the horizon, a given UID and start once across the files.

    Files that are no calendars, and events that cannot be expanded, are noted in `ledger`.
    """
    zone = ZoneInfo(timezone)
    margin = max(_MARGIN, days)
    span = Span(horizon.start - margin, horizon.end + margin)
    found: dict[tuple[str, str], NeighbourEvent] = {}
    for file in files:
        with ledger.collecting(), readable(file.name):
            for calendar in calendars_of(file, ledger):
                for start, event in _expanded(calendar, file.name, span, zone):
                    found.setdefault((event.uid or event.name, start), event)
    return tuple(sorted(found.values(), key=lambda e: (e.span, e.uid, e.name, e.file)))


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn whatever a calendar makes its libraries raise into a fault that names the file."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        why = calendar_text(error)
        message = Text(
            f"不是可读的日历（{why.zh}），请重新导出",
            f"is no readable calendar ({why.en}); export it again",
        )
        raise InputError([fault(name, message)]) from None


def calendars_of(file: NeighbourFile, ledger: Ledger) -> list[Any]:
    """Parse the calendars of a file.

    Raises
    ------
    InputError
        When it holds something else.
    """
    from icalendar import Calendar

    calendars = Calendar.from_ical(decode(file.data, file.name, ledger), multiple=True)
    if not calendars or any(c.name != "VCALENDAR" for c in calendars):
        message = Text("不是 iCalendar 日历", "is no iCalendar file; export it again as .ics")
        raise InputError([fault(file.name, message)])
    return list(calendars)


def _expanded(
    calendar: Any, name: str, span: Span, zone: tzinfo
) -> Iterator[tuple[str, NeighbourEvent]]:
    for event in occurrences(calendar, name, span):
        if not cancelled(event):
            yield _start(event, zone), _event(event, name, zone)


def occurrences(
    calendar: Any, name: str, span: Span, bad: list[Fault] | None = None
) -> Iterator[Any]:
    """Every event of a calendar on the days of a span, series expanded, cancelled ones too.

    Parameters
    ----------
    bad
        Takes what is wrong with single events, which are passed over then; else they are refused.

    Raises
    ------
    InputError
        For events without a real start, and series that never end.
    """
    import recurring_ical_events  # type: ignore[import-untyped]

    first, last = date.fromordinal(span.start), date.fromordinal(span.last)
    faults = _faulty(calendar, name, last)
    if faults and bad is None:
        raise InputError(faults)
    (bad if bad is not None else []).extend(faults)
    _part(calendar)
    # Series by series, since one call for all would first expand everything.
    series = recurring_ical_events.of(calendar).series
    found = chain.from_iterable(one.between(first, last) for one in series)
    for number, occurrence in enumerate(found):
        if number == _MAX_OCCURRENCES:
            raise InputError([fault(name, _too_many(_MAX_OCCURRENCES))])
        yield occurrence.as_component(False)


def cancelled(event: Any) -> bool:
    """Whether an event does not take place."""
    return str(event.get("STATUS", "")).strip().upper() == "CANCELLED"


def uid_of(event: Any) -> str:
    """An event's UID as the file has it."""
    return str(event.get("UID", "")).partition(_PARTED)[0]


def days_at(event: Any, zone: tzinfo) -> Span:
    """Whole days of the city that an event touches."""
    start = local(event["DTSTART"].dt, zone)
    return days_of(start, local(event["DTEND"].dt, zone) if "DTEND" in event else start)


def _part(calendar: Any) -> None:
    """Keep events apart that share a UID by mistake: other start, yet no RECURRENCE-ID.

    The expansion would take the later ones for revisions of the first.
    """
    first: dict[str, str] = {}
    for event in calendar.walk("VEVENT"):
        uid, start = str(event.get("UID", "")), str(event["DTSTART"].dt)
        if "RECURRENCE-ID" not in event and first.setdefault(uid, start) != start:
            event["UID"] = f"{uid}{_PARTED}{start}"


def _faulty(calendar: Any, name: str, last: date) -> list[Fault]:
    """Take out events without a real start or whose rules never end; what is wrong with each."""
    faults: list[Fault] = []
    good, steps, doubtful = [], 0, 0
    for part in calendar.subcomponents:
        if part.name == "VEVENT":
            try:
                check_dates(part)
                # Proving that a rule never happens takes a while; a few of them say enough.
                if doubtful < _MAX_PROOFS:
                    steps += recurrence.steps(part, last)
                elif part.get("RRULE"):
                    raise BadValue(_UNPROVEN)
            except BadValue as bad:
                doubtful += bool(part.get("RRULE"))
                uid = part.get("UID", "")
                faults.append(fault(name, bad.message, column=EVENT, value=uid))
                continue
        good.append(part)
    if steps > recurrence.MAX_STEPS:
        raise InputError([*faults, fault(name, _too_many(recurrence.MAX_STEPS))])
    calendar.subcomponents = good
    return faults


def check_dates(event: Any) -> None:
    """Refuse an event without a readable start, or that ends before it.

    Raises
    ------
    BadValue
    """
    broken = {key for key, _ in getattr(event, "errors", ())} & {
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
    }
    start, end = event.get("DTSTART"), event.get("DTEND")
    if broken or not isinstance(getattr(start, "dt", None), date):
        keys = ", ".join(sorted(broken)) or "DTSTART"
        raise BadValue(
            Text(f"{keys} 缺失或无法读取，请改正", f"lacks a readable {keys}; correct it")
        )
    if end is not None and _comparable(end.dt, start.dt) and end.dt < start.dt:
        raise BadValue(Text("DTEND 早于 DTSTART，请改正", "ends before it starts; correct DTEND"))


def _comparable(a: date, b: date) -> bool:
    if isinstance(a, datetime) and isinstance(b, datetime):
        return (a.tzinfo is None) == (b.tzinfo is None)
    return isinstance(a, datetime) == isinstance(b, datetime)


def _too_many(limit: int) -> Text:
    return Text(
        f"重复次数超过 {limit}，请缩短重复规则",
        f"repeats more than {limit} times; shorten its rules",
    )


def _start(event: Any, zone: tzinfo) -> str:
    """The start that tells occurrences apart, the same in whatever zone it was written."""
    return local(event["DTSTART"].dt, zone).isoformat()


def _event(event: Any, name: str, zone: tzinfo) -> NeighbourEvent:
    themes = frozenset(str(c).strip().lower() for c in event.categories)
    title = str(event.get("SUMMARY", ""))
    return NeighbourEvent(uid_of(event), title, days_at(event, zone), themes - {""}, name)


def local(moment: date, zone: tzinfo) -> date:
    """A moment in the city's time zone; one without a zone means the city's already."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(zone).replace(tzinfo=None)
    return moment


def days_of(start: date, end: date) -> Span:
    """Whole days occupied; the end is exclusive, so midnight does not occupy its day."""
    if isinstance(end, datetime):
        end = (end - timedelta(microseconds=1)).date() + timedelta(days=1)
    first = start.toordinal()
    return Span(first, max(first + 1, end.toordinal()))
