"""Whether some facts admit a plan: the one question that everything else asks."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from scheduler.audit import audit
from scheduler.cpsat.builder import build, draft_of
from scheduler.cpsat.draft import Draft, Unit
from scheduler.cpsat.extract import plan_of
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.model import Model, one
from scheduler.cpsat.packing import Found, solve_part
from scheduler.cpsat.rows import Segment
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.errors import AuditMismatch
from scheduler.explain.alone import fits
from scheduler.explain.conflicts.facts import Fact, Facts
from scheduler.explain.conflicts.twin import Demand, Twin, twin_of
from scheduler.search.clock import Stop

BEST_SECONDS = 5.0
"""Time for making a plan better that is good enough already."""

LATE_S = 1.0
"""Time for verifying what is found already, after somebody has called the questions off."""

REMEMBERED = 12
"""Plans tried anew before anything is solved."""


class Undecided(Exception):
    """Time ran out before the question was answered."""


class Oracle:
    """Answers about subsets of a problem's facts, each plan audited, until a deadline.

    Parameters
    ----------
    seconds
        Wall seconds for all questions together.
    placed
        An event that every plan has to place besides: not a fact, but what is asked.
    stop
        Somebody who may call the questions off; then no time is left.

    Attributes
    ----------
    conflicts : list of Facts
        Sets known to have no plan; what holds one of them needs no solve.
    """

    def __init__(
        self, problem: Problem, seconds: float, workers: int = 1, placed: str = "",
        stop: Stop | None = None,
    ) -> None:  # fmt: skip
        self.problem = problem
        self.placed = placed
        self.workers, self.stop = workers, stop
        self.deadline = time.perf_counter() + seconds
        self._latest = math.inf
        self.solves = 0
        self.conflicts: list[Facts] = []
        self._plans: list[Plan] = []
        self._known: dict[Facts, Plan | None] = {}

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        if self.stop is not None and self.stop.said:
            return 0.0
        return min(self.deadline, self._latest) - time.perf_counter()

    def hurried(self) -> bool:
        """Take one last second once somebody has called the questions off; whether that is new."""
        if self.stop is None or not self.stop.said:
            return False
        self.stop, self._latest = None, time.perf_counter() + LATE_S
        return True

    def twin(self, kept: Iterable[Fact]) -> Twin:
        """The problem in which these facts hold and no others."""
        return twin_of(self.problem, frozenset(kept), placed=self.placed)

    def admits(self, kept: Iterable[Fact]) -> bool:
        """Whether the facts admit a plan.

        Raises
        ------
        Undecided
            When time runs out.
        """
        return self.plan(kept) is not None

    def plan(self, kept: Iterable[Fact]) -> Plan | None:
        """A plan that the facts admit, of the events they concern; ``None`` when there is none."""
        facts = frozenset(kept)
        if any(c <= facts for c in self.conflicts):
            return None
        if facts not in self._known:
            self._known[facts] = self.plan_of(self.twin(facts))
        return self._known[facts]

    def plan_of(self, twin: Twin) -> Plan | None:
        """A plan of a twin; cheap answers first, then a few events, then all."""
        if self.left <= 0:
            raise Undecided
        draft = draft_of(twin.problem)
        if impossible(draft, twin.demands):
            return None
        for plan in self._plans:
            mine = Plan(tuple(p for p in plan.placements if p.event_id in twin.problem.event_by_id))
            if legal(twin, mine):
                return mine
        few = _few(twin, draft)
        found = self._solved(few) if few else None
        if found is None:
            found = self._solved(twin, draft)
        if found is not None:
            if not legal(twin, found):
                raise AuditMismatch("the audit rejects a plan of the model's twin")
            self._plans = [found, *self._plans[: REMEMBERED - 1]]
        return found

    def best(self, twin: Twin, price: Callable[[Model], None]) -> Plan | None:
        """A plan of a twin that costs little by the points that `price` puts on its model.

        It is best among the plans of as few events as meet the duties, or of all events when those
        few have none; any other event may stay out, so that is seldom dearer. ``None`` when there
        is no plan.
        """
        if self.left <= 0:
            raise Undecided
        few = _few(twin, draft_of(twin.problem))
        plan = self._cheapest(few, price) if few else None
        if plan is None and self.plan_of(twin) is not None:
            plan = self._cheapest(twin, price) or self.plan_of(twin)
        return plan

    def _cheapest(self, twin: Twin, price: Callable[[Model], None]) -> Plan | None:
        model = posted(twin)
        price(model)
        found = solve_part(
            model, matrix_of(model), None, None,
            seconds=min(BEST_SECONDS, self.left), seed=1, workers=self.workers,
            go_on=lambda: self.left > 0,
        )
        self.solves += 1
        if found.values is None:
            return None
        values = found.values
        plan = plan_of(model, lambda i: bool(values[i]))
        if not legal(twin, plan):
            raise AuditMismatch("the audit rejects a plan of the model's twin")
        return plan

    def confirmed(self, kept: Iterable[Fact]) -> bool:
        """Whether a second configuration, without presolve and of another seed, finds none, too."""
        found, _ = self._run(self.twin(kept), None, seed=2, presolve=False)
        if found.values is None and not found.proven:
            raise Undecided
        return found.values is None

    def _solved(self, twin: Twin, draft: Draft | None = None) -> Plan | None:
        found, model = self._run(twin, draft, seed=1, presolve=True)
        if found.values is None:
            if not found.proven:
                raise Undecided
            return None
        values = found.values
        return plan_of(model, lambda i: bool(values[i]))

    def _run(
        self, twin: Twin, draft: Draft | None, *, seed: int, presolve: bool
    ) -> tuple[Found, Model]:
        if self.left <= 0:
            raise Undecided
        self.solves += 1
        model = posted(twin, draft)
        found = solve_part(
            model, matrix_of(model), None, None, seconds=self.left, seed=seed,
            workers=self.workers, presolve=presolve, first_only=True,
            go_on=lambda: self.left > 0,
        )
        return found, model


def posted(twin: Twin, draft: Draft | None = None) -> Model:
    """The model of a twin."""
    model = build(twin.problem, draft, skip="" if twin.occupancy else "occupancy")
    for demand in twin.demands:
        rows = []
        for site in model.sites:
            mine = sum(e.id in demand.events for e in site.site.unit.events)
            if mine:
                rows.append((site.opens.start, site.opens.stop, mine))
        model.require(rows, low=demand.goal)
    if not twin.occupancy:
        _no_hall_for_two_needs(model)
    return model


def _no_hall_for_two_needs(model: Model) -> None:
    """What occupancy sees to besides: an event's needs are met in different halls."""
    for site in model.sites:
        takes: dict[tuple[str, str], list[Segment]] = {}
        for nv in model.needs_of(site):
            for block, take in zip(nv.blocks, nv.takes, strict=True):
                for hall in block.halls:
                    takes.setdefault((nv.need.event.id, hall), []).append(one(take))
        for mine in takes.values():
            if len(mine) > 1:
                model.require(mine, high=1)


def impossible(draft: Draft, demands: Iterable[Demand]) -> bool:
    """Whether a booked unit, or too many events of a demand, fit nowhere even alone."""
    if any(unit.booked and not fits(unit) for unit in draft.units):
        return True
    able = {e.id for unit in draft.units if fits(unit) for e in unit.events}
    return any(len(d.events & able) < d.goal for d in demands)


def legal(twin: Twin, plan: Plan) -> bool:
    """The audit's word on a plan: every rule that holds in the twin, and its demands."""
    placed = {p.event_id for p in plan.placements}
    if any(len(d.events & placed) < d.goal for d in twin.demands):
        return False
    return all(
        f.reason.rule == "occupancy" and not twin.occupancy
        for f in audit(twin.problem, plan).hard
    )


def _few(twin: Twin, draft: Draft) -> Twin | None:
    """The twin with as few events as meet the duties, the freest ones; they often do."""
    chosen: dict[int, Unit] = {id(u): u for u in draft.units if u.booked}
    placed = {e.id for u in chosen.values() for e in u.events}
    free = sorted(draft.units, key=lambda u: -sum(int(s.ok.sum()) for s in u.sites))
    for demand in twin.demands:
        for unit in free:
            mine = {e.id for e in unit.events}
            if len(demand.events & placed) < demand.goal and demand.events & mine and fits(unit):
                placed |= mine
                chosen[id(unit)] = unit
    if len(chosen) == len(draft.units):
        return None
    events = tuple(e for e in twin.problem.events if e.id in placed)
    return replace(twin, problem=replace(twin.problem, events=events))
