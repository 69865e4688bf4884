"""Behaviours 4, 6, 7, 10, 11, 16 and 17 by the other hand and in the other language."""

from __future__ import annotations

import pytest

from tests.web.board.conftest import Open, Opened
from tests.web.board.test_board_moving import DAYS, Hand
from tests.web.board.test_questions import WHERE, by_menu_key
from tests.web.board.test_solving import ended

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
NAME = {"zh": "茶业博览会：", "en": "Tea Fair: "}
LEGAL = {"zh": "✓ 合规，代价 ", "en": "✓ legal, cost "}
CLASH = {"zh": "处违规", "en": "clash"}
DATES = {"zh": "锁定日期", "en": "Lock dates"}
ROOM = {"zh": "会议厅", "en": "Room 1"}
CHANGE = {"zh": "修改活动……", "en": "Change the event …"}
UNDONE = {"zh": "已撤销", "en": "Undone"}


@LANGS
def test_4_by_keyboard_as_bright_as_in_a_drag(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    read = "Object.fromEntries([...document.querySelectorAll('.tl-veil path')].map(p => " \
           "[JSON.stringify(p.closest('.tl-row').dataset), p.getAttribute('d')]))"  # fmt: skip
    hand = Hand(opened, "auto").move(3).veiled()
    dragged = opened.page.evaluate(read)
    hand.move(1, 2)
    assert ROOM[lang] in hand.tip()
    assert "⚠" in hand.tip()
    opened.page.keyboard.press("Escape")
    hand.drop()
    assert opened.page.locator(".tl-veil").count() == 0
    by_menu_key(opened, "auto", WHERE[lang])
    assert ended(opened) == "done"
    opened.page.wait_for_selector(".tl-veil", state="attached")
    asked = opened.page.evaluate(read)
    assert len(dragged) > 5
    assert {row: path for row, path in asked.items() if row in dragged} == dragged


def in_sight(opened: Opened, event_id: str) -> bool:
    """Whether some of its bar is between labels, head and edges."""
    box, sight = (e.bounding_box() for e in (
        opened.bar(event_id), opened.page.query_selector(".tl-scroll")))  # fmt: skip
    labels = opened.page.locator(".tl-labels").bounding_box()["width"]
    right, bottom = (sight[a] + sight[b] for a, b in (("x", "width"), ("y", "height")))
    across = sight["x"] + labels < box["x"] + box["width"] and box["x"] < right
    return across and sight["y"] + 44 <= box["y"] + 1 and box["y"] + box["height"] <= bottom


@LANGS
def test_6_the_plan_follows_an_event_moved_by_key(open_board: Open, lang: str) -> None:
    opened = open_board(lang, "&zoom=month&at=35")
    page = opened.page
    page.set_viewport_size({"width": 1440, "height": 340})
    opened.bar("tea").focus()
    for version in range(1, 6):
        page.keyboard.press("Alt+Shift+ArrowRight")
        opened.settled(version)
        assert in_sight(opened, "tea")
    assert opened.place("tea") == ("expo", ["h1", "h2"], "2021-06-14")
    for version in range(6, 9):
        page.keyboard.press("Alt+ArrowDown")
        opened.settled(version)
        page.wait_for_function("() => document.activeElement.bar?.id === 'tea'")
        assert in_sight(opened, "tea")
    assert opened.bar("tea").bounding_box()["width"] > 0


@pytest.mark.parametrize("edge", ["bottom", "top"])
def test_6_a_drag_scrolls_up_and_down(open_board: Open, edge: str) -> None:
    opened = open_board("zh")
    page = opened.page
    page.click("#unfold-all")
    page.set_viewport_size({"width": 1440, "height": 340})
    top = "document.querySelector('.tl-scroll').scrollTop"
    if edge == "top":
        page.evaluate("document.querySelector('.tl-scroll').scrollTop = 60")
    before = page.evaluate(top)
    hand = Hand(opened, "auto").move(3).veiled()
    box = page.locator(".tl-scroll").bounding_box()
    y = box["y"] + (box["height"] - 6 if edge == "bottom" else 50)
    page.mouse.move(hand.x, y, steps=4)
    page.wait_for_function(f"() => {top} {'>' if edge == 'bottom' else '<'} {before}")
    page.keyboard.press("Escape")
    hand.drop()


@LANGS
def test_7_days_snap_and_only_the_form_changes_the_length(open_board: Open, lang: str) -> None:
    opened = open_board(lang, "&zoom=month&at=35")
    page = opened.page
    Hand(opened, "tea").move(2.4).veiled().drop()
    opened.settled(1)
    assert opened.place("tea") == ("expo", ["h1", "h2"], "2021-05-12")
    wide = page.evaluate("document.querySelector('.tl-sheet').offsetWidth") / DAYS
    assert opened.bar("tea").bounding_box()["width"] == pytest.approx(6 * wide, abs=1.5)
    by_menu_key(opened, "tea", CHANGE[lang])
    page.fill("#col-show_days", "5")
    page.keyboard.press("Enter")
    opened.settled(2)
    assert opened.place("tea") == ("expo", ["h1", "h2"], "2021-05-12")
    assert opened.bar("tea").bounding_box()["width"] == pytest.approx(8 * wide, abs=1.5)


@LANGS
def test_10_parked_on_a_clash_and_repaired(open_board: Open, lang: str) -> None:
    opened = open_board(lang, "&tab=solve")
    Hand(opened, "auto").move(-9, -1).veiled().drop()
    opened.settled(1)
    assert CLASH[lang] in opened.page.inner_text("#clashes")
    assert opened.page.locator(".tl-bar.clash .tl-mark").count() > 0
    opened.page.focus("#solve-repair")
    opened.page.keyboard.press("Enter")
    assert ended(opened) == "done"
    opened.page.focus("#accept-all")
    opened.page.keyboard.press("Enter")
    opened.settled(2)
    assert opened.document()["ok"]


@LANGS
def test_11_locked_by_menu_and_by_the_panel(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    opened.bar("auto").click(button="right")
    page.get_by_role("menuitemradio", name=DATES[lang], exact=True).click()
    opened.settled(1)
    assert opened.document()["locks"]["auto"] == "dates"
    opened.bar("auto").click()
    assert page.input_value("#event-lock") == "dates"
    page.select_option("#event-lock", "halls")
    opened.settled(2)
    assert opened.document()["locks"]["auto"] == "halls"
    Hand(opened, "auto").move(20, 1).veiled().drop()
    opened.settled(3)
    assert opened.place("auto") == ("expo", ["h3"], "2021-06-09")


@LANGS
def test_16_undo_and_redo_of_moves_closures_and_solves(open_board: Open, lang: str) -> None:
    opened = open_board(lang, "&tab=solve")
    page = opened.page
    opened.bar("auto").focus()
    for version, key in enumerate(("Alt+ArrowUp", "Alt+Shift+ArrowLeft"), 1):
        page.keyboard.press(key)
        opened.settled(version)
    page.keyboard.press("c")
    page.select_option("#close-hall", "forum/plenary")
    page.focus("#close-from")
    page.keyboard.press("Enter")
    opened.settled(3)
    page.click("#solve-repair")
    assert ended(opened) == "done"
    page.click("#accept-all")
    opened.settled(4)
    after = opened.document()
    states = []
    for version in range(5, 9):
        if version % 2:
            page.keyboard.press("Control+z")
        else:
            page.click("#undo")
        opened.settled(version)
        found = opened.document()
        states.append((found["ok"], len(found["closures"]), opened.place("auto")[2]))
        assert UNDONE[lang] in opened.said()
    assert [s[1] for s in states] == [1, 0, 0, 0]
    assert [s[2] for s in states[1:]] == ["2021-05-13", "2021-05-20", "2021-05-20"]
    assert states[0][0] is False
    assert page.is_disabled("#undo")
    for version in range(9, 13):
        if version % 2:
            page.keyboard.press("Control+y")
        else:
            page.click("#redo")
        opened.settled(version)
    again = opened.document()
    assert (again["placements"], again["closures"]) == (after["placements"], after["closures"])


@LANGS
def test_17_moves_are_announced(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    opened.bar("tea").focus()
    for version, (key, place) in enumerate((
        ("Alt+ArrowRight", (["h1", "h2"], "2021-05-11")),
        ("Alt+Shift+ArrowLeft", (["h1", "h2"], "2021-05-04")),
        ("Alt+ArrowDown", (["h2", "h3"], "2021-05-04")),
        ("Alt+ArrowUp", (["h1", "h2"], "2021-05-04")),
    ), 1):  # fmt: skip
        opened.page.keyboard.press(key)
        opened.settled(version)
        assert opened.place("tea") == ("expo", *place)
        assert opened.said().startswith(NAME[lang])
        assert LEGAL[lang] in opened.said()
