"""The form of an event: names to choose from, nothing typed is lost, and a booking locks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.board import town
from tests.web.board.conftest import Open, Opened


def form_of(opened: Opened, event_id: str) -> Any:
    """Open its form by keyboard, from its details."""
    page = opened.page
    page.evaluate("id => document.querySelector('hall-timeline').board.open(id)", event_id)
    page.focus("#event-change")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog#event")
    return page


def offered(page: Any, column: str) -> dict[str, str]:
    """What a column's input offers: names by value."""
    script = "id => [...document.getElementById(id).list.options].map(o => [o.value, o.label])"
    return dict(page.evaluate(script, f"col-{column}"))


@pytest.mark.parametrize(
    ("lang", "ocean", "expo", "hall"),
    [
        ("en", "Ocean", "Bay Expo", "Bay Expo Hall 2"),
        ("zh", "海洋", "海湾会展中心", "海湾会展中心 二号馆"),
    ],
)
def test_columns_offer_what_the_plan_has_by_name(
    open_board: Open, lang: str, ocean: str, expo: str, hall: str
) -> None:
    page = form_of(open_board(lang), "picnic")
    assert page.inner_text("#col-industries-named").split() != []
    page.fill("#col-industries", "sea;")
    assert offered(page, "industries").keys() == {"sea;food", "sea;trade"}
    assert page.inner_text("#col-industries-named") == ocean
    assert offered(page, "preferred_venue")["expo"] == expo
    assert offered(page, "venues")["expo"] == expo
    assert offered(page, "booked_halls")["expo/h2"] == hall
    assert "picnic" not in offered(page, "co_located_with")
    assert "tea" in offered(page, "co_located_with")
    assert page.locator("#col-evidence option").count() == 4


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_plan_that_changed_meanwhile_is_told_and_the_typing_stays(
    open_board: Open, lang: str
) -> None:
    opened = open_board(lang, refusals=(409,))
    page = form_of(opened, "tea")
    page.evaluate("document.querySelector('hall-timeline').board.session.close()")
    page.fill("#col-notes", "with a stage")
    town.edit(opened.url, opened.plan, {"op": "park", "event_id": "auto"})
    page.click("#event-go")
    page.wait_for_selector("dialog#event [role=alert]:not([hidden])")
    name = {"en": "Motor Show", "zh": "汽车展"}[lang]
    assert name in page.inner_text("dialog#event [role=alert]:not([hidden])")
    assert page.input_value("#col-notes") == "with a stage"
    page.click("#event-go")
    page.wait_for_selector("dialog#event", state="detached")
    events = {e["id"]: e for e in opened.document()["events"]}
    assert events["tea"]["notes"] == "with a stage"


@pytest.mark.parametrize(("halls", "lock"), [("", "dates"), ("expo/h3", "both")])
def test_a_booking_locks_and_both_are_undone_at_once(
    open_board: Open, halls: str, lock: str
) -> None:
    opened = open_board()
    page = form_of(opened, "auto")
    page.fill("#col-booked_start", "2021-05-20")
    page.fill("#col-booked_halls", halls)
    page.click("#event-go")
    opened.settled(1)
    assert opened.document()["locks"]["auto"] == lock
    page.wait_for_selector("dialog#event", state="detached")
    page.click(".toast-undo")
    opened.settled(2)
    assert "auto" not in opened.document()["locks"]


def test_a_booking_for_another_day_does_not_lock_it_where_it_stands(open_board: Open) -> None:
    opened = open_board()
    page = form_of(opened, "auto")
    page.fill("#col-booked_start", "2021-05-27")
    page.click("#event-go")
    opened.settled(1)
    assert "auto" not in opened.document()["locks"]
    assert any(f["rule"] == "booking" for f in opened.document()["findings"])
