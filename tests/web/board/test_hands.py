"""Edits by keyboard and by mouse: behaviours 11, 12, 16 and 17, each in a real browser."""

from __future__ import annotations

import pytest

from tests.web.board.conftest import Open


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_11_l_locks_dates_halls_or_both(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    page = opened.page
    opened.bar("tea").focus()
    for version, lock in enumerate(("dates", "halls", "both"), 1):
        page.keyboard.press("l")
        opened.settled(version)
        assert opened.document()["locks"]["tea"] == lock
        assert page.locator(".tl-bar.locked").count() == 3
        assert page.evaluate("document.activeElement.bar.id") == "tea"
    page.keyboard.press("l")
    opened.settled(4)
    assert opened.document()["locks"] == {"summit": "both"}


@pytest.mark.parametrize("key", ["Alt+ArrowRight", "Alt+ArrowDown"])
def test_11_bookings_start_locked_and_a_locked_event_stays(open_board: Open, key: str) -> None:
    opened = open_board()
    before = opened.place("summit")
    assert opened.document()["locks"] == {"summit": "both"}
    assert opened.bar("summit").query_selector(".tl-lock")
    opened.bar("summit").focus()
    opened.page.keyboard.press(key)
    assert opened.said() == "Locked; press L to unlock"
    assert opened.place("summit") == before


@pytest.mark.parametrize(
    ("lang", "hits"), [("en", "hits 1 event"), ("zh", "影响 1 个活动")]
)
def test_12_a_drag_across_an_empty_stretch_closes_the_hall(
    open_board: Open, lang: str, hits: str
) -> None:
    opened = open_board(lang)
    page = opened.page
    row = page.locator("[data-group=expo][data-row=h3]").bounding_box()
    day = row["width"] / 275
    x, y = row["x"] + 40.5 * day, row["y"] + 10
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4 * day, y, steps=3)
    page.mouse.move(x + 8 * day, y, steps=3)
    assert hits in page.inner_text(".tip")
    page.mouse.up()
    assert page.input_value("#close-hall") == "expo/h3"
    assert (page.input_value("#close-from"), page.input_value("#close-to")) == (
        "2021-05-11", "2021-05-19",
    )  # fmt: skip
    assert hits in page.inner_text(".hit")
    page.fill("#close-reason", "Roof")
    page.click("#close-go")
    opened.settled(1)
    made = opened.document()["closures"]
    assert [(c["venue_id"], c["hall_id"], c["from"], c["to"]) for c in made] == [
        ("expo", "h3", "2021-05-11", "2021-05-19")
    ]
    assert page.locator("[data-row=h3] .tl-closed[title=Roof]").count() == 1
    assert page.locator(".tl-bar.clash").count() == 1
    page.locator("[data-row=h3] .tl-closed").click(button="right", position={"x": 3, "y": 5})
    page.keyboard.press("Enter")
    opened.settled(2)
    assert opened.document()["closures"] == []


def test_12_the_same_by_keyboard(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    page.keyboard.press("c")
    page.select_option("#close-hall", "forum/")
    page.fill("#close-from", "2021-09-01")
    page.fill("#close-to", "2021-09-30")
    assert "hits 0 events" in page.inner_text(".hit")
    page.keyboard.press("Enter")
    opened.settled(1)
    assert opened.document()["closures"][0]["venue_id"] == "forum"


def test_16_undo_and_redo_by_toast_button_and_key(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    start = opened.place("tea")
    opened.bar("tea").focus()
    page.keyboard.press("Alt+ArrowRight")
    opened.settled(1)
    moved = opened.place("tea")
    page.click(".toast-undo")
    opened.settled(2)
    assert opened.place("tea") == start
    assert page.locator(".toast").count() == 0
    page.click("#redo")
    opened.settled(3)
    assert opened.place("tea") == moved
    page.keyboard.press("Control+z")
    opened.settled(4)
    page.keyboard.press("Control+y")
    opened.settled(5)
    assert opened.place("tea") == moved
    assert page.is_disabled("#redo")


@pytest.mark.parametrize(
    ("lang", "off"), [("en", "Not placed ({})"), ("zh", "未排入（{}）")]
)
def test_16_closures_and_parked_events_come_back_too(
    open_board: Open, lang: str, off: str
) -> None:
    opened = open_board(lang)
    page = opened.page
    opened.bar("auto").focus()
    page.keyboard.press("Delete")
    opened.settled(1)
    page.keyboard.press("c")
    page.select_option("#close-hall", "expo/h3")
    page.fill("#close-from", "2021-05-18")
    page.fill("#close-to", "2021-05-25")
    page.keyboard.press("Enter")
    opened.settled(2)

    def seen() -> tuple[int, int, bool, bool]:
        """Closures of the plan and of the hall's row, whether the event stands and has a bar."""
        drawn = page.locator("[data-row=h3] .tl-closed").count()
        stands = opened.place("auto") == ("expo", ["h3"], "2021-05-20")
        assert off.format(1 if stands else 2) in page.inner_text("#off-title")
        return len(opened.document()["closures"]), drawn, stands, bool(opened.bar("auto"))

    states = [seen()]
    for version, key in enumerate(("z", "z", "y", "y"), 3):
        page.keyboard.press(f"Control+{key}")
        opened.settled(version)
        states.append(seen())
    both, parked, fresh = (1, 1, False, False), (0, 0, False, False), (0, 0, True, True)
    assert states == [both, parked, fresh, parked, both]


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("Alt+ArrowRight", ("expo", ["h1", "h2"], "2021-05-11")),
        ("Alt+ArrowLeft", ("expo", ["h1", "h2"], "2021-05-09")),
        ("Alt+Shift+ArrowRight", ("expo", ["h1", "h2"], "2021-05-17")),
        ("Alt+Shift+ArrowLeft", ("expo", ["h1", "h2"], "2021-05-03")),
        ("Alt+ArrowDown", ("expo", ["h2", "h3"], "2021-05-10")),
    ],
)
def test_17_moves_by_keyboard_are_announced(open_board: Open, key: str, place: object) -> None:
    opened = open_board()
    opened.bar("tea").focus()
    opened.page.keyboard.press(key)
    opened.settled(1)
    assert opened.place("tea") == place
    assert opened.said().startswith("Tea Fair: ")
    assert "✓ legal, cost " in opened.said()
    assert opened.page.evaluate("document.activeElement.bar.id") == "tea"


@pytest.mark.parametrize(("lang", "other"), [("zh", "茶业博览会"), ("en", "Tea Fair")])
def test_17_a_move_onto_another_event_is_announced_as_a_clash(
    open_board: Open, lang: str, other: str
) -> None:
    opened = open_board(lang)
    opened.bar("auto").focus()
    for version in range(1, 3):
        opened.page.keyboard.press("Alt+Shift+ArrowLeft")
        opened.settled(version)
    opened.page.keyboard.press("Alt+ArrowUp")
    opened.settled(3)
    assert "⚠" in opened.said()
    assert other in opened.said()


def test_17_arrows_walk_and_enter_opens(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    opened.bar("tea", "h1").focus()
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        seen.append(page.evaluate("(b => [b.id, b.row])(document.activeElement.bar)"))
    assert seen == [
        ["tea", "h2"], ["auto", "h3"], ["evil", "h4"], ["summit", "r1"], ["picnic", "lawn"],
        ["summit", "r1"],
    ]  # fmt: skip
    page.keyboard.press("Enter")
    assert page.inner_text(".event-name") == "Ocean Summit"


def test_17_the_menu_by_keyboard(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    opened.bar("tea").focus()
    page.keyboard.press("Shift+F10")
    assert page.locator(".menu [role=menuitemradio][aria-checked=true]").inner_text() == "Free"
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.textContent") == "Drop the event …"
    page.keyboard.press("Escape")
    assert page.locator(".menu").count() == 0
    assert page.evaluate("document.activeElement.bar.id") == "tea"


def test_an_event_is_added_with_the_faults_of_its_columns_first(open_board: Open) -> None:
    opened = open_board(refusals=(422,))
    page = opened.page
    page.click("#more")
    page.get_by_role("menuitem", name="Add an event").click()
    page.fill("#col-id", "wine")
    page.fill("#col-name_en", "Wine Days")
    page.fill("#col-industries", "beer")
    page.click("#event-go")
    page.wait_for_selector(".box .callout.bad:not([hidden])")
    assert "beer" in page.inner_text(".box .callout")
    page.fill("#col-industries", "food")
    page.click("#event-go")
    opened.settled(1)
    assert "Wine Days" in page.inner_text("section:has(#off-title)")


def test_two_planners_and_a_stale_edit(open_board: Open) -> None:
    opened = open_board()
    other = open_board(plan=opened.plan, refusals=(409,))
    other.page.evaluate("document.querySelector('hall-timeline').board.session.close()")
    opened.bar("tea").focus()
    opened.page.keyboard.press("Alt+ArrowRight")
    opened.settled(1)
    other.bar("auto").focus()
    other.page.keyboard.press("Alt+ArrowRight")
    other.settled(1)
    assert other.said().startswith("This plan was changed meanwhile: Tea Fair moved.")
    assert other.bar("tea").evaluate("b => b.bar.show") == 40
