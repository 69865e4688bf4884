"""Language, paper, barriers and beginnings: behaviour 20 and what every view must keep."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import address
from tests.web.board.conftest import Open

CHINESE = re.compile("[\u4e00-\u9fff]")
TABS = ("events", "event", "coverage", "use", "cost", "solve")


def test_20_language_switches_in_place(open_board: Open) -> None:
    opened = open_board("en", "&ev=tea&tab=event")
    page = opened.page
    page.fill("#search", "tea")
    page.click("[data-zoom=quarter]")
    page.click("#lang")
    assert page.inner_text(".event-name") == "茶业博览会"
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.input_value("#search") == "tea"
    assert page.get_attribute("[data-zoom=quarter]", "aria-pressed") == "true"
    assert page.evaluate("document.activeElement.id") == "lang"
    assert "lang=zh" in address(page)
    page.keyboard.press("Enter")
    assert page.inner_text(".event-name") == "Tea Fair"


@pytest.mark.parametrize("tab", TABS)
def test_20_the_english_page_has_no_chinese_of_its_own(open_board: Open, tab: str) -> None:
    page = open_board("en", f"&ev=tea&tab={tab}").page
    shown = page.evaluate("document.body.innerText")
    assert CHINESE.findall(shown.replace("中文", "").replace("茶业博览会", "")) == []
    page.click("#more")
    assert CHINESE.findall(page.inner_text(".menu")) == []


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "dark"), ("en", "light")])
def test_no_barriers(open_board: Open, lang: str, scheme: str) -> None:
    page = open_board(lang, "&ev=tea&q=tea", scheme=scheme).page
    assert page.locator(".events li.faded").count() > 0
    found = {}
    for tab in TABS:
        page.click(f"#tab-{tab}")
        found[tab] = violations(page)
    assert found == {tab: [] for tab in TABS}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_barriers_in_menus_and_dialogs(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    page.click("#more")
    assert violations(page) == []
    page.keyboard.press("Escape")
    opened.bar("tea").focus()
    page.keyboard.press("Alt+ArrowRight")
    opened.settled(1)
    assert violations(page) == []
    for key in ("c", "?"):
        page.click("h1")
        page.keyboard.press(key)
        assert violations(page) == []
        page.keyboard.press("Escape")


def violations(page: object) -> list[str]:
    """Rules of accessibility that a page breaks, with the first place of each."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


def test_two_plans_are_compared_on_the_board(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    page.click("#more")
    page.get_by_role("menuitem", name="Plans").click()
    page.fill("#copy-title", "Second")
    page.click("#plans-go")
    page.wait_for_function("n => !location.hash.startsWith(`#plan=${n}&`)", arg=opened.plan)
    name = "() => document.querySelector('.names p').innerText.startsWith('Second')"
    page.wait_for_function(name)
    opened.bar("auto").focus()
    page.keyboard.press("Alt+Shift+ArrowRight")
    opened.settled(1)
    page.click("#more")
    page.get_by_role("menuitem", name="Plans").click()
    page.locator(".plan-list li", has_text=f"#{opened.plan} ").locator(".compare").click()
    page.wait_for_selector("[data-change=auto]")
    assert page.locator("[data-change]").count() == 1
    assert "7,552 → 7,510" in page.inner_text(".callout.good")
    assert page.locator(".tl-was").count() == 1


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "Motor Show moved"), ("zh", "移动 汽车展")]
)
def test_who_did_what_and_how_it_was_before(open_board: Open, lang: str, told: str) -> None:
    opened = open_board(lang)
    page = opened.page
    opened.bar("auto").focus()
    page.keyboard.press("Alt+Shift+ArrowRight")
    opened.settled(1)
    page.click("#more")
    page.click("#history-open")
    assert told in page.inner_text(".history li")
    page.click(".history button")
    page.wait_for_selector("[data-change=auto]")
    page.click("#accept-all")
    opened.settled(2)
    assert opened.place("auto") == ("expo", ["h3"], "2021-05-20")


@pytest.mark.parametrize(
    ("lang", "menu", "told"),
    [("en", "Publish …", "Release"), ("zh", "发布……", "已发布第")],
)
def test_a_plan_is_published_with_its_consequences_first(
    open_board: Open, lang: str, menu: str, told: str
) -> None:
    opened = open_board(lang)
    page = opened.page
    opened.bar("auto").focus()
    page.keyboard.press("Alt+Shift+ArrowRight" if lang == "en" else "Alt+ArrowLeft")
    opened.settled(1)
    page.click("#more")
    page.get_by_role("menuitem", name=menu).click()
    page.wait_for_selector("#publish [data-happens]")
    assert violations(page) == []
    page.click("#publish-go")
    page.wait_for_selector("#publish", state="detached")
    assert told in opened.said()
