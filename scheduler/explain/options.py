"""The best places for an event in a plan that stands."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from scheduler.audit import Audit, audit
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Tenancy
from scheduler.domain.span import Day
from scheduler.explain.displacing import Displacing, settled
from scheduler.explain.explanation import Standing, steps
from scheduler.explain.forced import Question, force
from scheduler.explain.places import Places
from scheduler.explain.settle import settle
from scheduler.search.params import SolveParams

LEAST_SECONDS = 2.0
"""Seconds left below which no further proof is begun."""

SEARCH_SHARE = 0.5
"""Share of the time left that asking others to make room may take; the rest is for proofs."""


@dataclass(frozen=True)
class Option:
    """A place for an event.

    Attributes
    ----------
    extra : int
        Points that `plan` costs more than the standing one.
    low : int or None
        No plan with the event on that day at that venue costs less extra; for places that
        displace nobody, `extra` itself, since everything else stays as it is.
    by_rule : dict
        `extra` by rule.
    halls : tuple
        Other halls that would do on that day for the same points.
    """

    plan: Plan
    place: Tenancy
    extra: int
    low: int | None
    by_rule: dict[str, int]
    displaces: bool
    halls: tuple[tuple[str, ...], ...] = ()

    @property
    def proven(self) -> bool:
        """Whether `extra` is exact."""
        return self.low == self.extra


@dataclass
class Options:
    """The places of one event, first those that are free, then those that others make room for.

    Parameters
    ----------
    standing
        The plan; a new event is simply not in it.
    """

    problem: Problem
    standing: Standing
    event_id: str
    most: int

    @cached_property
    def places(self) -> Places:
        """The event's free places."""
        return Places(self.problem, self.standing.plan, self.event_id)

    def free(self) -> list[Option]:
        """Places that displace nobody, cheapest first; where it stands now is none of them."""
        here = self.standing.judged.roster.by_event.get(self.event_id)
        found = [
            self._option(p.plan, p.judged, None, displaces=False, halls=p.halls)
            for p in self.places.cheapest(self.most + (here is not None))
        ]
        others = [o for o in found if here is None or o.place.placement.place != _where(here)]
        return [replace(o, low=o.extra) for o in others[: self.most]]

    def displacing(self, params: SolveParams) -> list[Option]:
        """Places that others make room for, cheapest first, with as much proof as time allows.

        Nothing is sought around a plan that breaks hard rules.
        """
        if not self.standing.judged.ok:
            return []
        began = time.perf_counter() if params.began is None else params.began
        end = began + params.time_limit_s
        now = time.perf_counter()
        until = now + max(0.0, end - now) * SEARCH_SHARE
        rooms = Displacing(
            self.problem, self.standing.plan, self.event_id, self.places, params.seed
        ).cheapest(self.most, until, self._not_wanted(), lambda: not params.stop.said)
        rooms = [settled(self.problem, self.standing.plan, r, self.event_id) for r in rooms]
        low = None if self.standing.bound is None else self.standing.bound - self._base
        found = [self._option(r.plan, r.judged, low, displaces=True) for r in rooms]
        proven = list(self._proven(found, replace(params, began=began)))
        return sorted(proven, key=lambda o: (o.extra, o.place.show.start, o.place.venue.id))

    @property
    def _base(self) -> int:
        return self.standing.judged.cost

    def _not_wanted(self) -> set[tuple[str, Day]]:
        """Starts with a free place, and where it stands."""
        free = self.places.cheapest(1 << 40)
        return {(p.venue_id, p.day) for p in free}

    def _proven(self, options: list[Option], params: SolveParams) -> Iterator[Option]:
        """The options, each with a forced solve as long as the time lasts."""
        assert params.began is not None
        for i, option in enumerate(options):
            now = time.perf_counter()
            left = params.began + params.time_limit_s - now
            if left < LEAST_SECONDS or params.stop.said or option.proven:
                yield option
                continue
            share = max(LEAST_SECONDS, left / min(3, len(options) - i))
            limits = replace(params, began=now, time_limit_s=share, start=option.plan)
            yield self._tightened(option, limits)

    def _tightened(self, option: Option, limits: SolveParams) -> Option:
        place = option.place
        asked = Question(self.event_id, place.venue.id, place.show.start)
        found = force(self.problem, asked, limits)
        low = max(
            (b for b in (option.low, _less(found.bound, self._base)) if b is not None),
            default=None,
        )
        if found.plan is None or found.cost is None or found.cost - self._base >= option.extra:
            return replace(option, low=low)
        keep = self.problem.group_of[self.event_id]
        plan = settle(self.problem, self.standing.plan, found.plan, keep)
        return self._option(plan, audit(self.problem, plan), low, displaces=True)

    def _option(
        self,
        plan: Plan,
        judged: Audit,
        low: int | None,
        *,
        displaces: bool,
        halls: tuple[tuple[str, ...], ...] = (),
    ) -> Option:
        return Option(
            plan=plan,
            place=judged.roster.by_event[self.event_id],
            extra=judged.cost - self._base,
            low=low,
            by_rule=steps(self.standing.judged, judged),
            displaces=displaces,
            halls=halls,
        )


def _where(place: Tenancy) -> object:
    return place.placement.place


def _less(bound: int | None, base: int) -> int | None:
    return None if bound is None else bound - base
