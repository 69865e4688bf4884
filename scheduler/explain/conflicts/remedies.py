"""From a correction to remedies: each of its facts eased by as little as gives a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scheduler.domain.conflict import Remedy
from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.explain.closing import closure_at
from scheduler.explain.conflicts.ease_events import (
    KEYS,
    ease_booking,
    ease_need,
    ease_venue,
    ease_window,
)
from scheduler.explain.conflicts.ease_policy import (
    ease_closed_days,
    ease_coverage,
    ease_horizon,
    ease_limit,
    ease_protection,
)
from scheduler.explain.conflicts.ease_venues import (
    ease_closure,
    ease_moving,
    ease_open,
    ease_turnaround,
)
from scheduler.explain.conflicts.easing import State, Step
from scheduler.explain.conflicts.facts import HORIZON, OCCUPANCY, Fact, Facts, facts_of
from scheduler.explain.conflicts.oracle import Oracle, Undecided
from scheduler.explain.conflicts.sets import curable

Ease = Callable[[State, Fact], Iterator[Step]]

BY_RULE: dict[str, Ease] = {
    "window": ease_window,
    "booking": ease_booking,
    "venue": ease_venue,
    "capacity": ease_need,
    "closure": ease_closure,
    "occupancy": ease_turnaround,
    "moving": ease_moving,
    "closed-days": ease_closed_days,
    "date-protection": ease_protection,
    "openings": ease_limit,
    "large-events": ease_limit,
    "coverage": ease_coverage,
    "horizon": ease_horizon,
}

KEY_BY_RULE = {
    "window": "window-day", "closure": "closure-day", "closed-days": "closed-day",
    "date-protection": "protection-day", "moving": "moving", "openings": "openings",
    "large-events": "large-events", "coverage": "coverage", "occupancy": "turnaround-day",
}  # fmt: skip


@dataclass(frozen=True)
class Cure:
    """Facts eased one after the other, after which there is a plan."""

    steps: tuple[tuple[Fact, Step], ...]

    @property
    def remedy(self) -> Remedy:
        """All steps together."""
        steps = [s for _, s in self.steps]
        zh, en = "；".join(s.text.zh for s in steps), "; ".join(s.text.en for s in steps)
        edits = tuple(e for s in steps for e in s.edits)
        return Remedy(sum(s.price for s in steps), edits, Text(zh, en[:1].upper() + en[1:]))

    def shorter(self) -> Iterator[Cure]:
        """The cure without one step, for each, the dearest first.

        Only where a step does more than its fact asks for can another one be too much.
        """
        if len(self.steps) > 1 and any(broad(f, s) for f, s in self.steps):
            for dear in sorted(self.steps, key=lambda s: -s[1].price):
                yield Cure(tuple(s for s in self.steps if s is not dear))

    def way(self, conflict: Facts) -> str:
        """How it ends one conflict, so that two cures can be told to do so alike."""
        mine = [s.edits for f, s in self.steps if f in conflict]
        return repr(mine or [s.edits for _, s in self.steps])


def broad(fact: Fact, step: Step) -> bool:
    """Whether a step does more than ease its fact: a goal of all industries, an event dropped."""
    return fact.rule == "coverage" or any(e.id and e.column is None for e in step.edits)


def least_price(problem: Problem, fact: Fact) -> int | None:
    """What easing a fact costs at least; ``None`` when nobody can ease it."""
    prices = problem.policy.remedies
    if fact == OCCUPANCY:
        return None
    if fact.rule == "closure" and closure_at(problem, fact.of, fact.entry).file:
        return None
    if fact.rule in KEY_BY_RULE and fact.rule != "window":
        return prices[KEY_BY_RULE[fact.rule]]
    if fact.rule == "horizon":
        return prices["open-day" if fact.what else "horizon-day"]
    priority = problem.event_by_id[fact.of].priority
    if fact.rule == "booking":
        keys = ("booking-day", "booking-halls", "release", "drop")
        return priority * min(prices[k] for k in keys)
    if fact.rule == "capacity":
        return priority * prices[KEYS.get(fact.what, "features")]
    if fact.rule == "venue":
        return priority * prices["venue" if fact.what == "venues" else "apart"]
    return priority * prices["window-day"]


class Prices:
    """What easing a fact costs at least, better known with each conflict."""

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self._known: dict[Fact, int | None] = {}

    def __call__(self, fact: Fact) -> int | None:
        """Points, or ``None`` when nobody can ease the fact far enough."""
        if fact in self._known:
            return self._known[fact]
        return least_price(self.oracle.problem, fact)

    def learn(self, conflict: Facts) -> None:
        """Ease each fact of a conflict as if nothing else held, the horizon apart."""
        problem = self.oracle.problem
        gone = frozenset(facts_of(problem)) - conflict - {HORIZON}
        for fact in sorted(conflict - {OCCUPANCY}):
            steps = ease(State(self.oracle, problem, gone), fact)
            price = min((s.price for s in steps), default=None)
            known = self(fact)
            if price is None or known is None:
                self._known[fact] = None
            else:
                self._known[fact] = max(price, known)


def ease(state: State, fact: Fact) -> Iterator[Step]:
    """Yield the ways to ease one fact."""
    opens = fact.rule == "horizon" and fact.what == "open"
    yield from ease_open(state, fact) if opens else BY_RULE[fact.rule](state, fact)


def by_price(oracle: Oracle, prices: Prices, corrections: Iterable[Facts]) -> Iterator[Cure]:
    """Yield cures until time runs out, by the least that their corrections may cost."""

    def least(gone: Facts) -> int:
        return sum(prices(f) or 0 for f in gone)

    try:
        for gone in sorted((c for c in corrections if curable(prices, c)), key=least):
            yield from cures(oracle, gone)
    except Undecided:
        return


def cures(oracle: Oracle, gone: Facts) -> Iterator[Cure]:
    """Yield what a correction comes to: one cure, and more where one of its facts has choices."""
    # Later entries of a list first, so that deleting one does not renumber those to come.
    facts = sorted(gone, key=lambda f: (f.rule == "booking", f.rule, -f.entry, f))
    yield from _rest(State(oracle, oracle.problem, gone), facts, [], varied=False)


def _rest(
    state: State, facts: list[Fact], done: list[tuple[Fact, Step]], *, varied: bool
) -> Iterator[Cure]:
    """Ease what is left; another choice than the cheapest is taken for one fact only."""
    if not facts:
        if state.oracle.plan_of(state.twin()) is not None:
            yield Cure(tuple(done))
        return
    fact, *later = facts
    here = state.without(fact)
    # A correction is minimal, so only a step beyond its own fact can have seen to this one.
    if any(broad(f, s) for f, s in done) and here.holds(here.problem):
        yield from _rest(here, later, done, varied=varied)
        return
    for n, step in enumerate(sorted(ease(here, fact), key=lambda s: s.price)):
        if n and varied:
            return
        after = State(here.oracle, step.problem, here.gone)
        yield from _rest(after, later, [*done, (fact, step)], varied=varied or n > 0)
