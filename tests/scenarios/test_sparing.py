"""Sparing what has begun changes nothing for anybody else: tried on many small cities."""

from __future__ import annotations

from random import Random

import pytest

from scheduler.audit import audit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster
from scheduler.domain.venue import Closure, Venue
from scheduler.scenarios.sparing import HIT_BY, spared
from tests.factory import closed_days, closure, day, event, hall, problem, venue

FIRST = day("2021-04-05")


def shut(dice: Random) -> tuple[Closure, ...]:
    """Up to two closures."""
    found = []
    for _ in range(dice.randrange(3)):
        first = FIRST + dice.randrange(12)
        found.append(closure(first, first + dice.randrange(6)))
    return tuple(found)


def city(dice: Random) -> Problem:
    """Two venues of two halls, closures of halls and venues, closed days, three events."""
    venues: list[Venue] = []
    for name in ("expo", "fair"):
        halls = [hall(h, closures=shut(dice)) for h in ("h1", "h2")]
        more = {"closures": shut(dice), "turnaround_days": dice.randrange(3)}
        venues.append(venue(name, *halls, **more))
    events = [
        event(f"e{i}", gross_m2=5000, move_in_days=dice.randrange(3),
              move_out_days=dice.randrange(2), show_days=1 + dice.randrange(3),
              daily_visitors=dice.choice([500, 2000]))
        for i in range(3)
    ]  # fmt: skip
    start = FIRST + dice.randrange(12)
    entries = (
        closed_days(start, start + 2, min_daily_visitors=1000),
        closed_days(start + 4, start + 4),
    )
    return problem(*events, venues=venues, closed_days=entries[: dice.randrange(3)])


def placed(dice: Random, name: str) -> Placement:
    """An event anywhere."""
    where = dice.choice(["expo", "fair"]), (dice.choice(["h1", "h2"]),)
    return Placement(name, *where, FIRST + dice.randrange(20))


@pytest.mark.parametrize("seed", range(8))
def test_a_plan_with_what_has_begun_is_legal_as_it_would_be_without_its_faults(seed: int) -> None:
    dice = Random(seed)
    legal = illegal = 0
    for _ in range(150):
        made = city(dice)
        begun = Plan((placed(dice, "e0"), placed(dice, "e1")))
        kept = spared(made, Roster.read(made, begun).tenancies)
        others = Plan((*begun.placements, placed(dice, "e2")))
        left = [
            f for f in audit(made, others).hard
            if f.reason.rule not in HIT_BY or not {"e0", "e1"} & set(f.reason.events)
        ]  # fmt: skip
        assert audit(kept, others).ok == (not left)
        legal, illegal = legal + (not left), illegal + bool(left)
    assert min(legal, illegal) > 10


def test_who_has_not_begun_is_spared_nothing() -> None:
    made = city(Random(3))
    assert spared(made, ()) == made
