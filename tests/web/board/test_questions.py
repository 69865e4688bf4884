"""Questions about one event by mouse and by keyboard, in a real browser."""

from __future__ import annotations

import pytest

from tests.web.board import town
from tests.web.board.conftest import Open, Opened
from tests.web.board.test_leaving import violations
from tests.web.board.test_solving import ended

LANGS = pytest.mark.parametrize("lang", ["en", "zh"])
WHERE = {"en": "Where else could it go?", "zh": "还能放在哪里？"}
WHY = {"en": "Why here?", "zh": "为什么在这里？"}
WHY_NOT = {"en": "Why not Motor Show here?", "zh": "汽车展 为什么不能在这里？"}
LOCKED = {"en": "Tea Fair is locked to 2021-05-10, Bay Expo Hall 1, Hall 2",
          "zh": "“茶业博览会”已锁定：2021-05-10，海湾会展中心 一号馆、二号馆"}  # fmt: skip


def by_menu_key(opened: Opened, event_id: str, name: str) -> None:
    """Open the menu of a bar and walk to an entry, without the mouse."""
    page = opened.page
    opened.bar(event_id).focus()
    page.keyboard.press("Shift+F10")
    page.wait_for_selector(".menu")
    for _ in range(9):
        if page.evaluate("document.activeElement.textContent") == name:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_places_are_drawn_by_keyboard(open_board: Open) -> None:
    opened = open_board("zh")
    page = opened.page
    by_menu_key(opened, "auto", WHERE["zh"])
    assert ended(opened) == "done"
    page.wait_for_selector(".tl-veil", state="attached")
    assert {b.evaluate("b => b.bar.id") for b in page.query_selector_all(".tl-bar.moved")} == {
        "auto"
    }
    assert violations(page) == []
    page.focus("#done-asking")
    page.keyboard.press("Enter")
    assert page.locator(".tl-veil, .tl-bar.moved, .job").count() == 0
    assert opened.document()["version"] == 0


def test_places_are_drawn_by_mouse(open_board: Open) -> None:
    opened = open_board("en")
    page = opened.page
    opened.bar("auto").click(button="right")
    page.get_by_role("menuitem", name=WHERE["en"]).click()
    assert ended(opened) == "done"
    page.wait_for_selector(".tl-veil", state="attached")
    # The fourth hall is shut in August, and no show can begin that would last into it.
    shut = page.get_attribute("[data-row=h4] .tl-veil path", "d")
    assert "M119 " in shut or "M118 " in shut
    page.click("#done-asking")
    assert page.locator(".tl-veil, .tl-bar.moved").count() == 0


@LANGS
def test_why_here_by_keyboard(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    by_menu_key(opened, "auto", WHY[lang])
    assert ended(opened) == "done"
    stands = {"en": "It stands best here", "zh": "它就该在这里"}[lang]
    assert stands in opened.page.inner_text(".changes")


def asked_there(opened: Opened, lang: str, *, by_key: bool) -> None:
    """Ask why the motor show is not on the tea fair's day and hall."""
    page = opened.page
    if by_key:
        opened.bar("auto").focus()
        page.keyboard.press("Enter")
        page.focus("#why-on")
        page.fill("#why-on", "2021-05-11")
        page.keyboard.press("Enter")
        return
    opened.bar("auto").click()
    row = page.locator("[data-group=expo][data-row=h3]").bounding_box()
    day = row["width"] / 275
    page.mouse.click(row["x"] + 40.5 * day, row["y"] + 10, button="right")
    page.get_by_role("menuitem", name=WHY_NOT[lang]).click()


@pytest.mark.parametrize(("lang", "by_key"), [("en", False), ("zh", True)])
def test_why_not_there(open_board: Open, lang: str, by_key: bool) -> None:
    opened = open_board(lang)
    gala = {"op": "place", "event_id": "gala", "venue_id": "forum", "hall_ids": ["plenary"],
            "show_first": "2021-09-09"}  # fmt: skip
    opened.settled(town.edit(opened.url, opened.plan, gala))
    asked_there(opened, lang, by_key=by_key)
    assert ended(opened) == "done"
    dearer = {"en": "There it costs more.", "zh": "那里更贵。"}[lang]
    assert dearer in opened.page.inner_text(".changes")
    opened.page.locator(".changes .buttons button").first.click()
    moved = opened.page.query_selector_all(".tl-bar.moved")
    assert "auto" in {b.evaluate("b => b.bar.id") for b in moved}


@LANGS
def test_a_lock_is_told_as_the_reason(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    others = [{"op": "close", "venue_id": "expo", "hall_id": h, "from": "2021-05-01",
               "to": "2021-05-31"} for h in ("h3", "h4")]  # fmt: skip
    lock = {"op": "lock", "event_id": "tea", "what": "both"}
    opened.settled(town.edit(opened.url, opened.plan, lock, *others))
    asked_there(opened, lang, by_key=True)
    assert ended(opened) == "done"
    assert LOCKED[lang] in opened.page.inner_text(".changes")
    assert violations(opened.page) == []
    assert opened.page.locator(".changes .lock-word").count() == 1


UNLOCK = {"en": "Unlock and take it", "zh": "解锁并采用"}


@pytest.mark.parametrize(("lang", "how"), [("en", "dates"), ("zh", "both")])
def test_an_option_of_a_locked_event_is_drawn_and_taken(
    open_board: Open, lang: str, how: str
) -> None:
    opened = open_board(lang)
    page = opened.page
    crowd = [{"op": "place", "event_id": "auto", "venue_id": "expo", "hall_ids": ["h3"],
              "show_first": "2021-06-20"},
             {"op": "lock", "event_id": "auto", "what": how}]  # fmt: skip
    opened.settled(town.edit(opened.url, opened.plan, *crowd))
    was = opened.place("auto")
    by_menu_key(opened, "auto", WHERE[lang])
    assert ended(opened) == "done"
    page.wait_for_selector(".tl-bar.moved")
    page.wait_for_selector(".tl-veil", state="attached")
    page.click("#show-or-hide")
    assert page.locator(".tl-bar.moved").count() == 0
    page.locator(".changes ol li").first.locator("button").first.click()
    assert [b.evaluate("b => b.bar.id") for b in page.query_selector_all(".tl-bar.moved")] == [
        "auto"
    ]
    taking = page.get_by_role("button", name=UNLOCK[lang]).first
    taking.focus()
    page.keyboard.press("Enter")
    opened.settled(2)
    # One hall of the fair is as good as another.
    assert opened.place("auto")[::2] == ("expo", "2021-05-20")
    assert "auto" not in opened.document()["locks"]
    page.keyboard.press("Control+z")
    opened.settled(3)
    assert opened.place("auto") == was
    assert opened.document()["locks"]["auto"] == how
