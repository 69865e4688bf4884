"""Why an event stands elsewhere, as far as two plans alone can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from scheduler.audit import Audit, audit
from scheduler.domain.event import Event
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Tenancy
from scheduler.domain.text import LANGS, Text
from scheduler.rules import BY_ID
from scheduler.rules.wording import event_name, text_of

_MOST_NAMES = 3
_MOST_ASKED = 20
"""Events of one comparison for which a plan is audited in which they stay where they were."""

_MOST_AUDITED = 4000
"""Rows of all these plans; each is as long as the city's year."""


@dataclass(frozen=True)
class Sides:
    """A problem and the audits of the plan before and of the plan after.

    `asked` holds the events for which a further plan was audited.
    """

    problem: Problem
    before: Audit
    after: Audit
    asked: list[str] = field(default_factory=list)

    @cached_property
    def points(self) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
        """Points of each event by rule, in both plans."""
        return _points(self.before), _points(self.after)

    @cached_property
    def lets(self) -> dict[tuple[str, str], list[Tenancy]]:
        """Tenancies of the plan after by venue and hall."""
        found: dict[tuple[str, str], list[Tenancy]] = {}
        for t in self.after.roster.tenancies:
            for hall in t.halls:
                found.setdefault((t.venue.id, hall.id), []).append(t)
        return found


def _points(judged: Audit) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for f in judged.findings:
        if not f.hard and f.owner:
            found.setdefault(f.owner, Counter())[f.reason.rule] += f.amount
    return found


def why_of(sides: Sides, event_id: str) -> Text:
    """What moved, then what that changes for the event and who stands in its old place."""
    event = sides.problem.event_by_id[event_id]
    was, now = (s.roster.by_event.get(event_id) for s in (sides.before, sides.after))
    what = list(_moved(was, now))
    cured, room = [*_cured(sides, event_id)], [*_made_room(sides, was)]
    because = [
        *cured,
        *_wishes(event, was, now),
        *_dearer_or_cheaper(sides, event_id),
        *room,
    ]
    before, after = (side.get(event_id, Counter()).total() for side in sides.points)
    if not cured and not room and after >= before:
        # All that is further from its wish, or dearer, is no reason yet.
        because += _if_it_stayed(sides, event_id, was)
    if not because:
        because = [Text("本活动自身分值不变", "the same points for itself")]
    zh = "，".join(t.zh for t in what) + "：" + "；".join(t.zh for t in because)
    en = ", ".join(t.en for t in what) + ": " + "; ".join(t.en for t in because)
    return Text(zh, en[0].upper() + en[1:])


def _moved(was: Tenancy | None, now: Tenancy | None) -> Iterator[Text]:
    if was is None:
        yield Text("新排入", "newly placed")
    elif now is None:
        yield Text("不再排入", "not placed any more")
    else:
        days = now.show.start - was.show.start
        if days:
            zh, en = ("推迟", "later") if days > 0 else ("提前", "earlier")
            yield Text(f"{zh} {abs(days)} 天", f"{_count(abs(days), 'day')} {en}")
        if was.venue.id != now.venue.id:
            yield Text(
                f"改到{now.venue.name.get('zh')}", f"now at {now.venue.name.get('en')}"
            )
        elif set(was.hall_ids) != set(now.hall_ids):
            yield Text("换展厅", "other halls")


def _cured(sides: Sides, event_id: str) -> Iterator[Text]:
    """The hard findings that the old place had and the new one has not."""
    left = {f.reason for f in sides.after.hard}
    for f in sides.before.hard:
        if event_id in f.reason.events and f.reason not in left:
            said = text_of(sides.problem, f.reason)
            yield Text(f"原来违反硬规则（{said.zh}）", f"it broke a hard rule ({said.en})")
            return


def _wishes(event: Event, was: Tenancy | None, now: Tenancy | None) -> Iterator[Text]:
    """How far it stands from its wish, which says more than points."""
    if event.preferred_start is None or was is None or now is None:
        return
    before, after = (abs(t.show.start - event.preferred_start) for t in (was, now))
    if after == 0 < before:
        yield Text("正合意愿日期", "on the day it wished for")
    elif after != before:
        zh, en = ("近", "nearer to") if after < before else ("远", "further from")
        days = abs(after - before)
        yield Text(f"离意愿日期{zh} {days} 天", f"{_count(days, 'day')} {en} its wish")


def _dearer_or_cheaper(sides: Sides, event_id: str) -> Iterator[Text]:
    """Its own points, rule by rule, largest difference first."""
    before, after = (side.get(event_id, Counter()) for side in sides.points)
    steps = {r: after[r] - before[r] for r in BY_ID if after[r] != before[r]}
    for rule, points in sorted(steps.items(), key=lambda s: -abs(s[1])):
        title = BY_ID[rule].title
        yield Text(f"{title.zh} {points:+,} 分", f"{title.en} {_points_en(points)}")


def _made_room(sides: Sides, was: Tenancy | None) -> Iterator[Text]:
    """Who came to its old halls on its old days."""
    if was is None:
        return
    stood = sides.before.roster.by_event
    taken = {
        t.event.id: t
        for hall in was.halls
        for t in sides.lets.get((was.venue.id, hall.id), ())
        if t.event.id != was.event.id
        and t.span.overlaps(was.span)
        and not (t.event.id in stood and stood[t.event.id].placement.place == t.placement.place)
    }
    if taken:
        zh, en = (_names(sides.problem, list(taken), lang) for lang in LANGS)
        yield Text(f"原位让给{zh}", f"its old place goes to {en}")


def _if_it_stayed(sides: Sides, event_id: str, was: Tenancy | None) -> Iterator[Text]:
    """What its old place would break or cost by now, where nothing else tells why it moved."""
    most = min(_MOST_ASKED, _MOST_AUDITED // len(sides.problem.events))
    if was is None or event_id not in sides.after.roster.by_event or len(sides.asked) >= most:
        return
    sides.asked.append(event_id)
    # Those that share its place come and go with it.
    group = sides.problem.group_of[event_id]
    old, new = (
        [t.placement for t in side.roster.tenancies if (t.event.id in group) == there]
        for side, there in ((sides.before, True), (sides.after, False))
    )
    stayed = audit(sides.problem, Plan((*new, *old)))
    left = {f.reason for f in sides.after.hard}
    broken = [f.reason for f in stayed.hard if f.reason not in left]
    more = stayed.cost - sides.after.cost
    if broken:
        said = text_of(sides.problem, broken[0])
        yield Text(
            f"原位如今会违反硬规则（{said.zh}）",
            f"its old place would break a hard rule ({said.en})",
        )
    elif more > 0:
        yield Text(
            f"若留在原位，全市合计多 {more:,} 分",
            f"in its old place the city as a whole would pay {_count(more, 'point')} more",
        )


def _names(problem: Problem, ids: list[str], lang: str) -> str:
    sep, more = ("、", "等") if lang == "zh" else (", ", " and others")
    said = sep.join(event_name(problem, i, lang) for i in ids[:_MOST_NAMES])
    return said + (more if len(ids) > _MOST_NAMES else "")


def _points_en(points: int) -> str:
    return f"{points:+,} point{'' if abs(points) == 1 else 's'}"


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
