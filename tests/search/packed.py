"""A city for which CP-SAT has no answer for minutes: halls that are full but for three days."""

from __future__ import annotations

from scheduler.domain.policy import Coverage
from scheduler.domain.problem import Problem
from tests.factory import event, hall, problem, venue


def packed() -> Problem:
    """Twenty shows of 452 days in five halls of 91 days, none of which holds an odd number."""
    days = [8, 8, 10, 12, 14, 16, 18, 18, 20, 22, 22, 24, 24, 26, 28, 30, 34, 36, 40, 42]
    shows = [event(f"e{i}", show_days=n, gross_m2=1000) for i, n in enumerate(days)]
    halls = [hall(f"h{i}", 1000) for i in range(5)]
    return problem(
        *shows, venues=[venue("expo", *halls)], first="2021-04-01", last="2021-06-30",
        industries=["marine"],
        coverage=Coverage(events=len(days), required=True),
    )  # fmt: skip
