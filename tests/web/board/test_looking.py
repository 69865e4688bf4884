"""What a planner sees: behaviours 1, 2, 3, 8, 9, 18 and 19, each in a real browser."""

from __future__ import annotations

import pytest

from tests.browser import address
from tests.web.board import town
from tests.web.board.conftest import Open, Opened

WIDTH = "document.querySelector('.tl-sheet').offsetWidth"
IDS = "bars => bars.map(bar => bar.bar.id)"


def ids(opened: Opened, selector: str) -> list[str]:
    """Events of the bars that a selector finds."""
    return sorted(opened.page.eval_on_selector_all(selector, IDS))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_1_the_year_on_one_screen_and_zoom_at_the_pointer(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    box = page.evaluate("document.querySelector('.tl-scroll').scrollWidth")
    assert box == page.evaluate("document.querySelector('.tl-scroll').clientWidth")
    year = page.evaluate(WIDTH)
    page.click("[data-zoom=quarter]")
    assert page.evaluate(WIDTH) == pytest.approx(year * 275 / 92, rel=0.01)
    page.click("[data-zoom=month]")
    assert page.evaluate(WIDTH) == pytest.approx(year * 275 / 31, rel=0.01)
    page.click("[data-zoom=year]")
    bar = opened.bar("auto").bounding_box()
    x, y = bar["x"] + 2, bar["y"] + 5
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_function(f"() => {WIDTH} > {year} * 1.15")
    assert opened.bar("auto").bounding_box()["x"] == pytest.approx(bar["x"], abs=3)


def test_2_a_folded_venue_shows_how_full_each_day_is(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    rows = page.locator(".tl-label").count()
    page.click("[data-group=expo]")
    assert page.locator(".tl-label").count() == rows - 5
    assert ids(opened, ".tl-bar") == ["picnic"]
    shape = page.get_attribute("[data-strip=expo] .show", "d")
    # 10 May is day 39: two halls of five on show, a third from 11 May; none before.
    assert "H39V14.40H40V9.60H41V14.40" in shape
    page.focus("[data-group=expo]")
    page.keyboard.press("Enter")
    assert page.locator(".tl-label").count() == rows


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", ["Move-in", "8–9 May", "Show", "10–12 May", "Move-out", "13 May"]),
     ("zh", ["布展", "5月8–9日", "展期", "5月10–12日", "撤展", "5月13日"])],
)  # fmt: skip
def test_3_three_parts_and_all_their_dates(open_board: Open, lang: str, told: list[str]) -> None:
    opened = open_board(lang)
    opened.bar("tea").hover()
    assert opened.page.locator(".tip dl dt, .tip dl dd").all_inner_texts() == told
    read = "b => ['--a', '--b'].map(name => b.style.getPropertyValue(name))"
    stops = opened.bar("tea").evaluate(read)
    assert [float(s.rstrip("%")) for s in stops] == pytest.approx([200 / 6, 500 / 6])


def test_8_sisters_light_up_together(open_board: Open) -> None:
    opened = open_board()
    opened.bar("tea", "h2").hover()
    rows = opened.page.eval_on_selector_all(".tl-bar.lit", "bars => bars.map(b => b.bar.row)")
    assert rows == ["h1", "h2"]
    opened.bar("evil").hover()
    assert ids(opened, ".tl-bar.lit") == ["evil"]


def test_9_clashes_split_the_row_are_marked_counted_and_walked(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    assert "0 clashes" in page.inner_text("#clashes")
    page.click("[data-event=evil]")
    page.fill("#event-start", "2021-05-21")
    page.click("form.line button")
    opened.settled(1)
    assert "0 clashes" in page.inner_text("#clashes")
    opened.bar("evil").focus()
    page.keyboard.press("Alt+ArrowUp")
    opened.settled(2)
    assert "1 clash" in page.inner_text("#clashes")
    assert ids(opened, ".tl-bar.clash") == ["auto", "evil"]
    assert page.locator(".tl-bar.clash .tl-mark").count() == 2
    tops = {opened.bar(e, "h3").evaluate("b => b.style.top") for e in ("auto", "evil")}
    assert tops == {"0px", "22px"}
    page.click("h1")
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.bar.id") in ("auto", "evil")
    assert opened.said().startswith("1 of 1: ")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_18_the_heat_map_is_a_door_and_shortfalls_are_marked(open_board: Open, lang: str) -> None:
    opened = open_board(lang, "&tab=coverage")
    page = opened.page
    short = page.locator(".goals .short")
    of = {"zh": "{} / 目标 {}", "en": "{} of {}"}[lang]
    assert short.all_inner_texts() == [f"⚠ {of.format(1, 2)}", f"⚠ {of.format(0, 1)}"]
    assert page.locator(".goals td:not(.short)").first.inner_text() == {
        "zh": "1 ✓（目标 1）", "en": "1 ✓ (goal 1)"
    }[lang]  # fmt: skip
    page.click("[data-ind=food][data-month='2021-07']")
    assert "ind=food" in address(page)
    assert "zoom=month" in address(page)
    assert ids(opened, ".tl-bar:not(.faded)") == ["picnic", "tea", "tea"]
    box, sheet = opened.bar("picnic").bounding_box(), page.locator(".tl-labels").bounding_box()
    assert box["x"] == pytest.approx(sheet["x"] + sheet["width"], abs=40)


def test_18_the_door_leads_to_the_first_show_wherever_it_is(open_board: Open) -> None:
    opened = open_board("en", "&tab=coverage")
    page = opened.page
    page.click("#fold-all")
    assert page.locator(".tl-bar").count() == 0
    page.locator("[data-ind=food][data-month='2021-07']").press("Enter")
    assert opened.bar("picnic").is_visible()
    assert opened.bar("tea") is None


@pytest.mark.parametrize(
    ("query", "found"),
    [("茶", ["tea", "tea"]), ("motor", ["auto"]), ("summit", ["summit"]), ("xyzzy", []),
     ("forum", []), ("park lawn", ["picnic"])],
)  # fmt: skip
def test_19_filters_fade_and_never_hide(open_board: Open, query: str, found: list[str]) -> None:
    opened = open_board()
    before = opened.page.locator(".tl-bar").count()
    opened.page.fill("#search", query)
    assert ids(opened, ".tl-bar:not(.faded)") == found
    assert opened.page.locator(".tl-bar").count() == before


@pytest.mark.parametrize(("lang", "name"), [("zh", "茶业博览会"), ("en", "Tea Fair")])
def test_19_filter_zoom_and_selection_live_in_the_address(
    open_board: Open, lang: str, name: str
) -> None:
    opened = open_board(lang)
    page = opened.page
    page.fill("#search", "fair")
    page.select_option("#pick-kind", "exhibition")
    page.click("[data-zoom=month]")
    page.click("[data-event=tea]")
    page.wait_for_function("() => location.hash.includes('at=')")
    chosen = address(page).partition(f"lang={lang}")[2]
    again = open_board(lang, plan=opened.plan, fragment=chosen)
    assert again.page.input_value("#search") == "fair"
    assert again.page.input_value("#pick-kind") == "exhibition"
    assert again.page.get_attribute("[data-zoom=month]", "aria-pressed") == "true"
    assert name in again.page.inner_text(".event-name")
    assert again.bar("tea").get_attribute("class").split().count("chosen") == 1
    assert again.bar("tea").bounding_box() == pytest.approx(opened.bar("tea").bounding_box(), abs=4)


def test_hostile_names_stay_text(open_board: Open, url: str) -> None:
    plan = town.begin(url, town.HOSTILE)
    shut = {"op": "close", "venue_id": "expo", "hall_id": "h1", "from": "2021-09-01",
            "to": "2021-09-09", "reason_zh": town.HOSTILE, "reason_en": town.HOSTILE}  # fmt: skip
    move = {"op": "place", "event_id": "evil", "venue_id": "expo", "hall_ids": ["h4"],
            "show_first": "2021-05-12"}  # fmt: skip
    town.edit(url, plan, shut, move)
    opened = open_board("zh", "&tab=event&ev=evil", plan=plan)
    page = opened.page
    assert town.HOSTILE in page.inner_text(".event-name")
    assert town.HOSTILE in page.inner_text("#plan-name")
    assert page.get_attribute("[data-row=h1] .tl-closed", "title") == town.HOSTILE
    opened.bar("evil").hover()
    assert town.HOSTILE in page.inner_text(".tip")
    opened.bar("evil").click(button="right")
    assert page.get_attribute(".menu", "aria-label") == town.HOSTILE
    page.keyboard.press("Escape")
    page.click("#more")
    page.click("#history-open")
    assert town.HOSTILE in page.inner_text(".history")
    page.keyboard.press("Escape")
    opened.bar("evil").focus()
    page.keyboard.press("Alt+ArrowRight")
    opened.settled(2)
    assert town.HOSTILE in page.inner_text(".toast")
    assert page.locator("img").count() == 0


def test_1_a_month_has_its_name_at_its_start(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    places = """() => [...document.querySelectorAll(".tl-months div")].map((month) =>
        [month.getBoundingClientRect(), month.firstElementChild.getBoundingClientRect()]
            .flatMap((box) => [box.left, box.right]))"""
    for left, right, name, end in page.evaluate(places)[1:]:
        assert left <= name < left + 12
        assert end <= right + 1
