"""Sheets with a row an event, a cost line or a moving day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scheduler.domain.text import Text
from scheduler.outputs import figures
from scheduler.outputs.labels import PHASES, YES_NO, industry_name, pair, term
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.xlsx.book import Book, Column
from scheduler.outputs.xlsx.sheets import venue_text

EVENT_COLUMNS = (
    Column("Id", "编号", width=24), Column("Event (Chinese)", "活动（中文）", width=36),
    Column("Event (English)", "活动（英文）", width=40), Column("Kind", "类型", width=16),
    Column("Industries", "产业", width=34), Column("Direction", "方向", width=20),
    Column("Level", "级别", width=18), Column("New", "新办", width=9),
    Column("Brand", "品牌", width=9),
    Column("Leaders open", "领导出席", width=9), Column("Status", "状态", width=16),
    Column("Priority", "优先级", "int", 9), Column("Organisers", "主办", width=30),
    Column("Placed", "已排", width=9), Column("Venue", "场馆", width=36),
    Column("Halls", "展厅", width=30),
    Column("Tenancy first", "租期首日", "date"), Column("Show first", "展期首日", "date"),
    Column("Show last", "展期末日", "date"), Column("Tenancy last", "租期末日", "date"),
    Column("Hall-days", "展厅天", "int"), Column("Move-in days", "布展天数", "int"),
    Column("Show days", "展期天数", "int"), Column("Move-out days", "撤展天数", "int"),
    Column("Gross m2 needed", "毛面积需求", "int"), Column("Seats needed", "座位需求", "int"),
    Column("Outdoor m2 needed", "室外需求", "int"), Column("Daily visitors", "日观众", "int"),
    Column("Hotel rooms", "客房", "int"), Column("Earliest", "最早", "date"),
    Column("Latest", "最晚", "date"),
    Column("Wished start", "希望开展日", "date"), Column("Days off the wish", "偏离天数", "int"),
    Column("Wished venue", "希望场馆", width=30), Column("Cost", "代价", "int"),
    Column("Theme", "题材", width=16), Column("Evidence", "依据", width=18),
    Column("Source", "来源", width=50), Column("Notes", "备注", width=50),
)  # fmt: skip


def yes(value: object) -> Text:
    """Yes or no."""
    return YES_NO[str(bool(value)).lower()]


def both_names(row: Mapping[Any, Any], key: str) -> Text | None:
    """The two name columns of a figure as one text."""
    return Text(row[f"{key}_zh"], row[f"{key}_en"]) if row[f"{key}_zh"] is not None else None


def events(book: Book, o: Outcome) -> None:
    """All events with their places and everything they were planned with."""
    rows = [_event(book, o, e) for e in figures.events(o).to_dict("records")]
    book.table("Events 活动", EVENT_COLUMNS, rows).freeze_panes(1, 2)


def _event(book: Book, o: Outcome, e: Mapping[Any, Any]) -> tuple[object, ...]:
    industries = "; ".join(book.both(industry_name(o.problem, s)) for s in e["industries"])
    wished = e["preferred_venue"]
    return (
        e["event_id"], e["name_zh"], e["name_en"], term("kind", e["kind"]), industries,
        _term("direction", e), _term("level", e), yes(e["is_new"]), yes(e["is_brand"]),
        yes(e["leaders_open"]), _term("status", e), e["priority"], "、".join(e["organizers"]),
        yes(e["placed"]), both_names(e, "venue"), both_names(e, "halls"), e["tenancy_first"],
        e["show_first"], e["show_last"], e["tenancy_last"], e["hall_days"], e["move_in_days"],
        e["show_days"], e["move_out_days"], e["gross_m2"] or None, e["seats"] or None,
        e["outdoor_m2"] or None, e["daily_visitors"] or None, e["hotel_rooms"] or None,
        e["earliest"], e["latest"], e["preferred_start"], e["days_off"],
        venue_text(o, wished) if wished in o.problem.venue_by_id else wished, e["cost"],
        e["theme"], _term("evidence", e), e["source"], e["notes"],
    )  # fmt: skip


def _term(kind: str, e: Mapping[Any, Any]) -> Text | None:
    return term(kind, e[kind]) if e[kind] else None


def cost_by_rule(book: Book, o: Outcome) -> None:
    """Points of each soft rule."""
    columns = (
        Column("Rule id", "规则编号", width=18), Column("Rule", "规则", width=32),
        Column("Points", "分值", "int"), Column("Lines", "项数", "int"),
        Column("Share", "占比", "bar"),
    )  # fmt: skip
    table = figures.cost_by_rule(o)
    total = sum(table["points"]) or 1
    rows = [
        (r["rule"], both_names(r, "title"), r["points"], r["lines"], r["points"] / total)
        for r in table.to_dict("records")
    ]
    book.table("Cost by rule 规则代价", columns, rows)


def cost_lines(book: Book, o: Outcome) -> None:
    """Everything that costs points, in sentences."""
    columns = (
        Column("Points", "分值", "int"), Column("Rule", "规则", width=24),
        Column("Event id", "活动编号", width=24), Column("First day", "首日", "date"),
        Column("Sentence (Chinese)", "说明（中文）", "long", width=70),
        Column("Sentence (English)", "说明（英文）", "long", width=70),
    )  # fmt: skip
    titles = {r["rule"]: both_names(r, "title") for r in figures.cost_by_rule(o).to_dict("records")}
    rows = [
        (x["points"], titles[x["rule"]], x["event_id"], x["day"], x["text_zh"], x["text_en"])
        for x in figures.cost_lines(o).to_dict("records")
    ]
    book.table("Cost lines 代价明细", columns, rows)


def unplaced(book: Book, o: Outcome) -> None:
    """Events left out and why."""
    columns = (
        Column("Id", "编号", width=24), Column("Event (Chinese)", "活动（中文）", width=36),
        Column("Event (English)", "活动（英文）", width=40), Column("Priority", "优先级", "int"),
        Column("Points", "分值", "int"), Column("Why (Chinese)", "原因（中文）", "long", width=70),
        Column("Why (English)", "原因（英文）", "long", width=70),
    )  # fmt: skip
    rows = figures.unplaced(o)[
        ["event_id", "name_zh", "name_en", "priority", "points", "why_zh", "why_en"]
    ].itertuples(index=False)
    book.table("Unplaced 未排入", columns, rows)


def moves(book: Book, o: Outcome) -> None:
    """Move-in and move-out, a row an event and day, by venue and day."""
    columns = (
        Column("Venue", "场馆", width=40), Column("Day", "日期", "date"),
        Column("Phase", "阶段", width=18), Column("Event (Chinese)", "活动（中文）", width=36),
        Column("Event (English)", "活动（英文）", width=40), Column("Halls", "展厅", width=40),
        Column("Day of phase", "第几天", "int"), Column("Days of phase", "共几天", "int"),
        Column("Show first", "展期首日", "date"), Column("Event id", "活动编号", width=24),
    )  # fmt: skip
    halls = {e["event_id"]: both_names(e, "halls") for e in figures.events(o).to_dict("records")}
    rows = []
    for m in figures.moves(o).to_dict("records"):
        event = o.problem.event_by_id[m["event_id"]]
        names = pair(event.name, event.id)
        rows.append(
            (venue_text(o, m["venue_id"]), m["day"], PHASES[m["phase"]], *names, halls[event.id],
             m["nth"], m["of"], m["show_first"], event.id)
        )  # fmt: skip
    book.table("Move-in by day 逐日布撤展", columns, rows)
