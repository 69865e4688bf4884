"""Curves as two sheets of a workbook: their points, and the moves that make each point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scheduler.domain.span import day_of
from scheduler.domain.text import Text
from scheduler.outputs.curve.words import WORDS, title_of
from scheduler.outputs.labels import OUTCOMES
from scheduler.outputs.xlsx.book import Book, Column

Json = dict[str, Any]
Row = tuple[object, ...]

_OF = (
    Column("Scenario", "情景", width=34), Column("File", "文件", width=26),
    Column("Moved at most", "最多移动", "int"),
)  # fmt: skip
_POINTS = (
    *_OF, Column("Moved", "实际移动", "int"), Column("Cost", "代价", "int"),
    Column("Bound", "下界", "int"), Column("Result", "结果", width=18),
    Column("Note", "说明", width=36),
)  # fmt: skip
_MOVES = (
    *_OF, Column("Event id", "活动 id", width=24), Column("From first day", "原首展日", "date"),
    Column("From", "原位置", width=26), Column("To first day", "现首展日", "date"),
    Column("To", "现位置", width=26), Column("Why (Chinese)", "理由（中文）", "long", width=50),
    Column("Why (English)", "理由（英文）", "long", width=50),
)  # fmt: skip


def write_sheets(book: Book, curves: Sequence[Json]) -> None:
    """Add the sheets.

    Parameters
    ----------
    curves
        As `scenarios.curve_answer` has them.
    """
    book.table("Curve 曲线", _POINTS, _points(curves))
    book.table("Curve moves 曲线移动", _MOVES, _moves(curves))


def place(where: Json | None) -> tuple[int | None, str | None]:
    """First show day as a day number, then venue and halls; blank for nowhere."""
    if where is None:
        return None, None
    return day_of(where["show_first"]), " ".join([where["venue_id"], *where["hall_ids"]])


def _of(curve: Json, point: Json) -> Row:
    return title_of(curve), curve["file"], point["moves"]


def _points(curves: Sequence[Json]) -> Iterator[Row]:
    for curve in curves:
        for p in curve["points"]:
            result = OUTCOMES[p["status"]]
            yield *_of(curve, p), p["moved"], p["cost"], p["bound"], result, _note(curve, p)


def _note(curve: Json, point: Json) -> Text | None:
    """What a stop left open: of the point, and at the last one of the curve."""
    keys = [] if point["searched"] else ["unsearched"]
    if curve["cut_short"] and point is curve["points"][-1]:
        keys.append("cut-short")
    said = [WORDS[key] for key in keys]
    return Text("；".join(t.zh for t in said), "; ".join(t.en for t in said)) if said else None


def _moves(curves: Sequence[Json]) -> Iterator[Row]:
    for curve in curves:
        for p in curve["points"]:
            for c in p["changes"]:
                ends = (*place(c["from"]), *place(c["to"]))
                yield *_of(curve, p), c["event_id"], *ends, c["why_zh"], c["why_en"]
