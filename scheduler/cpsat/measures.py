"""Measures of halls: what a set of halls holds, in halls, m² or stretches of a size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scheduler.cpsat.rows import Ints
from scheduler.domain.venue import Venue

Halls = tuple[str, ...]


class Measures:
    """Superadditive measures of halls: disjoint sets together never hold more than all.

    Each counts within a family of halls that some need is limited to (Hall's condition: rooms of
    so many seats, halls with a feature): (1) halls; (2) gross m²; (3) for each size that occurs,
    disjoint stretches of that size, which sees that two runs of five halls hold two shows of
    four, not two and a half.

    Parameters
    ----------
    blocks
        The sets of halls that can serve each need.
    sizes
        The gross m² of each need's stretch, 0 if it has none.
    """

    def __init__(
        self, venue: Venue, blocks: Sequence[Sequence[Halls]], sizes: Sequence[int]
    ) -> None:
        self._venue = venue
        families = {frozenset(h for b in options for h in b) for options in set(map(tuple, blocks))}
        wide = {
            frozenset(h for b in options for h in b)
            for options in {tuple(o) for o, size in zip(blocks, sizes, strict=True) if size}
        }
        self._families = self._sets(sorted(families, key=sorted))
        self._wide = self._sets(sorted(wide, key=sorted))
        self._gross = np.array([0 if h.outdoor else h.gross_m2 for h in venue.halls], np.int64)
        self._sizes = self._distinct(sizes)

    def _sets(self, sets: Sequence[Sequence[str] | frozenset[str]]) -> Ints:
        """Halls of each set, as a table of 0 and 1."""
        table = np.zeros((len(sets), len(self._venue.halls)), np.int64)
        for row, halls in zip(table, sets, strict=True):
            row[[self._venue.hall_order[h] for h in halls]] = 1
        return table

    def _distinct(self, sizes: Sequence[int]) -> Ints:
        """The areas of stretches that the sizes come to; none fits between two of them."""
        order = self._venue.hall_order
        areas = [sum(self._gross[order[h]] for h in s) for s in self._venue.stretches]
        steps = np.unique(np.array(areas, np.int64))
        place = np.unique(steps.searchsorted([s for s in set(sizes) if s]))
        return steps[place[place < len(steps)].astype(np.int64)]

    def of(self, sets: Sequence[Halls]) -> Ints:
        """What each set holds by each measure: an array of measures × sets."""
        halls = self._sets(sets)
        within = self._wide[:, None, :] * halls
        stretches = self._in_runs(within) + self._alone(within)
        return np.concatenate([self._families @ halls.T, within @ self._gross, *stretches])

    def _in_runs(self, within: Ints) -> Ints:
        """Most disjoint stretches of each size, counted run by run from the left."""
        size = self._sizes[:, None, None]
        count = np.zeros((len(self._sizes), *within.shape[:2]), np.int64)
        for run in self._venue.runs:
            area = np.zeros_like(count)
            for h in (self._venue.hall_order[name] for name in run):
                if self._venue.halls[h].outdoor:
                    area[:] = 0
                    continue
                area = (area + self._gross[h]) * within[:, :, h]
                full = (area >= size) & (within[:, :, h] > 0)
                count += full
                area[full] = 0
        return count

    def _alone(self, within: Ints) -> Ints:
        """Halls outside all runs that are of each size."""
        in_runs = {h for run in self._venue.runs for h in run}
        alone = [h.id not in in_runs and not h.outdoor for h in self._venue.halls]
        fit = np.array(alone) & (self._gross >= self._sizes[:, None])
        return np.moveaxis(within @ fit.T.astype(np.int64), -1, 0)


def strongest(weights: Ints, limits: Ints) -> Ints:
    """Measures that no other implies.

    One implies another when, relative to its limit, it weighs every need at least as much.

    Parameters
    ----------
    weights : array of int, measures × needs
    limits : array of int, measures × cases
        What the venue has in each case of closed halls.
    """
    share = weights[:, None, :] / np.maximum(limits, 1e-9)[:, :, None]
    share = share.reshape(len(weights), -1)
    some = np.flatnonzero(weights.any(axis=1))
    _, first = np.unique(share[some], axis=0, return_index=True)
    some = some[np.sort(first)]
    kept: list[int] = []
    for m in some[np.argsort(-share[some].sum(axis=1), kind="stable")].tolist():
        if not (share[kept] >= share[m] - 1e-12).all(axis=1).any():
            kept.append(m)
    return np.array(sorted(kept), np.int64)
