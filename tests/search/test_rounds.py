"""The pieces of the rounds: what goes on beside them, the bounding program, who is put back."""

from __future__ import annotations

from functools import cache
from time import sleep

import pytest

import scheduler.search.bounding
import scheduler.search.rounds
from scheduler.cpsat.builder import build
from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.matrix import Ints, matrix_of
from scheduler.cpsat.outline import Outlook
from scheduler.cpsat.relaxation import relax
from scheduler.domain.problem import Problem
from scheduler.search.bounding import bound
from scheduler.search.clock import Clock
from scheduler.search.incumbent import Incumbent
from scheduler.search.neighbours import Neighbours
from scheduler.search.params import SolveParams, silent
from scheduler.search.rounds import LADDER, Rounds
from scheduler.search.ruin import Ruin
from scheduler.search.solve import solve
from scheduler.search.state import State
from tests.agreement.cities import lively, small


def rounds_of(
    made: Problem, threads: int = 2, limit_s: float = 60.0, kind: type[Rounds] = Rounds
) -> Rounds:
    """Rounds over a whole city with a constructed plan."""
    model = build(made)
    matrix = matrix_of(model)
    best = Incumbent(made, Clock(limit_s), silent)
    ruin = Ruin(State(model, matrix), 1)
    ruin.construct()
    offer = ruin.offer_to(best)
    if not offer(ruin.state.cost):
        ruin.run(2000, offer, lambda: best.plan is None)
    assert best.plan is not None
    cuts = Cuts(model, matrix)
    relaxation = relax(matrix, 20.0, cuts)
    assert relaxation is not None
    return kind(model, matrix, cuts, relaxation, best, SolveParams(workers=threads))


CITIES = (small(1, events=20), lively(2))


@cache
def optimum(index: int) -> int:
    """Cost of the best plan of a city, proven; asked before anything is set otherwise."""
    found = solve(CITIES[index], SolveParams(120.0, workers=1))
    assert found.status == "optimal"
    assert found.cost is not None
    return found.cost


@pytest.mark.parametrize("apart", [0, 20, 1000])
@pytest.mark.parametrize("entries", [0, 10**9])
@pytest.mark.parametrize("index", range(len(CITIES)))
def test_the_bounding_program_proves_no_more_than_is_true(
    index: int, entries: int, apart: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, best = CITIES[index], optimum(index)
    monkeypatch.setattr(scheduler.search.bounding, "MOST_ENTRIES", entries)
    rounds = rounds_of(made)
    outline = build(made, Outlook(made, 1).outline())
    matrix = matrix_of(outline)
    outlined = relax(matrix, 20.0, Cuts(outline, matrix))
    assert outlined is not None
    some = outline.draft.never.copy()
    some[:apart] = True
    rounds.short.areas.update({v.id: some for v in made.venues if apart})
    bound(rounds, outline, outlined, "a program")
    assert rounds.best.bound is not None
    assert rounds.best.origin == "a program"
    # It takes a margin of little more than a point from what the program tells.
    assert outlined.exact - 1.1 <= rounds.best.bound <= best
    assert rounds.best.bound <= rounds.best.most


def test_the_neighbourhood_search_goes_on_beside_a_block_and_ends_with_it() -> None:
    rounds = rounds_of(small(6, events=30))
    before = rounds.best.most
    with rounds.beside():
        for _ in range(200):
            if rounds.best.most < before:
                break
            sleep(0.05)
    assert rounds.best.most < before
    values = rounds.search.values
    sleep(0.3)
    assert rounds.search.values is values


def test_one_thread_has_nothing_beside_it() -> None:
    rounds = rounds_of(small(6, events=30), threads=1)
    before = rounds.best.most
    with rounds.beside():
        sleep(0.5)
    assert rounds.best.most == before


@pytest.mark.parametrize("count", [1, 8])
def test_whoever_has_no_halls_is_put_back(count: int) -> None:
    rounds = rounds_of(small(3, events=40))
    kept = rounds.search.values
    assert kept is not None
    literals = [mine for mine in rounds.search.literals if kept[mine].any()]
    robbed = kept.copy()
    for mine in literals[:count]:
        robbed[mine] = 0
    opens = [(nv, slice(nv.site.opens.start, nv.site.opens.stop)) for nv in rounds.model.needs]
    for nv, starts in opens:
        if not robbed[starts].any():
            robbed[nv.takes.start : nv.takes.stop] = 0
    settled = rounds._settled(robbed)
    out = sum(not settled[mine].any() for mine in literals)
    assert out < count


def test_few_units_that_need_halls_as_rows_get_no_programs_with_more_starts() -> None:
    rounds = rounds_of(small(3, events=40))
    assert [rounds.worth(starts) for starts in LADDER] == [True, True, False]
    rounds.short.areas["v1"] = rounds.model.draft.always
    assert [rounds.worth(starts) for starts in LADDER] == [True, False, False]


class Watched(Rounds):
    """Rounds that note which landings were told to be the last."""

    def _land(self, values: Ints, last: bool) -> None:
        self.__dict__.setdefault("told", []).append(last)
        super()._land(values, last)


@pytest.mark.parametrize("seed", [1, 6])
def test_nobody_is_left_to_an_aim_that_never_comes(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler.search.rounds, "AIMS", 1)
    rounds = rounds_of(small(seed, events=40), threads=1, kind=Watched)
    rounds.aim(3, lambda: 20.0)
    assert rounds.__dict__["told"] == [True]


class Hurried(Watched):
    """Rounds whose time is nearly over once halls are let: less is left than a program took."""

    def _let(self, aimed: Ints) -> Ints:
        clock = self.best.clock
        clock.limit_s = clock.seconds + 0.02
        return super()._let(aimed)


@pytest.mark.parametrize("seed", [1, 6])
def test_an_aim_is_the_last_where_another_would_not_be_landed(seed: int) -> None:
    rounds = rounds_of(small(seed, events=60), threads=1, kind=Hurried)
    rounds.aim(3, lambda: 20.0)
    assert rounds.__dict__["told"] == [True]


class Late(Neighbours):
    """A neighbourhood search that has no time left to price what it is given."""

    def relieved(self, values: Ints) -> Ints | None:
        return None


def test_what_was_landed_is_a_plan_even_if_there_is_no_time_to_go_on_from_it() -> None:
    made = small(1, events=60)
    rounds = rounds_of(made, threads=1)
    rounds.aim(3, lambda: 20.0)
    better, values = rounds.best.cost, rounds.best.values
    assert values is not None
    late = rounds_of(made, threads=1)
    assert late.best.cost is not None
    assert better is not None
    assert better < late.best.cost
    late.search = Late(late.model, late.matrix, late.best, 1)
    late.best.clock.limit_s = 0.0
    late._land(values, last=True)
    assert late.best.cost == better
