"""Peer "greedy": what a person does in a spreadsheet.

Events with booked days and halls first, then those with one of them, then by priority and size; each goes to the first halls that fit on the day
nearest to the one wished for, at the venue wished for, else at the first that can have it at all.
Nothing is moved again; only if a booked event finds no place the sheet is wiped and begun with it. Where coverage is hard, a plan that misses it is no plan.
"""

from __future__ import annotations

from benchmarks.peers.bits import nearest
from benchmarks.peers.run import Run
from benchmarks.peers.sheet import Sheet
from benchmarks.peers.world import Way, World

ROUNDS = 5
"""Sheets that are begun, each with the booked events that found no place on the one before."""

SHUFFLES = 100
"""Halls that are tried for the events of a co-located group on one day."""

TRIES = 20
"""Days on which a co-located group is tried before the next venue."""


def order(world: World) -> list[tuple[int, ...]]:
    """The groups in the order in which a planner takes them."""
    def rank(group: tuple[int, ...]) -> tuple[int, int, int, int]:
        them = [world.events[e] for e in group]
        size = sum(e.gross_m2 + e.outdoor_m2 + 10 * e.seats for e in them)
        booked = min(2 - 2 * bool(e.booked_start and e.booked_halls) - bool(e.booked_start or e.booked_halls)
                     for e in them)
        return booked, 0 if booked < 2 else -max(e.priority for e in them), -size, group[0]
    return sorted(world.groups, key=rank)


def wish(world: World, group: tuple[int, ...]) -> int:
    """The day wished for; the middle of the window if none is."""
    for e in group:
        event = world.events[e]
        if event.booked_start or event.preferred_start:
            return max(0, min(world.days - 1, world.at(event.booked_start or event.preferred_start)))
    first, last = world.events[group[0]].earliest, world.events[group[0]].latest
    ends = (world.at(first) if first else 0, world.at(last) if last else world.days - 1)
    return max(0, min(world.days - 1, sum(ends) // 2))


def place(sheet: Sheet, group: tuple[int, ...]) -> bool:
    """Place a group at its first venue that fits; whether it could be."""
    world, wished = sheet.world, wish(sheet.world, group)
    venues = [v for v in world.venues_of(group[0]) if all(v in world.venues_of(e) for e in group[1:])]
    liked = {world.events[e].preferred_venue for e in group}
    for v in sorted(venues, key=lambda v: world.venues[v].id not in liked):
        days = -1
        for e in group:
            days &= sheet.starts(e, v)
        for _ in range(TRIES):
            start = nearest(days & _fitting(sheet, group[0], v), wished) if days else None
            if start is None:
                break
            if put(sheet, group, v, start):
                return True
            days &= ~(1 << start)
    return False


def _fitting(sheet: Sheet, e: int, v: int) -> int:
    found = 0
    for way in sheet.world.ways(e, v):
        found |= sheet.fit(e, way)
    return found


def put(sheet: Sheet, group: tuple[int, ...], v: int, start: int) -> bool:
    """Place all events of a group on a start in the halls that fit closest, or none of them."""
    ways = sheet.world.ways
    order_ = sorted(group, key=lambda e: (len(ways(e, v)), -sheet.world.events[e].gross_m2))
    return _put(sheet, order_, v, start, [SHUFFLES])


def _put(sheet: Sheet, group: list[int], v: int, start: int, tries: list[int]) -> bool:
    """Place the first event, then the others; other halls for the first where these find none."""
    if not group:
        return True
    e, *others = group
    if not sheet.starts(e, v) >> start & 1:
        return False
    for way in sorted(sheet.world.ways(e, v), key=lambda way: (way.waste, size(sheet.world, way))):
        if tries[0] > 0 and sheet.fit(e, way) >> start & 1:
            tries[0] -= 1
            sheet.add(e, way, start)
            if _put(sheet, others, v, start, tries):
                return True
            sheet.remove(e)
    return False


def size(world: World, way: Way) -> int:
    """How much the halls of a way hold, so that small events leave the large halls alone."""
    return sum(world.halls[h].gross_m2 + 10 * world.halls[h].seats for h in way.halls)


def solve(run: Run) -> None:
    """Make the plan."""
    groups = order(run.world)
    for _ in range(ROUNDS):
        sheet = Sheet(run.world)
        left = [group for group in groups if run.left > 0 and not place(sheet, group)]
        if (cost := sheet.points) is not None:
            run.take(dict(sheet.places), cost)
            return
        urgent = {group for group in left if any(run.world.events[e].booked_start for e in group)}
        groups.sort(key=lambda group: group not in urgent)
        if not urgent or run.left <= 0:
            break
    run.note = "the greedy plan misses coverage or a booking"
