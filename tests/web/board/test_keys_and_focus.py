"""Keys that are not the board's, the focus when venues fold, lines of blocks, undone steps."""

from __future__ import annotations

import pytest

from tests.browser import address
from tests.web.board import town
from tests.web.board.conftest import Open, Opened
from tests.web.board.test_proposals import proposed

FOCUS = """() => { const e = document.activeElement;
  return e.bar?.id || e.dataset.group || e.className || e.tagName; }"""


def test_letters_with_alt_and_in_a_menu_are_not_the_boards(open_board: Open) -> None:
    page = open_board().page
    page.click("#more")
    page.keyboard.press("c")
    assert page.locator("dialog").count() == 0
    assert page.locator(".menu").count() == 1
    page.keyboard.press("Escape")
    for key in "cio":
        page.keyboard.press(f"Alt+{key}")
        assert page.locator("dialog").count() == 0
    page.keyboard.press("Alt+Shift+F")
    assert "fold=" not in address(page)
    page.keyboard.press("Shift+F")
    assert "fold=none" in address(page)
    page.keyboard.press("c")
    page.wait_for_selector("#close")


@pytest.mark.parametrize("key", ["f", "Shift+F"])
def test_folding_leaves_the_focus_where_it_was(open_board: Open, key: str) -> None:
    page = open_board("en", "&fold=none" if key == "f" else "").page
    groups = "all => all.filter(b => b.ariaExpanded === 'false').map(b => b.dataset.group)"

    def focus() -> str:
        return str(page.evaluate(FOCUS))

    page.evaluate("document.querySelector('hall-timeline').focusBar('tea')")
    page.keyboard.press(key)
    assert focus() == "tea"
    page.focus(".tl-day")
    page.keyboard.press(key)
    assert focus() == "tl-day"
    page.focus(".tl-group[data-group=forum]")
    page.keyboard.press("Shift+F" if key == "f" else "f")
    assert focus() == "forum"
    # What stands in a venue that is folded away leaves the focus to the venue.
    page.evaluate("document.querySelector('hall-timeline').focusBar('picnic')")
    page.evaluate("document.querySelector('hall-timeline').fold('all')")
    assert "park" in page.eval_on_selector_all(".tl-group", groups)
    assert focus() == "park"


def test_the_gold_line_runs_round_a_block_not_round_its_rows(open_board: Open) -> None:
    opened = proposed(open_board)
    over, under = (
        opened.bar("tea", row).evaluate("b => [b.className, getComputedStyle(b).boxShadow]")
        for row in ("h1", "h2")
    )
    assert "moved" in over[0] and "moved" in under[0]
    for row in (over, under):
        assert "rgb(224, 161, 0) 2px 0px" in row[1]
    assert ["0px 2px 0px" in over[1], "0px -2px 0px" in over[1]] == [True, False]
    assert ["0px 2px 0px" in under[1], "0px -2px 0px" in under[1]] == [False, True]


def typed(opened: Opened) -> str:
    opened.page.wait_for_selector("#event-start")
    return str(opened.page.input_value("#event-start"))


def test_a_place_refused_in_one_plan_fills_no_form_of_another(open_board: Open) -> None:
    opened = open_board("en", "&ev=tea&tab=event", refusals=(0,))
    page = opened.page
    page.fill("#event-start", "2021-06-03")
    page.route("**/edits", lambda route: route.abort(), times=1)
    page.click("#place-it button")
    page.wait_for_selector(".toast.bad")
    assert typed(opened) == "2021-06-03"
    other = town.begin(opened.url)
    page.evaluate(f"location.hash = '#plan={other}&lang=en&ev=tea&tab=event'")
    drawn = "n => document.querySelector('hall-timeline')?.board?.plan.doc.id === n"
    page.wait_for_function(drawn, arg=other)
    assert typed(opened) == "2021-05-10"


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", ["done again: Motor Show moved", "undone: Motor Show moved", "undone: Tea Fair moved",
             "Tea Fair moved", "Motor Show moved"]),
     ("zh", ["重做：移动 汽车展", "撤销：移动 汽车展", "撤销：移动 茶业博览会", "移动 茶业博览会",
             "移动 汽车展"])],
)  # fmt: skip
def test_the_history_says_what_was_undone(open_board: Open, lang: str, told: list[str]) -> None:
    opened = open_board(lang)
    page = opened.page
    for version, event in enumerate(("auto", "tea"), 1):
        opened.bar(event).focus()
        page.keyboard.press("Alt+ArrowRight")
        opened.settled(version)
    for version, key in enumerate("zzy", 3):
        page.keyboard.press(f"Control+{key}")
        opened.settled(version)
    page.click("#more")
    page.click("#history-open")
    page.wait_for_selector(".history li")
    assert page.eval_on_selector_all(".history li > span", "s => s.map(x => x.innerText)") == told


def test_a_step_that_is_not_the_nearest_is_named(open_board: Open) -> None:
    page = open_board().page
    found = page.evaluate("""() => import('/assets/board/told.js').then(({ stepsOf }) => {
      const entry = (version, kind, ...edits) => ({ version, kind, edits });
      return [...stepsOf([entry(1, 'edit'), entry(2, 'edit'), entry(3, 'title'),
        entry(4, 'undo', { step: 1 }), entry(5, 'undo'), entry(6, 'redo', { step: 1 }),
        entry(7, 'edit'), entry(8, 'redo'), entry(9, 'undo'), entry(10, 'undo')])]
        .map(([version, step]) => [version, step.version]); })""")
    assert found == [[4, 1], [5, 2], [6, 1], [9, 7], [10, 1]]
    # Of the last steps alone: who undid what came before them is not said to have undone another.
    last = page.evaluate("""() => import('/assets/board/told.js').then(({ stepsOf }) => {
      const entry = (version, kind, ...edits) => ({ version, kind, edits });
      return [...stepsOf([entry(5, 'undo'), entry(6, 'edit'), entry(7, 'undo'), entry(8, 'undo'),
        entry(9, 'redo'), entry(10, 'redo')])]
        .map(([version, step]) => [version, step.version]); })""")
    assert last == [[7, 6], [10, 6]]
