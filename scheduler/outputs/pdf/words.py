"""What stands on the sheets besides names and figures."""

from __future__ import annotations

from scheduler.domain.text import Text

WORDS = {
    "title": Text("会展排期", "Convention and exhibition plan"),
    "dash": Text(" · ", " – "),
    "at": Text("：", ": "),
    "cost": Text("代价", "Cost"),
    "bound": Text("下界", "Bound"),
    "clashes": Text("未化解的冲突", "Open clashes"),
    "none": Text("无", "none"),
    "year": Text("全年", "The year"),
    "venue": Text("场馆 / 展厅", "Venue / hall"),
    "moving": Text("布展、撤展", "Moving in or out"),
    "show": Text("展期", "On show"),
    "closed": Text("未开放", "Closed"),
    "holiday": Text("节假日", "Holiday"),
    "clash": Text("冲突", "Clash"),
    "other": Text("其他", "Others"),
    "more": Text("（续）", " (continued)"),
    "coverage": Text("产业覆盖", "Coverage of industries"),
    "industry": Text("产业", "Industry"),
    "brands": Text("品牌活动", "Brand events"),
    "events": Text("活动", "Events"),
    "goal": Text("{have} / {goal}", "{have} of {goal}"),
    "rules": Text("各项代价", "Cost by rule"),
    "rule": Text("规则", "Rule"),
    "points": Text("分", "Points"),
    "dates": Text("展期", "Show days"),
    "event": Text("活动", "Event"),
    "place": Text("地点", "Place"),
    "status": Text("状态", "Status"),
    "unplaced": Text("未排活动", "Events without a place"),
    "why": Text("原因", "Why"),
    "page": Text("第 {n} 页，共 {of} 页", "Page {n} of {of}"),
    "no-plan": Text("没有方案。", "There is no plan."),
    "conflicts": Text("相互矛盾的事实", "Facts that contradict one another"),
}
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def words(lang: str) -> dict[str, str]:
    """All of them in a language."""
    return {key: text.get(lang) for key, text in WORDS.items()}


def month_name(lang: str, year: int, month: int, first: bool) -> str:
    """Name over a month's days; the year stands with January and the first month."""
    told = first or month == 1
    if lang == "zh":
        return f"{year}年{month}月" if told else f"{month}月"
    return f"{MONTHS_EN[month - 1]} {year}" if told else MONTHS_EN[month - 1]
