"""Sets of starts of which no two can stand together (cliques), that a point breaks.

At most one literal of a clique is true. Each row of the model says so for literals that share a
day in one hall or theme; a clique may join several rules, units and days, which no single row
does. These rows do most to lift the linear relaxation: they contain, among others, the facets
with right-hand side 1 of van den Akker, van Hoesel and Savelsbergh, "A polyhedral approach to
single-machine scheduling problems" (Math. Program. 85, 1999): of one unit every start that meets
a span of days, of all others those that cover it.
"""

from __future__ import annotations

import numpy as np

from scheduler.cpsat.conflicts import Conflicts
from scheduler.cpsat.matrix import Floats, Ints, Mask

LEAST_EXCESS = 0.02
"""How much above 1 a clique's sum must lie to be worth a row."""

MOST_CLIQUES = 200
"""Cliques taken from one point at most, the most broken first."""


def broken_cliques(
    conflicts: Conflicts, values: Floats, reduced: Floats, open_: Mask
) -> list[Ints]:
    """Sets of literals whose sum at `values` is above 1, widened to many literals; each sorted.

    Steps: (1) from each literal above zero grow a clique among those above zero, the largest
    value first; (2) keep those above 1, no literal in more than three of them; (3) widen each by
    literals of small `reduced` cost that conflict with all members.

    Parameters
    ----------
    open_
        Literals still in play; others are left out.
    """
    support = np.flatnonzero((values > 1e-6) & open_ & (conflicts.home >= 0))
    among = conflicts.among(support)
    near = [np.flatnonzero(among(k)) for k in range(len(support))]
    x = values[support]
    seeds = {tuple(sorted(_grow(near, x, k))) for k in range(len(support))}
    ranked = sorted(((float(x[list(c)].sum()), c) for c in seeds), reverse=True)
    used = np.zeros(len(support), np.int64)
    found = []
    for total, members in ranked[:MOST_CLIQUES]:
        if total > 1 + LEAST_EXCESS and used[list(members)].min() < 3:
            used[list(members)] += 1
            found.append(_widen(conflicts, support[list(members)], reduced, open_))
    return found


def _grow(near: list[Ints], values: Floats, seed: int) -> list[int]:
    clique, candidates = [seed], near[seed]
    while len(candidates):
        best = int(candidates[np.argmax(values[candidates])])
        clique.append(best)
        candidates = np.intersect1d(candidates, near[best], assume_unique=True)
    return clique


def _widen(conflicts: Conflicts, members: Ints, reduced: Floats, open_: Mask) -> Ints:
    near = conflicts.of(int(members[0]))
    for literal in members[1:].tolist():
        near = np.intersect1d(near, conflicts.of(literal), assume_unique=True)
    near = near[open_[near] & (conflicts.home[near] >= 0)]
    near = near[np.argsort(reduced[near], kind="stable")]
    clique = members.tolist()
    while len(near):
        near = near[_joined(conflicts, near, clique)]
    return np.array(sorted(clique), np.int64)


def _joined(conflicts: Conflicts, near: Ints, clique: list[int]) -> Mask:
    """Take up one after the other until half are left to choose from; which these are.

    Most of them fall away by the first, and what is looked up among few takes less.
    """
    order = np.argsort(near)
    among, left = conflicts.among(near[order]), np.ones(len(near), bool)
    place = np.argsort(order)
    for i, literal in enumerate(near.tolist()):
        if left[i]:
            clique.append(literal)
            left &= among(int(place[i]))[place]
            if 2 * left.sum() < len(near):
                break
    return left
