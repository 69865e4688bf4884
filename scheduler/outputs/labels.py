"""Names of the values that events.csv knows, and how names and lists are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from scheduler.domain.problem import Problem
from scheduler.domain.text import LANGS, Text
from scheduler.domain.venue import Hall

NOT_GIVEN = Text("未注明", "not given")
LIST = Text("、", ", ")
"""What stands between the names of a list."""

KINDS = {
    "conference": Text("会议", "Conference"),
    "exhibition": Text("展览", "Exhibition"),
    "festival": Text("节庆", "Festival"),
}
DIRECTIONS = {
    "brand": Text("高端品牌", "Premium brand"),
    "national-strategy": Text("国家战略", "National strategy"),
    "industry-fusion": Text("产展融合", "Industry fusion"),
    "flagship": Text("龙头会展", "Flagship"),
    "new": Text("新办会展", "Newly founded"),
}
LEVELS = {
    "national": Text("国家级", "National"),
    "provincial": Text("省级", "Provincial"),
    "city": Text("市级", "City"),
    "market": Text("市场化", "Market"),
}
PHASES = {
    "in": Text("布展", "Move-in"),
    "show": Text("展期", "Show"),
    "out": Text("撤展", "Move-out"),
}
STATUSES = {
    "definite": Text("确定", "Definite"),
    "tentative": Text("暂定", "Tentative"),
    "proposed": Text("拟办", "Proposed"),
}
EVIDENCE = {
    "press": Text("新闻稿", "Press"),
    "documented": Text("有据可查", "Documented"),
    "recalled": Text("凭记忆", "Recalled"),
}
SPACES = {
    "hall": Text("展厅", "Exhibition halls"),
    "room": Text("会议室", "Rooms"),
    "ground": Text("室外场地", "Open grounds"),
}
WEEKENDS = {"include": Text("要含周末", "Include"), "avoid": Text("避开周末", "Avoid")}
YES_NO = {"true": Text("是", "Yes"), "false": Text("否", "No")}
NEWNESS = {"true": Text("新办", "New"), "false": Text("延续", "Continuing")}
OUTCOMES = {
    "optimal": Text("已证明最优", "Proven optimal"),
    "feasible": Text("可行", "Feasible"),
    "infeasible": Text("无可行方案", "Infeasible"),
    "unknown": Text("未得出方案", "No plan found"),
}
UNITS = {
    "days": Text("天", "days"),
    "halls": Text("个展厅", "halls"),
    "m²": Text("m²", "m²"),
    "seats": Text("座", "seats"),
    "count": Text("个", ""),
}
TERMS: Mapping[str, Mapping[str, Text]] = MappingProxyType(
    {
        "kind": KINDS,
        "direction": DIRECTIONS,
        "level": LEVELS,
        "status": STATUSES,
        "evidence": EVIDENCE,
        "space": SPACES,
        "weekend": WEEKENDS,
        "new": NEWNESS,
        "yes": YES_NO,
        "outcome": OUTCOMES,
        "unit": UNITS,
        "phase": PHASES,
    }
)
"""Every list of values by the name that figures use for it."""


def term(kind: str, value: str) -> Text:
    """Name of a value; blank is "not given", an unknown one stands for itself."""
    if not value:
        return NOT_GIVEN
    return TERMS[kind].get(value, Text(value, value))


def pair(text: Text, fallback: str = "") -> tuple[str, str]:
    """Chinese and English, each falling back to the other and then to `fallback`."""
    return text.get("zh") or fallback, text.get("en") or fallback


def industry_name(problem: Problem, slug: str) -> Text:
    """Name of an industry, its slug if it has none."""
    return Text(*pair(problem.policy.industries.get(slug, Text()), slug))


def hall_list(halls: Iterable[Hall]) -> tuple[str, str]:
    """Hall names in both languages."""
    names = [pair(h.name, h.id) for h in halls]
    zh, en = (LIST.get(lang).join(n[i] for n in names) for i, lang in enumerate(LANGS))
    return zh, en
