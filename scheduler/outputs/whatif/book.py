"""The workbook of scenarios: the comparison, and all their changes and numbers as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scheduler.domain.span import day_of
from scheduler.domain.text import LANGS, Text
from scheduler.outputs.curve.sheets import place, write_sheets
from scheduler.outputs.effects import covered
from scheduler.outputs.files import replacing
from scheduler.outputs.labels import OUTCOMES
from scheduler.outputs.whatif.words import KINDS, WORDS, difference, told
from scheduler.outputs.xlsx.book import Book, Column

Json = dict[str, Any]
Row = tuple[object, ...]

SCENARIO = (Column("Scenario", "情景", width=34), Column("File", "文件", width=26))
BOTH = (
    Column("Before", "前", "int"), Column("After", "后", "int"), Column("Change", "差", "int"),
)  # fmt: skip


def write_book(path: Path, answer: Json, lang: str = "en") -> None:
    """Write the workbook; the same answer gives the same bytes.

    Sheet names and headers are always in both languages and do not depend on `lang`.

    Parameters
    ----------
    path
        The file, replaced whole once the new one is complete.
    answer
        What ``whatif`` answers, best first; its curves, if it has any, make two sheets more.
    lang
        Language that stands first inside the cells (``zh`` or ``en``).
    """
    with replacing(path) as part, Book(part, lang) as book:
        if answer["scenarios"] or not answer.get("curves"):
            _write_scenarios(book, answer["scenarios"])
        if answer.get("curves"):
            write_sheets(book, answer["curves"])


def _write_scenarios(book: Book, scenarios: list[Json]) -> None:
    book.table("Scenarios 情景", _SCENARIOS, (_scenario(s) for s in scenarios))
    book.table("Changes 变动", _CHANGES, _each(scenarios, _changes))
    book.table("Points 分值", (*SCENARIO, Column("Rule", "规则", width=34),
               Column("Rule id", "规则编号", width=18), *BOTH), _each(scenarios, _rules))
    book.table("Coverage 覆盖", (*SCENARIO, Column("Industry", "产业", width=44), *BOTH),
               _each(scenarios, _coverage))
    book.table("Venues 场馆", (*SCENARIO, Column("Venue", "场馆", width=44), *BOTH,
               Column("Open before", "可租前", "int"), Column("Open after", "可租后", "int"),
               Column("Share before", "占用率前", "share"),
               Column("Share after", "占用率后", "share")), _each(scenarios, _venues))
    book.table("Notes 说明", (*SCENARIO, Column("About", "事项", width=26),
               Column("Subject", "对象", width=40), Column("Date", "日期", "date"),
               Column("Chinese", "中文", "long", width=60),
               Column("English", "英文", "long", width=60)), _each(scenarios, _notes))


_SCENARIOS = (
    *SCENARIO, Column("Result", "结果", width=18), Column("Cost before", "原代价", "int"),
    Column("Cost", "代价", "int"), Column("Change", "差", "int"),
    Column("Points of change", "变动分", "int"), Column("Bound", "下界", "int"),
    Column("Moved", "移位", "int"), Column("Lost", "失去", "int"), Column("Won", "新排入", "int"),
    Column("Dropped", "情景取消", "int"), Column("Cost, freely", "全部重排代价", "int"),
    Column("Bound, freely", "全部重排下界", "int"),
)  # fmt: skip
_CHANGES = (
    *SCENARIO, Column("Event", "活动", width=40), Column("Event id", "活动 id", width=24),
    Column("What", "变动", width=18), Column("From first day", "原首展日", "date"),
    Column("From", "原位置", width=26), Column("To first day", "现首展日", "date"),
    Column("To", "现位置", width=26), Column("Why (Chinese)", "理由（中文）", "long", width=50),
    Column("Why (English)", "理由（英文）", "long", width=50),
)  # fmt: skip


def _each(scenarios: Iterable[Json], rows: Any) -> Iterator[Row]:
    """Rows of all scenarios, each beginning with its name and file."""
    for s in scenarios:
        for row in rows(s):
            yield _title(s), s["file"], *row


def _title(s: Json) -> Text:
    return Text(s["title_zh"], s["title_en"])


def _name(named: Json) -> Text:
    return Text(named["name_zh"], named["name_en"])


def _scenario(s: Json) -> Row:
    free = s.get("free") or {}
    counts = [s["counts"][kind] if s["cost"] is not None else None for kind in KINDS]
    return (
        _title(s), s["file"], OUTCOMES[s["status"]], s["cost_before"], s["cost"],
        difference(s["cost_before"], s["cost"]), s["change_cost"], s["bound"], *counts,
        free.get("cost"), free.get("bound"),
    )  # fmt: skip


def _changes(s: Json) -> Iterator[Row]:
    for c in s["changes"]:
        ends = (*place(c["from"]), *place(c["to"]))
        what = KINDS[c["kind"]]
        yield _name(c), c["event_id"], what, *ends, c["why_zh"], c["why_en"]


def _rules(s: Json) -> Iterator[Row]:
    for rule, (a, b) in s["cost_by_rule"].items():
        yield _name(s["rules"][rule]), rule, a, b, difference(a, b)


def _coverage(s: Json) -> Iterator[Row]:
    for named, key, pair in covered(s):
        name = _name(named)
        said = Text(*(WORDS[key].get(x).format(name=name.get(x)) for x in ("zh", "en")))
        yield said, *pair, difference(*pair)


def _venues(s: Json) -> Iterator[Row]:
    for venue in s["venues"].values():
        let = venue["let"]
        yield _name(venue), *let, difference(*let), *venue["open"], *venue["share"]


def _notes(s: Json) -> Iterator[Row]:
    """What the day holds and ends early, what contradicts, and why events have no place."""
    if day := s["today"]:
        facts = {"day": day, "begun": len(s["begun"]), "soon": len(s["soon"])}
        yield WORDS["known"], None, day_of(day), *(told("held", x, **facts) for x in LANGS)
    for e in s["must_end_early"]:
        yield WORDS["early"], _name(e), day_of(e["last_day"]), e["why_zh"], e["why_en"]
    if s["must_end_early"]:
        said = WORDS["early-counts"]
        yield WORDS["early"], None, None, said.zh, said.en
    for m in (m for c in s["conflicts"][:1] for m in c["members"]):
        yield WORDS["conflict"], m["rule"], None, m["text_zh"], m["text_en"]
    for u in s["unplaced"]:
        yield WORDS["unplaced"], _name(u), None, u["why_zh"], u["why_en"]
