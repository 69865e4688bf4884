"""One contradiction in a few sentences."""

from __future__ import annotations

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.explain.conflicts.oracle import Oracle
from scheduler.explain.conflicts.resolve import resolve


def contradiction(
    problem: Problem, seconds: float = 20.0, placed: str = ""
) -> tuple[Reason, ...]:
    """Facts that cannot all hold, each of them needed for that, and a count that shows it.

    With `placed`, they cannot all hold while that event has a place.

    Empty when there is a plan, or none could be named in the time.
    """
    known = resolve(Oracle(problem, seconds, placed=placed), 1, correct=False)
    return tuple(
        reason for c in known.told for reason in (*(m.reason for m in c.members), *c.counts)
    )
