"""An event that will not be held is dropped from the board: asked first, undone with one click."""

from __future__ import annotations

import pytest

from tests.web.board.conftest import Open, Opened


def ids(opened: Opened) -> set[str]:
    """Events that the plan has."""
    return {e["id"] for e in opened.document()["events"]}


@pytest.mark.parametrize(
    ("lang", "entry", "said"),
    [
        ("en", "Drop the event …", "Motor Show was dropped"),
        ("zh", "取消此活动……", "已取消 汽车展"),
    ],
)
def test_by_mouse_from_the_menu_of_its_bar(
    open_board: Open, lang: str, entry: str, said: str
) -> None:
    opened = open_board(lang)
    page = opened.page
    before = opened.place("auto")
    opened.bar("auto").click(button="right")
    page.get_by_role("menuitem", name=entry).click()
    assert "auto" in ids(opened)
    page.click("#drop-go")
    opened.settled(1)
    assert "auto" not in ids(opened)
    assert opened.bar("auto") is None
    assert opened.said().startswith(said)
    page.click(".toast-undo")
    opened.settled(2)
    assert opened.place("auto") == before
    assert opened.bar("auto")


def test_by_keyboard_from_its_details_also_without_a_place(open_board: Open) -> None:
    opened = open_board("zh", "&ev=gala&tab=event")
    page = opened.page
    page.focus("#event-drop")
    page.keyboard.press("Enter")
    page.wait_for_selector("#drop")
    page.keyboard.press("Escape")
    page.wait_for_selector("#drop", state="detached")
    assert "gala" in ids(opened)
    page.keyboard.press("Enter")
    page.wait_for_selector("#drop")
    assert page.evaluate("document.activeElement.id") == "drop-go"
    page.keyboard.press("Enter")
    opened.settled(1)
    assert "gala" not in ids(opened)
    page.keyboard.press("Control+z")
    opened.settled(2)
    assert "gala" in ids(opened)


def test_the_box_tells_of_a_booking(open_board: Open) -> None:
    opened = open_board("en", "&ev=summit&tab=event")
    opened.page.click("#event-drop")
    told = opened.page.inner_text("#drop")
    assert "Ocean Summit" in told
    assert "booked for 2021-06-16" in told
