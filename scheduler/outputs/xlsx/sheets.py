"""Sheets about the year as a whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from scheduler.domain.span import day_of
from scheduler.domain.text import Text
from scheduler.outputs import figures, headline
from scheduler.outputs.assumptions import policy_rows
from scheduler.outputs.imprint import Imprint
from scheduler.outputs.labels import EVIDENCE, NEWNESS, NOT_GIVEN, SPACES, YES_NO, pair, term
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.usage import Usage
from scheduler.outputs.xlsx.book import Book, Column
from scheduler.rules import BY_ID

SOURCED = Text(
    "活动是否存在按“依据”列：新闻稿、有据可查、凭记忆（未经核实）。"
    "天数、面积、座位、人数、意愿和政策数值均为规划假设，除非备注另有说明。",
    'That an event exists rests on the "evidence" column: press, documented or recalled '
    "(unverified). Day counts, areas, seats, numbers of people, wishes and policy values are "
    "planning assumptions, unless the notes say otherwise.",
)


def venue_text(o: Outcome, venue_id: str) -> Text:
    """Name of a venue."""
    return Text(*pair(o.problem.venue_by_id[venue_id].name, venue_id))


def summary(book: Book, o: Outcome, used: Usage, imprint: Imprint | None = None) -> None:
    """The verdict, the cost and the key numbers."""
    sheet = book.sheet("Summary 概览", "#1f3a68")
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 3, 18)
    city = o.problem.city
    title = Text(*pair(city.name, city.id))
    book.text(sheet, 0, 0, book.both(title), book.style(bold=True, font_size=18))
    if imprint:
        book.text(sheet, 1, 0, book.both(imprint.text), book.style(bold=True))
    day, number = book.style(num_format="yyyy-mm-dd", align="right"), book.style(num_format="#,##0")
    tone, verdict = headline.verdict(o)
    paint = {"good": "#dff3e6", "fair": "#fff0d2", "bad": "#fbdede"}[tone]
    rows: list[tuple[Text, Any, Any]] = [
        (Text("结论", "Verdict"), book.both(verdict), book.style(bold=True, bg_color=paint)),
        (Text("首日", "First day"), o.problem.horizon.start, day),
        (Text("末日", "Last day"), o.problem.horizon.last, day),
        (Text("代价", "Cost"), o.audit.cost if o.audit else o.solution.cost, number),
        (Text("已证下界", "Proven bound"), o.solution.bound, number),
        (Text("差距", "Gap"), o.solution.gap, book.style(num_format="0.0%")),
        (Text("硬规则违反", "Hard findings"), len(o.hard), number),
        (Text("输入校验", "Input hash"), o.problem.input_hash, None),
    ]
    for r, (label, value, style) in enumerate(rows, 2):
        _line(book, sheet, r, label, value, style)
    start = len(rows) + 3
    for r, n in enumerate(headline.numbers(o, used.by_venue()), start):
        _line(book, sheet, r, n.title, n.value, number)
        sheet.write_number(r, 2, n.total or 0, number)
        sheet.write_number(r, 3, n.share or 0, book.style(num_format="0%"))
    note = book.style(text_wrap=True, italic=True, font_color="#555555")
    sheet.merge_range(start + 7, 0, start + 11, 3, "", note)
    book.text(sheet, start + 7, 0, book.both(SOURCED), note)


def _line(book: Book, sheet: Any, row: int, label: Text, value: Any, style: Any) -> None:
    book.text(sheet, row, 0, book.both(label), book.style(font_color="#555555"))
    if isinstance(value, str):
        book.text(sheet, row, 1, value, style)
    elif value is None:
        book.text(sheet, row, 1, "—", book.style(align="right"))
    elif label.en.endswith("day"):
        sheet.write_datetime(row, 1, date.fromordinal(value), style)
    else:
        sheet.write_number(row, 1, value, style)


def findings(book: Book, o: Outcome) -> None:
    """Broken hard rules, or the facts of a conflict; no sheet where there are none."""
    rows: list[tuple[object, ...]] = []
    for f in o.hard:
        rule, text = BY_ID[f.reason.rule], o.sentence(f.reason)
        unit = term("unit", rule.unit_of(f.reason.case))
        ids = ";".join(f.reason.events)
        rows.append((rule.id, rule.title, f.amount, unit, ids, text.zh, text.en))
    for reason in (m.reason for c in o.solution.conflicts for m in c.told):
        rule, text = BY_ID[reason.rule], o.sentence(reason)
        rows.append((rule.id, rule.title, None, "", ";".join(reason.events), text.zh, text.en))
    columns = (
        Column("Rule id", "规则编号", width=16), Column("Rule", "规则", width=22),
        Column("Amount", "数量", "int"), Column("Unit", "单位"),
        Column("Event ids", "活动编号", width=26),
        Column("Sentence (Chinese)", "说明（中文）", "long", width=60),
        Column("Sentence (English)", "说明（英文）", "long", width=60),
    )  # fmt: skip
    if rows:
        book.table("Findings 违规与矛盾", columns, rows).set_tab_color("#c12e33")


def coverage(book: Book, o: Outcome) -> None:
    """Industries against their goal, with the brand events by name."""
    columns = (
        Column("Industry", "产业", width=34), Column("Brand goal", "品牌目标", "int"),
        Column("Brand events", "品牌活动", "int"), Column("Event goal", "活动目标", "int"),
        Column("Events", "活动", "int"), Column("Goal met", "达标"),
        Column("Brand events (Chinese)", "品牌活动名称（中文）", "long", width=60),
        Column("Brand events (English)", "品牌活动名称（英文）", "long", width=60),
    )  # fmt: skip
    rows = []
    for c in figures.coverage(o).to_dict("records"):
        names = [pair(o.problem.event_by_id[e].name, e) for e in c["brand_ids"]]
        met = YES_NO[str(bool(c["met"])).lower()]
        zh, en = "、".join(n[0] for n in names), "; ".join(n[1] for n in names)
        name = Text(c["name_zh"], c["name_en"])
        rows.append(
            (name, c["brand_goal"], c["brands"], c["events_goal"], c["events"], met, zh, en)
        )
    book.table("Coverage 产业覆盖", columns, rows)


def breakdown(book: Book, o: Outcome) -> None:
    """Kinds against direction, level and new."""
    titles = {
        "direction": Text("方向", "Direction"), "level": Text("级别", "Level"),
        "new": Text("新办与延续", "New or continuing"),
    }  # fmt: skip
    columns = (
        Column("By", "分类", width=24), Column("Value", "取值", width=24),
        Column("Kind", "类型", width=20), Column("Placed", "已排", "int"),
        Column("Events", "全部", "int"),
    )  # fmt: skip
    rows = [
        (titles[b["dimension"]], term(b["dimension"], b["value"]), term("kind", b["kind"]),
         b["placed"], b["events"])
        for b in figures.breakdown(o).to_dict("records") if b["events"]
    ]  # fmt: skip
    book.table("Breakdown 构成", columns, rows)


def mix(book: Book, o: Outcome) -> None:
    """Kind, direction, level and new together."""
    columns = (
        Column("Kind", "类型", width=20), Column("Direction", "方向", width=26),
        Column("Level", "级别", width=20), Column("New", "新办", width=20),
        Column("Placed", "已排", "int"), Column("Events", "全部", "int"),
    )  # fmt: skip
    rows = [
        (term("kind", m["kind"]), term("direction", m["direction"]), term("level", m["level"]),
         NEWNESS[str(bool(m["is_new"])).lower()], int(m["placed"]), int(m["events"]))
        for m in figures.mix(o).to_dict("records")
    ]  # fmt: skip
    book.table("Mix 组合", columns, rows)


def weekly(book: Book, o: Outcome, used: Usage) -> None:
    """Hall-days of each venue and week; spaces let on no day at all are left out."""
    idle = {(s["venue"], s["space"]) for s in used.by_venue().to_dict("records") if not s["share"]}
    columns = (
        Column("Venue", "场馆", width=46), Column("Space", "场地", width=24),
        Column("Week of", "周一", "date"), Column("Hall-days open", "可用展厅天", "int"),
        Column("Show", "展期", "int"), Column("Moving", "布撤展", "int"),
        Column("Free", "空闲", "int"),
        Column("Show share", "展期占比", "bar"), Column("Moving share", "布撤展占比", "bar"),
    )  # fmt: skip
    rows = []
    for u in used.by("week").to_dict("records"):
        if (u["venue"], u["space"]) in idle:
            continue
        free = u["open"] - u["show"] - u["moving"]
        shares = [u[k] / u["open"] if u["open"] else None for k in ("show", "moving")]
        rows.append(
            (venue_text(o, u["venue"]), SPACES[u["space"]], day_of(u["week"]), u["open"],
             u["show"], u["moving"], free, *shares)
        )  # fmt: skip
    book.table("Venue use by week 周使用", columns, rows)


def tightness(book: Book, o: Outcome, used: Usage) -> None:
    """Share of hall-days let, a row a venue and space and a column a month."""
    months = figures.months_of(o.problem.horizon)
    by_month = {
        (u["venue"], u["space"], u["month"]): u["share"] if u["open"] else None
        for u in used.by("month").to_dict("records")
    }
    columns = (
        Column("Venue", "场馆", width=46), Column("Space", "场地", width=24),
        Column("Spaces", "数量", "int"), *(Column(m, "占比", "share", 13) for m in months),
        Column("Horizon", "全年占比", "share"), Column("Fullest day", "最满一天", "share"),
    )  # fmt: skip
    rows = [
        (venue_text(o, s["venue"]), SPACES[s["space"]], s["halls"],
         *(by_month[s["venue"], s["space"], m] for m in months), s["share"], s["peak"])
        for s in used.by_venue().to_dict("records")
    ]  # fmt: skip
    sheet = book.table("Tightness 松紧", columns, rows)
    scale = {"type": "2_color_scale", "min_type": "num", "max_type": "num", "min_value": 0,
             "max_value": 1, "min_color": "#ffffff", "max_color": "#3b74d8"}  # fmt: skip
    if rows:
        sheet.conditional_format(1, 3, len(rows), 4 + len(months), scale)


def wishes(book: Book, o: Outcome) -> None:
    """Wishes asked for, met and missed."""
    columns = (
        Column("Wish", "意愿", width=28), Column("Asked", "提出", "int"),
        Column("Met", "满足", "int"),
        Column("Missed", "未满足", "int"), Column("Not placed", "未排入", "int"),
        Column("Days off in all", "偏离天数合计", "int", 18),
    )  # fmt: skip
    rows = [
        (BY_ID[w["wish"]].title, w["asked"], w["met"], w["missed"], w["unplaced"], w["days_off"])
        for w in figures.wishes(o).to_dict("records")
    ]
    book.table("Wishes 意愿", columns, rows)


def sources(book: Book, o: Outcome) -> None:
    """What is sourced and what is assumed."""
    columns = (
        Column("What", "内容", width=44), Column("Value", "数值", "long", width=60),
        Column("Kind", "性质", width=26), Column("Source named", "写明来源", "int"),
    )  # fmt: skip
    rows: list[tuple[object, ...]] = [
        (Text(f"依据：{name.zh}", f"Evidence: {name.en}"), str(e["events"]),
         Text("活动数", "number of events"), e["sourced"])
        for e in figures.evidence(o).to_dict("records")
        for name in [EVIDENCE.get(e["evidence"], NOT_GIVEN)]
    ]  # fmt: skip
    assumed = Text("假设", "assumption")
    rows.append((Text("说明", "Note"), SOURCED, "", None))
    rows += [(name, value, assumed, None) for name, value in policy_rows(o)]
    book.table("Sources 来源与假设", columns, rows)
