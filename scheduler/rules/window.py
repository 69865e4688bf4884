"""Rule `window`: the show period lies between earliest and latest."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding
from scheduler.domain.roster import Roster
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.rules.base import Rule


class Window(Rule):
    """show_first ≥ earliest and show_last ≤ latest. Source: contract, section 2."""

    id = "window"
    unit = "days"
    title = Text("举办窗口", "Window")
    sentences = {
        "fact-earliest": Text(
            "{event} 最早 {bound} 开展", "{event} opens on {bound} at the earliest"
        ),
        "fact-latest": Text("{event} 最晚 {bound} 结束", "{event} ends on {bound} at the latest"),
        "fact-notice": Text(
            "{event} 尚未开始，许可期之后最早 {bound} 开展",
            "{event} has not begun; past the permit's days it opens on {bound} at the earliest",
        ),
        "early": Text(
            "{event} 比最早允许的 {bound} 早 {count} 天开展",
            "{event} opens before {bound}, its earliest day; days too early: {count}",
        ),
        "late": Text(
            "{event} 比最晚允许的 {bound} 晚 {count} 天结束",
            "{event} ends after {bound}, its latest day; days too late: {count}",
        ),
    }

    def findings(self, problem: Problem, roster: Roster) -> Iterator[Finding]:
        """One finding per bound passed; amount = days."""
        for t in roster.tenancies:
            e = t.event
            if e.earliest is not None and t.show.start < e.earliest:
                n, day = e.earliest - t.show.start, t.show.start
                yield self.breach(
                    n, "early", events=(e.id,), days=(day,), bound=iso(e.earliest), count=n
                )
            if e.latest is not None and t.show.last > e.latest:
                n, day = t.show.last - e.latest, t.show.last
                yield self.breach(
                    n, "late", events=(e.id,), days=(day,), bound=iso(e.latest), count=n
                )
