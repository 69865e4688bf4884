"""Free places agree with trying everything; others make room legally."""

from __future__ import annotations

import random
from dataclasses import replace

from scheduler.audit import audit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.explain.explanation import Standing
from scheduler.explain.options import Option, Options
from scheduler.explain.places import Places
from scheduler.search.params import SolveParams
from scheduler.search.solve import solve
from tests import factory
from tests.agreement.brute_force import _subsets
from tests.agreement.cities import lively, tiny
from tests.explain.forcing import scattered
from tests.factory import day, event, hall, placement, venue

PARAMS = SolveParams(300, workers=1)


def standing(problem: Problem) -> Standing | None:
    """The best plan of a city, if it has one."""
    best = solve(problem, PARAMS)
    if best.plan is None:
        return None
    return Standing(best.plan, audit(problem, best.plan), best.bound)


def tried(problem: Problem, plan: Plan, event_id: str) -> dict[tuple[str, int], int]:
    """Least cost of a plan with one event put anywhere, by venue and day; for single events."""
    base = plan.without(event_id)
    broken = {f.reason for f in audit(problem, base).hard}
    found: dict[tuple[str, int], int] = {}
    for v in problem.venues:
        for halls in _subsets(v):
            for when in problem.horizon:
                judged = audit(problem, base.with_placement(Placement(event_id, v.id, halls, when)))
                worse = {f.reason for f in judged.hard if f.reason.rule != "coverage"} - broken
                if not worse:
                    key = (v.id, when)
                    found[key] = min(judged.cost, found.get(key, judged.cost))
    return found


def test_free_places_by_trying_everything() -> None:
    """All of them, and the few best in the right order, in legal plans and in broken ones."""
    seen = 0
    for seed in range(40):
        problem = tiny(seed)
        rng = random.Random(seed)
        best = standing(problem)
        plan = best.plan if best and seed % 2 else scattered(problem, rng)
        alone = [e.id for e in problem.events if len(problem.group_of[e.id]) == 1]
        for event_id in rng.sample(alone, min(2, len(alone))):
            want = tried(problem, plan, event_id)
            places = Places(problem, plan, event_id)
            found = {(p.venue_id, p.day): p.judged.cost for p in places.cheapest(10**6)}
            assert found == want, seed
            few = [p.judged.cost for p in Places(problem, plan, event_id).cheapest(4)]
            assert few == sorted(want.values())[:4]
            first = places.first()
            assert (first and first.day) == min((d for _, d in want), default=None)
            seen += len(want)
    assert seen >= 100


def test_every_option_is_a_legal_plan_at_the_price_told() -> None:
    made_room = 0
    for seed in range(6):
        problem = lively(seed)
        best = standing(problem)
        assert best is not None
        for e in problem.events[:3]:
            options = Options(problem, best, e.id, 4)
            for option in [*options.free(), *options.displacing(replace(PARAMS, time_limit_s=3))]:
                made_room += option.displaces
                check(problem, best, e.id, option)
    assert made_room >= 5


def check(problem: Problem, best: Standing, event_id: str, option: Option) -> None:
    """A legal plan, the price told, and nobody elsewhere where nobody is displaced."""
    judged = audit(problem, option.plan)
    assert judged.ok
    assert option.extra == judged.cost - best.judged.cost == sum(option.by_rule.values())
    assert option.low is not None
    assert option.low <= option.extra
    was, now = (
        {t.event.id: t.placement.place for t in a.roster.tenancies} for a in (best.judged, judged)
    )
    group = problem.group_of[event_id]
    others = {e for e in was.keys() | now.keys() if was.get(e) != now.get(e)} - set(group)
    assert option.displaces == bool(others)


WEEK = {"earliest": "2021-05-10", "latest": "2021-05-13", "gross_m2": 4000}
ONE_HALL = [venue("expo", hall("h1"))]


def test_room_is_made_by_moving_the_other_aside() -> None:
    """The other wishes for the same days, so making room costs its wish."""
    events = [
        event("new", **WEEK),
        event("there", gross_m2=4000, preferred_start="2021-05-10"),
    ]
    problem = factory.problem(*events, venues=ONE_HALL)
    given = factory.plan(placement("there", "2021-05-10", "h1"))
    options = Options(problem, Standing(given, audit(problem, given)), "new", 3)
    assert options.free() == []
    best, *_ = options.displacing(PARAMS)
    assert best.place.show.start == day("2021-05-11")
    assert best.plan.by_event()["there"].show_first == day("2021-05-08")
    assert (best.low, best.extra) == (-1500 + 12 + 1, -1500 + 12 + 1)


def test_bookings_make_no_room() -> None:
    booked = event("there", gross_m2=4000, booked_start="2021-05-10", show_days=4)
    problem = factory.problem(event("new", **WEEK), booked, venues=ONE_HALL)
    given = factory.plan(placement("there", "2021-05-10", "h1"))
    options = Options(problem, Standing(given, audit(problem, given)), "new", 3)
    assert (options.free(), options.displacing(PARAMS)) == ([], [])


def test_other_halls_for_the_same_points_are_told_once() -> None:
    problem = factory.problem(event("a", gross_m2=4000, preferred_start="2021-05-10"))
    [first, second] = Options(
        problem, Standing(Plan(), audit(problem, Plan())), "a", 2
    ).free()
    assert (first.place.hall_ids, first.halls) == (("h1",), (("h2",), ("h3",)))
    assert first.place.show.start != second.place.show.start


def test_a_group_moves_as_one() -> None:
    pair = [event("a", gross_m2=4000), event("b", gross_m2=4000, co_located_with="a")]
    problem = factory.problem(*pair)
    given = factory.plan(placement("a", "2021-05-10", "h1"), placement("b", "2021-05-10", "h2"))
    for option in Options(problem, Standing(given, audit(problem, given)), "a", 5).free():
        rows = option.plan.by_event()
        assert rows["a"].show_first == rows["b"].show_first
        assert not option.displaces
