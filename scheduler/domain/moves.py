"""What counts as a moved event, and a limit to how many may be."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.plan import Plan


def moved(before: Plan, after: Plan) -> frozenset[str]:
    """Events that stand elsewhere in `after`.

    An event is moved when its first show day, its venue or its set of halls is another one, or
    when only one of the plans places it. Each event of a co-located group counts by itself.
    """
    was, now = ({e: p.place for e, p in plan.by_event().items()} for plan in (before, after))
    return frozenset(e for e in was.keys() | now.keys() if was.get(e) != now.get(e))


@dataclass(frozen=True)
class MoveLimit:
    """At most so many events may be moved from a plan that stands.

    Parameters
    ----------
    standing
        Its rows name something real, each event once.
    most
        Events, 0 or more.
    """

    standing: Plan
    most: int

    def kept(self, plan: Plan) -> bool:
        """Whether a plan keeps within the limit."""
        return len(moved(self.standing, plan)) <= self.most
