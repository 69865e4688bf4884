"""Rule `occupancy`: one tenancy per hall and day, turnaround days free between two."""

from __future__ import annotations

import pytest

from tests.factory import closure, event, placement, plan, problem, venue
from tests.rules.judging import findings

EVENTS = [event(e, gross_m2=5000, show_days=3, move_in_days=1, move_out_days=1) for e in "ab"]


def judged(second: str, turnaround: int, hall: str = "h1") -> list[tuple[str, int]]:
    """Case and amount with a on 10–12 April (tenancy 9–13) and b opening on `second`."""
    city = problem(*EVENTS, venues=[venue(turnaround_days=turnaround)])
    placed = plan(placement("a", "2021-04-10", "h1"), placement("b", second, hall))
    return [(f.reason.case, f.amount) for f in findings(city, placed, "occupancy")]


@pytest.mark.parametrize(
    ("second", "turnaround", "found"),
    [
        ("2021-04-15", 0, []),
        ("2021-04-14", 0, [("overlap", 1)]),
        ("2021-04-11", 0, [("overlap", 4)]),
        ("2021-04-10", 0, [("overlap", 5)]),
        ("2021-04-05", 0, []),
        ("2021-04-06", 0, [("overlap", 1)]),
        ("2021-04-17", 2, []),
        ("2021-04-16", 2, [("turnaround", 1)]),
        ("2021-04-15", 2, [("turnaround", 2)]),
        ("2021-04-14", 2, [("overlap", 1)]),
        ("2021-04-03", 2, []),
        ("2021-04-04", 2, [("turnaround", 1)]),
    ],
)
def test_tenancies(second: str, turnaround: int, found: list[tuple[str, int]]) -> None:
    assert judged(second, turnaround) == found


def test_other_halls_are_free() -> None:
    assert judged("2021-04-10", 2, hall="h2") == []


def test_one_finding_per_shared_hall() -> None:
    events = [event(e, gross_m2=9000) for e in "ab"]
    rows = [placement(e, "2021-04-10", "h1", "h2") for e in "ab"]
    assert [f.amount for f in findings(problem(*events), plan(*rows), "occupancy")] == [3, 3]


def test_halls_of_the_same_name_elsewhere() -> None:
    city = problem(*EVENTS, venues=[venue(), venue("other")])
    rows = [placement("a", "2021-04-10", "h1"), placement("b", "2021-04-10", "h1", venue="other")]
    assert findings(city, plan(*rows), "occupancy") == []


def test_no_turnaround_next_to_closures() -> None:
    closed = venue(turnaround_days=2, closures=(closure("2021-04-14", "2021-04-15"),))
    city = problem(*EVENTS, venues=[closed])
    alone = plan(placement("a", "2021-04-10", "h1"))
    assert findings(city, alone, "occupancy") == findings(city, alone, "closure") == []
    # Closed days are calendar days too: they count as free days between two tenancies.
    both = alone.with_placement(placement("b", "2021-04-17", "h1"))
    assert findings(city, both, "occupancy") == []


def test_events_without_halls_occupy_nothing() -> None:
    city = problem(event("a"), event("b"))
    rows = [placement("a", "2021-04-10"), placement("b", "2021-04-10")]
    assert findings(city, plan(*rows), "occupancy") == []
