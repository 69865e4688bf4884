"""Parting co-located events of one theme, which date protection then keeps apart.

That is no fact to drop: a plan may be lost by it. So the city with the group parted is looked at
anew, and what still contradicts there is eased as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.domain.conflict import Member
from scheduler.domain.reason import Reason
from scheduler.explain.conflicts.easing import Step
from scheduler.explain.conflicts.facts import Fact, Facts, may_part
from scheduler.explain.conflicts.groups import Group, Parting, applied, partings
from scheduler.explain.conflicts.members import of_event
from scheduler.explain.conflicts.oracle import Oracle, Undecided
from scheduler.explain.conflicts.remedies import Cure, Prices, by_price
from scheduler.explain.conflicts.sets import Found, explore
from scheduler.explain.conflicts.twin import twin_of

SHARE = 0.3
"""Of the time left, for one group after the other; the rest is for corrections of facts."""

MOST_CONFLICTS = 5
"""Looked for in a city with a group parted, besides those that its correction needs."""


@dataclass(frozen=True)
class Tie:
    """A group of one theme that a conflict needs together, besides its facts.

    Parameters
    ----------
    ways
        The partings that end the conflict.
    """

    group: Group
    ways: tuple[Parting, ...]

    @property
    def bound(self) -> Group:
        """Those of the group that matter: each whose leaving alone ends it, else all."""
        alone = tuple(p.leaving[0] for p in self.ways if len(p.leaving) == 1)
        return alone if len(alone) > 1 else self.group


def ties_of(oracle: Oracle, conflict: Facts) -> Iterator[Tie]:
    """Groups of one theme that a conflict needs together.

    Those are held together throughout, since parting them would bring date protection in force.
    """
    problem = oracle.problem
    for group in oracle.twin(conflict).problem.groups:
        if len(group) == 1 or may_part(problem, group[0]):
            continue
        try:
            ways = [w for w in partings(problem, group) if _ends(oracle, conflict, w)]
        except Undecided:
            return
        if ways:
            yield Tie(group, tuple(ways))


def _ends(oracle: Oracle, conflict: Facts, way: Parting) -> bool:
    links = dict(way.links)
    twin = twin_of(oracle.problem, conflict, placed=oracle.placed, parted=links)
    return oracle.plan_of(twin) is not None


def tie_member(oracle: Oracle, tie: Tie) -> Member:
    """The co-location of a group as a member of a conflict, written where its first link is."""
    problem, bound = oracle.problem, tie.bound
    linked = [e for e in (*bound, *tie.group) if problem.event_by_id[e].co_located_with]
    told = of_event(problem, Fact("venue", "co_located_with", linked[0]))
    if len(bound) == 2:
        first, second = sorted(bound, key=lambda e: e != linked[0])
        reason = Reason("venue", "apart", (first, second))
    else:
        reason = Reason("venue", "fact-together", bound)
    return Member(reason, told.file, told.row, told.column)


def parted(oracle: Oracle, ties: Iterable[Tie]) -> Iterator[Cure]:
    """Yield cures that begin with a group in parts, the cheapest parting first."""
    for tie in ties:
        steps = [(way, applied(oracle.problem, way)) for way in tie.ways]
        for way, step in sorted(steps, key=lambda pair: pair[1].price):
            yield from _after(oracle, Fact("venue", "co_located_with", way.leaving[0]), step)


def _after(oracle: Oracle, fact: Fact, step: Step) -> Iterator[Cure]:
    """The step alone where that is enough, else with each correction of what is left."""
    apart = Oracle(step.problem, max(0.0, oracle.left) * SHARE, stop=oracle.stop)
    prices, found = Prices(apart), Found()
    for known in explore(apart, prices, MOST_CONFLICTS):
        found = known
    if found.feasible:
        yield Cure(((fact, step),))
    for cure in by_price(apart, prices, found.corrections):
        yield Cure(((fact, step), *cure.steps))
