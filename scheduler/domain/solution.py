"""What a solve found, before it is written anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from scheduler.domain.certificate import Certificate
from scheduler.domain.conflict import Conflict, Member
from scheduler.domain.plan import Plan
from scheduler.domain.robustness import Robustness
from scheduler.domain.text import Text

OPTIMAL, FEASIBLE, INFEASIBLE, UNKNOWN = "optimal", "feasible", "infeasible", "unknown"


@dataclass(frozen=True)
class Unplaced:
    """An event left out, and why in both languages."""

    event_id: str
    priority: int
    why: Text


class Step(NamedTuple):
    """A better cost or bound, so many seconds after the start; ``None`` while there is none."""

    seconds: float
    cost: int | None
    bound: int | None


@dataclass(frozen=True)
class Solution:
    """Outcome of a solve.

    Parameters
    ----------
    status
        ``optimal`` only when `cost` equals `bound`; ``infeasible`` is confirmed twice.
    cost
        Points of `plan` as the audit counts them; ``None`` without a plan.
    bound
        No plan costs less; ``None`` when nothing is proven.
    conflicts
        For infeasible inputs, sets of facts that contradict each other, most useful first.
    timings
        Seconds by phase.
    trace
        Every better cost or bound, in order.
    certificate
        How to repeat the solve; ``None`` for a plan that was read.
    robust
        How `plan` was chosen when it had to be cheap to mend; ``None`` when it had not.
    """

    status: str
    plan: Plan | None
    cost: int | None
    bound: int | None
    seed: int
    wall_s: float = 0.0
    timings: Mapping[str, float] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    stopped: bool = False
    trace: tuple[Step, ...] = ()
    certificate: Certificate | None = None
    robust: Robustness | None = None

    @property
    def conflict(self) -> tuple[Member, ...]:
        """The most useful conflict in a few sentences; empty when none is known."""
        return self.conflicts[0].told if self.conflicts else ()

    @property
    def gap(self) -> float | None:
        """Relative gap, ``(cost - bound) / max(1, |cost|)``."""
        if self.cost is None or self.bound is None:
            return None
        return (self.cost - self.bound) / max(1, abs(self.cost))
