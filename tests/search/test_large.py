"""What the search by outline does with time in which nothing else would come to its end."""

from __future__ import annotations

from scheduler.audit import audit
from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.search.clock import Clock
from scheduler.search.incumbent import Incumbent
from scheduler.search.large import Large
from scheduler.search.params import SolveParams, silent
from scheduler.search.ruin import Ruin
from scheduler.search.state import State
from tests.agreement.cities import small


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
