"""Rule `date-protection`: free days between two events of one theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster, Tenancy
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class DateProtectionRule(Rule):
    """Two placed events of one theme, not of one co-located group, keep their distance.

    Source: contract, section 2. The distance is counted in free days between the show periods;
    0 days forbids only an overlap.
    """

    id = "date-protection"
    unit = "days"
    title = Text("同题材保护", "Date protection")
    sentences = {
        "fact": Text(
            "“{theme}”题材的活动，展期之间须空出 {need} 天",
            'free days between show periods of the theme "{theme}": at least {need}',
        ),
        "fact-crowd": Text(
            "“{theme}”题材的这些活动至少需要 {show} 个展期日 + {gaps} × {free} 个间隔日 = {need} 天"
            "，而 {days} 只有 {have} 天：{events}",
            'these of the theme "{theme}" need at least {show} show days + {gaps} × {free} free '
            "days = {need} days, and {days} has {have}: {events}",
        ),
        "": Text(
            "{event} 与 {other} 同为“{theme}”题材，展期之间须空出 {need} 天，只有 {have} 天",
            '{event} and {other} share the theme "{theme}"; free days needed between '
            "their show periods: {need}, there: {have}",
        ),
        "overlap": Text(
            "{event} 与 {other} 同为“{theme}”题材，展期重叠 {have} 天",
            '{event} and {other} share the theme "{theme}" and their show periods '
            "overlap; days: {have}",
        ),
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per pair too close; amount = free days missing."""
        by_theme: dict[str, list[Tenancy]] = defaultdict(list)
        for t in roster.tenancies:
            if t.event.theme:
                by_theme[t.event.theme].append(t)
        for theme, tenancies in by_theme.items():
            need = problem.policy.date_protection.days_of(theme)
            if need is None:
                continue
            ordered = sorted(tenancies, key=lambda t: t.show.start)
            for a, b in combinations(ordered, 2):
                free = a.show.free_days_to(b.show)
                if free < need and b.event.id not in problem.group_of[a.event.id]:
                    yield self.breach(
                        need - free,
                        "overlap" if free < 0 else "",
                        events=(a.event.id, b.event.id),
                        days=(a.show.start, b.show.start),
                        theme=theme,
                        need=need,
                        have=abs(free),
                    )
