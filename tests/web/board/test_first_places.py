"""Events without a place get one: dragged from the list, by the form, or as an option."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.board.conftest import Open

FORUM = ("forum", ["plenary"], "2021-09-09")


def drag(page: Any, event_id: str, row: str, day: int) -> None:
    """Take an event from the list and hold it over a day of a row."""
    box = page.locator(f"button[data-event={event_id}]").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, box["y"] + 12)
    target = page.locator(f".tl-row[data-row={row}]").bounding_box()
    x = target["x"] + (day + 0.5) * target["width"] / 275
    page.mouse.move(x - 30, target["y"] + 8, steps=4)
    page.wait_for_selector(".tl-veil", state="attached")
    page.mouse.move(x, target["y"] + 8, steps=3)
    page.wait_for_selector(".tl-ghosts[data-legal=true] .tl-ghost")


def unfold(page: Any, venue: str) -> None:
    """Unfold a venue, whose strip is folded for it has no events."""
    script = """id => {
      const line = document.querySelector('hall-timeline');
      line.foldOne(line.view.groups.find(g => g.id === id), false);
    }"""
    page.evaluate(script, venue)


@pytest.mark.parametrize(("lang", "legal"), [("en", "✓"), ("zh", "✓")])
def test_dragged_from_the_list_onto_a_hall(open_board: Open, lang: str, legal: str) -> None:
    opened = open_board(lang)
    page = opened.page
    unfold(page, "forum")
    drag(page, "gala", "plenary", 161)
    assert legal in page.inner_text(".tip")
    page.mouse.up()
    opened.settled(1)
    assert opened.place("gala") == FORUM
    assert opened.bar("gala")


def test_let_go_beside_the_plan_or_with_escape_it_stays_in_the_list(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    unfold(page, "forum")
    drag(page, "gala", "plenary", 161)
    page.keyboard.press("Escape")
    page.mouse.up()
    drag(page, "gala", "plenary", 161)
    box = page.locator("#events-list").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    assert page.locator(".tl-ghost").is_hidden()
    page.mouse.up()
    assert page.locator(".tl-ghosts").count() == 0
    assert opened.document()["version"] == 0
    page.click("button[data-event=gala]")
    assert page.inner_text(".event-name") in ("Gala Night", "晚会")


def test_by_keyboard_with_the_form_of_its_details(open_board: Open) -> None:
    opened = open_board("en", "&ev=gala&tab=event")
    page = opened.page
    page.focus("#event-venue")
    assert page.input_value("#event-start") == "2021-09-09"
    page.select_option("#event-venue", "forum")
    page.wait_for_function("() => document.querySelector('#event-halls').value === 'plenary'")
    page.focus("#place-it button")
    page.keyboard.press("Enter")
    opened.settled(1)
    assert opened.place("gala") == FORUM


def test_the_form_offers_stretches_that_fit_and_moves_between_halls(open_board: Open) -> None:
    opened = open_board("en", "&ev=tea&tab=event")
    page = opened.page
    page.focus("#event-halls")
    page.wait_for_function("() => document.querySelectorAll('#event-halls option').length > 1")
    assert page.input_value("#event-halls") == "h1;h2"
    page.select_option("#event-halls", "h2;h3")
    page.click("#place-it button")
    opened.settled(1)
    assert opened.place("tea") == ("expo", ["h2", "h3"], "2021-05-10")


def test_an_option_that_moves_others_is_taken_with_their_moves(open_board: Open) -> None:
    opened = open_board("zh", "&tab=solve")
    page = opened.page
    place = {"venue_id": "expo", "hall_ids": ["h3"], "show_first": "2021-06-20"}
    there = {"venue_id": "expo", "hall_ids": ["h4"], "show_first": "2021-06-21"}
    change = {"event_id": "evil", "to": {**there, "show_last": "2021-06-21"}, "from": None}
    option = {"place": {**place, "show_last": "2021-06-23"}, "extra_cost": 5, "changes": [change]}
    script = """([option, zero]) => {
      const { solve } = document.querySelector('hall-timeline').board.panel;
      solve.current = { id: 'x', kind: 'options', state: 'done', version: zero, created: '',
        result: { event_id: 'auto', options: [option] } };
      solve.board.panel.refresh();
    }"""
    page.evaluate(script, [option, 0])
    page.locator("#tab-body ol button").last.focus()
    page.keyboard.press("Enter")
    opened.settled(1)
    assert opened.place("auto") == ("expo", ["h3"], "2021-06-20")
    assert opened.place("evil") == ("expo", ["h4"], "2021-06-21")
