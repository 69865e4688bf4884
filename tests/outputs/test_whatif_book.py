"""The workbook of scenarios, read back with another library."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

from scheduler.outputs.whatif import write_book
from tests.outputs.report_factory import FORMULA
from tests.scenarios.effects import answer, impossible, known

ANSWER = answer(known(), impossible())
SHEETS = [
    "Scenarios 情景", "Changes 变动", "Points 分值", "Coverage 覆盖", "Venues 场馆", "Notes 说明",
]  # fmt: skip


def read(folder: Path, lang: str = "en") -> Any:
    """The workbook, read back."""
    write_book(folder / "w.xlsx", ANSWER, lang)
    return openpyxl.load_workbook(folder / "w.xlsx")


def rows(sheet: Any) -> list[dict[str, Any]]:
    """A sheet's rows by header."""
    first, *rest = sheet.iter_rows(values_only=True)
    return [dict(zip(first, row, strict=True)) for row in rest]


def test_sheets_and_bytes_do_not_change(tmp_path: Path) -> None:
    assert read(tmp_path).sheetnames == SHEETS
    first = (tmp_path / "w.xlsx").read_bytes()
    assert read(tmp_path, "zh").sheetnames == SHEETS
    write_book(tmp_path / "w.xlsx", ANSWER, "en")
    assert (tmp_path / "w.xlsx").read_bytes() == first
    assert [p.name for p in tmp_path.iterdir()] == ["w.xlsx"]


def test_the_comparison(tmp_path: Path) -> None:
    said = ANSWER["scenarios"][0]
    first, second = rows(read(tmp_path, "zh")["Scenarios 情景"])
    assert (first["代价 Cost"], first["下界 Bound"]) == (said["cost"], said["bound"])
    assert first["差 Change"] == said["cost"] - said["cost_before"]
    assert (first["移位 Moved"], first["失去 Lost"], first["新排入 Won"]) == (1, 1, 1)
    assert first["全部重排代价 Cost, freely"] == said["free"]["cost"]
    assert second["情景 Scenario"] == "不可能 Impossible"
    assert (second["结果 Result"], second["代价 Cost"]) == ("无可行方案 Infeasible", None)
    assert second["移位 Moved"] is None


def test_changes_with_real_dates_and_no_formulas(tmp_path: Path) -> None:
    book = read(tmp_path)
    found = {r["活动 id Event id"]: r for r in rows(book["Changes 变动"])}
    assert list(found) == ["tea", "fair", "lost", "evil"]
    assert found["tea"]["原首展日 From first day"] == datetime(2021, 5, 15)
    assert found["tea"]["现位置 To"] == "expo h2 h3"
    assert found["fair"]["活动 Event"] == FORMULA
    assert found["fair"]["现首展日 To first day"] is None
    cells = [c for s in book for row in s.iter_rows() for c in row]
    assert {c.data_type for c in cells} <= {"s", "n", "d"}


def test_the_other_tables(tmp_path: Path) -> None:
    book = read(tmp_path)
    points = {r["规则编号 Rule id"]: r for r in rows(book["Points 分值"])[:9]}
    assert points["change"]["前 Before"] == 0
    assert points["change"]["差 Change"] == ANSWER["scenarios"][0]["change_cost"]
    covered = [r for r in rows(book["Coverage 覆盖"]) if r["差 Change"]]
    assert [r["产业 Industry"] for r in covered] == ["Food: events 食品：活动"]
    venue = rows(book["Venues 场馆"])[0]
    said = next(iter(ANSWER["scenarios"][0]["venues"].values()))
    assert venue["后 After"] == 18
    assert [venue["可租前 Open before"], venue["可租后 Open after"]] == said["open"]
    notes = rows(book["Notes 说明"])
    about = [r["事项 About"] for r in notes]
    assert about[1:3] == ["Begun, and must end early 已开始、须提前结束"] * 2
    assert "仍按整个展期计算" in notes[2]["中文 Chinese"]
    assert "still count the whole show" in notes[2]["英文 English"]
    assert (about[0], notes[0]["日期 Date"]) == ("Known on a day 得知之日", datetime(2021, 5, 16))
    assert notes[0]["中文 Chinese"].startswith("2021-05-16 得知：已开始 1 个")
    assert notes[0]["英文 English"].startswith("Known on 2021-05-16. Begun and left as they are: 1")
    assert "These facts contradict each other 以下事实互相矛盾" in about
