"""Rule `change`: what moves away from a standing plan."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.plan import Placement
from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.rules.base import Rule

MOST_DAYS = 60
"""Days moved beyond this cost no more (contract, section 3)."""


class Change(Rule):
    """Points for each event of the standing plan that moves, only when one is given.

    show_first changed [30] × p + [1] × p × days (at most 60); venue changed [40] × p, else the
    set of halls changed [10] × p; not placed any more [500] × p besides `unplaced`.
    Source: contract, section 3.
    """

    id = "change"
    hard = False
    title = Text("变动", "Change")
    sentences = {
        "date": Text(
            "{event} 由 {before} 移到 {after}", "{event} moved from {before} to {after}"
        ),
        "venue": Text("{event} 由 {was} 换到 {halls}", "{event} moved from {was} to {halls}"),
        "halls": Text("{event} 换了展厅：{halls}", "{event} changed halls: {halls}"),
        "unplaced": Text(
            "{event} 原排在 {before}，现未排入",
            "{event} stood on {before} and is not placed any more",
        ),
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """Up to two findings per event of the standing plan."""
        if problem.near is None:
            return
        standing = Roster.read(problem, problem.near)
        for was in standing.tenancies:
            yield from self._moved(problem, was.placement, roster.by_event.get(was.event.id))

    def _moved(
        self, problem: Problem, was: Placement, now: Tenancy | None
    ) -> Iterator[Finding]:
        event = problem.event_by_id[was.event_id]
        weights, p = problem.policy.change, event.priority
        before = iso(was.show_first)
        if now is None:
            yield self.charge(weights["unplaced"] * p, "unplaced", owner=event.id, before=before)
            return
        if now.show.start != was.show_first:
            days = min(MOST_DAYS, abs(now.show.start - was.show_first))
            yield self.charge(
                (weights["date"] + weights["day"] * days) * p,
                "date",
                owner=event.id,
                days=(now.show.start,),
                before=before,
                after=iso(now.show.start),
            )
        if now.venue.id != was.venue_id:
            name = problem.venue_by_id[was.venue_id].name
            yield self.charge(
                weights["venue"] * p, "venue", owner=event.id, halls=(now.venue.id,), was=name
            )
        elif set(now.hall_ids) != set(was.hall_ids):
            yield self.charge(
                weights["halls"] * p,
                "halls",
                owner=event.id,
                halls=now.hall_refs or (now.venue.id,),
            )
