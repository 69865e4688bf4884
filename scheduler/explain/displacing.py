"""Where an event could stand if those in its way made room, everybody else staying put."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from scheduler.audit import Audit, audit
from scheduler.cpsat.assign import values_of
from scheduler.cpsat.builder import build, draft_of
from scheduler.cpsat.extract import plan_of
from scheduler.cpsat.matrix import Ints, Mask, Matrix, matrix_of
from scheduler.cpsat.model import Model, SiteVars
from scheduler.cpsat.packing import solve_part
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.span import Day
from scheduler.explain.places import Places
from scheduler.explain.settle import settle

TRY_SECONDS = 2.0
"""Seconds for making room for one start."""

MOST_WAYS = 3
"""Ways to let halls whose tenants are asked to make room, those with the fewest first."""


@dataclass(frozen=True)
class Room:
    """A place that others made room for."""

    plan: Plan
    judged: Audit
    venue_id: str
    day: Day


@dataclass
class Displacing:
    """Starts of an event at which others stand in its way in a legal plan.

    Parameters
    ----------
    free
        The event's places in the plan; starts that have one are not looked at here.
    """

    problem: Problem
    plan: Plan
    event_id: str
    free: Places
    seed: int = 1

    @cached_property
    def model(self) -> Model:
        """The model in which every stretch that the plan lets can be let, at no points."""
        policy = replace(self.problem.policy, change=dict.fromkeys(self.problem.policy.change, 0))
        city = replace(self.problem, policy=policy, near=self.plan)
        return build(city, draft_of(city))

    @cached_property
    def matrix(self) -> Matrix:
        """Its arrays."""
        return matrix_of(self.model)

    @cached_property
    def _values(self) -> Ints:
        return values_of(self.model, Plan(self.free.rest_rows))

    def cheapest(
        self,
        most: int,
        deadline: float,
        skip: Collection[tuple[str, Day]],
        go_on: Callable[[], bool] = lambda: True,
    ) -> list[Room]:
        """Up to `most` places, cheapest first, as far as the time goes.

        Starts come in the order of the event's own points. The search ends when those alone
        exceed the extra points of all that is wanted.

        Parameters
        ----------
        skip
            Venues and days that are not wanted.
        go_on
            Asked before each start.
        """
        base = self.free.rest.cost
        found: list[tuple[int, Day, int, Room]] = []
        for points, order, site, index in self._starts(skip):
            full = len(found) >= most and base + points > found[most - 1][0] + self._gain
            if full or time.perf_counter() > deadline or not go_on():
                break
            room = self._make_room(site, index, deadline)
            if room is not None:
                found.append((room.judged.cost, room.day, order, room))
                found.sort(key=lambda entry: entry[:3])
        return [room for *_, room in found[:most]]

    @cached_property
    def _gain(self) -> int:
        """Points that placing the event saves wherever it stands, at most."""
        group = self.problem.group_of[self.event_id]
        weight = self.problem.policy.weights["unplaced"]
        priorities = sum(self.problem.event_by_id[e].priority for e in group)
        soft = self.free.rest.cost_by_rule.get("coverage", 0)
        return weight * priorities + soft

    def _starts(
        self, skip: Collection[tuple[str, Day]]
    ) -> Iterator[tuple[int, int, SiteVars, int]]:
        """Own points, order, site and place of each start, cheapest first."""
        mine = {e.id for e in self.free.unit.events}
        points = {
            site.venue.id: self.free.own_points(site)
            for site in self.free.unit.sites
            if not site.emptied_by
        }
        queue = []
        for k, site in enumerate(self.model.sites):
            venue = site.site.venue.id
            if mine == {e.id for e in site.site.unit.events} and venue in points:
                for i, day in enumerate(site.days.tolist()):
                    cost = points[venue][day - self.model.draft.first]
                    if np.isfinite(cost) and (venue, day) not in skip:
                        queue.append((int(cost), k, i))
        for cost, k, i in sorted(queue):
            yield cost, k, self.model.sites[k], i

    def _make_room(self, site: SiteVars, index: int, deadline: float) -> Room | None:
        """The cheapest plan in which those in the way stand elsewhere or nowhere."""
        best: Room | None = None
        for displaced in self._in_the_way(site, index):
            left = deadline - time.perf_counter()
            if left <= 0:
                break
            if self._fixed(displaced):
                continue
            plan = self._solved(site, index, displaced, min(left, TRY_SECONDS))
            if plan is not None:
                judged = audit(self.problem, plan)
                if judged.ok and (best is None or judged.cost < best.judged.cost):
                    best = Room(plan, judged, site.site.venue.id, int(site.days[index]))
        return best

    def _fixed(self, displaced: Collection[str]) -> bool:
        """Whether somebody in the way has a booking and so cannot move."""
        return any(self.problem.event_by_id[e].booked_start is not None for e in displaced)

    def _in_the_way(self, site: SiteVars, index: int) -> Iterator[tuple[str, ...]]:
        """Sets of events that the start breaks hard rules with, for the emptiest halls first."""
        place = next(s for s in self.free.unit.sites if s.venue.id == site.site.venue.id)
        at = int(site.days[index]) - self.model.draft.first
        ways = {self._tenants(rows): rows for rows in self.free.ways_among_all(place, at)}
        group = {e.id for e in self.free.unit.events}
        for tenants in sorted(ways, key=lambda t: (len(t), sorted(t)))[:MOST_WAYS]:
            trial = audit(self.problem, Plan((*self.free.rest_rows, *ways[tenants])))
            others = {o for f in trial.hard for e in f.reason.events for o in self._group(e)}
            if others - group:
                yield tuple(sorted(others - group))

    def _tenants(self, rows: Collection[Placement]) -> frozenset[str]:
        """Events that have halls of some rows on their days, turnaround included."""
        found = set()
        for row in rows:
            span = self.problem.event_by_id[row.event_id].tenancy(row.show_first)
            gap = self.problem.venue_by_id[row.venue_id].turnaround_days
            found |= {
                t.event.id
                for t in self.free.rest.roster.tenancies
                if t.venue.id == row.venue_id
                and t.span.free_days_to(span) < gap
                and not set(t.hall_ids).isdisjoint(row.hall_ids)
            }
        return frozenset(found)

    def _group(self, event_id: str) -> tuple[str, ...]:
        return self.problem.group_of[event_id]

    def _solved(
        self, site: SiteVars, index: int, displaced: Collection[str], seconds: float
    ) -> Plan | None:
        model = self.model
        values, free = self._values.copy(), self._following.copy()
        values[site.opens[index]] = 1
        for nv in model.needs_of(site):
            free[nv.takes.start : nv.takes.stop] = True
        for other in model.sites:
            if not {e.id for e in other.site.unit.events}.isdisjoint(displaced):
                free[other.opens.start : other.opens.stop] = True
                for nv in model.needs_of(other):
                    free[nv.takes.start : nv.takes.stop] = True
        found = solve_part(model, self.matrix, values, free, seconds=seconds, seed=self.seed)
        if found.values is None:
            return None
        chosen = found.values
        return plan_of(model, lambda i: bool(chosen[i]))

    @cached_property
    def _following(self) -> Mask:
        """Variables that follow from starts and blocks, such as the city's loads."""
        out = np.ones(len(self.model.upper), bool)
        for site in self.model.sites:
            out[site.opens.start : site.opens.stop] = False
        for nv in self.model.needs:
            out[nv.takes.start : nv.takes.stop] = False
        return out


def settled(problem: Problem, standing: Plan, room: Room, event_id: str) -> Room:
    """The room with nobody elsewhere who need not be."""
    plan = settle(problem, standing, room.plan, problem.group_of[event_id])
    return replace(room, plan=plan, judged=audit(problem, plan))
