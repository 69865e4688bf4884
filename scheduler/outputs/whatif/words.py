"""What the page and the workbook of scenarios say, in both languages."""

from __future__ import annotations

from scheduler.domain.text import Text
from scheduler.outputs.effects import FREE, HELD, SAME_COVERAGE, UNCHANGED

KINDS = {
    "moved": Text("移位", "Moved"),
    "lost": Text("失去", "Lost"),
    "won": Text("新排入", "Won"),
    "cancelled": Text("情景取消", "Dropped by the scenario"),
}
"""What becomes of an event."""

TONES = {"moved": "fair", "lost": "bad", "won": "good", "cancelled": "quiet"}
STATUS_TONES = {"optimal": "good", "feasible": "fair", "infeasible": "bad", "unknown": "bad"}

WORDS = {
    "overline": Text("{city} · 会展日历", "{city} · Convention calendar"),
    "title": Text("情景分析", "What if"),
    "lead": Text(
        "现行方案：代价 {cost}，已排 {placed} 个活动，共 {events} 个",
        "The standing plan costs {cost}; {placed} of {events} events placed",
    ),
    "illegal": Text(
        "现行方案违反硬规则 {n} 处。", "The standing plan breaks hard rules; findings: {n}."
    ),
    "language": Text("语言 Language", "语言 Language"),
    "side-by-side": Text("各情景，由好到坏", "The scenarios, best first"),
    "scenario": Text("情景", "Scenario"),
    "result": Text("结果", "Result"),
    "cost": Text("代价", "Cost"),
    "difference": Text("差", "Change"),
    "bound": Text("已证下界", "Proven bound"),
    "gap": Text("差距", "Gap"),
    "change": Text("其中变动分", "Of it points of change"),
    "placed": Text("已排活动", "Events placed"),
    "hall_days": Text("展厅天", "Hall-days"),
    "visitors": Text("观众人次", "Visitors"),
    "before": Text("前", "Before"),
    "after": Text("后", "After"),
    "near": Text("在现行方案附近重排", "Planned near the standing plan"),
    "freely": Text("全部重新排", "Planned freely"),
    "early": Text("已开始、须提前结束", "Begun, and must end early"),
    "early-counts": Text(
        "分值、展厅天与观众人次仍按整个展期计算。",
        "Points, hall-days and visitors still count the whole show.",
    ),
    "last-day": Text("最后一天 {day}", "last day {day}"),
    "known": Text("得知之日", "Known on a day"),
    "held": HELD,
    "conflict": Text("以下事实互相矛盾", "These facts contradict each other"),
    "no-plan": Text("没有方案，故无可比较。", "There is no plan to compare."),
    "changes": Text("变动的活动", "Events that change"),
    "no-changes": UNCHANGED,
    "event": Text("活动", "Event"),
    "what": Text("变动", "What"),
    "from": Text("原", "From"),
    "to": Text("现", "To"),
    "why": Text("理由", "Why"),
    "nowhere": Text("未排", "not placed"),
    "rules": Text("各规则分值", "Points by rule"),
    "rule": Text("规则", "Rule"),
    "coverage": Text("覆盖有变的产业", "Industries whose coverage differs"),
    "same-coverage": SAME_COVERAGE,
    "industry": Text("产业", "Industry"),
    "events": Text("{name}：活动", "{name}: events"),
    "brand_events": Text("{name}：品牌活动", "{name}: brand events"),
    "venues": Text(
        "场馆使用（已租展厅天，占可租的份额）", "Use of venues (hall-days let, share of those open)"
    ),
    "venue": Text("场馆", "Venue"),
    "all": Text("全部场馆", "All venues"),
    "unplaced": Text("未排入", "Not placed"),
    "free": FREE,
    "foot": Text(
        "代价含各规则分值；下界已证明：没有更低的方案。",
        "Cost is the points of all rules; the bound is proven: no plan costs less.",
    ),
}


def told(key: str, lang: str, **facts: object) -> str:
    """A sentence in a language."""
    return WORDS[key].get(lang).format(**facts)


def number(value: int | None, *, sign: bool = False) -> str:
    """A number as people write it; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:+,}" if sign and value else f"{value:,}"


def difference(before: int | None, after: int | None) -> int | None:
    """After less before; ``None`` unless both are there."""
    return None if before is None or after is None else after - before
