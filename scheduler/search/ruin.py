"""Ruin and recreate: take a few related units out, put them back where they are cheapest.

After Schrimpf et al., "Record breaking optimization results using the ruin and recreate
principle" (J. Comput. Phys. 159, 2000), with the slowly falling acceptance threshold of
simulated annealing.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

import numpy as np

from scheduler.cpsat.matrix import Ints
from scheduler.search.beside import beside
from scheduler.search.forces import Forced, Forces, least
from scheduler.search.halls import Takes
from scheduler.search.incumbent import Incumbent
from scheduler.search.state import State

Place = tuple[int, Takes]
"""A start of a unit and its blocks."""

HOT, COLD = 30.0, 0.6
"""Points by which a worse plan may be accepted, at the start and at the end."""

TURNS_BESIDE = 10
"""Turns of each unit while something else is solved; more would gain little and slow it down."""

ALONE_SHARE = 0.3
"""Share of the time that these turns may take when there is but one thread."""

SELDOM = 10
"""Times what an offer took until the next one, for an audit of a large city is long."""

CHAIN = 6
"""Times in a turn that a booked unit which was displaced may displace others in its turn."""

MOST_OUT = 12
"""Units that are out which a turn tries to put back, booked ones first."""

FORCED = 0.3
"""Share of the turns that force a unit which is out onto a start, while there is one."""

WISHES = 0.5
"""Share of the other turns that force a placed unit onto a cheaper start."""


@dataclass
class Ruin:
    """The search over one `State`.

    Steps of a turn: (1) pick a unit; (2) ruin it and 1 to 7 units near it in time, theme or at
    random, and all that are out, or force a unit onto a start (one that is out, or one that costs
    more than it might elsewhere) and ruin whom that displaces; (3) put them back in a
    random, hard-first or dear-first order, sometimes with blurred prices; (4) keep the outcome if
    it is not much worse, else undo.
    """

    state: State
    seed: int

    def __post_init__(self) -> None:
        units = self.state.units
        self.draws = np.random.default_rng(self.seed)
        worth = [sum(e.priority for e in u.events) for u in units]
        size = [max(e.gross_m2 for e in u.events) for u in units]
        self._booked = np.array([u.booked for u in units], bool)
        self.forces = Forces(self.state, self.draws, self._booked)
        self._worth = np.array(worth, float)
        choices = np.log1p([self.state.choices(i) for i in range(len(units))])
        self._hard = choices - np.log1p(self._worth) - np.array(size) / 40_000
        self._hard -= 1000 * self._booked
        # Whoever is displaced would drift to places as good, and near a plan move for nothing.
        problem = self.state.model.problem
        self._wishing = problem.near is None and problem.moves is None
        # Events without a theme have none in common.
        self._kin = [{k for e in u.events for k in (e.theme, e.main_industry) if k} for u in units]
        self._of_kin: dict[str, list[int]] = defaultdict(list)
        for i, mine in enumerate(self._kin):
            for kin in mine:
                self._of_kin[kin].append(i)

    def construct(self) -> None:
        """Place all units that are out: booked first, then hard to place, then the rest."""
        for i in np.argsort(self._hard, kind="stable").tolist():
            if self.state.taken[i] is None:
                self.state.place(i)

    def run(
        self,
        turns: int,
        best: Callable[[float], bool],
        go_on: Callable[[], bool],
        hot: float = HOT,
    ) -> None:
        """Make up to `turns` turns while `go_on`.

        Parameters
        ----------
        best
            Called with the cost whenever it is the lowest yet; says whether the plan is legal.
        hot
            Points by which a worse plan may be accepted at first.
        """
        if not self.state.units:
            return
        current = lowest = self.state.cost
        for turn in range(turns):
            if turn % 16 == 0 and not go_on():
                return
            threshold = hot * (COLD / hot) ** (turn / turns)
            out = np.flatnonzero(np.isnan(self.state.days)).tolist()
            if len(out) > MOST_OUT:
                out = [*(i for i in out if self._booked[i]), *self.draws.permutation(out).tolist()]
                out = list(dict.fromkeys(out))[:MOST_OUT]
            first = self.forces.one_out(out) if out and self.draws.random() < FORCED else None
            # Without its bookings a plan is none, so they come first.
            wishing = self._wishing and not self._booked[out].any()
            if first is None and wishing and self.draws.random() < WISHES:
                first = self.forces.one_dear(out)
            chosen = self._choose(out) if first is None else [first[0], *first[2]]
            before = self._recreate(chosen, first)
            cost = self.state.cost
            accept = cost < current + threshold * self.draws.exponential()
            if accept and cost < lowest - 0.5:
                # What still lacks a booking is on its way, not yet a plan to judge.
                accept = not self.state.complete or best(cost)
                lowest = cost if accept else lowest
            if accept:
                current = cost
            else:
                self._undo(before)

    @contextmanager
    def beside(self, best: Incumbent, threads: int) -> Iterator[AbstractContextManager[object]]:
        """Search on while the block solves something; with one thread, before it.

        The block must leave the state alone. It gets what holds the search up while it is entered.
        """
        turns = TURNS_BESIDE * len(self.state.units)
        until = best.clock.seconds + best.clock.share(ALONE_SHARE)
        if threads == 1:
            # Offers by the clock would make two runs differ.
            soon = lambda: not best.clock.over and best.clock.seconds <= until  # noqa: E731
            best.offer(self.state.model, self.lowest(turns, soon, HOT))
            yield nullcontext()
            return

        def search(go_on: Callable[[], bool]) -> None:
            still = lambda: go_on() and not best.clock.over  # noqa: E731
            judge = _seldom(self.offer_to(best))
            best.offer(self.state.model, self.lowest(turns, still, HOT, judge))

        with beside(search) as resting:
            yield resting

    def lowest(
        self, turns: int, go_on: Callable[[], bool], hot: float,
        judge: Callable[[float], bool] = lambda cost: True,
    ) -> Ints:  # fmt: skip
        """Assignment with the lowest cost of up to `turns` turns that `judge` calls legal."""
        low = list(self.state.taken)

        def keep(cost: float) -> bool:
            nonlocal low
            legal = judge(cost)
            low = list(self.state.taken) if legal else low
            return legal

        self.run(turns, keep, go_on, hot)
        return self.state.values(low)

    def offer_to(self, best: Incumbent) -> Callable[[float], bool]:
        """Callback for `run` that offers the state's plan to an incumbent."""
        return lambda cost: best.offer(self.state.model, self.state.values())

    def _choose(self, out: list[int]) -> list[int]:
        count = len(self.state.units)
        centre = int(self.draws.integers(count))
        day = self.state.day(centre) or self.state.usual_day(centre)
        days = np.where(np.isnan(self.state.days), day, self.state.days)
        kind = self.draws.integers(3)
        blur = self.draws.random(count)
        distance = np.abs(days - day) + 8 * blur
        if kind == 1:
            apart = np.ones(count, bool)
            for kin in self._kin[centre]:
                apart[self._of_kin[kin]] = False
            distance = distance + 30 * apart
        elif kind == 2:
            distance = 0.3 * distance + 30 * blur
        distance[self._booked] += 200
        distance[centre] = -1
        near = least(distance, int(self.draws.integers(2, 9)))
        return list(dict.fromkeys([*near, *out]))

    def _recreate(self, chosen: list[int], first: Forced | None) -> dict[int, Place | None]:
        """Take units out and put them back; where each unit that was touched stood before."""
        before = {i: self.state.taken[i] for i in chosen}
        for i in chosen:
            self.state.remove(i)
        self.state.book.whim = self.draws if self.draws.random() < 0.3 else None
        if first is not None and self.state.place_on(first[0], first[1]):
            chosen = first[2]
        kind = self.draws.integers(3)
        if kind == 0:
            order = self.draws.permutation(chosen).tolist()
        else:
            base = self._hard if kind == 1 else -self._worth - 1000 * self._booked
            keys = base[chosen] + self.draws.normal(0, 0.7, len(chosen))
            order = [chosen[k] for k in np.argsort(keys)]
        for i in order:
            noise = None
            if self.draws.random() < 0.3:
                noise = self.draws.exponential(3.0, self.state.choices(i))
            self.state.place(i, noise)
        for _ in range(CHAIN):
            stuck = [i for i in before if self._booked[i] and self.state.taken[i] is None]
            if not stuck:
                break
            self._eject(stuck, before)
        return before

    def _eject(self, stuck: list[int], before: dict[int, Place | None]) -> None:
        """Force one that is stuck onto a start; whom that displaces goes elsewhere, if anywhere."""
        unit, start, others = self.forces.one_out(stuck)
        for i in others:
            before.setdefault(i, self.state.taken[i])
            self.state.remove(i)
        self.state.place_on(unit, start)
        for i in sorted(others, key=self._hard.__getitem__):
            self.state.place(i)

    def _undo(self, before: dict[int, Place | None]) -> None:
        for i in before:
            self.state.remove(i)
        for i, place in before.items():
            if place is not None:
                self.state.put(i, *place)


def _seldom(offer: Callable[[float], bool]) -> Callable[[float], bool]:
    """Make an offer only now and then; a plan that was not offered counts as legal."""
    due = 0.0

    def judge(cost: float) -> bool:
        nonlocal due
        began = time.perf_counter()
        if began < due:
            return True
        legal = offer(cost)
        ended = time.perf_counter()
        due = ended + SELDOM * (ended - began)
        return legal

    return judge
