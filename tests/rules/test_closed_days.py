"""Rule `closed-days`: no show day on a closed day that applies to the event."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scheduler.domain.policy import ClosedDays
from tests.factory import closed_days, event, placement, plan, problem
from tests.rules.judging import amounts

EXAM = closed_days("2021-04-20", "2021-04-21", kinds=["exhibition"], min_daily_visitors=20000)


def judged(show_first: str, *entries: ClosedDays, **fields: Any) -> list[int]:
    """Closed show days by entry for a three-day event; 3 and 4 May are holidays."""
    made = event(**{"move_in_days": 1, "move_out_days": 1, "daily_visitors": 20000, **fields})
    city = problem(made, closed_days=entries, holidays=["2021-05-03", "2021-05-04"])
    return amounts(city, plan(placement("e1", show_first)), "closed-days")


@pytest.mark.parametrize(
    ("show_first", "days"),
    [
        ("2021-04-17", []),
        ("2021-04-18", [1]),
        ("2021-04-19", [2]),
        ("2021-04-21", [1]),
        ("2021-04-22", []),
    ],
)
def test_show_days_only(show_first: str, days: list[int]) -> None:
    assert judged(show_first, EXAM) == days


def test_all_keys_must_match() -> None:
    assert judged("2021-04-20", EXAM, kind="conference") == []
    assert judged("2021-04-20", EXAM, daily_visitors=19999) == []
    assert judged("2021-04-20", EXAM, daily_visitors=20001) == [2]


def test_no_kinds_means_all_kinds() -> None:
    for kind in ("conference", "exhibition", "festival"):
        assert judged("2021-04-20", closed_days("2021-04-20", "2021-04-20"), kind=kind) == [1]


def test_public_holidays() -> None:
    entry = closed_days(public_holidays=True, kinds=["conference"])
    assert judged("2021-05-03", entry, kind="conference") == [2]
    assert judged("2021-05-01", entry, kind="conference") == [1]
    assert judged("2021-05-05", entry, kind="conference") == []
    assert judged("2021-05-03", entry) == []


def test_public_holidays_within_dates() -> None:
    entry = closed_days("2021-05-04", None, public_holidays=True)
    assert judged("2021-05-01", entry) == []
    assert judged("2021-05-02", entry) == [1]


def test_open_ended() -> None:
    assert judged("2021-05-10", closed_days("2021-05-12", None)) == [1]
    assert judged("2021-04-10", closed_days(None, "2021-04-10")) == [1]
    assert judged("2021-04-11", closed_days(None, "2021-04-10")) == []


def test_one_finding_per_entry() -> None:
    everyone = closed_days("2021-04-21", "2021-04-25")
    assert judged("2021-04-20", EXAM, everyone) == [2, 2]


def test_what_is_spared_is_free_of_one_entry() -> None:
    entry = closed_days("2021-05-01", "2021-05-01")
    spared = replace(entry, spared=frozenset({"e1"}))
    both = plan(placement("e1", "2021-05-01"), placement("e2", "2021-05-01"))
    for entries, closed in (((spared,), [1]), ((spared, entry), [1, 1, 1])):
        city = problem(event("e1"), event("e2"), closed_days=entries)
        assert amounts(city, both, "closed-days") == closed
