"""Rounds over the promising starts: a mixed-integer program aims, a neighbourhood search lands.

The program sees all rows and no halls, so it comes within a point or two of the best in seconds
where CP-SAT sees no more than a poor plan; what it asks for is then let hall by hall. Where some
get none, the program is run again with halls told apart there, until all have halls or the time
is over; then those without halls are left out, and put back by ruin and recreate, and who then
is still out by large-neighbourhood search.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.hallwise import affordable, hallwise
from scheduler.cpsat.letting import Known, let_halls
from scheduler.cpsat.matrix import Ints, Mask, Matrix
from scheduler.cpsat.mixed import MixedRun
from scheduler.cpsat.model import Model
from scheduler.cpsat.relaxation import Relaxation
from scheduler.search.beside import beside
from scheduler.search.incumbent import Incumbent
from scheduler.search.neighbours import Neighbours
from scheduler.search.params import SolveParams
from scheduler.search.ruin import Ruin
from scheduler.search.shortages import Shortages
from scheduler.search.state import State

TOLERANCE = 1e-6
"""What counts as nothing in a solution of the relaxation."""

PATIENCE_S = 2.0
"""Seconds that a program runs alone; most are over by then."""

LETTING_S, LETTING = 2.0, 1.0
"""Seconds for the halls of one venue; deterministic ones where effort is limited."""

NODES = 20
"""Nodes of a program that count as one deterministic second."""

LADDER = (3, 6, 12)
"""Starts of each unit that one program after the other may use."""

FEW_UNITS = 150
"""Units up to which halls are told apart all year in a venue that lacks some; with more a program
would be lost in them, and they are told apart around the days on which some are lacking."""

MORE_STARTS = 4
"""Times the starts of others that one of many units may use once it had no halls."""

FEW_STARTS = 6
"""Starts of each of few units up to which a program pays; with more the exact search gains more
in the same time."""

AIMS = 8
"""Programs one after the other, as each breaks rows that the one before did not have."""

AIM_GAP = 0.0005
"""Relative gap at which an aim of many units may end, for halls will cost more than that."""

SETTLING, SETTLING_EACH, MILD = 800, 20, 4.0
"""Turns of ruin and recreate after an aim, at least and for each unit without halls, and points
by which one may be worse at first."""

FEW_OUT = 10
"""Units that an aim may leave out and still be worth putting them back."""

LANDING = 8
"""Turns of neighbourhood search to put back who is out, before the better of both is kept."""


@dataclass
class Rounds:
    """Mixed-integer programs and neighbourhood search over one model.

    Attributes
    ----------
    relaxation
        Of the model; its program takes up the rows that an aim breaks.
    state : State or None
        Of the model, if there is one already: it is large, and made anew at the first need.
    short : Shortages
        What aims have met, of this model or of another one of the city.
    """

    model: Model
    matrix: Matrix
    cuts: Cuts
    relaxation: Relaxation
    best: Incumbent
    params: SolveParams
    state: State | None = None
    short: Shortages = field(default_factory=Shortages)
    search: Neighbours = field(init=False)
    _known: Known = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.search = Neighbours(self.model, self.matrix, self.best, self.params.seed)
        self.short.all_year = not self._many

    def worth(self, starts: int) -> bool:
        """Whether a program over so many starts of each unit is likely to better the plan soon.

        Of few units those that need halls as rows take long with more starts than the fewest.
        """
        if self._many:
            return True
        return starts <= FEW_STARTS and (starts <= LADDER[0] or not self.short.areas)

    @property
    def _many(self) -> bool:
        return len(self.search.literals) > FEW_UNITS

    def aim(self, starts: int, budget: Callable[[], float]) -> None:
        """Run the program over the few most promising starts of each unit, and land on its aim.

        Neighbourhood search goes on beside it.

        Parameters
        ----------
        budget
            Seconds for the next of the programs, asked before each.
        """
        clock = self.best.clock
        for turn in range(1, AIMS + 1):
            began = clock.seconds
            run = self._aimed_run(starts, budget())
            self.meanwhile(run)
            if self.done or run.values is None:
                break
            aimed = run.values[: len(self.matrix.upper)]
            if self._least(aimed) >= self.best.most:
                break
            broken = self._heed(aimed)
            landed = self._let(aimed)
            more = self.short.heed(self.model, aimed, landed) or (broken > 0 and not self._many)
            # There would be no landing after the next program.
            soon_over = clock.short_of(clock.seconds - began)
            self._land(landed, last=not self._many or turn == AIMS or not more or soon_over)
            if not more or soon_over:
                break

    def _aimed_run(self, starts: int, seconds: float) -> MixedRun:
        """A program over few starts of each unit, with halls told apart where some were lacking.

        It begins with the plan that stands, if there is one.
        """
        free, stands = self._free(starts), self.search.values
        if stands is not None and self._many:
            free |= stands > 0
        areas = affordable(self.model, free, self.short.areas)
        wide = hallwise(self.model, self.relaxation.matrix, free, areas)
        start = None if stands is None or not self._many else wide.filled(stands)
        return self.program(wide.matrix, wide.free, seconds, AIM_GAP if self._many else 0.0, start)

    def _least(self, aimed: Ints) -> int:
        """Points of an aim if the few who are out came in as cheaply as can be."""
        out = [mine for mine in self.search.literals if not aimed[mine].any()]
        if len(out) > FEW_OUT:
            return self.search.cost(aimed)
        points = sum(min(0, int(self.matrix.points[mine].min())) for mine in out)
        return self.search.cost(aimed) + points

    def program(
        self, matrix: Matrix, free: Mask, seconds: float, gap: float = 0.0,
        start: Ints | None = None,
    ) -> MixedRun:  # fmt: skip
        """A program at work, within the effort that the clock allows."""
        effort = self.best.clock.effort
        nodes = 1 + int(NODES * effort) if math.isfinite(effort) else None
        return MixedRun(
            matrix, free, seconds=seconds, nodes=nodes, seed=self.params.seed, gap=gap, start=start
        )

    def _let(self, aimed: Ints) -> Ints:
        clock = self.best.clock
        if math.isfinite(clock.effort):
            return let_halls(self.model, aimed, clock.left, LETTING, self._known)

        def left() -> float:
            return 0.0 if clock.stopped else clock.left

        return let_halls(self.model, aimed, LETTING_S, known=self._known, left=left)

    def _free(self, count: int) -> Mask:
        """All but the starts that are not among the first of their unit."""
        adds = self.relaxation.adds
        free = self.relaxation.could_be_in(self.best.most - 1)
        for name, literals in zip(self.search.names, self.search.literals, strict=True):
            most = count * MORE_STARTS if self._many and name in self.short.homeless else count
            rest = literals[np.argsort(adds[literals], kind="stable")[most:]]
            free[rest] &= self.relaxation.values[rest] > TOLERANCE
        for nv in self.model.needs:
            if not free[nv.site.opens.start : nv.site.opens.stop].any():
                free[nv.takes.start : nv.takes.stop] = False
        return free

    @property
    def done(self) -> bool:
        """Whether there is no time, or nothing to gain."""
        return self.best.clock.over or self.best.gap <= self.params.gap

    def meanwhile(self, run: MixedRun) -> None:
        """Search on while a program takes its time, if there is a thread for it."""
        try:
            run.wait(min(PATIENCE_S, self.best.clock.left))
            while run.running and not self.done:
                if self.params.threads > 1 and self.search.values is not None:
                    self.search.turn(self.best.clock.left)
                else:
                    run.wait(0.05)
        finally:
            if run.running:
                run.stop()
            self.best.clock.spend(run.used / NODES)
            self.search.offer()

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Go on with the neighbourhood search while the block solves something."""

        def search(go_on: Callable[[], bool]) -> None:
            while go_on() and not self.done:
                self.turn()
            self.search.offer()

        if self.params.threads == 1 or self.search.values is None:
            yield
            return
        with beside(search):
            yield

    def turn(self) -> bool:
        """One turn of neighbourhood search; true when no other will find anything."""
        return self.search.turn(self.best.clock.left)

    def _heed(self, values: Ints) -> int:
        """Add the rows that an aim breaks, for the next; how many there are."""
        point = values.astype(float)
        program = self.relaxation.program
        rows, high = self.matrix.lazy.broken(point)
        if len(high):
            program.add(rows, high)
        open_ = np.isfinite(self.relaxation.adds)
        count = len(high)
        for more, limits in self.cuts.broken(point, self.relaxation.adds, open_):
            program.add(more, limits)
            count += len(limits)
        return count

    def _land(self, values: Ints, last: bool) -> None:
        """Take over an aim whose halls are let, and put back who got none.

        Who of many cannot be put back quickly is left to the next aim, unless this is the `last`.
        """
        search, before = self.search, self.search.values
        settled = self._settled(values)
        # It is a plan whether or not there is time to go on from it.
        self.best.offer(self.model, settled)
        landed = search.relieved(settled)
        if landed is None:
            return
        search.values = landed
        for _ in range(LANDING if last else 0):
            if self.done or not search.out.any():
                break
            search.turn(self.best.clock.left, rescue=True)
        search.offer()
        if before is not None and search.cost(before) < search.cost(search.values):
            search.values = before

    def _settled(self, values: Ints) -> Ints:
        """Put back who got no halls by ruin and recreate.

        Even where only one is out that is quicker and cheaper than neighbourhoods solved exactly.
        """
        out = sum(not values[mine].any() for mine in self.search.literals)
        if not out:
            return values
        self.state = state = self.state or State(self.model, self.matrix)
        state.adopt(values)
        turns = max(SETTLING, SETTLING_EACH * out)
        return Ruin(state, self.params.seed).lowest(turns, lambda: not self.done, MILD)
