"""Rule `date-protection`: free days between the shows of two events of one theme."""

from __future__ import annotations

import pytest

from scheduler.domain.policy import DateProtection
from tests.factory import event, placement, plan, problem, venue
from tests.rules.judging import amounts, findings, told

FAR = DateProtection(days=5, themes={"tea": 10, "free": 0})


def judged(
    second: str, protection: DateProtection, theme: str = "auto", other: str | None = None
) -> list[int]:
    """Amounts with a on show 10–12 April and b opening on `second`; move days do not count."""
    days = {"move_in_days": 2, "move_out_days": 2}
    city = problem(
        event("a", theme=theme, **days),
        event("b", theme=theme if other is None else other, **days),
        date_protection=protection,
        venues=[venue(), venue("other")],
    )
    placed = plan(placement("a", "2021-04-10"), placement("b", second, venue="other"))
    return amounts(city, placed, "date-protection")


@pytest.mark.parametrize(
    ("second", "missing"),
    [
        ("2021-04-18", []),
        ("2021-04-17", [1]),
        ("2021-04-13", [5]),
        ("2021-04-12", [6]),
        ("2021-04-10", [8]),
        ("2021-04-02", []),
        ("2021-04-03", [1]),
    ],
)
def test_free_days_of_the_general_rule(second: str, missing: list[int]) -> None:
    assert judged(second, FAR) == missing


def test_free_days_of_the_theme() -> None:
    assert judged("2021-04-23", FAR, "tea") == []
    assert judged("2021-04-22", FAR, "tea") == [1]


def test_zero_days_forbids_only_an_overlap() -> None:
    assert judged("2021-04-13", FAR, "free") == []
    assert judged("2021-04-12", FAR, "free") == [1]


def test_a_theme_alone_is_protected_without_a_general_rule() -> None:
    only = DateProtection(days=None, themes={"tea": 10})
    assert judged("2021-04-22", only, "tea") == [1]
    assert judged("2021-04-10", only, "auto") == []


def test_no_rule() -> None:
    assert judged("2021-04-10", DateProtection(), "tea") == []


def test_blank_and_other_themes_are_not_protected() -> None:
    assert judged("2021-04-10", FAR, "") == []
    assert judged("2021-04-10", FAR, "tea", other="auto") == []


def test_a_co_located_group_is_exempt_from_itself_only() -> None:
    events = [
        event("a", theme="tea"),
        event("b", theme="tea", co_located_with="a", show_days=5),
        event("c", theme="tea"),
    ]
    city = problem(*events, date_protection=DateProtection(days=5))
    group = plan(placement("a", "2021-04-10"), placement("b", "2021-04-10"))
    assert amounts(city, group, "date-protection") == []
    # a ends on the 12th, b on the 14th: five days are free after a, four after b.
    third = group.with_placement(placement("c", "2021-04-19"))
    assert amounts(city, third, "date-protection") == [1]


def test_each_pair_is_named() -> None:
    city = problem(*(event(e, theme="tea") for e in "abc"), date_protection=DateProtection(3))
    placed = plan(*(placement(e, f"2021-04-1{i}") for i, e in enumerate("abc")))
    found = findings(city, placed, "date-protection")
    assert [f.reason.events for f in found] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert told(city, found[0])[1] == (
        'Event a and Event b share the theme "tea" and their show periods overlap; days: 2'
    )
