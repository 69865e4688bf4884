"""Rule `plan`: each row names an event once, a venue, its halls, and dates that fit."""

from __future__ import annotations

import pytest

from scheduler.domain.plan import Placement
from tests.factory import event, placement, plan, problem, room, venue
from tests.rules.judging import amounts, broken, findings, told

EVENT = event(show_days=3, move_in_days=2, move_out_days=1, gross_m2=5000)
CITY = problem(EVENT, venues=(venue(), venue("forum", room("r1"))))
GOOD = placement("e1", "2021-04-10", "h1")


def test_a_row_without_derived_dates_is_enough() -> None:
    assert findings(CITY, plan(GOOD), "plan") == []


def test_derived_dates_that_fit() -> None:
    stated = placement(
        "e1", "2021-04-10", "h1",
        tenancy_first="2021-04-08", show_last="2021-04-12", tenancy_last="2021-04-13",
    )  # fmt: skip
    assert findings(CITY, plan(stated), "plan") == []


@pytest.mark.parametrize(
    ("column", "date", "days"),
    [
        ("show_last", "2021-04-13", 1),
        ("show_last", "2021-04-10", 2),
        ("tenancy_first", "2021-04-10", 2),
        ("tenancy_last", "2021-04-12", 1),
    ],
)
def test_a_derived_date_off(column: str, date: str, days: int) -> None:
    row = placement("e1", "2021-04-10", "h1", **{column: date})
    assert amounts(CITY, plan(row), "plan") == [days]


@pytest.mark.parametrize(
    ("row", "case"),
    [
        (placement("nobody", "2021-04-10"), "unknown-event"),
        (placement("e1", "2021-04-10", "h1", venue="nowhere"), "unknown-venue"),
        (placement("e1", "2021-04-10", "h9"), "unknown-hall"),
        (placement("e1", "2021-04-10", "r1"), "unknown-hall"),
        (placement("e1", "2021-04-10", "h1", "h1"), "hall-twice"),
    ],
)
def test_a_row_that_names_nothing_real(row: Placement, case: str) -> None:
    assert [f.reason.case for f in findings(CITY, plan(row), "plan")] == [case]
    assert "plan" in broken(CITY, plan(row))


def test_an_event_twice() -> None:
    twice = plan(GOOD, placement("e1", "2021-05-10", "h2"))
    assert [f.reason.case for f in findings(CITY, twice, "plan")] == ["twice"]


def test_a_stray_row_counts_as_absent() -> None:
    after_stray = plan(placement("e1", "2021-04-10", "h9"), placement("e1", "2021-04-20", "h1"))
    assert [f.reason.case for f in findings(CITY, after_stray, "plan")] == ["unknown-hall"]
    assert findings(CITY, after_stray, "unplaced") == []


def test_sentences() -> None:
    (finding,) = findings(CITY, plan(placement("e1", "2021-04-10", "h9")), "plan")
    assert told(CITY, finding) == (
        "活动e1：expo会展中心 没有展厅“h9”",
        'Event e1: Venue expo has no hall "h9"',
    )
