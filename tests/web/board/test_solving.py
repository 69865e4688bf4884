"""Solving from the page: behaviours 13, 14 and 15, each in a real browser."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.board.conftest import Open, Opened
from tests.web.board.patience import JOB_S

SUM = {"zh": "最好 {} = 方案的代价 {} + 改动的价格 {}",
       "en": "Best {} = cost of the plan {} + price of the changes {}"}  # fmt: skip
BEST_SUM = {"zh": "最好（含改动）", "en": "Best with changes"}

COUNTED = """
window.EventSource = class extends EventSource {
    constructor(...given) {
        super(...given);
        this.addEventListener('job', () => { window.heard = (window.heard || 0) + 1; });
    }
};
"""
"""Counts the news of jobs that a page has heard."""


def ended(opened: Opened) -> str:
    """State of the job on the page, once it is over."""
    over = ":is([data-state=done], [data-state=failed], [data-state=cancelled])"
    over = f".job{over}:not([aria-busy])"
    return str(
        opened.page.wait_for_selector(over, timeout=JOB_S * 1000).get_attribute("data-state")
    )


def moved(opened: Opened) -> None:
    """The motor show is parked on the tea fair's halls, three weeks early."""
    opened.bar("auto").focus()
    for version, key in enumerate(("Alt+Shift+ArrowLeft", "Alt+ArrowLeft", "Alt+ArrowUp"), 1):
        opened.page.keyboard.press(key)
        opened.settled(version)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_13_the_best_the_proof_and_the_curve_at_the_end(open_board: Open, lang: str) -> None:
    opened = open_board(lang, "&tab=solve")
    page = opened.page
    moved(opened)
    page.click("#solve-near")
    page.wait_for_selector(".job")
    assert ended(opened) == "done"
    facts = page.locator(".facts-line dd").all_inner_texts()
    assert int(facts[0].replace(",", "")) == int(facts[1].replace(",", ""))
    assert facts[2] == "0%"
    assert page.get_attribute(".curve .best", "d").startswith("M")
    # What is best near the plan is a sum, and the parts of it are told apart.
    cost = page.evaluate(
        "document.querySelector('hall-timeline').board.panel.solve.current.result.compare.cost[1]"
    )
    best = int(facts[0].replace(",", ""))
    assert best > cost
    parts = [f"{n:,}" for n in (best, cost, best - cost)]
    assert page.inner_text("#best-sum") == SUM[lang].format(*parts)
    assert page.locator(".facts-line dt").first.inner_text() == BEST_SUM[lang]
    # The curve has its scale: the best at both ends, the bound, and the seconds.
    assert page.locator(".curve .of-best").all_text_contents()[1] == facts[0]
    assert page.locator(".curve .of-bound").all_text_contents()[1] == facts[1]
    unit = {"zh": "秒", "en": "s"}[lang]
    begins, ends = page.locator(".curve .of-time").all_text_contents()
    assert begins == f"0 {unit}"
    assert re.fullmatch(rf"\d+ {unit}", ends)
    label = page.get_attribute(".curve", "aria-label")
    assert {facts[0], facts[1]} <= set(re.findall(r"\d[\d,]*\d|\d", label))


def test_13_a_closed_tab_kills_nothing(open_board: Open) -> None:
    opened = open_board("en", "&tab=solve")
    opened.page.click("#solve-near")
    opened.page.wait_for_selector(".job")
    opened.page.close()
    again = open_board("en", "&tab=solve", plan=opened.plan)
    assert ended(again) == "done"
    assert again.page.locator("[data-change]").count() > 0


def test_14_differences_are_drawn_listed_and_decided(open_board: Open) -> None:
    opened = open_board("en", "&tab=solve")
    page = opened.page
    moved(opened)
    page.click("#solve-repair")
    assert ended(opened) == "done"
    ids = page.eval_on_selector_all("[data-change]", "items => items.map(i => i.dataset.change)")
    # By size: the gala had no place before, which is more than any move.
    assert ids == ["gala", "auto"]
    gold = page.eval_on_selector_all(".tl-bar.moved", "bars => bars.map(b => b.bar.id)")
    dashed = page.eval_on_selector_all(".tl-was", "bars => bars.map(b => b.bar.id)")
    assert sorted({*gold}) == ["auto", "gala"]
    assert {*dashed} == {"auto"}
    page.click("#accept-all")
    opened.settled(4)
    assert opened.document()["ok"]
    assert page.locator(".tl-was, .tl-bar.moved").count() == 0
    page.keyboard.press("Control+z")
    opened.settled(5)
    assert not opened.document()["ok"]


def test_14_each_change_is_taken_or_left_by_itself(open_board: Open) -> None:
    opened = open_board("en", "&tab=solve")
    page = opened.page
    moved(opened)
    page.click("#solve-all")
    assert ended(opened) == "done"
    before = opened.document()["version"]
    ids: list[Any] = page.eval_on_selector_all("[data-change]", "i => i.map(x => x.dataset.change)")
    assert len(ids) >= 2
    page.click(f"[data-reject={ids[0]}]")
    assert page.locator("[data-change]").count() == len(ids) - 1
    kept = opened.place(ids[0])
    page.click(f"[data-accept={ids[1]}]")
    opened.settled(before + 1)
    assert opened.place(ids[0]) == kept
    assert page.locator(f"[data-change={ids[1]}]").count() == 0


@pytest.mark.parametrize("one_by_one", [False, True])
def test_14_what_was_left_does_not_come_back(open_board: Open, one_by_one: bool) -> None:
    opened = open_board("en", "&tab=solve", before=lambda page: page.add_init_script(COUNTED))
    page = opened.page
    moved(opened)
    page.click("#solve-repair")
    assert ended(opened) == "done"
    # Undecided, it is there again: the page hears of the job, and asks for what came of it.
    page.reload()
    page.wait_for_selector("[data-change=auto]")
    assert page.locator(".tl-was").count() == 1
    each = ("[data-reject=auto]", "[data-reject=gala]")
    for button in each if one_by_one else ("#reject-all",):
        page.click(button)
    assert page.locator(".tl-was, .tl-bar.moved").count() == 0
    page.reload()
    page.wait_for_function("() => window.heard > 0")
    shown = "document.querySelector('hall-timeline').board.panel.solve.current"
    assert page.evaluate(shown) is None
    assert page.locator(".job, .tl-was, .tl-bar.moved").count() == 0
    assert opened.document()["version"] == 3


@pytest.mark.parametrize(
    ("lang", "told", "ends"),
    [("en", "May move 5 of 6 events; what is locked stays.", ["Few changes", "Best plan"]),
     ("zh", "可移动 5 个活动（共 6 个），锁定的不动。", ["少改动", "最优方案"])],
)  # fmt: skip
def test_15_a_slider_between_few_changes_and_the_best_plan(
    open_board: Open, lang: str, told: str, ends: list[str]
) -> None:
    opened = open_board(lang, "&tab=solve")
    page = opened.page
    assert told in page.inner_text(".tab-body")
    assert page.locator(".ends span").all_inner_texts() == ends
    # A week late: dearer than where it was wished for, cheaper than a change at a high price.
    opened.bar("auto").focus()
    page.keyboard.press("Alt+Shift+ArrowRight")
    opened.settled(1)
    few = {}
    for key in ("Home", "End"):
        page.focus("#few")
        page.keyboard.press(key)
        page.click("#solve-near")
        assert ended(opened) == "done"
        changed = page.eval_on_selector_all("[data-change]", "i => i.map(x => x.dataset.change)")
        few[key] = sorted(changed)
        page.click("#reject-all")
        expect(page.locator(".job")).to_have_count(0)  # the next one seen is another
    assert "auto" not in few["Home"]
    assert {"auto", *few["Home"]} == {*few["End"]}


def test_11_a_new_solve_never_touches_what_is_locked(open_board: Open) -> None:
    opened = open_board("en", "&tab=solve")
    page = opened.page
    moved(opened)
    opened.bar("auto").focus()
    for version in range(4, 7):
        page.keyboard.press("l")
        opened.settled(version)
    page.click("#solve-repair")
    assert ended(opened) == "done"
    page.click("#accept-all")
    opened.settled(7)
    assert opened.document()["ok"]
    assert opened.place("auto") == ("expo", ["h2"], "2021-05-12")


def test_options_are_shown_and_taken(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    opened.bar("auto").click(button="right")
    page.get_by_role("menuitem", name="Where else could it go?").click()
    assert ended(opened) == "done"
    page.click(".changes ol button >> nth=0")
    read = "all => all.map(b => [b.bar.row, b.bar.show])"
    ((row, day),) = page.eval_on_selector_all(".tl-bar.moved", read)
    offered = page.inner_text(".changes ol li >> nth=0")
    page.locator(".changes ol li").first.get_by_role("button", name="Take it").click()
    opened.settled(1)
    venue, halls, start = opened.place("auto")
    assert (venue, halls) == ("expo", [row])
    assert str(date(2021, 4, 1) + timedelta(days=day)) == start
    assert (venue, halls, start) != ("expo", ["h3"], "2021-05-20")
    assert start[-2:].lstrip("0") in offered


@pytest.mark.parametrize(
    ("lang", "name", "stands"),
    [("en", "Why here?", "It stands best here"), ("zh", "为什么在这里？", "它就该在这里")],
)
def test_why_an_event_stands_where_it_stands(
    open_board: Open, lang: str, name: str, stands: str
) -> None:
    opened = open_board(lang)
    opened.bar("auto").click(button="right")
    opened.page.get_by_role("menuitem", name=name).click()
    assert ended(opened) == "done"
    assert stands in opened.page.locator(".changes p").first.inner_text()
