"""Closures: opened again by keyboard, drawn beyond the edge, and not lost to others' edits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.board import town
from tests.web.board.conftest import Open

ROOF = {"op": "close", "venue_id": "expo", "hall_id": "h3", "from": "2021-05-11",
        "to": "2021-05-19", "reason_zh": "屋顶", "reason_en": "Roof"}  # fmt: skip


def hold(page: Any, day: float) -> float:
    """Press on an empty day of hall 3; the height of the pointer."""
    row = page.locator("[data-group=expo][data-row=h3]").bounding_box()
    y = float(row["y"]) + 10
    page.mouse.move(row["x"] + day * row["width"] / 275, y)
    page.mouse.down()
    return y


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "Bay Expo Hall 3 ·"), ("zh", "海湾会展中心 三号馆 ·")]
)
def test_opened_again_by_keyboard(open_board: Open, lang: str, told: str) -> None:
    opened = open_board(lang)
    page = opened.page
    town.edit(opened.url, opened.plan, ROOF, {**ROOF, "hall_id": "h4"})
    opened.settled(1)
    page.keyboard.press("c")
    assert page.inner_text(".closures li >> nth=0").startswith(told)
    page.focus(".closures button >> nth=0")
    page.keyboard.press("Enter")
    opened.settled(2)
    assert [c["hall_id"] for c in opened.document()["closures"]] == ["h4"]
    page.wait_for_function("() => document.querySelectorAll('.closures li').length === 1")
    assert page.evaluate("document.activeElement.closest('.closures') !== null")
    page.keyboard.press("Enter")
    opened.settled(3)
    assert opened.document()["closures"] == []
    page.wait_for_function("() => document.activeElement.id === 'close-hall'")


def test_the_plan_scrolls_when_the_stretch_reaches_an_edge(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    page.click("[data-zoom=month]")
    box = page.locator(".tl-scroll").bounding_box()
    y = page.locator("[data-group=expo][data-row=h3]").bounding_box()["y"] + 10
    page.mouse.move(box["x"] + box["width"] - 200, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 100, y)
    page.mouse.move(box["x"] + box["width"] - 5, y)
    page.wait_for_function("() => document.querySelector('.tl-scroll').scrollLeft > 300")
    page.mouse.up()
    page.wait_for_selector("#close-go")
    first, last = page.input_value("#close-from"), page.input_value("#close-to")
    assert first < "2021-05-01" < last


def test_an_edit_of_somebody_else_leaves_the_mark_in_hand(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    y = hold(page, 100.5)
    row = page.locator("[data-group=expo][data-row=h3]").bounding_box()
    page.mouse.move(row["x"] + 104.5 * row["width"] / 275, y, steps=3)
    town.edit(opened.url, opened.plan, {"op": "park", "event_id": "tea"})
    opened.settled(1)
    assert page.locator(".tl-stretch").count() == 1
    assert opened.bar("tea")
    page.mouse.move(row["x"] + 106.5 * row["width"] / 275, y)
    page.mouse.up()
    page.wait_for_selector("#close-go")
    assert page.input_value("#close-hall") == "expo/h3"
    assert opened.bar("tea") is None


@pytest.mark.parametrize(("lang", "hall"), [("en", "Forum Plenary"), ("zh", "国际论坛 全体大厅")])
def test_a_hall_to_close_is_told_with_its_venue(open_board: Open, lang: str, hall: str) -> None:
    opened = open_board(lang)
    page = opened.page
    page.keyboard.press("c")
    page.select_option("#close-hall", label=hall)
    page.click("#close-go")
    opened.settled(1)
    assert hall in page.inner_text(".toast")
