"""A proposal while the plan moves on under it: by mouse and by keyboard, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.board.conftest import Open, Opened
from tests.web.board.test_meanwhile import posted

PLACE = {"op": "place", "event_id": "auto", "venue_id": "expo", "hall_ids": ["h3"],
         "show_first": "2021-05-27"}  # fmt: skip
TEA = {"op": "place", "event_id": "tea", "venue_id": "expo", "hall_ids": ["h1", "h2"],
       "show_first": "2021-05-12"}  # fmt: skip


def proposed(open_board: Open, lang: str = "en", **more: Any) -> Opened:
    """Two events were moved, and the plan as it was before is proposed."""
    opened = open_board(lang, **more)
    posted(opened.url, opened.plan, "edits", version=0, edits=[PLACE, TEA])
    opened.settled(1)
    page = opened.page
    page.click("#more")
    page.click("#history-open")
    page.click(".history li:last-child button")
    page.wait_for_selector("[data-change=auto]")
    assert changes(opened) == ["auto", "tea"]
    return opened


def changes(opened: Opened) -> list[str]:
    """Events of the list, and of the bars in gold."""
    page = opened.page
    listed = page.eval_on_selector_all("[data-change]", "i => i.map(x => x.dataset.change).sort()")
    gold = page.eval_on_selector_all(".tl-bar.moved", "b => b.map(x => x.bar.id)")
    assert sorted({*gold}) == listed
    return listed


def test_14_a_proposed_event_that_another_drops_leaves_the_list(open_board: Open) -> None:
    opened = proposed(open_board)
    drop = {"op": "drop_event", "event_id": "auto"}
    posted(opened.url, opened.plan, "edits", version=1, edits=[drop])
    opened.settled(2)
    assert changes(opened) == ["tea"]
    assert opened.page.locator(".tl-bar").count() > 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_14_a_refused_acceptance_decides_nothing(open_board: Open, lang: str) -> None:
    opened = proposed(open_board, lang, refusals=(409,))
    opened.page.evaluate("document.querySelector('hall-timeline').board.session.close()")
    park = {"op": "park", "event_id": "picnic"}
    posted(opened.url, opened.plan, "edits", version=1, edits=[park])
    opened.page.click("#accept-all")
    opened.page.wait_for_selector(".toast.bad")
    assert changes(opened) == ["auto", "tea"]
    opened.page.click("#accept-all")
    opened.settled(3)
    assert opened.place("auto")[2] == "2021-05-20"


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "Made for step 1; the plan is at step 2 by now."),
     ("zh", "这是按方案第 1 步求得的，方案现已到第 2 步")],
)  # fmt: skip
def test_14_a_proposal_says_which_step_it_was_made_for(
    open_board: Open, lang: str, told: str
) -> None:
    opened = proposed(open_board, lang)
    assert opened.page.locator("#made-for").count() == 0
    posted(opened.url, opened.plan, "edits", version=1, edits=[{"op": "park", "event_id": "evil"}])
    opened.settled(2)
    assert opened.page.inner_text("#made-for").startswith(told)
    assert opened.page.locator(".callout.good").count() == 0


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "Locked, so left out: Motor Show"), ("zh", "已锁定，不在其中：汽车展")],
)
def test_11_what_was_locked_meanwhile_is_left_out_and_told(
    open_board: Open, lang: str, told: str
) -> None:
    opened = proposed(open_board, lang)
    lock = {"op": "lock", "event_id": "auto", "what": "both"}
    posted(opened.url, opened.plan, "edits", version=1, edits=[lock])
    opened.settled(2)
    assert changes(opened) == ["tea"]
    assert opened.page.inner_text("#left-out") == told
    opened.page.click("#accept-all")
    opened.settled(3)
    assert opened.place("auto")[2] == "2021-05-27"
    assert opened.place("tea")[2] == "2021-05-10"


def test_14_two_pages_see_that_all_is_accepted(open_board: Open) -> None:
    opened = proposed(open_board)
    back = [{**PLACE, "show_first": "2021-05-20"}, {**TEA, "show_first": "2021-05-10"}]
    posted(opened.url, opened.plan, "edits", version=1, edits=back[:1])
    opened.settled(2)
    assert changes(opened) == ["tea"]
    posted(opened.url, opened.plan, "edits", version=2, edits=back[1:])
    opened.settled(3)
    assert changes(opened) == []
    assert "All changes are decided." in opened.page.inner_text(".tab-body")


def test_14_taking_one_keeps_the_others_fresh(open_board: Open) -> None:
    opened = proposed(open_board)
    opened.page.click("[data-accept=auto]")
    opened.settled(2)
    assert changes(opened) == ["tea"]
    assert opened.page.locator("#made-for").count() == 0


def test_escape_hides_and_a_button_shows_again(open_board: Open) -> None:
    opened = proposed(open_board)
    page = opened.page
    page.focus("#show-or-hide")
    page.keyboard.press("Escape")
    assert page.locator(".tl-bar.moved, .tl-was").count() == 0
    assert page.locator("[data-change]").count() == 2
    assert page.inner_text("#show-or-hide") == "Show on the plan"
    page.focus("#show-or-hide")
    page.keyboard.press("Enter")
    assert changes(opened) == ["auto", "tea"]


def dragged(opened: Opened, selector: str, x: float = 120, y: float = 0) -> None:
    """Drag what a selector finds first."""
    box = opened.page.locator(selector).first.bounding_box()
    mouse = opened.page.mouse
    mouse.move(box["x"] + 4, box["y"] + box["height"] / 2)
    mouse.down()
    mouse.move(box["x"] + 4 + x / 2, box["y"] + box["height"] / 2 + y, steps=3)
    mouse.move(box["x"] + 4 + x, box["y"] + box["height"] / 2 + y, steps=3)
    mouse.up()


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "Accept or reject this change first"), ("zh", "请先接受或不要这项变更")],
)
def test_what_is_not_proposed_can_be_dragged_and_what_is_says_why_not(
    open_board: Open, lang: str, told: str
) -> None:
    opened = proposed(open_board, lang)
    dragged(opened, ".tl-bar.moved")
    assert told in opened.page.inner_text(".toast")
    assert opened.document()["version"] == 1
    before = opened.place("picnic")
    opened.page.evaluate("""() => [...document.querySelectorAll('.tl-bar')]
        .find(b => b.bar.id === 'picnic').setAttribute('data-under-test', '')""")
    dragged(opened, "[data-under-test]")
    opened.settled(2)
    assert opened.place("picnic") != before
    assert changes(opened) == ["auto", "tea"]


def test_12_a_hall_can_be_closed_while_changes_are_shown(open_board: Open) -> None:
    opened = proposed(open_board)
    row = opened.page.locator("[data-group=park][data-row=lawn]").bounding_box()
    mouse = opened.page.mouse
    mouse.move(row["x"] + 8, row["y"] + 8)
    mouse.down()
    mouse.move(row["x"] + 40, row["y"] + 8, steps=4)
    mouse.up()
    assert opened.page.input_value("#close-hall") == "park/lawn"
