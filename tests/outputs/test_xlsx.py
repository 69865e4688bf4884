"""The workbook, read back with another library."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from scheduler.outputs.outcome import Outcome
from scheduler.outputs.xlsx import write_xlsx
from scheduler.outputs.xlsx.book import clean
from tests.outputs.report_factory import FORMULA, clash, crowd, day, hopeless, outcome

SHEETS = [
    "Summary 概览", "Year 全年", "Events 活动", "Coverage 产业覆盖", "Breakdown 构成", "Mix 组合",
    "Venue use by week 周使用", "Tightness 松紧", "Wishes 意愿", "Cost by rule 规则代价",
    "Cost lines 代价明细", "Unplaced 未排入", "Move-in by day 逐日布撤展", "Sources 来源与假设",
]  # fmt: skip


def write(folder: Path, o: Outcome, lang: str = "en") -> Path:
    """Write the workbook of an outcome."""
    path = folder / "report.xlsx"
    write_xlsx(path, o.problem, o.solution, o.audit, lang)
    return path


def read(folder: Path, o: Outcome, lang: str = "en") -> Any:
    """The workbook of an outcome, read back."""
    openpyxl = pytest.importorskip("openpyxl")
    return openpyxl.load_workbook(write(folder, o, lang))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """A sheet's rows by header."""
    first, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(first, row, strict=True)) for row in rest]


def test_sheets_and_bytes_do_not_change(tmp_path: Path) -> None:
    assert read(tmp_path, outcome()).sheetnames == SHEETS
    assert all(len(name) <= 31 for name in SHEETS)
    first = write(tmp_path, outcome()).read_bytes()
    assert first == write(tmp_path, outcome()).read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["report.xlsx"]


def test_events_are_a_table_with_real_dates_and_no_formulas(tmp_path: Path) -> None:
    sheet = read(tmp_path, outcome())["Events 活动"]
    table = sheet.tables["t_Events"]
    assert table.autoFilter is not None
    assert table.ref.endswith("6")
    found = {r["编号 Id"]: r for r in rows(sheet)}
    assert found["tea"]["展期首日 Show first"] == datetime(2021, 5, 15)
    assert found["tea"]["类型 Kind"] == "Exhibition 展览"
    assert found["fair"]["活动（英文） Event (English)"] == FORMULA
    assert found["lost"]["展期首日 Show first"] is None
    kinds = {c.data_type for row in sheet.iter_rows() for c in row}
    assert "f" not in kinds


def test_language_orders_values_but_not_headers(tmp_path: Path) -> None:
    zh, en = (read(tmp_path, outcome(), lang)["Events 活动"] for lang in ("zh", "en"))
    assert next(zh.values) == next(en.values)
    assert rows(zh)[0]["类型 Kind"] == "展览 Exhibition"


def test_illegal_characters_become_visible_marks(tmp_path: Path) -> None:
    found = {r["编号 Id"]: r for r in rows(read(tmp_path, outcome())["Events 活动"])}
    assert found["evil"]["备注 Notes"] == "bell\ufffd and \ufffd lone"
    assert len(clean("x" * 40_000)) == 32_767


def test_figures_stand_in_their_sheets(tmp_path: Path) -> None:
    o = outcome()
    assert o.audit is not None
    book = read(tmp_path, o)
    cover = {r["产业 Industry"]: r for r in rows(book["Coverage 产业覆盖"])}
    assert cover["Food 食品"]["品牌活动名称（英文） Brand events (English)"] == "Tea Expo"
    assert cover["Ocean 海洋"]["达标 Goal met"] == "No 否"
    for name in ("Cost by rule 规则代价", "Cost lines 代价明细"):
        assert sum(r["分值 Points"] for r in rows(book[name])) == o.audit.cost
    assert [r["编号 Id"] for r in rows(book["Unplaced 未排入"])] == ["lost"]
    moves = rows(book["Move-in by day 逐日布撤展"])
    assert moves[0]["日期 Day"] == datetime(2021, 5, 12)
    tight = rows(book["Tightness 松紧"])[0]
    assert tight["占比 2021-05"] == pytest.approx(17 / (4 * 31 - 10))


def test_year_sheet_is_coloured_by_phase(tmp_path: Path) -> None:
    o = outcome()
    sheet = read(tmp_path, o)["Year 全年"]
    assert sheet.freeze_panes == "B4"
    # 1 April 2021 was a Thursday; one letter each, in the report's language.
    assert [sheet.cell(3, c).value for c in (2, 3, 4)] == ["T", "F", "S"]

    def fill(row: int, on: str) -> str:
        return str(sheet.cell(row, 2 + day(on) - o.problem.horizon.start).fill.fgColor.rgb)[2:]

    assert sheet.cell(4, 1).value == "Bay Expo Centre 海湾会展中心"
    assert fill(5, "05-14") != fill(5, "05-15") == fill(6, "05-18").upper()
    assert fill(5, "05-15") == "2563C9"
    at = 2 + day("05-15") - o.problem.horizon.start
    assert sheet.cell(5, at).value == "Tea Expo 茶业博览会"
    assert sheet.cell(8, 2 + day("05-05") - o.problem.horizon.start).fill.fill_type == "lightUp"


def test_clashes_are_red_and_listed(tmp_path: Path) -> None:
    book = read(tmp_path, clash())
    assert book.sheetnames[1] == "Findings 违规与矛盾"
    assert {r["规则编号 Rule id"] for r in rows(book["Findings 违规与矛盾"])} == {"occupancy"}
    sheet = book["Year 全年"]
    reds = [c for row in sheet["B5:CN5"] for c in row if c.fill.fgColor.rgb == "FFD40000"]
    assert len(reds) == 1


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_without_a_plan_the_sheets_are_empty(tmp_path: Path, status: str) -> None:
    book = read(tmp_path, hopeless(status))
    assert ("Findings 违规与矛盾" in book.sheetnames) == (status == "infeasible")
    assert book["Cost lines 代价明细"]["A2"].value == "none 无"
    assert len(rows(book["Events 活动"])) == 5


def test_without_a_plan_the_ways_out_are_listed_cheapest_first(tmp_path: Path) -> None:
    found = rows(read(tmp_path, hopeless())["Ways out 化解办法"])
    assert [r["价格 Price"] for r in found] == [1, 70]
    assert [r["文件改动 Changes of the files"] for r in found] == [
        "events.csv tea latest = 2021-05-20",
        "events.csv tea latest = 2021-05-20; events.csv evil: –",
    ]


def test_ten_thousand_events_are_all_listed(tmp_path: Path) -> None:
    with ZipFile(write(tmp_path, crowd(10_000))) as book:
        table = book.read("xl/tables/table1.xml").decode()
    assert 'name="t_Events"' in table
    assert re.search('ref="A1:[A-Z]+10001"', table)
