"""Parting co-located events of one theme, which date protection then keeps apart.

That is no fact to drop: a plan may be lost by it. So the city with the group parted is looked at
anew, and what still contradicts there is eased as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scheduler.explain.conflicts.ease_events import ease_venue
from scheduler.explain.conflicts.easing import State, Step
from scheduler.explain.conflicts.facts import Fact
from scheduler.explain.conflicts.oracle import Oracle
from scheduler.explain.conflicts.remedies import Cure, Prices, by_price
from scheduler.explain.conflicts.sets import Found, explore

SHARE = 0.3
"""Of the time left, for one group after the other; the rest is for corrections of facts."""

MOST_CONFLICTS = 5
"""Looked for in a city with a group parted, besides those that its correction needs."""


def parted(oracle: Oracle, events: Iterable[str]) -> Iterator[Cure]:
    """Yield cures that begin with an event no longer co-located; more steps where it needs them."""
    for event_id in events:
        fact = Fact("venue", "co_located_with", event_id)
        for step in ease_venue(State(oracle, oracle.problem, frozenset()), fact):
            yield from _after(oracle, fact, step)


def _after(oracle: Oracle, fact: Fact, step: Step) -> Iterator[Cure]:
    """The step alone where that is enough, else with each correction of what is left."""
    apart = Oracle(step.problem, max(0.0, oracle.left) * SHARE)
    prices, found = Prices(apart), Found()
    for known in explore(apart, prices, MOST_CONFLICTS):
        found = known
    if found.feasible:
        yield Cure(((fact, step),))
    for cure in by_price(apart, prices, found.corrections):
        yield Cure(((fact, step), *cure.steps))
