"""Plans from calendars, our own feeds or foreign ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.domain.plan import Placement
from scheduler.domain.problem import Problem
from scheduler.domain.span import Span, iso
from scheduler.domain.text import Text
from scheduler.errors import InputError
from scheduler.loading.faults import BadValue, Ledger, fault
from scheduler.loading.naming import Match, Names
from scheduler.loading.neighbours import (
    NeighbourFile,
    calendars_of,
    check_dates,
    days_of,
    local,
    readable,
)

_UID = re.compile(r"(?P<event>[a-z0-9-]+)-(?P<phase>in|show|out)@", re.ASCII)
_PHASES = ("move-in", "move-out", "布展", "撤展")
_MARKS = re.compile(r"^\s*(【[^】]*】|\[[^\]]*\])\s*|\s*·\s*[^·]*$")
_MOST = 100_000


@dataclass(frozen=True)
class _Entry:
    """One VEVENT with what is said of its event: its id, if the UID or the name tells."""

    event: Any
    uid: str
    title: str
    match: Match | None


def calendar_placements(
    data: bytes, name: str, problem: Problem, ledger: Ledger
) -> list[Placement]:
    """Show days of the events that a calendar names, each with the venue and halls it tells.

    Entries for move-in and move-out and cancelled ones are skipped. An event is known by its UID
    ``<event id>-show@…``, else by its name; what is doubtful is noted in `ledger`.

    Raises
    ------
    InputError
        When it is no calendar, has dates that cannot be read, or names no event of `problem`.
    """
    with readable(name):
        entries = list(_entries(data, name, problem, ledger))
        known = [e for e in entries if e.match is not None]
        if entries and not known:
            message = Text(
                f"{len(entries)} 个条目中没有一个对应本工作区的活动，应是另一座城市的日历",
                f"names no event of this workspace in {len(entries)} entries; it is a calendar of "
                "another city",
            )
            raise InputError([fault(name, message)])
        zone = ZoneInfo(problem.city.timezone)
        names = Names(problem)
        placed = [_placement(e, names, zone, name, ledger) for e in known]
    for entry in entries:
        if entry.match is None:
            message = Text(
                "不是本工作区的活动，此条目不计", "is no event of this workspace; ignored"
            )
            ledger.warn(name, message, column="VEVENT", value=entry.title or entry.uid)
    ledger.raise_faults()
    return list(dict.fromkeys(p for p in placed if p is not None))


def _entries(data: bytes, name: str, problem: Problem, ledger: Ledger) -> Iterator[_Entry]:
    names, count = Names(problem), 0
    for calendar in calendars_of(NeighbourFile(name, data), ledger):
        for event in calendar.walk("VEVENT"):
            count += 1
            if count > _MOST:
                message = Text(f"条目超过 {_MOST}", f"has more than {_MOST} entries; split it")
                raise InputError([fault(name, message)])
            if str(event.get("STATUS", "")).upper() == "CANCELLED":
                continue
            uid, title = str(event.get("UID", "")), str(event.get("SUMMARY", ""))
            own = _UID.match(uid)
            ours = bool(own and own["event"] in problem.event_by_id)
            if own and ours and own["phase"] == "show":
                yield _Entry(event, uid, title, Match(own["event"]))
            elif not ours and not title.strip().lower().endswith(_PHASES):
                yield _Entry(event, uid, title, names.event(_MARKS.sub("", title).strip()))


def _placement(
    entry: _Entry, names: Names, zone: tzinfo, name: str, ledger: Ledger
) -> Placement | None:
    assert entry.match is not None
    event = names.problem.event_by_id[entry.match.id]
    try:
        span = _span(entry.event, zone)
    except BadValue as bad:
        ledger.add(name, bad.message, column="VEVENT", value=entry.title or entry.uid)
        return None
    if not entry.match.sure:
        said = event.name
        message = Text(
            f"按名称认作“{said.get('zh')}”（{event.id}），请核对",
            f'was taken for "{said.get("en")}" ({event.id}) by its name; please check',
        )
        ledger.warn(name, message, column="SUMMARY", value=entry.title)
    if entry.event.get("RRULE"):
        message = Text(
            f"有重复规则，只取 {iso(span.start)} 一次", f"repeats; only {iso(span.start)} counts"
        )
        ledger.warn(name, message, column="RRULE", value=entry.title)
    place = str(entry.event.get("LOCATION", "")).strip()
    venue_id = names.venue(place)
    halls: tuple[str, ...] = ()
    if venue_id is not None and event.has_needs:
        venue = names.problem.venue_by_id[venue_id]
        told = names.halls(venue, place)
        if not told.ids:
            told = names.halls(venue, _described(entry.event))
        halls = told.ids
        if not halls or not told.sure:
            ledger.warn(name, _doubt(event.id, halls), column="LOCATION", value=place)
    stated = (("show_last", span.last),)
    return Placement(event.id, venue_id or place or "?", halls, span.start, stated)


def _doubt(event_id: str, halls: tuple[str, ...]) -> Text:
    if not halls:
        return Text(
            f"未写明 {event_id} 的展厅，按未给出处理",
            f"does not tell the halls of {event_id}; they count as not given",
        )
    listed = ", ".join(halls)
    return Text(
        f"{event_id} 的展厅只认出 {listed}，请核对",
        f"tells more halls of {event_id} than were recognised: {listed}; please check",
    )


def _described(event: Any) -> str:
    """The description's lines without what stands before a colon."""
    lines = str(event.get("DESCRIPTION", "")).splitlines()
    return ";".join(re.split("[:：]", line, maxsplit=1)[-1] for line in lines)


def _span(event: Any, zone: tzinfo) -> Span:
    """Whole days in the city's time zone.

    Raises
    ------
    BadValue
        When start or end cannot be read.
    """
    check_dates(event)
    start = local(event["DTSTART"].dt, zone)
    if "DTEND" in event:
        end = local(event["DTEND"].dt, zone)
    elif "DURATION" in event:
        end = start + event["DURATION"].dt
    else:
        end = start + timedelta(0)
    return days_of(start, end)
