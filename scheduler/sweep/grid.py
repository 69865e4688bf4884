"""A scenario for each hall or venue and each month or week, or for each event that may drop out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scheduler.domain.event import Event
from scheduler.domain.problem import Problem
from scheduler.domain.span import Span, iso
from scheduler.domain.text import Text
from scheduler.domain.venue import Hall, Venue
from scheduler.errors import UsageError
from scheduler.sweep.item import GRID, Item, made

CLOSE, DROP = "close", "drop"
GRIDS = (
    "close:hall:month", "close:hall:week", "close:hall", "close:venue:month", "close:venue:week",
    "close:venue", "drop:event", "drop:tentative", "drop:proposed",
)  # fmt: skip
"""What each grid is called: what happens, to each of what, and in each of which periods."""


def gridded(problem: Problem, grid: str) -> Iterator[Item]:
    """The scenarios of a grid.

    Raises
    ------
    UsageError
        When there is no such grid.
    """
    if grid not in GRIDS:
        known = ", ".join(GRIDS)
        raise UsageError(
            Text(f"没有网格“{grid}”；可用：{known}", f'There is no grid "{grid}"; use {known}.')
        )
    what, each, *period = grid.split(":")
    if what == DROP:
        chosen = (e for e in problem.events if each in ("event", e.status))
        yield from (dropped(problem, event) for event in chosen)
        return
    for venue in problem.venues:
        for hall in venue.halls if each == "hall" else (None,):
            for name, span in _periods(problem.horizon, period[0] if period else ""):
                yield _closed(venue, hall, name, span)


def _periods(horizon: Span, period: str) -> Iterator[tuple[str, Span]]:
    """Names and spans of the horizon's months or weeks (from Monday), or all of it."""
    names: dict[str, list[int]] = {}
    for day in horizon:
        at = date.fromordinal(day)
        year, week, _ = at.isocalendar()
        name = {"month": iso(day)[:7], "week": f"{year}-W{week:02}"}.get(period, "")
        names.setdefault(name, []).append(day)
    for name, days in names.items():
        yield name, Span(days[0], days[-1] + 1)


def closing(venue: Venue, hall: Hall | None, span: Span) -> dict[str, object]:
    """A change that closes a venue, or a hall of it."""
    where = {"venue": venue.id} | ({"hall": hall.id} if hall else {})
    return {"close": {**where, "from": iso(span.start), "to": iso(span.last)}}


def place_name(venue: Venue, hall: Hall | None) -> Text:
    """What people call a venue, or a hall of it."""
    if hall is None:
        return Text(venue.name.get("zh"), venue.name.get("en"))
    zh, en = (f"{venue.name.get(x)} {hall.name.get(x) or hall.id}" for x in ("zh", "en"))
    return Text(zh, en)


def _closed(venue: Venue, hall: Hall | None, period: str, span: Span) -> Item:
    place = f"{venue.id}--{hall.id}" if hall else venue.id
    name, said = "-".join(filter(None, (CLOSE, place, period))), place_name(venue, hall)
    when = Text(f"（{period}）", f" in {period}") if period else Text("", " all the time")
    gap = " " if said.zh[-1:].isascii() else ""
    title = Text(f"{said.zh}{gap}关闭{when.zh}", f"{said.en} closed{when.en}")
    return made(name, GRID, title, [closing(venue, hall, span)])


def dropping(problem: Problem, event: Event) -> list[dict[str, object]]:
    """Changes that take an event out; those it is co-located with stay together without it."""
    others = [e for e in problem.events if e.co_located_with == event.id]
    stem = event.co_located_with
    changes: list[dict[str, object]] = []
    for other in others:
        linked = {"id": other.id, "set": {"co_located_with": stem or None}}
        changes.append({"change_event": linked})
        stem = stem or other.id
    return [*changes, {"drop_event": event.id}]


def dropped(problem: Problem, event: Event) -> Item:
    """The scenario in which an event does not take place."""
    name = event.name
    title = Text(f"{name.get('zh')}取消", f"{name.get('en')} drops out")
    return made(f"{DROP}-{event.id}", GRID, title, dropping(problem, event))
