"""Who has which halls on which days, and how many halls move, while a plan is being changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from scheduler.cpsat.model import Let, Model, NeedVars

WHIM = 10.0
"""Points by which the price of a block is blurred when halls are taken at a whim."""

DISPLACED = 5.0
"""Points that each unit in the way of a start counts."""

MOST_CHOICES = 400
"""Blocks tried for one start, the needs with the fewest first; enough for some rooms each."""

Takes = tuple[int, ...]
"""Literals of the blocks that serve a unit's needs."""


class HallBook:
    """Tenancies by hall and moving halls by venue.

    Attributes
    ----------
    whim : Generator or None
        Blurs the choice of halls while it is set, so that a start may find others than the
        cheapest and leave those to somebody else.
    """

    def __init__(self, model: Model) -> None:
        self.whim: np.random.Generator | None = None
        self._model = model
        self._first = model.draft.first
        self._lets: dict[int, Let] = {let.take: let for let in model.lets}
        self._needs = {take: nv for nv in model.needs for take in nv.takes}
        self._busy: dict[tuple[str, str], int] = defaultdict(int)
        """Taken days of each hall as bits, turnaround after each tenancy included."""
        self._order: dict[range, list[Let]] = {}
        self._tenants: dict[tuple[str, str], dict[int, tuple[int, int]]] = {}
        self._moving: dict[str, npt.NDArray[np.int64]] = {}
        self._limits = {
            v.id: v.moving_halls_per_day
            for v in model.problem.venues
            if v.moving_halls_per_day is not None
        }

    def choose(self, needs: Sequence[NeedVars], day: int) -> Takes | None:
        """Cheapest free blocks for all needs of a start, no hall twice; ``None`` if none are.

        Those in which an event would not move come first, where moves are limited.
        """
        if len(needs) == 1:
            some = islice(self._free(needs[0], day), MOST_CHOICES)
            return next(((take,) for take in some if self._may_move((take,), day)), None)
        free = sorted((list(self._free(nv, day)) for nv in needs), key=len)
        tries = iter(range(MOST_CHOICES))

        def choice(chosen: Takes, taken: frozenset[str]) -> Takes | None:
            if len(chosen) == len(free):
                return chosen if self._may_move(chosen, day) else None
            for take in free[len(chosen)]:
                halls = self._lets[take].halls
                if taken.isdisjoint(halls):
                    if next(tries, None) is None:
                        return None
                    found = choice((*chosen, take), taken.union(halls))
                    if found is not None:
                        return found
            return None

        return choice((), frozenset())

    def mark(self, unit: int, takes: Takes, day: int, busy: bool) -> None:
        """Enter a unit's tenancies, or strike them out."""
        for take in takes:
            let = self._lets[take]
            begin, days = day - let.before, self._days(let, day)
            for hall in let.halls:
                if busy:
                    self._busy[let.venue, hall] |= days
                else:
                    self._busy[let.venue, hall] &= ~days
                tenants = self._tenants.setdefault((let.venue, hall), {})
                if busy:
                    tenants[unit] = (begin, begin + let.size)
                else:
                    tenants.pop(unit, None)
            if let.venue in self._limits:
                for part in self._moves(take, day):
                    part += len(let.halls) if busy else -len(let.halls)

    def in_the_way(self, nv: NeedVars, day: int) -> list[int]:
        """Units in the halls that a need would take with the fewest in its way for their points."""
        at, points = day - self._first, self._model.points
        ways = [
            (self._tenants_of(self._lets[take], day), points[take])
            for block, take in zip(nv.blocks, nv.takes, strict=True)
            if block.ok[at]
        ]
        return min(ways, key=lambda way: way[1] + DISPLACED * len(way[0]))[0] if ways else []

    def _free(self, nv: NeedVars, day: int) -> Iterator[int]:
        at, low = day - self._first, nv.takes.start
        for let in self._by_points(nv, day):
            if nv.blocks[let.take - low].ok[at]:
                days = self._days(let, day)
                if not any(self._busy[let.venue, hall] & days for hall in let.halls):
                    yield let.take

    def _by_points(self, nv: NeedVars, day: int) -> list[Let]:
        """All blocks of a need, those where an event stays first, then the cheapest."""
        home = self._model.home
        if self.whim is None and not home and nv.takes in self._order:
            return self._order[nv.takes]
        points = [block.points for block in nv.blocks]
        if self.whim is not None:
            points = (np.array(points) + self.whim.exponential(WHIM, len(points))).tolist()
        order = sorted(range(len(points)), key=lambda i: (home.get(nv.takes[i]) != day, points[i]))
        found = [self._lets[nv.takes[i]] for i in order]
        if self.whim is None and not home:
            self._order[nv.takes] = found
        return found

    def _days(self, let: Let, day: int) -> int:
        """Days of the horizon that a let takes of its halls, as bits."""
        begin, days = day - let.before - self._first, (1 << let.size) - 1
        return days << begin if begin >= 0 else days >> -begin

    def _moves(self, take: int, day: int) -> list[npt.NDArray[np.int64]]:
        """The venue's counts of moving halls on the move-in and the move-out days of a let."""
        event, venue = self._needs[take].need.event, self._lets[take].venue
        if venue not in self._moving:
            self._moving[venue] = np.zeros(self._model.draft.size, np.int64)
        opens = day - self._first
        closes = opens + event.show_days
        counts = self._moving[venue]
        return [
            counts[opens - event.move_in_days : opens],
            counts[closes : closes + event.move_out_days],
        ]

    def _may_move(self, choice: Takes, day: int) -> bool:
        """Whether the venue's moving limit holds with these lets as well."""
        limit = self._limits.get(self._lets[choice[0]].venue) if choice else None
        if limit is None:
            return True
        for take in choice:
            for part in self._moves(take, day):
                part += len(self._lets[take].halls)
        kept = all((part <= limit).all() for take in choice for part in self._moves(take, day))
        for take in choice:
            for part in self._moves(take, day):
                part -= len(self._lets[take].halls)
        return kept

    def _tenants_of(self, let: Let, day: int) -> list[int]:
        begin = day - let.before
        found = {
            unit: None
            for hall in let.halls
            for unit, (since, until) in self._tenants.get((let.venue, hall), {}).items()
            if since < begin + let.size and begin < until
        }
        return list(found)
