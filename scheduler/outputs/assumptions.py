"""What the report rests on that nobody published: planning figures and policy in force."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scheduler.domain.problem import Problem
from scheduler.domain.span import Span, iso
from scheduler.domain.text import LANGS, Text
from scheduler.outputs.labels import KINDS, LIST, pair
from scheduler.outputs.outcome import Outcome
from scheduler.rules import RULES
from scheduler.rules.closed_days import closed_reason

NONE = Text("无此规则", "no such rule")


def assumptions(o: Outcome) -> list[dict[str, Any]]:
    """Policy in force, a row a setting: its title and value in both languages."""
    return [{"name": pair(name), "value": pair(value)} for name, value in policy_rows(o)]


def policy_rows(o: Outcome) -> Iterator[tuple[Text, Text]]:
    """The same as texts, for the workbook."""
    yield from _policy(o.problem)
    yield from _closed_days(o.problem)
    yield from _weights(o.problem)


def _policy(problem: Problem) -> Iterator[tuple[Text, Text]]:
    p = problem.policy
    yield Text("排期范围", "Horizon"), _span(p.horizon)
    force = Text("必须达到", "required") if p.coverage.required else Text("尽量达到", "wished")
    yield (
        Text("产业覆盖目标", "Coverage goal"),
        Text(
            f"每个产业 {p.coverage.brand_events} 个品牌活动、{p.coverage.events} 个活动"
            f"（{force.zh}）",
            f"{_events(p.coverage.brand_events, 'brand ')} and {_events(p.coverage.events)} "
            f"in each industry ({force.en})",
        ),
    )
    days = p.date_protection.days
    yield Text("同题材保护", "Date protection"), _count(days, "天", "days")
    for theme, value in p.date_protection.themes.items():
        title = Text(f"同题材保护：{theme}", f"Date protection: {theme}")
        yield title, _count(value, "天", "days")
    yield from _limits(problem)


def _events(n: int, kind: str = "") -> str:
    return f"{n:,} {kind}event{'' if n == 1 else 's'}"


def _limits(problem: Problem) -> Iterator[tuple[Text, Text]]:
    limits, comfort = problem.policy.limits, problem.policy.comfort
    yield (
        Text("每日领导出席的开幕", "Openings with leaders a day"),
        _count(limits.openings_per_day, "场", ""),
    )
    yield (
        Text("大型活动的日观众", "Daily visitors of a large event"),
        _count(limits.large_event_visitors, "人起", "or more"),
    )
    yield (
        Text("每区每日大型活动", "Large events a district and day"),
        _count(limits.large_events_per_district_day, "个", ""),
    )
    yield (
        Text("每日观众舒适值", "Comfortable visitors a day"),
        _count(comfort.daily_visitors, "人", ""),
    )
    yield (
        Text("酒店客房舒适值", "Comfortable hotel rooms a night"),
        _count(comfort.hotel_rooms, "间", ""),
    )
    yield (
        Text("邻市同题材间隔", "Days kept from neighbouring cities"),
        Text(f"{problem.policy.neighbour_days} 天", f"{problem.policy.neighbour_days} days"),
    )


def _closed_days(problem: Problem) -> Iterator[tuple[Text, Text]]:
    for entry in problem.policy.closed_days:
        reason = closed_reason(entry)
        kinds = None if entry.kinds is None else sorted(entry.kinds)
        value = []
        for lang in LANGS:
            parts = [] if entry.public_holidays else [_span(entry.span).get(lang)]
            if kinds is not None:
                parts.append(LIST.get(lang).join(KINDS[k].get(lang) for k in kinds))
            if entry.min_daily_visitors:
                at_least = Text("日观众至少 {:,}", "at least {:,} visitors a day").get(lang)
                parts.append(at_least.format(entry.min_daily_visitors))
            value.append(" · ".join(parts) or "—")
        title = Text(f"不办展日：{reason.get('zh')}", f"Closed days: {reason.get('en')}")
        yield title, Text(value[0], value[1])


def _weights(problem: Problem) -> Iterator[tuple[Text, Text]]:
    for rule in RULES:
        weight = problem.policy.weights.get(rule.id)
        if weight is not None and not rule.is_hard(problem):
            title = Text(f"分值：{rule.title.zh}", f"Points: {rule.title.en}")
            yield title, Text(f"{weight}", f"{weight}")


def _span(span: Span) -> Text:
    text = f"{iso(span.start)} – {iso(span.last)}"
    return Text(text, text)


def _count(value: int | None, zh: str, en: str) -> Text:
    if value is None:
        return NONE
    return Text(f"{value:,} {zh}", f"{value:,} {en}".strip())
