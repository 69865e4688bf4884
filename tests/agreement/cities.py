"""Tiny seeded cities, and the same with a standing plan or other rules."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.cities import write_city, write_tiny
from scheduler.domain.event import KINDS, Event
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.policy import (
    DEFAULT_WEIGHTS,
    ClosedDays,
    Comfort,
    Coverage,
    DateProtection,
    Limits,
    Policy,
)
from scheduler.domain.problem import NeighbourEvent, Problem
from scheduler.domain.span import Span
from scheduler.domain.venue import Venue
from scheduler.loading.load import load
from tests import factory
from tests.agreement.nudging import greedy, nudges


def tiny(seed: int) -> Problem:
    """A city of three to five events with any of the rules, feasible or not."""
    with tempfile.TemporaryDirectory() as folder:
        write_tiny(Path(folder), seed=seed)
        return load(Path(folder)).problem


def small(seed: int, events: int = 12) -> Problem:
    """A city of a dozen events with a hidden legal plan."""
    with tempfile.TemporaryDirectory() as folder:
        write_city(Path(folder), events=events, seed=seed)
        return load(Path(folder)).problem


def lively(seed: int) -> Problem:
    """A city of eight events that has room, but where every rule has something to say.

    Two of the events are co-located and of one theme, and two stand booked.
    """
    rng = random.Random(seed)
    problem = factory.problem(
        *(_event(n, rng) for n in range(8)),
        venues=_venues(rng),
        holidays=["2021-05-01", "2021-05-02", "2021-05-03"],
        neighbours=[factory.neighbour("2021-05-06", "2021-05-08", "tea")],
        first="2021-04-20",
        last=f"2021-05-{rng.randint(16, 22)}",
        weights={name: rng.randint(1, 9) for name in DEFAULT_WEIGHTS} | {"unplaced": 60},
        change={"date": 7, "day": 2, "venue": 11, "halls": 5, "unplaced": 13},
        coverage=Coverage(1, rng.randint(1, 3), required=rng.random() < 0.4),
        date_protection=DateProtection(rng.randint(0, 3), {"tea": rng.randint(0, 5)}),
        limits=Limits(1, 4000, rng.randint(1, 2)),
        comfort=Comfort(rng.randint(4000, 9000), rng.randint(200, 700)),
        closed_days=(
            factory.closed_days(public_holidays=True, kinds=["conference"]),
            factory.closed_days("2021-05-11", "2021-05-12", min_daily_visitors=4000),
        ),
        neighbour_days=rng.randint(0, 3),
    )
    booked = rng.sample(greedy(problem, rng).placements, 2)
    return replace(problem, events=tuple(_booked(e, booked, rng) for e in problem.events))


def _venues(rng: random.Random) -> list[Venue]:
    def m2() -> int:
        return rng.randrange(2000, 7000, 500)

    closed = factory.closure(f"2021-05-{rng.randint(2, 15):02}", "2021-05-16")
    expo = factory.venue(
        "expo",
        factory.hall("h1", m2(), seats=300, features=["heavy-load"]),
        factory.hall("h2", m2(), features=["heavy-load"]),
        factory.hall("h3", m2(), closures=(closed,)),
        factory.room("r1", 500, features=["heavy-load"]),
        factory.ground("g1"),
        turnaround_days=rng.randint(0, 2),
        moving_halls_per_day=rng.randint(2, 3),
    )
    forum = factory.venue(
        "forum",
        factory.room("r1", 300),
        factory.hall("h1", m2(), seats=200),
        turnaround_days=rng.randint(0, 1),
        moving_halls_per_day=rng.randint(1, 2),
        open=("2021-04-24", None),
        district=rng.choice(("bay", "hills")),
    )
    return [expo, forum]


def _event(n: int, rng: random.Random) -> Event:
    needs = rng.choice(
        (
            {"gross_m2": rng.randrange(1500, 9000, 500)},
            {"gross_m2": rng.randrange(1500, 9000, 500)},
            {"gross_m2": rng.randrange(1500, 5000, 500), "seats": 200},
            {"seats": rng.randrange(100, 500, 100)},
            {"outdoor_m2": 5000},
            {},
        )
    )
    start = factory.day("2021-04-24") + rng.randint(0, 18)
    window = {"earliest": start - 6, "latest": start + 10} if rng.random() < 0.3 else {}
    return factory.event(
        f"e{n}",
        kind=rng.choice(KINDS),
        industries=tuple(rng.sample(("marine", "food"), rng.randint(1, 2))),
        show_days=rng.randint(1, 4),
        move_in_days=rng.randint(0, 3),
        move_out_days=rng.randint(0, 2),
        theme="tea" if n < 4 else rng.choice(("auto", "auto", "")),
        is_brand=rng.random() < 0.6,
        leaders_open=rng.random() < 0.6,
        priority=rng.randint(1, 5),
        requires=["heavy-load"] if rng.random() < 0.15 else [],
        daily_visitors=rng.randrange(1000, 7000, 500),
        hotel_rooms=rng.randrange(0, 600, 50),
        preferred_start=start if rng.random() < 0.7 else None,
        preferred_venue=rng.choice(("", "expo", "forum")),
        venues=rng.choice(([], [], ["expo"])),
        weekend=rng.choice(("", "include", "avoid")),
        co_located_with="e0" if n == 1 else "",
        **needs,
        **window,
    )


def _booked(event: Event, booked: list[Placement], rng: random.Random) -> Event:
    for p in booked:
        if p.event_id == event.id:
            halls = tuple((p.venue_id, h) for h in p.hall_ids) if rng.random() < 0.6 else ()
            return replace(event, booked_start=p.show_first, booked_halls=halls)
    return event


def variants(problem: Problem, seed: int) -> Iterator[Problem]:
    """The city, the city with a standing plan, and the city with every limit tight."""
    rng = random.Random(seed)
    yield problem
    yield replace(problem, near=standing(problem, rng))
    yield replace(problem, policy=tight(problem.policy, rng), neighbours=nearby(problem, rng))


def standing(problem: Problem, rng: random.Random) -> Plan:
    """A plan that may break rules and lack events, as standing plans do."""
    plan = greedy(problem, rng)
    (nudged,) = nudges(problem, plan, rng, 1)
    return Plan(tuple({p.event_id: p for p in nudged.placements}.values()))


def tight(policy: Policy, rng: random.Random) -> Policy:
    """The policy with all limits in force and coverage the other way round."""
    old = policy.coverage
    horizon = policy.horizon
    day = rng.randrange(horizon.start, horizon.end - 1)
    weights = {name: points or rng.randint(1, 9) for name, points in policy.weights.items()}
    return replace(
        policy,
        coverage=Coverage(rng.randint(0, 1), 1, required=not old.required),
        date_protection=DateProtection(rng.randint(0, 3), {"tea": rng.randint(0, 2)}),
        limits=Limits(1, 3000, 1),
        closed_days=(*policy.closed_days, ClosedDays(Span(day, day + 1))),
        neighbour_days=rng.randint(0, 3),
        weights=weights,
        change={"date": 7, "day": 2, "venue": 11, "halls": 5, "unplaced": 13},
    )


def nearby(problem: Problem, rng: random.Random) -> tuple[NeighbourEvent, ...]:
    """The neighbours, and one more tea show somewhere in the horizon."""
    start = rng.randrange(problem.horizon.start, problem.horizon.end)
    extra = NeighbourEvent("more", "More", Span(start, start + 2), frozenset({"tea", "auto"}))
    return (*problem.neighbours, extra)
