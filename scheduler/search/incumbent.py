"""The best plan so far; every plan enters through the audit."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from scheduler.audit import Audit, audit
from scheduler.cpsat.extract import plan_of
from scheduler.cpsat.matrix import Ints
from scheduler.cpsat.model import Model
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import Step
from scheduler.search.clock import Clock
from scheduler.search.params import OnProgress, Progress

EXACT = "CP-SAT on all that a better plan could use"
"""Origin of a bound from the constraint solver; no plan below the best uses anything else."""


@dataclass
class Incumbent:
    """Best legal plan and proven bound of one solve.

    Attributes
    ----------
    cost : int or None
        Points of `plan` as the audit counts them.
    bound : int or None
        No plan costs less; never above `cost`.
    origin : str or None
        What proved the bound.
    values : array of int or None
        The assignment that `plan` was read from.
    trail : list
        Seconds, cost and bound whenever one of the two got better.
    """

    problem: Problem
    clock: Clock
    tell: OnProgress
    plan: Plan | None = None
    judged: Audit | None = None
    bound: int | None = None
    values: Ints | None = None
    origin: str | None = None
    trail: list[Step] = field(default_factory=list)

    @property
    def cost(self) -> int | None:
        """Points of the best plan."""
        return None if self.judged is None else self.judged.cost

    @property
    def most(self) -> float:
        """Points of the best plan, infinite while there is none."""
        return math.inf if self.cost is None else self.cost

    @property
    def gap(self) -> float:
        """Relative gap; infinite while plan or bound is missing."""
        if self.cost is None or self.bound is None:
            return math.inf
        return (self.cost - self.bound) / max(1, abs(self.cost))

    def offer(self, model: Model, values: Ints) -> bool:
        """Take the plan of an assignment if it is legal and better; whether it is legal.

        One that moves more events than the problem's limit allows counts as none.
        """
        plan = plan_of(model, lambda i: bool(values[i]))
        judged = audit(self.problem, plan)
        limit = self.problem.moves
        if limit is not None and not limit.kept(plan):
            return False
        if judged.ok and (self.cost is None or judged.cost < self.cost):
            self.plan, self.judged, self.values = plan, judged, values.copy()
            self._better()
        return judged.ok

    def raise_bound(self, value: float, origin: str = EXACT) -> None:
        """Prove that no plan costs less than `value` (rounded up, for costs are whole).

        Parameters
        ----------
        origin
            What proved it, for the certificate.
        """
        if not math.isfinite(value):
            return
        proven = math.ceil(value - 1e-6)
        if self.bound is None or proven > self.bound:
            self.bound, self.origin = proven, origin
            self._better()

    def _better(self) -> None:
        self.trail.append(Step(round(self.clock.seconds, 3), self.cost, self.bound))
        self.show("search")

    def show(self, phase: str) -> None:
        """Tell where things stand."""
        self.tell(Progress(phase, self.cost, self.bound, self.clock.seconds))
