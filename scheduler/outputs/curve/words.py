"""What stands in the picture and on the page of a curve."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.domain.text import LANGS, Text
from scheduler.outputs.effects import MOVED

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
    "meaning": MOVED,
    "cut-short": Text("提前停止，曲线可能过早结束", "stopped early; the curve may end too early"),
}


def say(key: str, langs: Sequence[str] = LANGS) -> str:
    """The words in each language that is asked for."""
    return " · ".join(dict.fromkeys(WORDS[key].get(lang) for lang in langs))


def title_of(curve: dict[str, object]) -> Text:
    """The scenario's title, with the day on which it is known; that of no scenario has its own."""
    zh, en, day = str(curve["title_zh"]), str(curve["title_en"]), curve["today"]
    if curve["file"] is None or day is None:
        return Text(zh, en)
    return Text(f"{zh}（{day} 得知）", f"{en}, known on {day}")


def titled(curve: dict[str, object], langs: Sequence[str] = LANGS) -> str:
    """The title in each language that is asked for."""
    return " · ".join(dict.fromkeys(title_of(curve).get(lang) for lang in langs))
