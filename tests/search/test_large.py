"""What the search by outline does with time in which nothing else would come to its end."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from scheduler.audit import audit
from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.mixed import MixedRun
from scheduler.cpsat.model import Model
from scheduler.cpsat.outline import Outlook
from scheduler.cpsat.relaxation import Relaxation
from scheduler.search.clock import Clock
from scheduler.search.incumbent import Incumbent
from scheduler.search.large import Large, Outline
from scheduler.search.params import SolveParams, silent
from scheduler.search.rounds import LADDER, Rounds
from scheduler.search.ruin import Ruin
from scheduler.search.state import State
from tests.agreement.cities import small
from tests.search.test_rounds import rounds_of


def constructed(limit_s: float, effort: float = float("inf")) -> tuple[Large, Ruin]:
    """A search whose best plan is only constructed, and ruin and recreate over the whole city."""
    made = small(1, events=60)
    model = build(made)
    best = Incumbent(made, Clock(limit_s, effort=effort), silent)
    ruin = Ruin(State(model, matrix_of(model)), 1)
    ruin.construct()
    if not ruin.offer_to(best)(ruin.state.cost):
        ruin.run(500, ruin.offer_to(best), lambda: best.plan is None)
    assert best.plan is not None
    return Large(made, best, SolveParams(limit_s, workers=1)), ruin


def test_what_is_left_of_the_time_betters_the_plan() -> None:
    large, ruin = constructed(3.0)
    best = large.best
    before = best.most
    for i in range(len(ruin.state.units)):
        ruin.state.remove(i)
    large._cool(ruin)
    assert best.clock.over
    assert best.most < before
    assert best.plan is not None
    judged = audit(best.problem, best.plan)
    assert judged.ok
    assert judged.cost == best.cost


def test_it_ends_with_a_plan_that_is_good_enough() -> None:
    large, ruin = constructed(600.0)
    large.best.raise_bound(large.best.most)
    large._cool(ruin)
    assert not large.best.clock.over


def test_limited_effort_is_not_filled_up_with_time() -> None:
    large, ruin = constructed(600.0, effort=1000.0)
    large._cool(ruin)
    assert not large.best.clock.over


class Watched(Rounds):
    """Rounds that note their aims and the programs for the bound; once those are over they stop."""

    def aim(self, starts: int, budget: Callable[[], float]) -> None:
        self.__dict__.setdefault("told", []).append(starts)
        self.__dict__["aiming"] = True
        super().aim(starts, budget)
        self.__dict__["aiming"] = False

    def program(self, *args: Any, **options: Any) -> MixedRun:
        if not self.__dict__.get("aiming"):
            self.__dict__.setdefault("told", []).append("bound")
        return super().program(*args, **options)

    def turn(self) -> bool:
        self.best.clock.stop.said = True
        return super().turn()


@pytest.mark.parametrize("bounding", [True, False])
def test_aims_come_before_the_program_for_the_bound_unless_the_outline_is_closer(
    bounding: bool,
) -> None:
    made = small(1, events=24)
    rounds = rounds_of(made, threads=1, kind=Watched)
    large = Large(made, rounds.best, SolveParams(60.0, workers=1))
    model = build(made, Outlook(made).outline())
    outline = large._bounded(model)
    assert outline is not None
    large._last(rounds, (model, outline), bounding=bounding)
    told = rounds.__dict__["told"]
    aims, bounds = list(LADDER[1:]), [step for step in told if step == "bound"]
    assert bounds
    assert told == ([*bounds, *aims] if bounding else [*aims, *bounds])


def test_without_an_outline_there_are_aims_and_no_bound() -> None:
    made = small(1, events=24)
    rounds = rounds_of(made, threads=1, kind=Watched)
    Large(made, rounds.best, SolveParams(60.0, workers=1))._last(rounds, None, bounding=False)
    assert rounds.__dict__["told"] == list(LADDER[1:])


class Lean(Large):
    """Looks whether the outlines of before are given up, and finds no bound of a closer one."""

    made: list[weakref.ref[Relaxation]]
    held: list[int]
    closer: int

    def _bounded(self, model: Model, *args: Any, **options: Any) -> Relaxation | None:
        gc.collect()
        self.held.append(sum(one() is not None for one in self.made))
        if len(self.made) > self.closer:
            return None
        found = super()._bounded(model, *args, **options)
        assert found is not None
        self.made.append(weakref.ref(found))
        return found

    def _last(self, rounds: Rounds, outline: Outline | None, bounding: bool) -> None:
        self.__dict__["last"] = outline
        rounds.best.clock.stop.said = True
        super()._last(rounds, outline, bounding)


@pytest.mark.parametrize("closer", [0, 1])
def test_an_outline_is_given_up_before_the_closer_one(closer: int) -> None:
    """Its rows must not be taken for those of the closer one, whose variables are others."""
    made = small(1, events=24)
    large = Lean(made, Incumbent(made, Clock(600.0), silent), SolveParams(600.0, workers=1))
    large.made, large.held, large.closer = [], [], closer
    large.run()
    assert large.held == [0] * (closer + 2)
    assert large.__dict__["last"] is None
