"""What terminal, page and workbook say alike of what scenarios would do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scheduler.domain.text import Text

Json = dict[str, Any]
Ends = tuple[int | None, int | None]
"""Before and after; ``None`` where there is none."""

HELD = Text(
    "{day} 得知：已开始 {begun} 个，原样保留；{soon} 个即将开始，保持原位或取消。",
    "Known on {day}. Begun and left as they are: {begun}. About to begin, kept in place or "
    "dropped: {soon}.",
)
FREE = Text(
    "若变动不计分：{status}，代价 {cost}，下界 {bound}，变动 {count} 个。",
    "If changes cost nothing: {status}, cost {cost}, bound {bound}, events changed: {count}.",
)
UNCHANGED = Text("没有活动变动。", "No event changes.")
SAME_COVERAGE = Text("各产业覆盖不变。", "Coverage stays as it was.")
MOVED = Text(
    "移动：首个展日、场馆或展厅不同，或只在其中一个方案中排入；代价不含变动分。",
    "Moved: another first show day, venue or set of halls, or placed in one of the plans "
    "only; costs are without points of change.",
)
"""What counts as a move on a curve."""


def covered(effect: Json) -> Iterator[tuple[Json, str, Ends]]:
    """Each industry's name and counts, by the keys ``brand_events`` and ``events``."""
    for industry, (a, b) in effect["coverage"].items():
        for key in ("brand_events", "events"):
            yield effect["industries"][industry], key, ((a or {}).get(key), (b or {}).get(key))


def used(effect: Json) -> list[Json]:
    """Venues of which other days are let, or other halls can be let."""
    those = effect["venues"].values()
    return [v for v in those if v["let"][0] != v["let"][1] or v["open"][0] != v["open"][1]]


def used_in_all(effect: Json) -> Json:
    """Hall-days let and open of all venues together."""
    those = list(effect["venues"].values())
    return {key: [sum(v[key][i] or 0 for v in those) for i in (0, 1)] for key in ("let", "open")}


def shares(use: Json) -> tuple[str, str]:
    """Hall-days let before and after, each with its share of those that can be let."""
    first, last = (
        "–" if let is None else f"{let:,} ({let / max(1, opened):.0%})"
        for let, opened in zip(use["let"], use["open"], strict=True)
    )
    return first, last
