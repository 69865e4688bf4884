"""Counting days: right arithmetic, and never a claim against a plan that exists."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from scheduler.cpsat.builder import draft_of
from scheduler.domain.policy import DateProtection, Limits
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.explain.conflicts.oracle import Oracle
from scheduler.explain.conflicts.resolve import resolve
from scheduler.explain.shortages import counted, shortages
from scheduler.rules.wording import text_of
from tests.agreement.brute_force import BruteForce
from tests.factory import closed_days, event, problem

OPENS = {"show_days": 1, "leaders_open": True, "earliest": "2021-04-12", "latest": "2021-04-14"}
TEA = {"theme": "tea", "show_days": 3, "earliest": "2021-04-12"}
TWO_A_DAY = Limits(openings_per_day=2)
FIVE_FREE = DateProtection(5, {})


def counts_of(city: Problem) -> list[Reason]:
    return list(shortages(draft_of(city), [e.id for e in city.events]))


def openings(count: int, **fields: Any) -> Problem:
    return problem(*(event(f"e{n}", **OPENS) for n in range(count)), limits=TWO_A_DAY, **fields)


def teas(latest: str, count: int = 3, **fields: Any) -> Problem:
    return problem(
        *(event(f"t{n}", latest=latest, **TEA | fields) for n in range(count)),
        date_protection=FIVE_FREE,
    )


def test_three_days_hold_six_openings_at_two_a_day() -> None:
    assert counts_of(openings(6)) == []


def test_a_seventh_opening_is_too_much() -> None:
    (found,) = counts_of(openings(7))
    assert dict(found.facts) == {"need": 7, "count": 3, "limit": 2, "have": 6}
    assert len(found.events) == 7


def test_only_days_that_may_be_opened_on_count() -> None:
    """Two days of three are closed, so three of the six are too many already."""
    shut = (closed_days("2021-04-12", "2021-04-13"),)
    (found,) = counts_of(openings(6, closed_days=shut))
    assert dict(found.facts) == {"need": 3, "count": 1, "limit": 2, "have": 2}


def test_an_opening_that_may_be_elsewhere_takes_nothing() -> None:
    city = openings(6)
    free = event("free", show_days=1, leaders_open=True)
    assert counts_of(replace(city, events=(*city.events, free))) == []


def test_three_shows_and_two_distances_fit_their_days() -> None:
    """3 × 3 show days and 2 × 5 free days are 19: 12 to 30 April."""
    assert counts_of(teas("2021-04-30")) == []
    (found,) = counts_of(teas("2021-04-29"))
    assert dict(found.facts) == {
        "theme": "tea", "show": 9, "gaps": 2, "free": 5, "need": 19, "have": 18,
    }  # fmt: skip


def test_a_co_located_group_counts_as_its_longest() -> None:
    together = event("t3", latest="2021-04-30", co_located_with="t0", **TEA | {"show_days": 4})
    city = teas("2021-04-30")
    (found,) = counts_of(replace(city, events=(*city.events, together)))
    assert sorted(found.events) == ["t1", "t2", "t3"]
    assert dict(found.facts)["need"] == 20


def test_in_words() -> None:
    city, tea = openings(7), teas("2021-04-29")
    opened, spaced = (text_of(c, counts_of(c)[0]) for c in (city, tea))
    assert opened.en.startswith("7 openings by city leaders must be on 2021-04-12–2021-04-14;")
    assert "3 × 2 = 6" in opened.en and "3 天 × 每天 2 场 = 6 场" in opened.zh
    assert "9 show days + 2 × 5 free days = 19 days" in spaced.en
    assert "9 个展期日 + 2 × 5 个间隔日 = 19 天，而 2021-04-12–2021-04-29 只有 18 天" in spaced.zh


def test_validate_tells_what_must_be_placed_apart() -> None:
    booked = [event(f"b{n}", **OPENS, booked_start="2021-04-12") for n in range(3)]
    city = openings(7)
    found = counted(replace(city, events=(*booked, *city.events)))
    assert [(sorted(r.events)[0], forced) for r, forced in found] == [("b0", True), ("e0", False)]


def test_conflicts_show_the_count() -> None:
    booked = [event(f"b{n}", **OPENS, booked_start="2021-04-12") for n in range(3)]
    (conflict,) = resolve(Oracle(problem(*booked, limits=TWO_A_DAY), 60.0), 5).told
    assert [c.rule for c in conflict.counts] == ["openings"]


def crowded_city(seed: int) -> Problem:
    """Three or four short events of a theme in a narrow period, most of them opened by leaders."""
    rng = Random(seed)
    events = [
        event(
            f"e{n}", theme=rng.choice(("tea", "tea", "wine")), leaders_open=rng.random() < 0.8,
            show_days=rng.randint(1, 3), earliest=f"2021-04-{rng.randint(12, 15)}",
            latest=f"2021-04-{rng.randint(17, 22)}",
            co_located_with="e0" if n == 1 and rng.random() < 0.3 else "",
        )
        for n in range(rng.randint(3, 4))
    ]  # fmt: skip
    return problem(
        *events,
        date_protection=DateProtection(rng.randint(0, 3), {}),
        limits=Limits(openings_per_day=1) if rng.random() < 0.5 else TWO_A_DAY,
        first="2021-04-12",
        last=f"2021-04-{rng.randint(17, 20)}",
    )


@pytest.mark.parametrize("block", range(4))
def test_no_claim_against_a_plan_that_exists(block: int) -> None:
    """Whatever is claimed, brute force leaves one of its events out."""
    claims = 0
    for seed in range(20 * block, 20 * block + 20):
        city = crowded_city(seed)
        for claim in counts_of(city):
            claims += 1
            assert not all_placed(city, claim.events), (seed, claim)
    assert claims


def all_placed(city: Problem, ids: tuple[str, ...]) -> bool:
    """Whether all of these can be placed together, with whom they are co-located."""
    mine = {m for e in ids for m in city.group_of[e]}
    events = tuple(replace(e, priority=1) for e in city.events if e.id in mine)
    weights = dict.fromkeys(city.policy.weights, 0) | {"unplaced": 1}
    policy = replace(city.policy, weights=weights)
    return BruteForce(replace(city, events=events, policy=policy), 200_000).run() == 0
