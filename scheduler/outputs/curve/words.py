"""What stands in the picture and on the page of a curve."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.domain.text import LANGS, Text

WORDS = {
    "title": Text("变动与质量", "Change against quality"),
    "across": Text("最多移动的活动数", "events moved at most"),
    "up": Text("代价（分）", "cost (points)"),
    "none": Text("无可行方案", "no plan"),
    "unknown": Text("未求得", "not found"),
    "unsearched": Text("提前停止，未求", "stopped before it was looked for"),
    "proven": Text("已证明最优", "proven best"),
    "bracket": Text("最优在下界与代价之间", "the best lies between bound and cost"),
    "moves": Text("最多移动", "moved at most"),
    "cost": Text("代价", "cost"),
    "bound": Text("下界", "bound"),
    "result": Text("结果", "result"),
    "moved": Text("实际移动", "moved"),
    "meaning": Text(
        "移动：首个展日、场馆或展厅不同，或只在其中一个方案中排入；代价不含变动分。",
        "Moved: another first show day, venue or set of halls, or placed in one of the plans "
        "only; costs are without points of change.",
    ),
}


def say(key: str, langs: Sequence[str] = LANGS) -> str:
    """The words in each language that is asked for."""
    return " · ".join(dict.fromkeys(WORDS[key].get(lang) for lang in langs))


def titled(curve: dict[str, object], langs: Sequence[str] = LANGS) -> str:
    """The scenario's title in each language that is asked for."""
    return " · ".join(dict.fromkeys(str(curve[f"title_{lang}"]) for lang in langs))
