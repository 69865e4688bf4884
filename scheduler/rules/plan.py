"""Rule `plan`: every row can be read."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class PlanRule(Rule):
    """Each row names an event once, a venue, its halls, and dates that fit the day counts.

    Source: contract, section 2. A row that names nothing real counts as absent for all other
    rules; a row whose derived dates are off counts by its `show_first`. A finding's amount counts
    the days between both dates in case of `dates`, else the one row.
    """

    id = "plan"
    units = {"dates": "days"}
    title = Text("方案表", "Plan rows")
    sentences = {
        "unknown-event": Text(
            "方案中的活动“{value}”不在活动表里",
            'the plan names the event "{value}", which is not in the events file',
        ),
        "twice": Text("{event} 在方案中出现不止一次", "{event} stands in the plan more than once"),
        "unknown-venue": Text(
            "{event}：场馆“{value}”不存在", '{event}: there is no venue "{value}"'
        ),
        "unknown-hall": Text(
            "{event}：{venue} 没有展厅“{value}”", '{event}: {venue} has no hall "{value}"'
        ),
        "hall-twice": Text(
            "{event}：同一展厅列了两次（{value}）", "{event}: a hall is listed twice ({value})"
        ),
        "dates": Text(
            "{event}：{column} 写作 {stated}，按天数应为 {expected}",
            "{event}: {column} says {stated}, its day counts give {expected}",
        ),
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per unreadable row and per date that does not fit."""
        for stray in roster.strays:
            p = stray.placement
            venue = problem.venue_by_id.get(p.venue_id)
            known = p.event_id in problem.event_by_id
            yield self.breach(
                1,
                stray.case,
                events=(p.event_id,) if known else (),
                days=(p.show_first,),
                value=stray.value,
                venue=venue.name if venue else p.venue_id,
            )
        for t in roster.tenancies:
            expected = {
                "show_last": t.show.last,
                "tenancy_first": t.span.start,
                "tenancy_last": t.span.last,
            }
            for column, day in t.placement.stated:
                if expected.get(column, day) != day:
                    yield self.breach(
                        abs(expected[column] - day),
                        "dates",
                        events=(t.event.id,),
                        days=(day,),
                        column=column,
                        stated=iso(day),
                        expected=iso(expected[column]),
                    )
