"""The picture and the page of a change-versus-quality curve."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.outputs.curve import figure, picture, write_page, write_picture
from scheduler.outputs.curve.scale import Scale
from scheduler.outputs.curve.sheets import write_sheets
from scheduler.outputs.xlsx.book import Book

SVG = "{http://www.w3.org/2000/svg}"
ROWS = (
    (0, "infeasible", None, None), (1, "unknown", None, 70), (2, "feasible", 95, 80),
    (4, "feasible", 90, None), (8, "optimal", 80, 80),
)  # fmt: skip


def curve(
    *rows: tuple[int, str, int | None, int | None], title: str = "Shut", **more: Any
) -> dict[str, Any]:
    """What is said of a curve; rows are moves, status, cost and bound."""
    points = [
        {"moves": m, "status": s, "cost": c, "bound": b, "moved": None if c is None else m,
         "searched": True, "changes": []}
        for m, s, c, b in rows or ROWS
    ]  # fmt: skip
    said = {"file": "a.yaml", "today": None, "cut_short": False, "points": points}
    return {"title_zh": "停用", "title_en": title, **said, **more}


def drawn(*curves: dict[str, Any], **given: Any) -> ElementTree.Element:
    return ElementTree.fromstring(picture(list(curves), **given))


def texts(root: ElementTree.Element) -> list[str]:
    return [t.text or "" for t in root.iter(f"{SVG}text")]


def test_a_mark_for_each_plan_full_when_proven_with_its_cost() -> None:
    root = drawn(curve(), langs=("en",))
    marks = list(root.iter(f"{SVG}circle"))
    assert [m.get("fill") == "#fff" for m in marks] == [True, True, False]
    assert [t.text for m in marks for t in m] == [
        "the best lies between bound and cost"] * 2 + ["proven best"]  # fmt: skip
    heights = [float(m.get("cy", "")) for m in marks]
    assert heights == sorted(heights)
    assert [t for t in texts(root) if t in ("95", "90", "80")][-3:] == ["95", "90", "80"]
    assert [t for t in texts(root) if t in ("no plan", "not found")] == ["no plan", "not found"]


def test_a_bar_reaches_down_to_the_bound_or_as_far_as_can_be() -> None:
    root = drawn(curve())
    bars = [p.get("d", "") for p in root.iter(f"{SVG}path") if p.get("stroke-width") == "7"]
    ends = [float(d.rpartition("V")[2]) for d in bars]
    proven = [float(m.get("cy", "")) for m in root.iter(f"{SVG}circle")][-1]
    assert ends[0] == proven
    assert ends[1] > proven


def test_the_line_goes_in_steps_and_never_up() -> None:
    root = drawn(curve())
    (line,) = [p.get("d", "") for p in root.iter(f"{SVG}path") if p.get("fill") == "none"]
    assert line.count("V") == 2
    assert line.endswith("H696")


@pytest.mark.parametrize("langs", [("zh",), ("en",), ("zh", "en")])
def test_words_of_each_language_that_is_asked_for(langs: tuple[str, ...]) -> None:
    said = " ".join(texts(drawn(curve(), langs=langs)))
    assert ("停用" in said, "代价" in said) == ("zh" in langs, "zh" in langs)
    assert ("Shut" in said, "cost" in said) == ("en" in langs, "en" in langs)


def test_a_panel_for_each_curve_and_names_that_look_like_markup() -> None:
    root = drawn(curve(title="<b>&"), curve((0, "optimal", 5, 5)))
    assert len(list(root.iter(f"{SVG}g"))) == 2
    assert "停用 · <b>&" in texts(root)


def test_files_are_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_picture(tmp_path / f"{name}.svg", [curve()])
        write_page(tmp_path / f"{name}.html", [curve()])
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    page = (tmp_path / "a.html").read_bytes()
    assert page == (tmp_path / "b.html").read_bytes()
    assert page.count(b"<tr>") == 6
    for word in ("已证明最优 · Proven optimal", "无可行方案 · Infeasible"):
        assert word.encode() in page
    assert b"Content-Security-Policy" in page


@given(st.lists(st.integers(0, 10**9), max_size=9))
def test_ticks_hold_all_values(values: list[int]) -> None:
    scale = Scale.over(values)
    assert 2 <= len(scale.ticks) <= 7
    assert all(0 <= scale.share(v) <= 1 for v in values)


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("en", "stopped early; the curve may end too early", "Shut, known on 2021-07-25"),
        ("zh", "提前停止，曲线可能过早结束", "停用（2021-07-25 得知）"),
    ],
)
def test_a_curve_cut_short_and_the_day_are_told_everywhere(
    tmp_path: Path, lang: str, words: str, day: str
) -> None:
    whole, short = curve(), curve(today="2021-07-25", cut_short=True)
    assert words not in texts(drawn(whole, langs=(lang,)))
    assert {words, day} < set(texts(drawn(short, langs=(lang,))))
    for said, told in ((whole, False), (short, True)):
        assert (words in figure(said, (lang,)), day in figure(said, (lang,))) == (told, told)
        with Book(tmp_path / "c.xlsx", lang) as book:
            write_sheets(book, [said])
        points = openpyxl.load_workbook(tmp_path / "c.xlsx")["Curve 曲线"]
        rows = list(points.iter_rows(min_row=2, values_only=True))
        assert [words in str(row[-1]) for row in rows] == [False] * 4 + [told]
        assert [day in str(row[0]) for row in rows] == [told] * 5


def test_the_workspace_as_it_is_has_its_day_once() -> None:
    said = curve(title="As it is on 2021-07-25", file=None, today="2021-07-25")
    assert "As it is on 2021-07-25" in texts(drawn(said, langs=("en",)))
