"""Planning from a plan that stands."""

from __future__ import annotations

from dataclasses import replace

from scheduler.audit import audit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.span import Span, day_of
from scheduler.replan import against, outside, pin, standing, unreal
from tests.outputs.report_factory import FAIR, PLAN, SUMMIT, TEA, city, day

GHOSTS = (
    Placement("ghost", "expo", ("h1",), day("05-15"), row=7),
    Placement("tea", "expo", ("h9",), day("05-15"), row=8),
    Placement("lost", "moon", (), day("05-15"), row=9),
    Placement("lost", "expo", ("h9",), day("05-15"), row=10),
)


def test_only_real_rows_stand() -> None:
    mixed = Plan((*PLAN.placements, *GHOSTS))
    assert standing(city(), mixed) == PLAN
    assert against(city(), mixed).near == PLAN


def test_unreal_rows_are_told() -> None:
    told = unreal(city(), Plan((*PLAN.placements, *GHOSTS)), "near.csv")
    assert [(f.file, f.row, f.column, f.value) for f in told] == [
        ("near.csv", 7, "event_id", "ghost"),
        ("near.csv", 8, "event_id", "tea"),
        ("near.csv", 9, "venue_id", "moon"),
        ("near.csv", 10, "hall_ids", "h9"),
    ]


def test_outside_counts_show_days_only() -> None:
    # Tea is on show from the 15th to the 18th and moves out on the 19th.
    for first, last, free in (
        ("05-18", "05-18", {"tea"}), ("05-19", "05-19", set()), ("05-13", "05-14", set()),
        ("05-13", "05-15", {"tea"}), ("04-01", "06-30", {"tea", "summit", "fair", "evil"}),
    ):  # fmt: skip
        span = Span.inclusive(day(first), day(last))
        assert outside(city(), PLAN, span) == {"tea", "summit", "fair", "evil"} - free


def test_pin_books_date_and_halls() -> None:
    pinned = pin(city(), PLAN, {"tea", "fair", "lost"}).event_by_id
    assert (pinned["tea"].booked_start, pinned["tea"].booked_halls) == (
        day("05-15"), (("expo", "h1"), ("expo", "h2")),
    )  # fmt: skip
    assert pinned["tea"].venues == TEA.venues
    # No hall can be booked for the fair, so its venue is held by the venues allowed.
    assert pinned["fair"].booked_start == day("06-05")
    assert pinned["fair"].venues == {"square"}
    assert pinned["lost"].booked_start is None
    assert pinned["summit"] == SUMMIT


def test_pinned_events_are_held() -> None:
    problem = pin(city(), PLAN, {"tea", "fair"})
    assert audit(problem, PLAN).hard == audit(city(), PLAN).hard
    moved = PLAN.with_placement(Placement("fair", "expo", (), day("06-05")))
    assert {f.reason.rule for f in audit(problem, moved).hard} == {"venue"}


def test_an_own_booking_comes_first() -> None:
    own = replace(TEA, booked_start=day("05-12"))
    problem = replace(city(), events=(own, SUMMIT, FAIR))
    assert pin(problem, PLAN, {"tea"}).event_by_id["tea"] == own
    halls = replace(TEA, booked_halls=(("expo", "h2"), ("expo", "h3")))
    problem = replace(city(), events=(halls, SUMMIT, FAIR))
    assert pin(problem, PLAN, {"tea"}).event_by_id["tea"] == halls


def test_an_own_booking_that_agrees_is_completed() -> None:
    own = replace(TEA, booked_start=day_of("2021-05-15"))
    problem = replace(city(), events=(own, SUMMIT, FAIR))
    assert pin(problem, PLAN, {"tea"}).event_by_id["tea"].booked_halls == (
        ("expo", "h1"), ("expo", "h2"),
    )  # fmt: skip


def test_a_venue_that_is_not_allowed_is_not_forced() -> None:
    fair = replace(FAIR, venues=frozenset({"expo"}))
    problem = replace(city(), events=(TEA, SUMMIT, fair))
    assert pin(problem, PLAN, {"fair"}).event_by_id["fair"].venues == {"expo"}
