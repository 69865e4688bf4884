"""The whole answer: conflicts in words, verified, and the remedies that end them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scheduler.domain.conflict import Conflict
from scheduler.errors import AuditMismatch
from scheduler.explain.conflicts.facts import Facts, facts_of
from scheduler.explain.conflicts.members import counts_of, members_of
from scheduler.explain.conflicts.oracle import Oracle, Undecided
from scheduler.explain.conflicts.parting import Tie, parted, tie_member, ties_of
from scheduler.explain.conflicts.remedies import Cure, Prices, by_price
from scheduler.explain.conflicts.sets import Found, explore

SECONDS_KEPT = 0.3
"""Share of the time kept for the second opinion."""


@dataclass(frozen=True)
class Known:
    """Conflicts of a problem as far as they are known.

    Parameters
    ----------
    facts
        The facts of each conflict in `told`.
    corrections
        Minimal sets of facts without which the rest has a plan.
    ties
        Groups of one theme that a conflict needs together besides its facts.
    """

    feasible: bool | None
    told: tuple[Conflict, ...]
    facts: tuple[Facts, ...]
    corrections: tuple[Facts, ...]
    complete: bool
    prices: Prices
    ties: tuple[Tie, ...] = ()

    def cures(self, oracle: Oracle) -> Iterator[Cure]:
        """Yield remedies until time runs out: groups parted, then corrections by least price."""
        yield from parted(oracle, self.ties)
        yield from by_price(oracle, self.prices, self.corrections)


def resolve(oracle: Oracle, most: int, correct: bool = True) -> Known:
    """Find up to `most` conflicts, fewest facts first, each confirmed by a second configuration.

    Raises
    ------
    AuditMismatch
        When a conflict is none, or not minimal: a bug, never a user's fault.
    """
    order = facts_of(oracle.problem)
    end = oracle.deadline
    oracle.deadline -= oracle.left * SECONDS_KEPT
    found = Found()
    prices = Prices(oracle)
    for step in explore(oracle, prices, most, correct):
        found = step
    oracle.deadline = end

    def use(conflict: Facts) -> tuple[int, int]:
        points = [p for p in map(prices, conflict) if p is not None]
        return len(conflict), min(points, default=0)

    facts: list[Facts] = []
    for conflict in sorted(found.conflicts, key=use)[:most]:
        if not _verified(oracle, conflict):
            break
        facts.append(conflict)
    ties = [tuple(ties_of(oracle, c)) for c in facts]
    told = tuple(
        Conflict(
            (*members_of(oracle, c, order), *(tie_member(oracle, tie) for tie in t)),
            counts_of(oracle.twin(c)),
        )
        for c, t in zip(facts, ties, strict=True)
    )
    feasible = False if told else found.feasible or None
    complete = found.complete and len(facts) == len(found.conflicts)
    every = tuple(dict.fromkeys(tie for t in ties for tie in t))
    return Known(feasible, told, tuple(facts), tuple(found.corrections), complete, prices, every)


def _verified(oracle: Oracle, conflict: Facts) -> bool:
    """Whether there was time to verify a conflict: a little, if somebody has just said stop."""
    try:
        verify(oracle, conflict)
    except Undecided:
        return oracle.hurried() and _verified(oracle, conflict)
    return True


def verify(oracle: Oracle, conflict: Facts) -> None:
    """Check that a conflict has no plan, and has one without any single fact of it.

    Raises
    ------
    AuditMismatch
        When it does not hold.
    Undecided
        When time runs out.
    """
    needed = all(oracle.admits(conflict - {f}) for f in conflict)
    plan = oracle.plan_of(oracle.twin(conflict))
    if not needed or plan is not None or not oracle.confirmed(conflict):
        raise AuditMismatch("a conflict is not what it is said to be")
