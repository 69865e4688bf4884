"""The page in a real browser, from disk, with no network and no error on the console."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from scheduler.outputs.outcome import Outcome
from scheduler.outputs.report import write_html
from tests.browser import address
from tests.outputs.report_factory import HOSTILE, busy, clash, crowd, hopeless, outcome, tough

CHINESE = re.compile("[\u4e00-\u9fff]")

Open = Callable[..., Any]


def outside(url: str) -> list[str]:
    """The address, if it is not the file itself."""
    return [] if url.startswith(("file:", "data:")) else [url]


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Iterator[Open]:
    """Open the report of an outcome; anything on the console or any request fails the test."""
    faults: list[str] = []
    contexts = []

    def show(o: Outcome, lang: str = "en", fragment: str = "") -> Any:
        path = tmp_path / "report.html"
        write_html(path, o.problem, o.solution, o.audit, lang)
        context = chromium.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce",
            viewport={"width": 1400, "height": 900},
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: faults.append(m.text))
        page.on("pageerror", lambda e: faults.append(str(e)))
        page.on("request", lambda r: faults.extend(outside(r.url)))
        page.goto(f"{path.as_uri()}{fragment}")
        page.wait_for_selector(".foot")
        return page

    yield show
    for context in contexts:
        context.close()
    assert faults == []


def ids(page: Any) -> list[str]:
    """Event ids of the table's rows."""
    read = "links => links.map(link => link.dataset.open)"
    return list(page.eval_on_selector_all("#events tbody [data-open]", read))


def test_hostile_names_stay_text(open_page: Open) -> None:
    page = open_page(outcome())
    assert page.locator("img").count() == 0
    page.click("#events [data-open=evil]")
    assert HOSTILE in page.inner_text(".drawer h2")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Robustness", "Best plan", "Outbreak", "Infeasible", "Feasible", "not proven")),
        ("zh", ("稳健性", "最好的方案", "疫情", "无可行方案", "可行", "并未证明")),
    ],
)
def test_robust_choice_beside_the_best(open_page: Open, lang: str, words: tuple[str, ...]) -> None:
    page = open_page(tough(), lang)
    text = page.inner_text("#robust")
    assert [w for w in words if w not in text] == []
    assert page.locator("#robust tbody tr").count() == 4
    assert page.locator("nav a[href='#robust']").count() == 1
    assert page.locator("img").count() == 0
    assert Axe().run(page, context="#robust").violations_count == 0


def test_without_a_robust_choice_nothing_is_said_of_it(open_page: Open) -> None:
    page = open_page(outcome())
    assert page.locator("#robust, nav a[href='#robust']").count() == 0


def test_language_switches_in_place_and_stays_in_the_address(open_page: Open) -> None:
    page = open_page(outcome())
    assert page.inner_text("h1") == "Bayport convention calendar"
    page.click("#lang")
    assert page.inner_text("h1") == "海湾市会展日历"
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert "lang=zh" in address(page)
    assert page.evaluate("document.activeElement.id") == "lang"
    page.reload()
    assert page.inner_text("h1") == "海湾市会展日历"


def test_english_page_has_no_chinese_of_its_own(open_page: Open) -> None:
    page = open_page(outcome())
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    text = page.inner_text("#app").replace("中文", "").replace("商贸", "")
    assert CHINESE.findall(text) == []


def test_rows_sort_by_header_and_say_so(open_page: Open) -> None:
    page = open_page(outcome())
    head = page.locator("#events th", has_text="Event").first
    assert ids(page)[:2] == ["evil", "tea"]
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert ids(page)[2:] == ["lost", "summit", "tea"]
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert ids(page)[:3] == ["tea", "summit", "lost"]


def test_search_filters_the_table_in_both_languages(open_page: Open) -> None:
    page = open_page(outcome())
    for query, found in (("ocean", ["summit"]), ("海洋", ["summit"]), ("xyzzy", [])):
        page.fill("#events .search", query)
        assert ids(page) == found
    assert "Nothing matches" in page.inner_text("#events tbody")


def test_chart_search_fades_and_never_hides(open_page: Open) -> None:
    page = open_page(outcome())
    bars = page.locator(".tl-bar").count()
    page.fill("#chart-search", "tea")
    assert page.locator(".tl-bar").count() == bars
    assert page.locator(".tl-bar:not(.faded)").count() == 2
    page.fill("#chart-search", "")
    page.select_option("#pick-kind", "conference")
    assert page.locator(".tl-bar:not(.faded)").count() == 1


def test_venues_fold_and_idle_ones_start_folded(open_page: Open) -> None:
    page = open_page(outcome())
    rows = page.locator(".tl-row[data-row]")
    idle = page.locator("[data-group=idle]")
    assert idle.get_attribute("aria-expanded") == "false"
    assert rows.count() == 5 + 1 + 1
    page.click("[data-group=expo]")
    assert rows.count() == 1 + 1
    assert page.evaluate("document.activeElement.dataset.group") == "expo"
    page.click("#unfold-all")
    assert rows.count() == 5 + 1 + 1 + 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_in_use_fits_and_a_day_of_a_hall_is_reached_by_key(
    open_page: Open, lang: str
) -> None:
    page = open_page(crowd(3000), lang)
    page.click("#unfold-all")
    page.click("#fold-fit")
    sight = page.locator(".tl-scroll").bounding_box()
    heads = [box.bounding_box() for box in page.locator(".tl-group:not(.idle)").all()]
    assert all(box["y"] + box["height"] <= sight["y"] + sight["height"] for box in heads)
    page.click("#fold-all")
    page.click("[data-group=v0]")
    page.focus(".tl-day")
    bar = page.locator(".tl-row[data-row] .tl-bar").first
    first = page.evaluate("bar => bar.bar.show", bar.element_handle())
    for key in ["Home", *["ArrowRight"] * first]:
        page.keyboard.press(key)
    label = page.evaluate("bar => bar.bar.label", bar.element_handle())
    assert page.get_attribute(".tl-day", "aria-label").endswith(f", {label}")
    page.keyboard.press("Enter")
    assert label in page.inner_text(".drawer h2")


def test_zoom_by_button_and_by_wheel(open_page: Open) -> None:
    page = open_page(outcome())
    width = "document.querySelector('.tl-sheet').offsetWidth"
    year = page.evaluate(width)
    page.click("[data-zoom=month]")
    assert page.evaluate(width) == pytest.approx(year * 91 / 31, rel=0.01)
    assert "zoom=month" in address(page)
    page.click("[data-zoom=year]")
    page.locator(".tl-sheet").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function(f"() => {width} > {year} * 1.15")


def test_tip_details_and_keys(open_page: Open) -> None:
    page = open_page(outcome())
    bar = page.locator(".tl-bar").first
    bar.hover()
    assert "Move-in" in page.inner_text(".tip")
    bar.click()
    assert "Tea Expo" in page.inner_text(".drawer h2")
    assert "3 d later" in page.inner_text(".drawer")
    page.keyboard.press("Escape")
    assert page.locator(".drawer").count() == 0
    page.locator(".tl-bar[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".drawer").count() == 1


def test_an_illegal_plan_says_so_and_marks_the_clash(open_page: Open) -> None:
    page = open_page(clash())
    assert "not legal" in page.inner_text("#overview .callout")
    assert page.locator(".tl-bar.clash").count() == 2
    page.click("#overview [data-open=evil]")
    assert "Breaks hard rules" in page.inner_text(".drawer")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_no_plan_is_told_in_both_languages(open_page: Open, status: str, lang: str) -> None:
    page = open_page(hopeless(status), lang)
    assert page.locator("#overview .callout.bad").count() == 1
    assert page.locator("#overview .callout li").count() == (4 if status == "infeasible" else 0)
    assert page.locator("#plans .empty, #costs .empty, #unplaced .empty").count() == 3


@pytest.mark.parametrize(
    ("lang", "second", "price"), [("en", "Conflict 2. ", "70 points"), ("zh", "矛盾 2：", "70 分")]
)
def test_conflicts_have_their_places_and_priced_ways_out(
    open_page: Open, lang: str, second: str, price: str
) -> None:
    page = open_page(hopeless(), lang)
    assert page.locator(".conflict").count() == 2
    assert page.locator(".conflict p b").all_inner_texts()[1] == second
    assert page.locator(".conflict .where").all_inner_texts() == ["events.csv:2 latest"]
    assert page.locator(".conflict .count").count() == 1
    ways = page.locator(".remedies li")
    assert ways.locator(".price").all_inner_texts()[1] == price
    gone = "row deleted" if lang == "en" else "删去此行"
    assert ways.nth(1).locator(".where").all_inner_texts() == [
        "events.csv tea latest → 2021-05-20", f"events.csv evil: {gone}",
    ]  # fmt: skip
    page.click(".conflict .mini >> nth=0")
    assert "tea" in address(page)


def test_heat_map_is_a_door(open_page: Open) -> None:
    page = open_page(outcome())
    page.click("#coverage .heatmap tr:nth-child(2) button")
    assert "ind=ocean" in address(page)
    assert page.locator(".tl-bar:not(.faded)").count() == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_used_venue_prints_one_page(open_page: Open, lang: str) -> None:
    page = open_page(outcome(), lang)
    page.evaluate("window.print = () => { window.printed = document.body.className }")
    page.locator(".plan [class=print-one]").nth(1).click()
    assert page.evaluate("window.printed") == "print-one-plan"
    pdf = page.pdf(prefer_css_page_size=True)
    assert pages(pdf) == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    whole = pages(page.pdf(prefer_css_page_size=True))
    assert whole > 4


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "dark"), ("en", "light")])
def test_no_barriers(open_page: Open, lang: str, scheme: str) -> None:
    page = open_page(outcome(), lang)
    page.emulate_media(color_scheme=scheme)
    page.click("#events [data-open=evil]")
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [700, 1400])
def test_the_busiest_venue_prints_one_page_too(open_page: Open, width: int, lang: str) -> None:
    page = open_page(busy(), lang)
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("window.print = () => {}")
    page.click(".plan [class=print-one]")
    assert pages(page.pdf(prefer_css_page_size=True)) == 1
    told = page.inner_text(".sheet")
    # One entry for the four days on which the same event moves in.
    assert told.count({"zh": "第 1–4/4 天", "en": "days 1–4 of 4"}[lang]) == 40


def test_text_shrinks_no_more_than_the_paper_asks(open_page: Open) -> None:
    page = open_page(outcome())
    page.set_viewport_size({"width": 600, "height": 900})
    page.evaluate("window.print = () => {}")
    page.click(".plan [class=print-one] >> nth=0")
    size = "document.querySelector('.plan.chosen .sheet').style.getPropertyValue('--size')"
    assert page.evaluate(size) == "1"
    assert page.locator(".plan.chosen .one-day").first.is_visible()


def test_a_room_is_no_end_of_a_stretch_of_halls(open_page: Open) -> None:
    page = open_page(busy())
    assert "Hall 1, Hall 2, Grand ballroom" in page.inner_text("#events tbody tr:first-child")


def test_the_table_of_wishes_says_what_it_lists(open_page: Open) -> None:
    page = open_page(outcome())
    assert page.locator("#tightness table").last.locator("th").first.inner_text() == "Wish"


def pages(pdf: bytes) -> int:
    """Pages of a PDF."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_thousands_of_events_stay_usable(open_page: Open) -> None:
    page = open_page(crowd(3000))
    assert page.locator(".tl-bar").count() == 0
    assert page.locator("#events tbody tr").count() == 300
    page.click("[data-group=v0]")
    assert page.locator(".tl-bar").count() == 320
