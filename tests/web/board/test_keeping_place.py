"""Addresses that lead somewhere, and places, focus and toasts that stay while others edit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser import address
from tests.web.board import town
from tests.web.board.conftest import Open
from tests.web.board.test_meanwhile import MOVE, posted

FOCUS = "document.activeElement.id || document.activeElement.dataset.event"
TALL = [f"      - {{id: x{i}, name_zh: 展厅{i}, name_en: Spare {i}, gross_m2: 1000}}\n"
        for i in range(60)]  # fmt: skip
CARE = "      - {id: r1,"


@pytest.fixture(scope="module")
def tall(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A city with so many halls that the park lies far below."""
    venues = town.VENUES.replace(CARE, "".join(TALL) + CARE)
    folder = town.write(tmp_path_factory.mktemp("tall") / "bay", venues=venues)
    with town.serving(folder) as found:
        yield found


def seen(page: Any, id_: str) -> bool:
    """Whether a bar of an event can be seen."""
    return bool(page.evaluate("""id => {
        const line = document.querySelector('hall-timeline');
        const sight = line.scroll_.getBoundingClientRect();
        return line.partsOf(id).some(part => {
            const box = part.getBoundingClientRect();
            return box.top >= sight.top && box.bottom <= sight.bottom
                && box.right > sight.left + line.labels.offsetWidth && box.left < sight.right;
        });
    }""", id_))  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_19_a_link_shows_its_event_and_its_day(open_board: Open, tall: str, lang: str) -> None:
    opened = open_board(lang, "&ev=picnic&tab=event", at=tall)
    page = opened.page
    assert seen(page, "picnic")
    page.evaluate("location.hash = location.hash.replace('ev=picnic', 'ev=tea')")
    page.wait_for_selector(".tl-bar.chosen")
    named = "() => document.querySelector('.event-name').textContent.match(/Tea|茶/)"
    page.wait_for_function(named)
    assert seen(page, "tea")
    page.evaluate(f"location.hash = '#plan={opened.plan}&lang={lang}&zoom=month&at=120'")
    first = "document.querySelector('hall-timeline').firstInSight"
    page.wait_for_function(f"() => Math.abs({first} - 120) < 1")


@pytest.mark.parametrize(
    "asked",
    ["&tab=__proto__", '&theme=">', "&zoom=-3&at=x", "&by=constructor&ind=no&kind=toString"],
)
def test_19_a_key_that_no_page_wrote_is_as_if_not_there(open_board: Open, asked: str) -> None:
    page = open_board("en", asked).page
    assert page.get_attribute("#tab-events", "aria-selected") == "true"
    assert page.inner_text("#found") == ""
    assert page.inner_text("#theme") == "Auto"


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "There is no plan 99999."), ("zh", "没有第 99999 号方案。")]
)
def test_19_a_plan_that_is_not_there_is_told_over_the_list(
    open_board: Open, lang: str, told: str
) -> None:
    opened = open_board(lang, refusals=(404,))
    page = opened.page
    page.evaluate(f"location.hash = '#plan=99999&lang={lang}'")
    page.wait_for_selector("#plans [role=alert]")
    assert page.inner_text("#plans [role=alert]") == told
    assert page.locator(".plan-list li").count() > 0
    assert f"plan={opened.plan}" in address(page)
    page.goto("about:blank")
    page.goto(f"{opened.url}/#plan=99999&lang={lang}")
    page.wait_for_selector("#plans [role=alert]")
    assert page.inner_text("#plans [role=alert]") == told


def test_19_back_leads_to_the_plan_before(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    page.click("#more")
    page.get_by_role("menuitem", name="Plans").click()
    page.fill("#copy-title", "Second")
    page.click("#plans-go")
    title = "name => document.getElementById('plan-name').textContent === name"
    page.wait_for_function(title, arg="Second")
    page.go_back()
    page.wait_for_function(title, arg="Draft")
    assert f"plan={opened.plan}" in address(page)
    page.go_forward()
    page.wait_for_function(title, arg="Second")


def test_20_the_switch_of_language_keeps_place_and_toast(open_board: Open, tall: str) -> None:
    opened = open_board("en", "&ev=tea&tab=event", at=tall)
    page = opened.page
    page.set_viewport_size({"width": 1440, "height": 420})
    opened.bar("tea").focus()
    page.keyboard.press("l")
    opened.settled(1)
    page.evaluate("""() => {
        document.querySelector('.tl-scroll').scrollTop = 300;
        document.getElementById('tab-body').scrollTop = 60;
    }""")
    tops = """[document.querySelector('.tl-scroll').scrollTop,
        document.getElementById('tab-body').scrollTop]"""
    for key, told in (("#lang", "茶业博览会: 日期已锁定"), ("#theme", "茶业博览会: 日期已锁定")):
        page.click(key)
        assert page.evaluate(tops) == [300, 60]
        assert told in page.inner_text(".toast")
    page.click("[data-by=kind]")
    assert page.evaluate(tops) == [300, 60]
    page.click(".toast-undo")
    opened.settled(2)


def test_20_the_empty_page_has_language_and_colours(chromium: Any, tmp_path: Path) -> None:
    with town.serving(town.write(tmp_path / "bay")) as url:
        page = chromium.new_page()
        page.goto(f"{url}/#lang=zh")
        page.fill("#start-title", "Mine")
        for told in ("No plan yet", "还没有方案"):
            assert page.inner_text("h1") != told
            page.click("#lang")
            assert page.inner_text("h1") == told
            assert page.input_value("#start-title") == "Mine"
        page.keyboard.press("Enter")
        page.focus("#theme")
        page.keyboard.press("Enter")
        assert page.evaluate("document.documentElement.dataset.theme") == "light"
        assert page.evaluate("document.activeElement.id") == "theme"
        page.close()


def test_17_the_lock_keeps_the_focus_it_was_changed_with(open_board: Open) -> None:
    opened = open_board("en", "&ev=tea&tab=event")
    page = opened.page
    page.focus("#event-lock")
    page.keyboard.press("ArrowDown")
    opened.settled(1)
    assert page.evaluate(FOCUS) == "event-lock"
    assert opened.document()["locks"]["tea"] == "dates"


def test_17_undo_in_the_toast_gives_the_focus_back(open_board: Open) -> None:
    opened = open_board("zh")
    page = opened.page
    opened.bar("auto").focus()
    page.keyboard.press("Alt+ArrowRight")
    opened.settled(1)
    page.focus(".toast-undo")
    page.keyboard.press("Enter")
    opened.settled(2)
    assert page.evaluate("document.activeElement.bar?.id") == "auto"


def test_a_typed_date_stays_while_another_edits(open_board: Open) -> None:
    opened = open_board("en", "&ev=tea&tab=event")
    page = opened.page
    page.fill("#event-start", "2021-06-03")
    posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
    opened.settled(1)
    assert page.input_value("#event-start") == "2021-06-03"
    assert page.evaluate(FOCUS) == "event-start"
    page.click(".line button >> nth=0")
    opened.settled(2)
    assert opened.place("tea")[2] == "2021-06-03"
    # What was put off is drawn once the field is left.
    posted(opened.url, opened.plan, "edits", version=2, edits=[{**MOVE, "event_id": "tea"}])
    opened.settled(3)
    page.focus("#search")
    page.wait_for_function("() => document.getElementById('event-start').value === '2021-06-01'")


def test_the_list_keeps_its_focus_while_another_edits(open_board: Open) -> None:
    opened = open_board()
    opened.page.focus("[data-event=tea]")
    posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
    opened.settled(1)
    assert opened.page.evaluate(FOCUS) == "tea"


@pytest.mark.parametrize(("lang", "told"), [("en", "1 of "), ("zh", "第 1/")])
def test_9_f8_shows_a_clash_that_has_no_bar(open_board: Open, lang: str, told: str) -> None:
    opened = open_board(lang)
    page = opened.page
    park = [{"op": "park", "event_id": "summit"}]
    posted(opened.url, opened.plan, "edits", version=0, edits=park)
    opened.settled(1)
    page.keyboard.press("F8")
    assert told in page.inner_text(".toast")
    assert opened.said() == page.inner_text(".toast span")
    assert page.get_attribute("#tab-cost", "aria-selected") == "true"
    assert page.inner_text("[data-finding='0'][aria-current]") in page.inner_text(".toast")
