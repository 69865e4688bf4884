"""The switch of language leaves no sentence of the other one behind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.web.board.conftest import Open, Opened
from tests.web.board.test_leaving import CHINESE
from tests.web.board.test_meanwhile import MOVE, posted

NAMES = ("茶业博览会", "初稿", "中文")
"""What a page in English may hold: names that somebody gave, and of the other language."""


def chinese(opened: Opened, selector: str) -> list[str]:
    text = opened.page.inner_text(selector)
    for name in NAMES:
        text = text.replace(name, "")
    return CHINESE.findall(text)


def close_a_hall(opened: Opened) -> None:
    opened.page.keyboard.press("c")
    opened.page.click("#close-go")


def drop_an_event(opened: Opened) -> None:
    opened.page.click("#event-drop")
    opened.page.click("#drop-go")


def change_an_event(opened: Opened) -> None:
    opened.page.click("#event-change")
    opened.page.fill("#col-daily_visitors", "7000")
    opened.page.click("#event-go")


def publish(opened: Opened) -> None:
    # On a day of its own, so that there is something to publish each time.
    day = date(2021, 5, 20) + timedelta(opened.plan)
    moved = {"op": "place", "event_id": "auto", "venue_id": "expo", "hall_ids": ["h3"],
             "show_first": day.isoformat()}  # fmt: skip
    posted(opened.url, opened.plan, "edits", version=0, edits=[moved])
    opened.settled(1)
    opened.page.click("#more")
    opened.page.click("#publish-open")
    opened.page.click("#publish-go")


@pytest.mark.parametrize("do", [close_a_hall, drop_an_event, change_an_event, publish])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_20_a_toast_speaks_the_language_of_the_page(open_board: Open, lang: str, do: Any) -> None:
    opened = open_board(lang, "&ev=auto&tab=event")
    page = opened.page
    do(opened)
    page.wait_for_selector("dialog", state="detached")
    page.wait_for_selector(".toast")
    assert bool(chinese(opened, ".toast")) == (lang == "zh")
    page.click("#lang")
    assert bool(chinese(opened, ".toast")) == (lang == "en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_20_a_comparison_speaks_the_language_of_the_page(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
    opened.settled(1)
    page.click("#more")
    page.click("#history-open")
    page.click("#history li:last-child button")
    page.wait_for_selector("#tab-body .two-sides")
    first = "#tab-body h2, #tab-body .two-sides thead"
    for now in (lang, {"zh": "en", "en": "zh"}[lang]):
        texts = page.locator(first).all_inner_texts()
        assert any(("step 0" if now == "en" else "第 0 步时") in text for text in texts)
        assert bool(chinese(opened, "#tab-body")) == (now == "zh")
        page.click("#lang")
