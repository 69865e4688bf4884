"""The search over a large city: bound by its outline, plans from its promising starts."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from scheduler.cpsat.builder import build
from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.draft import Draft
from scheduler.cpsat.matrix import Matrix, matrix_of
from scheduler.cpsat.model import Model
from scheduler.cpsat.outline import Outlook
from scheduler.cpsat.relaxation import Relaxation, relax
from scheduler.domain.problem import Problem
from scheduler.search.bounding import bound
from scheduler.search.incumbent import Incumbent
from scheduler.search.memory import give_back
from scheduler.search.params import SolveParams
from scheduler.search.promise import by_points, by_relaxation, choice_of, promising, refined, widen
from scheduler.search.rounds import LADDER, MILD, Rounds
from scheduler.search.ruin import Ruin
from scheduler.search.shortages import Shortages
from scheduler.search.standing import take_over
from scheduler.search.state import State

FIRST_STARTS, FEWEST, MOST = 1_500_000, 100, 400
"""Starts for the first plan: of all units together, and of each at least and at most."""

STARTS, LEAST_STARTS, ALL_STARTS = 30, 10, 100_000
"""Starts of each unit for the rounds at most and at least, and of all units together; those with
many venues have more (see `promise`)."""

NEAR = 0.02
"""Share of the bound that a start of the rounds may add."""

FIRST_TURNS, MOST_TURNS = 200, 6
"""Turns of ruin and recreate at a time, and how many times, until there is a legal plan."""

OUTLINE_SHARE = 0.95
"""Share of the time that the relaxation of the outline may take: where it needs most of it, no
program would come to anything after it, and ruin and recreate goes on beside it."""

OUTLINE_ENOUGH, INNER_ENOUGH = 0.5, 0.25
"""Shares of the time left after which the relaxations of the outline and of the promising starts
take no more rows, once there is a bound: then aims gain more in the same time."""

BUILD_TIMES = 1.5
"""Times what building the first starts took that building the outline takes, measured at 1,000."""

INNER_TIMES = 0.5
"""Times what the outline and its relaxation took that the promising starts take, and a first aim;
measured from 1,000 to 3,000."""

CLOSER_SHARE = 0.45
"""Share of the time left that the relaxation of a closer outline may take."""

REFINED = 2
"""How often the outline is refined, where its solution had units elsewhere."""

WORTH_REFINING = 4
"""Times what the first outline and its promising starts took that must be left for a closer one."""

INNER_SHARE, ALONE_SHARE = 0.3, 0.6
"""Share of the time left that the relaxation of the promising starts may take; and where all there
would be without it is ruin and recreate, which has long come to little by then."""

AIM_SHARE, LEAST_AIM_S = 0.5, 8.0
"""Share of the time left that one program may take, and seconds it gets at least."""

Outline = tuple[Model, Relaxation]
"""A model of the whole city with few starts of each unit and what is elsewhere, and its relaxation.
"""


@dataclass
class Large:
    """The search by outline.

    Steps: (1) construct a plan from the starts with fewest points; (2) solve the relaxation of
    the outline, for the bound and for what is promising; (3) aim and land over the promising
    starts, with more venues for whoever the relaxation has elsewhere; (4) refine the outline
    where it had units elsewhere, and begin (2) anew, with what (3) has learnt of the halls;
    (5) bound the outline by a mixed-integer program, then aim with more starts. Ruin and recreate
    goes on beside (2), the neighbourhood search beside all that follows; where (2) leaves too
    little time for (3), ruin and recreate goes on to the end, and without (4) aims come before
    the program. Without a plan it ends early, since only the whole city can tell whether there
    is any.
    """

    problem: Problem
    best: Incumbent
    params: SolveParams

    def run(self) -> None:
        """Search until the time is over."""
        clock = self.best.clock
        outlook = Outlook(self.problem, self.params.seed)
        choice = choice_of(outlook)
        found = self._outlined(outlook, choice)
        if found is None:
            return
        outline: Outline | None
        outline, began = found
        # Who holds it twice does not give it up.
        del found
        give_back()
        widen(outlook, choice, *outline)
        rounds = self._inner(promising(
            choice, by_relaxation(*outline), self._starts, self._near, self.best.plan
        ), Shortages(), alone=True)  # fmt: skip
        del choice
        clock.lap("kernel")
        took = clock.seconds - began
        times = 0
        while rounds is not None and not rounds.done:
            self._aim(rounds, LADDER[:1])
            clock.lap("search")
            cost, plan = self.best.cost, self.best.plan
            if cost is None or plan is None:
                return
            if times == REFINED or clock.short_of(WORTH_REFINING * took):
                break
            with rounds.beside():
                draft = refined(outlook, *outline, cost, plan)
                # Two outlines at once are gigabytes, and the bound of this one stands.
                outline = None
                give_back()
                outline = self._closer(draft)
            if outline is None:
                break
            times += 1
            give_back()
            rounds = self._refined(rounds, outline)
            give_back()
            clock.lap("kernel")
        if rounds is not None:
            give_back()
            self._last(rounds, outline, bounding=times > 0)
        clock.lap("search")

    def _closer(self, draft: Draft) -> Outline | None:
        """A closer outline and its relaxation."""
        model = build(self.problem, draft)
        self.best.clock.lap("build")
        relaxation = self._bounded(model, CLOSER_SHARE)
        self.best.clock.lap("relax")
        return None if relaxation is None else (model, relaxation)

    def _refined(self, rounds: Rounds, outline: Outline) -> Rounds:
        """Rounds over what a closer outline promises; those there were if there is no time.

        Nothing goes on beside this: what is drafted must hold the plan that is adopted.
        """
        prices = by_relaxation(*outline)
        draft = promising(outline[0].draft, prices, self._starts, self._near, self.best.plan)
        inner = self._inner(draft, rounds.short)
        return rounds if inner is None or inner.search.values is None else inner

    def _outlined(self, outlook: Outlook, choice: Draft) -> tuple[Outline, float] | None:
        """First plan, outline and its relaxation, and when the outline was begun.

        ``None`` when the time is over, or would be before the outline is built or before its
        relaxation is of use; what is left of it is used up.
        What the first plan needed is given up at the end: of ten thousand events it is gigabytes.
        """
        clock = self.best.clock
        starts = max(FEWEST, min(MOST, FIRST_STARTS // max(1, len(choice.units))))
        first = build(self.problem, promising(choice, by_points, starts, math.inf))
        clock.lap("build")
        ruin = self._first_plan(first)
        clock.lap("start")
        if clock.short_of(BUILD_TIMES * clock.timings["build"]):
            self._cool(ruin)
            return None
        began = clock.seconds
        model = build(self.problem, outlook.outline())
        clock.lap("build")
        with ruin.beside(self.best, self.params.threads) as resting:
            relaxation = self._bounded(model, resting=resting)
        clock.lap("relax")
        if relaxation is None or clock.short_of(INNER_TIMES * (clock.seconds - began)):
            self._cool(ruin)
            return None
        return (model, relaxation), began

    def _cool(self, ruin: Ruin) -> None:
        """Go on with ruin and recreate from the best plan to the end of the time."""
        clock, plan = self.best.clock, self.best.plan
        turns = len(ruin.state.units)
        # Where effort is limited, time ends nothing.
        if plan is None or math.isfinite(clock.effort) or not turns:
            return
        take_over(ruin.state, plan)
        while not clock.over and self.best.gap > self.params.gap:
            low = ruin.lowest(turns, lambda: not clock.over, MILD)
            self.best.offer(ruin.state.model, low)
        clock.lap("search")

    @property
    def _starts(self) -> int:
        return min(STARTS, max(LEAST_STARTS, ALL_STARTS // max(1, len(self.problem.groups))))

    @property
    def _near(self) -> float:
        return NEAR * max(1.0, abs(self.best.bound or 0))

    def _inner(self, draft: Draft, short: Shortages, alone: bool = False) -> Rounds | None:
        """Rounds over a draft of promising starts; ``None`` when their relaxation takes too long.

        Where nothing else can go on (`alone`), ruin and recreate then uses up the time.
        """
        clock = self.best.clock
        model = build(self.problem, draft)
        matrix = matrix_of(model)
        cuts = self._cuts(model, matrix)
        clock.lap("build")
        share = clock.share(ALONE_SHARE if alone else INNER_SHARE)
        inner = relax(
            matrix, share, cuts, lambda: None, lambda: not clock.over, self._soon(INNER_ENOUGH)
        )
        if inner is None:
            if alone:
                self._cool(Ruin(State(model, matrix), self.params.seed))
            return None
        return Rounds(model, matrix, cuts, inner, self.best, self.params, short=short)

    def _first_plan(self, model: Model) -> Ruin:
        state = State(model, matrix_of(model))
        if self.params.start is not None:
            take_over(state, self.params.start)
        ruin = Ruin(state, self.params.seed)
        offer = ruin.offer_to(self.best)
        if self.problem.moves is not None:
            # What is out may have to stay so.
            offer(state.cost)
        ruin.construct()
        offer(state.cost)
        for _ in range(MOST_TURNS):
            if self.best.plan is None and not self.best.clock.over:
                ruin.run(FIRST_TURNS, offer, lambda: not self.best.clock.over)
        return ruin

    def _bounded(
        self, model: Model, share: float = OUTLINE_SHARE,
        resting: AbstractContextManager[object] | None = None,
    ) -> Relaxation | None:  # fmt: skip
        """Solve the relaxation of an outline and take its bound."""
        clock, resting = self.best.clock, resting or nullcontext()
        with resting:
            matrix = matrix_of(model)
            cuts = self._cuts(model, matrix)
        found = relax(
            matrix, clock.share(share), cuts, lambda: self.best.cost, lambda: not clock.over,
            self._soon(OUTLINE_ENOUGH), resting,
        )  # fmt: skip
        if found is not None:
            added = found.matrix.rows.shape[0] - matrix.rows.shape[0]
            self._raise(found.exact, f"linear relaxation of the outline, cuts: {added}")
        return found

    def _cuts(self, model: Model, matrix: Matrix) -> Cuts:
        cuts, clock = Cuts(model, matrix), self.best.clock
        cuts.prices.go_on = lambda: not clock.over
        return cuts

    def _soon(self, share: float) -> Callable[[], bool]:
        """Whether a share of the time left now is over; never where effort is limited."""
        clock = self.best.clock
        until = clock.seconds + clock.share(share)
        return lambda: math.isinf(clock.effort) and clock.seconds > until

    def _aim(self, rounds: Rounds, ladder: tuple[int, ...]) -> None:
        for starts in ladder:
            if not rounds.done:
                rounds.aim(starts, self._for_an_aim)

    def _for_an_aim(self) -> float:
        clock = self.best.clock
        return min(clock.left, max(LEAST_AIM_S, clock.share(AIM_SHARE)))

    def _last(self, rounds: Rounds, outline: Outline | None, bounding: bool) -> None:
        """Bound the outline by a program and aim with more starts, then search on.

        Where there was no time to refine the outline, its program lifts nothing in what is left:
        then aims come first. No outline is left where the closer one came to no bound.
        """
        ladder = LADDER[1:]
        if not bounding:
            self._aim(rounds, ladder)
        if outline is not None and not rounds.done:
            bound(rounds, *outline, "mixed-integer program of the outline, in floating point")
        if bounding:
            self._aim(rounds, ladder)
        while not rounds.done and rounds.search.values is not None:
            if rounds.turn():
                break
        rounds.search.offer()

    def _raise(self, bound: float, origin: str) -> None:
        self.best.raise_bound(min(bound, self.best.most), origin)
