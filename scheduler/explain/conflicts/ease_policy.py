"""Easing what policy.yaml says: closed days, protection, limits, coverage and the horizon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scheduler.domain.conflict import Edit, Value
from scheduler.domain.event import Event
from scheduler.domain.plan import Plan
from scheduler.domain.policy import ClosedDays, Policy
from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster
from scheduler.domain.span import Day, Span, iso
from scheduler.domain.text import Text
from scheduler.explain.closing import span_text
from scheduler.explain.conflicts.ease_venues import span_edits
from scheduler.explain.conflicts.easing import State, Step, cut, first_good, pay
from scheduler.explain.conflicts.facts import Fact
from scheduler.explain.conflicts.members import POLICY
from scheduler.rules.closed_days import closed_reason


def with_policy(problem: Problem, policy: Policy) -> Problem:
    """The problem under another policy."""
    return replace(problem, policy=policy)


def ease_closed_days(state: State, fact: Fact) -> Iterator[Step]:
    """Open the days that a plan needs, and keep the others closed."""
    problem, policy = state.problem, state.problem.policy
    entry = policy.closed_days[fact.entry]

    def closed(event: Event, venue: str, day: Day) -> int:
        if not problem.closed_for(event, entry):
            return 0
        return sum(problem.closed_on(d, entry) for d in event.show(day))

    ids = [e.id for e in problem.events]
    plan = state.oracle.best(state.twin(None, fact), lambda m: pay(m, closed, ids))
    days = sorted({
        d
        for t in Roster.read(problem, plan or Plan()).tenancies
        if problem.closed_for(t.event, entry)
        for d in t.show
        if problem.closed_on(d, entry)
    })
    if not days:
        return
    parts, gap = cut(entry.span, days)
    entries = list(policy.closed_days)
    kept = [replace(entry, span=p) for p in parts]
    entries[fact.entry : fact.entry + 1] = kept[:1]
    entries += kept[1:]
    edits = span_edits(
        POLICY, "closed_days", fact.entry, len(policy.closed_days), entry.span, parts, _rest(entry)
    )
    why, said = closed_reason(entry), span_text(gap)
    text = Text(f"{said.zh} 可以办展（{why.get('zh')}）",
                f"open {said.en} ({why.get('en')})")  # fmt: skip
    eased = with_policy(problem, replace(policy, closed_days=tuple(entries)))
    yield Step(eased, state.price("closed-day") * len(days), tuple(edits), text)


def _rest(entry: ClosedDays) -> dict[str, Value]:
    """The keys of an entry besides its dates."""
    found: dict[str, Value] = {}
    if entry.public_holidays:
        found["public_holidays"] = "true"
    if entry.kinds is not None:
        kinds: list[Value] = [*sorted(entry.kinds)]
        found["kinds"] = kinds
    if entry.min_daily_visitors:
        found["min_daily_visitors"] = entry.min_daily_visitors
    reason = {"reason_zh": entry.reason.zh, "reason_en": entry.reason.en}
    return found | {k: v for k, v in reason.items() if v}


def ease_protection(state: State, fact: Fact) -> Iterator[Step]:
    """As few days less between the shows of a theme as a plan needs."""
    policy, theme = state.problem.policy, fact.of
    days = policy.date_protection.days_of(theme)
    assert days is not None

    def with_days(n: int) -> Problem:
        themes = {**policy.date_protection.themes, theme: n}
        protection = replace(policy.date_protection, themes=themes)
        return with_policy(state.problem, replace(policy, date_protection=protection))

    less = first_good(range(days - 1, -1, -1), lambda n: state.holds(with_days(n)))
    if less is None:
        return
    edit = Edit(POLICY, None, f"date_protection.themes.{theme}", less)
    text = Text(
        f"“{theme}”题材的保护由 {days} 天减为 {less} 天",
        f'protect the theme "{theme}" for {less} days, not {days}',
    )
    yield Step(with_days(less), state.price("protection-day") * (days - less), (edit,), text)


def ease_limit(state: State, fact: Fact) -> Iterator[Step]:
    """As many more openings or large events as a plan needs."""
    policy = state.problem.policy
    opening = fact.rule == "openings"
    key = "openings_per_day" if opening else "large_events_per_district_day"
    limit: int = getattr(policy.limits, key)

    def with_limit(n: int) -> Problem:
        limits = (
            replace(policy.limits, openings_per_day=n)
            if opening
            else replace(policy.limits, large_events_per_district_day=n)
        )
        return with_policy(state.problem, replace(policy, limits=limits))

    most = max(limit + 1, len(state.problem.events))
    n = first_good(range(limit + 1, most + 1), lambda n: state.holds(with_limit(n)))
    if n is None:
        return
    zh = "每天领导出席的开幕" if opening else "每区每天的大型活动"
    en = "openings by city leaders a day" if opening else "large events a district and day"
    text = Text(f"{zh}由 {limit} 场放宽到 {n} 场", f"{en}: {n}, not {limit}")
    edit = Edit(POLICY, None, f"limits.{key}", n)
    yield Step(with_limit(n), state.price(fact.rule) * (n - limit), (edit,), text)


def ease_coverage(state: State, fact: Fact) -> Iterator[Step]:
    """Ask each industry for as few events less as a plan needs."""
    policy, key = state.problem.policy, fact.what
    goal: int = getattr(policy.coverage, key)

    def with_goal(n: int) -> Problem:
        coverage = (
            replace(policy.coverage, brand_events=n)
            if key == "brand_events"
            else replace(policy.coverage, events=n)
        )
        return with_policy(state.problem, replace(policy, coverage=coverage))

    n = first_good(range(goal - 1, -1, -1), lambda n: state.holds(with_goal(n)))
    if n is None:
        return
    zh, en = ("品牌活动", "brand events") if key == "brand_events" else ("活动", "events")
    text = Text(
        f"每个产业的{zh}目标由 {goal} 个减为 {n} 个",
        f"{en} required of each industry: {n}, not {goal}",
    )
    edit = Edit(POLICY, None, f"coverage.{key}", n)
    yield Step(with_goal(n), state.price("coverage") * (goal - n), (edit,), text)


def ease_horizon(state: State, fact: Fact) -> Iterator[Step]:
    """As many more days to plan in as a plan needs."""
    problem, horizon = state.problem, state.problem.horizon

    def outside(event: Event, venue: str, day: Day) -> int:
        span = event.tenancy(day)
        return max(0, horizon.start - span.start) + max(0, span.end - horizon.end)

    ids = [e.id for e in problem.events]
    plan = state.oracle.best(state.twin(None, fact), lambda m: pay(m, outside, ids))
    spans = [t.span for t in Roster.read(problem, plan or Plan()).tenancies]
    new = Span(
        min([horizon.start, *(s.start for s in spans)]), max([horizon.end, *(s.end for s in spans)])
    )
    days = len(new) - len(horizon)
    if not days:
        return
    edits = []
    if new.start != horizon.start:
        edits.append(Edit(POLICY, None, "horizon.first", iso(new.start)))
    if new.end != horizon.end:
        edits.append(Edit(POLICY, None, "horizon.last", iso(new.last)))
    said = span_text(new)
    text = Text(f"排期范围改为 {said.zh}", f"plan {said.en}")
    eased = with_policy(problem, replace(problem.policy, horizon=new))
    yield Step(eased, state.price("horizon-day") * days, tuple(edits), text)
