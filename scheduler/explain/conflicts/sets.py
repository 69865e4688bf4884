"""Several conflicts and the cheapest corrections, each leading to the other.

A correction is a set of facts without which the rest has a plan; it meets every conflict. So the
cheapest set that meets all conflicts found is tried: either it is a correction, or what it leaves
holds a further conflict (implicit hitting sets: R. Reiter, "A Theory of Diagnosis from First
Principles", 1987; the way through both kinds is MARCO's: M. Liffiton et al., "Fast, Flexible MUS
Enumeration", 2016). Then each fact of the conflicts is asked for as part of a correction.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from scheduler.explain.conflicts.facts import Fact, Facts, facts_of
from scheduler.explain.conflicts.oracle import Oracle, Undecided
from scheduler.explain.conflicts.shrink import shrink
from scheduler.explain.conflicts.starting import failing

Price = Callable[[Fact], int | None]
"""Least price of easing a fact; ``None`` when nobody can."""


class Learning(Protocol):
    """Prices that each conflict makes better known."""

    def __call__(self, fact: Fact) -> int | None:
        """Least price of easing a fact."""

    def learn(self, conflict: Facts) -> None:
        """Take a conflict into account."""


MOST_TRIED = 20_000
"""Partial sets looked at for one correction."""

FIRST_CORRECTIONS = 8
"""Corrections by price alone, before facts are asked for one by one."""

BEYOND_PRICE = 10**9
"""Stands for the price of what nobody can ease, dearer than all else together. Corrections that
hold such a fact are no way out, but may lead to further conflicts."""


@dataclass
class Found:
    """What is known so far.

    Attributes
    ----------
    conflicts : list of Facts
        Minimal sets without a plan, in the order found.
    corrections : list of Facts
        Minimal sets without which the rest has a plan.
    feasible : bool or None
        Whether all facts together have a plan; ``None`` while unknown.
    complete : bool
        Whether there are no more conflicts.
    """

    conflicts: list[Facts] = field(default_factory=list)
    corrections: list[Facts] = field(default_factory=list)
    feasible: bool | None = None
    complete: bool = False


def explore(
    oracle: Oracle, price: Learning, most: int, correct: bool = True
) -> Iterator[Found]:
    """Yield what is known after each step, until all is found or time runs out.

    `most` conflicts are looked for, and more only as far as a correction needs them, if any is to
    be found at all.
    """
    search = _Search(oracle, price, correct)
    found = search.found
    try:
        while found.feasible is None or _wanting(found, price, most, correct):
            gone = cheapest(found, price)
            if gone is None:
                found.complete = True
            else:
                search.ask(gone)
            yield found
        wanted = found.conflicts[:most] if correct else []
        facts = frozenset().union(*wanted)
        for fact in sorted((f for f in facts if price(f) is not None), key=search.rank):
            while not any(fact in c and curable(price, c) for c in found.corrections):
                gone = cheapest(found, price, fact)
                if gone is None or not curable(price, gone):
                    break
                search.ask(gone)
                yield found
    except Undecided:
        yield found


def _wanting(found: Found, price: Price, most: int, correct: bool) -> bool:
    if found.feasible or found.complete:
        return False
    if correct and not any(curable(price, c) for c in found.corrections):
        return True
    return len(found.conflicts) < most and len(found.corrections) < FIRST_CORRECTIONS


class _Search:
    """Asks about one correction after the other."""

    def __init__(self, oracle: Oracle, price: Learning, correct: bool) -> None:
        self.oracle, self.price, self.correct = oracle, price, correct
        self.order = facts_of(oracle.problem)
        self.every = frozenset(self.order)
        self.found = Found()

    def rank(self, fact: Fact) -> tuple[int, Fact]:
        """Facts by what easing them costs at least."""
        return self.price(fact) or 0, fact

    def ask(self, gone: Facts) -> None:
        """Find out whether `gone` is a correction; if not, note a further conflict."""
        start = failing(self.oracle, self.every - gone)
        if start is None and not gone:
            self.found.feasible = self.found.complete = True
        elif start is None:
            self.found.corrections.append(gone)
        else:
            self.found.feasible = False
            conflict = shrink(self.oracle, start, self.order)
            self.found.conflicts.append(conflict)
            self.oracle.conflicts.append(conflict)
            if self.correct:
                self.price.learn(conflict)


def points_of(price: Price, fact: Fact) -> int:
    """The price of a fact, or one beyond all prices."""
    points = price(fact)
    return BEYOND_PRICE if points is None else points


def curable(price: Price, gone: Facts) -> bool:
    """Whether all facts of a correction can be eased."""
    return all(price(f) is not None for f in gone)


def cheapest(found: Found, price: Price, first: Fact | None = None) -> Facts | None:
    """The cheapest minimal set that meets every conflict and holds no known correction.

    `first` is a fact it must hold. ``None`` when there is none, or none among those looked at.
    """
    begin = [] if first is None else [first]
    cost = 0 if first is None else points_of(price, first)
    heap: list[tuple[int, int, list[Fact]]] = [(cost, 0, begin)]
    seen: set[Facts] = set()
    tried = 0
    while heap and tried < MOST_TRIED:
        cost, _, gone = heapq.heappop(heap)
        mine = frozenset(gone)
        if mine in seen or any(c <= mine for c in found.corrections):
            continue
        seen.add(mine)
        unmet = next((c for c in found.conflicts if not c & mine), None)
        if unmet is None:
            if all(any(c & mine == {f} for c in found.conflicts) for f in mine):
                return mine
            continue
        for fact in sorted(unmet):
            tried += 1
            heapq.heappush(heap, (cost + points_of(price, fact), tried, [*gone, fact]))
    return None
