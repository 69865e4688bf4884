"""Rule `horizon`: the tenancy lies in the horizon and in the venue's open span."""

from __future__ import annotations

import pytest

from tests.factory import event, placement, plan, problem, venue
from tests.rules.judging import amounts, findings

EVENT = event(show_days=3, move_in_days=2, move_out_days=1)
CITY = problem(EVENT, first="2021-04-01", last="2021-05-31")
OPEN = problem(EVENT, venues=[venue(open=("2021-04-10", "2021-04-20"))])


@pytest.mark.parametrize(
    ("show_first", "outside"),
    [
        ("2021-04-03", []),
        ("2021-04-02", [1]),
        ("2021-04-01", [2]),
        ("2021-05-28", []),
        ("2021-05-29", [1]),
        ("2021-05-31", [3]),
        ("2021-07-01", [6]),
    ],
)
def test_horizon(show_first: str, outside: list[int]) -> None:
    assert amounts(CITY, plan(placement("e1", show_first)), "horizon") == outside


@pytest.mark.parametrize(
    ("show_first", "outside"),
    [
        ("2021-04-12", []),
        ("2021-04-11", [1]),
        ("2021-04-17", []),
        ("2021-04-18", [1]),
        ("2021-04-19", [2]),
    ],
)
def test_open_span_binds_events_without_halls_too(show_first: str, outside: list[int]) -> None:
    found = findings(OPEN, plan(placement("e1", show_first)), "horizon")
    assert [f.amount for f in found] == outside
    assert [f.reason.case for f in found] == ["open"] * len(outside)


def test_open_ended() -> None:
    city = problem(EVENT, venues=[venue(open=("2021-04-10", None))])
    assert amounts(city, plan(placement("e1", "2021-05-28")), "horizon") == []
    assert amounts(city, plan(placement("e1", "2021-04-11")), "horizon") == [1]
