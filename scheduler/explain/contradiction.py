"""One contradiction in a few sentences."""

from __future__ import annotations

from scheduler.domain.conflict import Member
from scheduler.domain.problem import Problem
from scheduler.explain.conflicts.oracle import Oracle
from scheduler.explain.conflicts.resolve import resolve


def contradiction(
    problem: Problem, seconds: float = 20.0, placed: str = ""
) -> tuple[Member, ...]:
    """Facts that cannot all hold, each of them needed for that, and a count that shows it.

    With `placed`, they cannot all hold while that event has a place. The count is written in no
    file.

    Empty when there is a plan, or none could be named in the time.
    """
    known = resolve(Oracle(problem, seconds, placed=placed), 1, correct=False)
    return known.told[0].told if known.told else ()
