"""A day of a hall by keyboard: reached, read out, and with the menu of an empty place."""

from __future__ import annotations

import pytest

from tests.web.board.conftest import Open

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
NAMES = {
    "zh": ["4月1日 周四, 一号馆, 海湾会展中心, 空闲",
           "5月10日 周一, 一号馆, 海湾会展中心, 茶业博览会",
           "8月5日 周四, 四号馆, 海湾会展中心, 检修"],
    "en": ["Thu 1 Apr, Hall 1, Bay Expo, free", "Mon 10 May, Hall 1, Bay Expo, Tea Fair",
           "Thu 5 Aug, Hall 4, Bay Expo, Repairs"],
}  # fmt: skip
MENU = {
    "zh": ["茶业博览会 为什么不能在这里？", "把 茶业博览会 放在这里", "从这天起停用此展厅……"],
    "en": ["Why not Tea Fair here?", "Place Tea Fair here", "Close this hall from here …"],
}


@LANGS
def test_arrows_lead_to_every_day_of_every_hall(open_board: Open, lang: str) -> None:
    page = open_board(lang).page
    # One stop of Tab between the venues' buttons and the bars; Home is the first day.
    page.locator(".tl-group").last.focus()
    seen = set()
    for _ in range(3):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.className.split(' ')[0]"))
    assert seen >= {"tl-bar", "tl-day"}
    assert page.locator(".tl-day").count() == 1
    assert page.get_attribute(".tl-day", "aria-haspopup") == "menu"
    page.focus(".tl-day")
    name = "document.activeElement.getAttribute('aria-label')"
    page.keyboard.press("Home")
    assert page.evaluate(name) == NAMES[lang][0]
    for key in ["Shift+ArrowRight"] * 5 + ["ArrowRight"] * 4:
        page.keyboard.press(key)
    assert page.evaluate(name) == NAMES[lang][1]
    assert NAMES[lang][1].partition(",")[0] in page.inner_text(".tip")
    for key in ["ArrowDown"] * 3 + ["Shift+ArrowRight"] * 12 + ["ArrowRight"] * 3:
        page.keyboard.press(key)
    assert page.evaluate(name) == NAMES[lang][2]
    # It goes on through the venues, stays in sight, and ends where they end.
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    assert "Seaside Park" in page.evaluate(name) or "海滨公园" in page.evaluate(name)
    page.keyboard.press("End")
    assert page.evaluate(name).startswith({"zh": "12月31日", "en": "Fri 31 Dec"}[lang])
    page.keyboard.press("ArrowUp")
    page.click("[data-zoom=month]")
    page.focus(".tl-day")
    page.keyboard.press("ArrowRight")
    box, sight = (page.locator(x).bounding_box() for x in (".tl-day", ".tl-scroll"))
    assert sight["x"] < box["x"] < sight["x"] + sight["width"]


@LANGS
@pytest.mark.parametrize("key", ["Enter", "Shift+F10"])
def test_the_chosen_event_is_placed_on_a_day_by_key(
    open_board: Open, lang: str, key: str
) -> None:
    opened = open_board(lang, "&ev=tea")
    page = opened.page
    page.focus(".tl-day")
    for step in ["Home", *["ArrowRight"] * 9, "ArrowDown"]:
        page.keyboard.press(step)
    page.keyboard.press(key)
    assert page.locator(".menu [role=menuitem]").all_inner_texts() == MENU[lang]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    opened.settled(1)
    assert opened.place("tea") == ("expo", ["h2", "h3"], "2021-04-10")
    # The keys are where they were.
    assert page.evaluate("document.activeElement.className") == "tl-day"
    page.keyboard.press(key)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "tl-day"


@LANGS
def test_why_not_there_is_asked_by_key(open_board: Open, lang: str) -> None:
    opened = open_board(lang, "&ev=auto")
    page = opened.page
    page.focus(".tl-day")
    page.keyboard.press("Home")
    with page.expect_request(lambda r: r.method == "POST" and r.url.endswith("/jobs")) as asked:
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
    assert asked.value.post_data_json["kind"] == "explain"
    assert (asked.value.post_data_json["venue_id"], asked.value.post_data_json["on"]) == (
        "expo", "2021-04-01",
    )  # fmt: skip


@LANGS
def test_a_hall_is_closed_from_a_day_on_by_key(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    page.focus(".tl-day")
    for step in ["Home", "Shift+ArrowRight", "ArrowDown", "ArrowDown", "Enter", "Enter"]:
        page.keyboard.press(step)
    assert page.input_value("#close-hall") == "expo/h3"
    assert page.input_value("#close-from") == "2021-04-08"
    page.press("#close-from", "Enter")
    opened.settled(1)
    (made,) = opened.document()["closures"]
    assert (made["hall_id"], made["from"], made["to"]) == ("h3", "2021-04-08", "2021-04-08")
    assert page.evaluate("document.activeElement.className") == "tl-day"
    closed = {"zh": "停用或未开放", "en": "Closed or not open"}[lang]
    assert page.get_attribute(".tl-day", "aria-label").endswith(f", {closed}")


@LANGS
def test_what_stands_on_a_day_opens_from_its_menu(open_board: Open, lang: str) -> None:
    page = open_board(lang).page
    page.focus(".tl-day")
    for step in ["Home", *["Shift+ArrowRight"] * 5, *["ArrowRight"] * 4, "Enter", "Enter"]:
        page.keyboard.press(step)
    assert page.inner_text(".event-name") == {"zh": "茶业博览会", "en": "Tea Fair"}[lang]
