"""Rules that speak of several events at once, told cell by cell.

A cell holds the tenancies of which such a rule speaks together: those in one hall, of one theme,
on show on one day. Its findings follow from the tenancies in it alone, so that an edit asks the
pages again only about the cells that it touches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import Span
from scheduler.rules import BY_ID

Key = Any
Ranks = Mapping[str, int]
"""Place of each event among the tenancies of a plan."""


@dataclass(frozen=True)
class Cell:
    """Tenancies in the order of the plan, and what a rule says of them together."""

    tenancies: tuple[Tenancy, ...]
    findings: tuple[Finding, ...]


Cells = Mapping[Key, Cell]


@dataclass(frozen=True)
class Sorting:
    """How a rule sorts tenancies into cells.

    Parameters
    ----------
    keys
        Cells that a tenancy belongs to.
    part
        The part of a tenancy that counts in a cell.
    order
        Sorts the cells as the rule tells of them.
    dated
        Nothing but the event and its show days counts.
    """

    keys: Callable[[Tenancy], Iterable[Key]]
    part: Callable[[Tenancy, Key], Tenancy] = lambda tenancy, _: tenancy
    order: Callable[[Key, Tenancy, Ranks], Any] = lambda key, _first, _ranks: key
    dated: bool = False


def _in_hall(tenancy: Tenancy, ref: str) -> Tenancy:
    hall = ref.partition("/")[2]
    return replace(tenancy, halls=(tenancy.venue.hall_by_id[hall],))


def _on_day(t: Tenancy, day: int) -> Tenancy:
    return Tenancy(t.event, t.venue, t.halls, Span(day, day + 1), t.span, t.placement)


def _by_hall(ref: str, first: Tenancy, ranks: Ranks) -> tuple[int, int]:
    return ranks[first.event.id], first.hall_refs.index(ref)


def _by_first(_: Key, first: Tenancy, ranks: Ranks) -> int:
    return ranks[first.event.id]


SORTED: Mapping[str, Sorting] = {
    "occupancy": Sorting(lambda t: t.hall_refs, _in_hall, _by_hall),
    "date-protection": Sorting(
        lambda t: (t.event.theme,) if t.event.theme else (), order=_by_first, dated=True
    ),
    "moving": Sorting(lambda t: (t.venue.id,) if t.halls else ()),
    "openings": Sorting(lambda t: (t.show.start,) if t.event.leaders_open else (), dated=True),
    "large-events": Sorting(lambda t: (t.venue.district,)),
    "crowding": Sorting(lambda t: t.show if t.event.daily_visitors else (), _on_day, dated=True),
    "hotels": Sorting(lambda t: t.show if t.event.hotel_rooms else (), _on_day, dated=True),
    "same-industry": Sorting(lambda t: (t.event.main_industry,), dated=True),
}
"""Rules that are told by cells."""


def changed(
    rule: str, problem: Problem, cells: Cells,
    gone: Mapping[str, Tenancy], came: Mapping[str, Tenancy], ranks: Ranks,
) -> Cells:  # fmt: skip
    """The cells of a rule after some tenancies, by event, went and others came."""
    sorting = SORTED[rule]
    if sorting.dated:
        same = {e for e, t in came.items() if e in gone and _same_show(t, gone[e])}
        gone, came = ({e: t for e, t in x.items() if e not in same} for x in (gone, came))
    joined: dict[Key, list[Tenancy]] = defaultdict(list)
    for tenancy in came.values():
        for key in sorting.keys(tenancy):
            joined[key].append(tenancy)
    touched = dict.fromkeys(key for tenancy in gone.values() for key in sorting.keys(tenancy))
    touched.update(dict.fromkeys(joined))
    made = dict(cells)
    for key in touched:
        stay = [t for t in cells[key].tenancies if t.event.id not in gone] if key in cells else []
        here = sorted((*stay, *joined.get(key, ())), key=lambda t: ranks[t.event.id])
        if here:
            before = cells[key].findings if key in cells else ()
            made[key] = Cell(tuple(here), settled(before, _said(rule, problem, key, here)))
        else:
            made.pop(key, None)
    return made


def _same_show(a: Tenancy, b: Tenancy) -> bool:
    return a.event is b.event and a.show == b.show


def settled(old: Collection[Finding], new: Iterable[Finding]) -> tuple[Finding, ...]:
    """New findings, and in place of those that say what an old one says the old object."""
    known = {finding: finding for finding in old}
    return tuple(known.get(finding, finding) for finding in new)


def _said(rule: str, problem: Problem, key: Key, here: list[Tenancy]) -> Iterator[Finding]:
    parts = tuple(SORTED[rule].part(t, key) for t in here)
    roster = Roster(problem, parts, (), {t.event.id: t for t in parts})
    return BY_ID[rule].findings(problem, roster)


def told(rule: str, cells: Cells, ranks: Ranks) -> Iterator[Finding]:
    """What a rule says of a plan, in its order."""
    order = SORTED[rule].order
    speaking = [(key, cell) for key, cell in cells.items() if cell.findings]
    speaking.sort(key=lambda item: order(item[0], item[1].tenancies[0], ranks))
    for _, cell in speaking:
        yield from cell.findings
