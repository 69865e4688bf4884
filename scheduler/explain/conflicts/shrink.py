"""From facts without a plan to a minimal set of them: QuickXplain, rule by rule.

U. Junker, "QuickXplain: Preferred Explanations and Relaxations for Over-Constrained Problems",
AAAI 2004. Duties come first, since all that concerns other events falls with them; then each
rule as a whole is tried to do without before its facts are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from scheduler.explain.conflicts.facts import HORIZON, OCCUPANCY, Fact, Facts
from scheduler.explain.conflicts.oracle import Oracle


def shrink(oracle: Oracle, kept: Facts, order: Sequence[Fact]) -> Facts:
    """A minimal subset of `kept` without a plan; facts early in `order` go first.

    `kept` must have none. Every fact of the answer is needed: without it the rest has a plan.
    """
    listed = [f for f in order if f in kept]
    duties = [f for f in listed if f.is_duty]
    others = [f for f in listed if not f.is_duty]
    found = frozenset(others) | minimal(oracle, frozenset(others), duties)
    found = relevant(oracle, found)
    for _, family in groupby((f for f in others if f in found), key=lambda f: f.rule):
        mine = list(family)
        rest = found - frozenset(mine)
        found = rest | minimal(oracle, rest, mine)
    return found


def relevant(oracle: Oracle, kept: Facts) -> Facts:
    """The facts that say something about the events that the duties among them concern."""
    problem = oracle.twin(kept).problem
    venues = {
        v.id
        for v in problem.venues
        if any(not e.venues or v.id in e.venues for e in problem.events)
    }
    themes = {e.theme for e in problem.events}

    def speaks(f: Fact) -> bool:
        if f.is_duty or f in (OCCUPANCY, HORIZON) or f.rule in ("openings", "large-events"):
            return True
        if f.rule == "closed-days":
            entry = oracle.problem.policy.closed_days[f.entry]
            return any(problem.closed_for(e, entry) for e in problem.events)
        if f.rule == "date-protection":
            return f.of in themes
        return f.of in problem.event_by_id or f.of.partition("/")[0] in venues

    return frozenset(filter(speaks, kept))


def minimal(oracle: Oracle, background: Facts, facts: Sequence[Fact]) -> Facts:
    """A minimal part of `facts` that has no plan together with `background`."""
    if not oracle.admits(background):
        return frozenset()
    return _needed(oracle, background, facts)


def _needed(oracle: Oracle, background: Facts, facts: Sequence[Fact]) -> Facts:
    """The same when `background` alone has a plan."""
    if len(facts) == 1:
        return frozenset(facts)
    half = len(facts) // 2
    # What stands early is to go first, so it joins the background last.
    early, late = facts[:half], facts[half:]
    first = minimal(oracle, background | frozenset(late), early)
    return first | minimal(oracle, background | first, late)
