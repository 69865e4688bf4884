"""Rule `window`: show_first ≥ earliest and show_last ≤ latest."""

from __future__ import annotations

import pytest

from tests.factory import event, placement, plan, problem
from tests.rules.judging import amounts, findings, told

CITY = problem(
    event(show_days=3, move_in_days=4, move_out_days=4, earliest="2021-04-10", latest="2021-04-15")
)


@pytest.mark.parametrize(
    ("show_first", "days"),
    [
        ("2021-04-10", []),
        ("2021-04-09", [1]),
        ("2021-04-05", [5]),
        ("2021-04-13", []),
        ("2021-04-14", [1]),
        ("2021-04-20", [7]),
    ],
)
def test_both_ends_bind_the_show_only(show_first: str, days: list[int]) -> None:
    assert amounts(CITY, plan(placement("e1", show_first)), "window") == days


def test_a_window_shorter_than_the_show_is_missed_at_both_ends() -> None:
    city = problem(event(show_days=5, earliest="2021-04-10", latest="2021-04-12"))
    assert amounts(city, plan(placement("e1", "2021-04-09")), "window") == [1, 1]


def test_no_window() -> None:
    assert amounts(problem(event()), plan(placement("e1", "2021-04-01")), "window") == []


def test_sentence() -> None:
    (finding,) = findings(CITY, plan(placement("e1", "2021-04-14")), "window")
    assert told(CITY, finding) == (
        "活动e1 比最晚允许的 2021-04-15 晚 1 天结束",
        "Event e1 ends after 2021-04-15, its latest day; days too late: 1",
    )
