"""Rule `occupancy`: one tenancy per hall and day, with turnaround between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.span import Span
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class Occupancy(Rule):
    """No hall has two tenancies on one day; turnaround_days free days lie between two.

    Source: contract, section 2. Turnaround days are calendar days and are not needed next to
    closures.
    """

    id = "occupancy"
    unit = "days"
    title = Text("展厅占用", "Occupancy")
    sentences = {
        "fact": Text(
            "一个展厅一天只能有一个租期，相邻租期之间须空出周转天数",
            "a hall has one tenancy a day, with the venue's turnaround days between two",
        ),
        "fact-where": Text(
            "{halls}：每个展厅一天只能有一个租期（{days}）",
            "{halls}: one tenancy a hall and day ({days})",
        ),
        "fact-turnaround": Text(
            "{halls} 的展厅，相邻租期之间须空出 {need} 天",
            "{halls}: free days between two tenancies of a hall, at least {need}",
        ),
        "fact-crowd": Text(
            "这些活动在 {days} 至少需要 {need} {unit}，而 {halls} 只有 {have}：{events}",
            "together these need at least {need} {unit} on {days}, and there are {have} in "
            "{halls}: {events}",
        ),
        "overlap": Text(
            "{event} 与 {other} 在 {halls} 重叠 {count} 天（{days}）",
            "{event} and {other} overlap in {halls}; days: {count} ({days})",
        ),
        "turnaround": Text(
            "{event} 与 {other} 之间 {halls} 须空出 {need} 天，只有 {have} 天",
            "{event} and {other}: free days needed between them in {halls}: {need}, there: {have}",
        ),
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per hall and pair of tenancies; amount = days too many or too few."""
        lets: dict[str, list[Tenancy]] = defaultdict(list)
        for t in roster.tenancies:
            for ref in t.hall_refs:
                lets[ref].append(t)
        for ref, tenancies in lets.items():
            for a, b in combinations(sorted(tenancies, key=lambda t: t.span.start), 2):
                free = a.span.free_days_to(b.span)
                need = a.venue.turnaround_days
                ids = (a.event.id, b.event.id)
                if free < 0:
                    shared = tuple(a.span.common(b.span))
                    yield self.breach(
                        len(shared), "overlap", events=ids, halls=(ref,), days=shared,
                        count=len(shared),
                    )
                elif free < need:
                    between = tuple(Span(a.span.end, b.span.start)) or (b.span.start,)
                    yield self.breach(
                        need - free, "turnaround", events=ids, halls=(ref,), days=between,
                        need=need, have=free,
                    )
