"""Behaviours 1, 2, 3, 8, 9, 18 and 19 by the other hand and in the other language."""

from __future__ import annotations

import pytest

from tests.browser import address
from tests.web.board import town
from tests.web.board.conftest import Open, Opened
from tests.web.board.test_looking import WIDTH, ids

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
TEA = {"zh": ["5月8–9日", "5月10–12日", "5月13日"], "en": ["8–9 May", "10–12 May", "13 May"]}
GROUP = {"zh": "海湾会展中心", "en": "Bay Expo"}
CLASHES = {"zh": "2 处违规", "en": "2 clashes"}
AT = {"zh": "第 {}/2 处：", "en": "{} of 2: "}


def pressed(opened: Opened, selector: str, key: str = "Enter") -> None:
    """Press a key on what a selector finds."""
    opened.page.focus(selector)
    opened.page.keyboard.press(key)


@LANGS
def test_1_to_3_zoom_fold_and_the_tip_by_keyboard(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    year = page.evaluate(WIDTH)
    for zoom, days in (("quarter", 92), ("month", 31), ("year", 275)):
        pressed(opened, f"[data-zoom={zoom}]", "Space" if zoom == "month" else "Enter")
        assert page.evaluate(WIDTH) == pytest.approx(year * 275 / days, rel=0.01)
        assert page.get_attribute(f"[data-zoom={zoom}]", "aria-pressed") == "true"
    rows = page.locator(".tl-label").count()
    assert GROUP[lang] in page.inner_text("[data-group=expo]")
    pressed(opened, "[data-group=expo]")
    assert page.locator(".tl-label").count() == rows - 5
    assert page.get_attribute("[data-group=expo]", "aria-expanded") == "false"
    assert "H39V14.40H40V9.60H41V14.40" in page.get_attribute("[data-strip=expo] .show", "d")
    page.keyboard.press("Space")
    assert page.locator(".tl-label").count() == rows
    # The arrows walk to a bar: its tip has the dates, and its sisters light up with it.
    opened.bar("auto").focus()
    page.keyboard.press("ArrowUp")
    assert page.locator(".tip dl dd").all_inner_texts() == TEA[lang]
    lit = page.eval_on_selector_all(".tl-bar.lit", "all => all.map(b => [b.bar.id, b.bar.row])")
    assert lit == [["tea", "h1"], ["tea", "h2"]]
    page.focus("#search")
    assert page.is_hidden(".tip")
    assert page.locator(".tl-bar.lit").count() == 0


@LANGS
def test_2_and_8_folding_and_sisters_by_mouse(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    opened.bar("tea", "h1").hover()
    lit = page.eval_on_selector_all(".tl-bar.lit", "all => all.map(b => b.bar.row)")
    assert lit == ["h1", "h2"]
    page.click("[data-group=expo]")
    assert ids(opened, ".tl-bar") == ["picnic"]
    page.click("#unfold-all")
    assert page.locator("[data-row=plenary]").count() == 1
    page.click("#fold-all")
    assert page.locator(".tl-bar").count() == 0


@LANGS
def test_9_the_counter_goes_on_and_shift_f8_back(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    on = [{"op": "place", "event_id": event, "venue_id": "expo", "hall_ids": [hall],
           "show_first": day} for event, hall, day in (("auto", "h2", "2021-05-11"),
                                                       ("evil", "r1", "2021-09-01"))]  # fmt: skip
    opened.settled(town.edit(opened.url, opened.plan, *on))
    assert CLASHES[lang] in page.inner_text("#clashes")
    assert page.locator(".tl-bar.clash .tl-mark").count() == page.locator(".tl-bar.clash").count()
    seen = []
    for act in ("click", "click", "Shift+F8", "F8"):
        if act == "click":
            page.click("#clashes")
        else:
            page.keyboard.press(act)
        seen.append(opened.said()[: len(AT[lang]) - 1])
        assert page.evaluate("Boolean(document.activeElement.bar)")
    one, two = (AT[lang].format(n)[: len(AT[lang]) - 1] for n in (1, 2))
    assert seen == [one, two, one, two]


@LANGS
def test_18_the_heat_map_by_keyboard(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    pressed(opened, "#tab-events", "ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-coverage"
    pressed(opened, "[data-ind=food][data-month='2021-07']")
    assert page.input_value("#pick-ind") == "food"
    assert ids(opened, ".tl-bar:not(.faded)") == ["picnic", "tea", "tea"]
    assert page.evaluate("document.activeElement.id") == "pick-ind"
    box, labels = opened.bar("picnic").bounding_box(), page.locator(".tl-labels").bounding_box()
    assert box["x"] == pytest.approx(labels["x"] + labels["width"], abs=40)


@LANGS
def test_19_slash_searches_and_the_address_keeps_it(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    before = page.locator(".tl-bar").count()
    opened.bar("auto").focus()
    page.keyboard.press("/")
    page.keyboard.type("茶业" if lang == "zh" else "tea f")
    assert page.input_value("#search") == ("茶业" if lang == "zh" else "tea f")
    assert ids(opened, ".tl-bar:not(.faded)") == ["tea", "tea"]
    assert page.locator(".tl-bar").count() == before
    assert page.inner_text("#found") == {"zh": "1 / 6 个活动", "en": "1 of 6 events"}[lang]
    pressed(opened, "[data-event=tea]")
    page.reload()
    page.wait_for_selector(".tl-bar.chosen")
    assert ids(opened, ".tl-bar.chosen") == ids(opened, ".tl-bar:not(.faded)") == ["tea", "tea"]


@LANGS
def test_themes_by_keyboard_stay_in_the_address(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    ink = "getComputedStyle(document.body).color"
    shades = {}
    for theme in ("light", "dark", ""):
        pressed(opened, "#theme")
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        assert page.evaluate("document.activeElement.id") == "theme"
        shades[theme] = page.evaluate(ink)
        assert (f"theme={theme}" in address(page)) is bool(theme)
    assert shades["light"] == shades[""] != shades["dark"]
    name = {"zh": "自动", "en": "Auto"}[lang]
    assert page.inner_text("#theme") == name
