"""Sets of stages of which never all stand in a venue on one day, for there are no halls for all.

Each smallest such set of n stages says Σ stays that cover the day ≤ n − 1. The counting rows
(see `counting`) weigh halls and areas and miss what the shapes of blocks forbid.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from scheduler.cpsat.matrix import Floats, Ints, rows_of_sets
from scheduler.cpsat.model import Model
from scheduler.cpsat.stages import Stage, Ways, fit, stages_by_venue

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MOST_STAGES = 4
"""Stages of a set; larger sets hardly occur."""

LEAST_EXCESS = 0.02
"""How much above its limit a set's sum must lie to be worth a row."""

MOST_TRIED = 400
"""Sets that are tried with one more stage before a row is left as wide as it is."""


@dataclass
class Crowds:
    """Finds the sets that a point breaks."""

    model: Model
    _fits: dict[tuple[int, ...], bool] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._venues = list(stages_by_venue(self.model).values())
        kinds: dict[tuple[Ways, ...], int] = {}
        self._kinds = [[kinds.setdefault(s.needs, len(kinds)) for s in v] for v in self._venues]
        self._needs = list(kinds)

    def broken(self, values: Floats) -> tuple[csr_matrix, Floats]:
        """Rows that a point breaks, each widened by stages that no set of its size fits with.

        Returns
        -------
        csr_matrix, array of float
            The rows and what each may come to.
        """
        total = np.concatenate(([0.0], np.cumsum(values)))
        rows: dict[bytes, tuple[Ints, int]] = {}
        for stages, kinds in zip(self._venues, self._kinds, strict=True):
            for day, active in self._busy_days(stages, total):
                for chosen in self._sets(active, kinds):
                    wide = self._widen(chosen, stages, kinds)
                    literals = np.concatenate([self._covering(stages[k], day) for k in wide])
                    rows[literals.tobytes()] = (literals, len(chosen) - 1)
        found = list(rows.values())
        high = np.array([float(most) for _, most in found])
        return rows_of_sets([literals for literals, _ in found], len(values)), high

    def _busy_days(
        self, stages: list[Stage], total: Floats
    ) -> list[tuple[int, list[tuple[float, int]]]]:
        """Days on which a stage may begin, with the sums and indices of the stages on them."""
        weighed = []
        for k, stage in enumerate(stages):
            site = self.model.sites[stage.site]
            values = np.diff(total[site.opens.start : site.opens.stop + 1])
            for i in np.flatnonzero(values > 1e-6).tolist():
                begin = int(site.days[i]) - stage.before
                weighed.append((begin, begin + stage.size, k, float(values[i])))
        found = []
        for day in sorted({begin for begin, *_ in weighed}):
            sums: dict[int, float] = {}
            for begin, end, k, value in weighed:
                if begin <= day < end:
                    sums[k] = sums.get(k, 0.0) + value
            found.append((day, sorted(((v, k) for k, v in sums.items()), reverse=True)))
        return found

    def _sets(self, active: list[tuple[float, int]], kinds: list[int]) -> list[tuple[int, ...]]:
        """Smallest sets without halls for all whose sum is above their number less one."""
        found: list[tuple[int, ...]] = []
        for size in range(2, MOST_STAGES + 1):
            # The n largest of which the last is too small end the search for this size.
            enough = [pair for pair in active if pair[0] > LEAST_EXCESS]
            if sum(v for v, _ in enough[:size]) <= size - 1 + LEAST_EXCESS:
                continue
            for chosen in combinations(enough, size):
                stages = tuple(k for _, k in chosen)
                excess = sum(v for v, _ in chosen) - (size - 1)
                smaller = any(set(one) <= set(stages) for one in found)
                if (
                    excess > LEAST_EXCESS
                    and not smaller
                    and not self._fits_with(tuple(kinds[k] for k in stages[1:]), kinds[stages[0]])
                ):
                    found.append(stages)
        return found

    def _fits_with(self, some: tuple[int, ...], kind: int) -> bool:
        """Whether there are halls for stages of some kinds and one more."""
        key = tuple(sorted((*some, kind)))
        found = self._fits.get(key)
        if found is None:
            found = fit(need for kind in key for need in self._needs[kind])
            self._fits[key] = found
        return found

    def _widen(self, chosen: tuple[int, ...], stages: list[Stage], kinds: list[int]) -> list[int]:
        """Add stages of other sites such that still no set of the same size fits.

        Whether sets fit is a matter of kinds alone, and a set that grows refuses a kind for good.
        """
        wide, some = list(chosen), _Subsets(len(chosen) - 1)
        sites = {stages[k].site for k in chosen}
        for k in chosen:
            some.add(kinds[k])
        refused: set[int] = set()
        seen: dict[int, int] = {}
        for k, stage in enumerate(stages):
            if comb(len(wide), some.size) > MOST_TRIED:
                break
            kind = kinds[k]
            if stage.site in sites or kind in refused:
                continue
            largest = some.largest
            if any(self._fits_with(one, kind) for one in largest[seen.get(kind, 0) :]):
                refused.add(kind)
                continue
            seen[kind] = len(largest)
            wide.append(k)
            sites.add(stage.site)
            some.add(kind)
        return wide

    def _covering(self, stage: Stage, day: int) -> Ints:
        """Starts of a stage's site with which the stage covers a day."""
        site = self.model.sites[stage.site]
        low, high = site.days.searchsorted(
            [day + stage.before - stage.size + 1, day + stage.before + 1]
        )
        return np.arange(site.opens.start + low, site.opens.start + high)


class _Subsets:
    """The kinds of all sets of one size out of stages that come one by one, alike sets once.

    Attributes
    ----------
    largest
        Those of full size, in the order in which they came about.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        # By size; dicts keep the order.
        self._all: list[dict[tuple[int, ...], None]] = [{} for _ in range(size + 1)]
        self._all[0][()] = None
        self.largest: list[tuple[int, ...]] = []

    def add(self, kind: int) -> None:
        """Take a further stage into the sets."""
        for size in range(self.size, 0, -1):
            mine = self._all[size]
            for one in list(self._all[size - 1]):
                more = tuple(sorted((*one, kind)))
                if more not in mine:
                    mine[more] = None
                    if size == self.size:
                        self.largest.append(more)
