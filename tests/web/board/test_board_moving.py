"""Moving by hand: behaviours 4, 5, 6, 7 and 10, each in a real browser."""

from __future__ import annotations

import pytest

from tests.web.board.conftest import Open, Opened

DAYS = 275


class Hand:
    """A mouse that holds an event."""

    def __init__(self, opened: Opened, event_id: str, row: str | None = None) -> None:
        self.page = opened.page
        box = opened.bar(event_id, row).bounding_box()
        self.x, self.y = box["x"] + box["width"] / 2, box["y"] + 10
        self.page.mouse.move(self.x, self.y)
        self.page.mouse.down()

    def move(self, days: float = 0, rows: int = 0) -> Hand:
        """So many days and rows from where it was taken."""
        day = self.page.evaluate("document.querySelector('.tl-sheet').offsetWidth") / DAYS
        self.page.mouse.move(self.x + days * day, self.y + rows * 22, steps=4)
        return self

    def veiled(self) -> Hand:
        """Wait until it is shown where the event may go."""
        self.page.wait_for_selector(".tl-veil", state="attached")
        return self

    def tip(self) -> str:
        """What the tip says."""
        self.page.wait_for_selector(".tip .talk:not(:has(.wait))")
        return str(self.page.inner_text(".tip"))

    def drop(self) -> None:
        self.page.mouse.up()


def dim(opened: Opened, row: str) -> list[int]:
    """First and last days of the veils over a row."""
    path = opened.page.get_attribute(f"[data-row={row}] .tl-veil path", "d")
    return [int(part.split(" ")[0]) for part in path.split("M")[1:]]


def test_4_legal_halls_and_days_stay_bright(open_board: Open) -> None:
    opened = open_board()
    opened.page.click("#unfold-all")
    hand = Hand(opened, "auto").move(3).veiled()
    # Closed from 1 to 10 August: a show of four days with two before and one after may begin
    # until 27 July (day 117) and again from 13 August (day 134) on.
    path = opened.page.get_attribute("[data-row=h4] .tl-veil path", "d")
    assert "M118 0H134V1H118Z" in path
    assert path.startswith("M0 0H2V1H0Z")
    # The whole of a hall that is too small, or no exhibition hall, is dimmed.
    for row in ("r1", "plenary", "lawn"):
        found = opened.page.get_attribute(f"[data-row={row}] .tl-veil path", "d")
        assert found == f"M0 0H{DAYS}V1H0Z"
    hand.move(1, 2)
    assert "Room 1" in hand.tip()
    assert "⚠" in hand.tip()
    opened.page.keyboard.press("Escape")
    assert opened.page.locator(".tl-veil").count() == 0
    hand.drop()
    assert opened.document()["version"] == 0


@pytest.mark.parametrize(
    ("lang", "day", "legal", "clash"),
    [("en", "Sat 22 May – Tue 25 May", "✓ legal cost +12", "Tea Fair"),
     ("zh", "5月22日 周六 – 5月25日 周二", "✓ 合规 代价 +12", "茶业博览会")],
)  # fmt: skip
def test_5_the_tip_talks(open_board: Open, lang: str, day: str, legal: str, clash: str) -> None:
    opened = open_board(lang)
    hand = Hand(opened, "auto").move(2).veiled()
    told = hand.tip()
    assert day in told
    assert legal in " ".join(told.split())
    assert opened.page.get_attribute(".tl-ghosts", "data-legal") == "true"
    hand.move(-9, -1)
    told = hand.tip()
    assert "⚠" in told
    assert clash in told
    assert opened.page.get_attribute(".tl-ghosts", "data-legal") == "false"
    assert ("cost +56" if lang == "en" else "代价 +56") in told
    opened.page.keyboard.press("Escape")
    hand.drop()


def test_5_what_the_tip_foretells_comes_true(open_board: Open) -> None:
    opened = open_board()
    hand = Hand(opened, "auto").move(2).veiled()
    assert "cost +12" in hand.tip()
    before = opened.document()["cost"]
    hand.drop()
    opened.settled(1)
    assert opened.document()["cost"] == before + 12
    assert "cost +12" in opened.said()


@pytest.mark.parametrize("edge", ["right", "left"])
def test_6_the_plan_scrolls_when_the_drag_reaches_an_edge(open_board: Open, edge: str) -> None:
    opened = open_board("en", "&zoom=month&at=35")
    page = opened.page
    hand = Hand(opened, "tea").move(1).veiled()
    left = "document.querySelector('.tl-scroll').scrollLeft"
    before = page.evaluate(left)
    box = page.locator(".tl-scroll").bounding_box()
    labels = page.locator(".tl-labels").bounding_box()
    x = box["x"] + box["width"] - 6 if edge == "right" else labels["x"] + labels["width"] + 6
    page.mouse.move(x, hand.y, steps=5)
    sign = ">" if edge == "right" else "<"
    page.wait_for_function(f"() => {left} {sign} {before} {'+' if edge == 'right' else '-'} 400")
    show = "document.querySelector('hall-timeline').board.dragging.target.show"
    assert page.evaluate(show) > 60 if edge == "right" else page.evaluate(show) < 39
    page.keyboard.press("Escape")
    hand.drop()


def test_7_snaps_to_whole_days_and_keeps_the_length(open_board: Open) -> None:
    opened = open_board("en", "&zoom=month&at=35")
    Hand(opened, "tea").move(2.4).veiled().drop()
    opened.settled(1)
    placed = {p["event_id"]: p for p in opened.document()["placements"]}["tea"]
    assert [placed[k] for k in ("tenancy_first", "show_first", "show_last", "tenancy_last")] == [
        "2021-05-10", "2021-05-12", "2021-05-14", "2021-05-15",
    ]  # fmt: skip
    ghost = Hand(opened, "tea").move(3.6).veiled()
    day = opened.page.evaluate("document.querySelector('.tl-sheet').offsetWidth") / DAYS
    box = opened.page.locator(".tl-ghost").bounding_box()
    assert box["width"] == pytest.approx(6 * day, abs=1)
    ghost.drop()
    opened.settled(2)
    assert opened.place("tea") == ("expo", ["h1", "h2"], "2021-05-16")


@pytest.mark.parametrize("grabbed", ["h1", "h2"])
def test_8_all_halls_move_as_one(open_board: Open, grabbed: str) -> None:
    opened = open_board()
    hand = Hand(opened, "tea", grabbed).move(30, 1).veiled()
    hand.tip()
    assert opened.page.locator(".tl-ghost").count() == 1
    assert opened.page.locator(".tl-ghost").bounding_box()["height"] == pytest.approx(43, abs=1)
    hand.drop()
    opened.settled(1)
    assert opened.place("tea") == ("expo", ["h2", "h3"], "2021-06-09")


def test_10_an_event_may_be_parked_on_a_clash(open_board: Open) -> None:
    opened = open_board()
    Hand(opened, "auto").move(-9, -1).veiled().drop()
    opened.settled(1)
    assert opened.place("auto") == ("expo", ["h2"], "2021-05-11")
    assert "clash" in opened.page.inner_text("#clashes")
    assert not opened.document()["ok"]
    assert opened.page.locator(".tl-bar.clash").count() == 3


def test_10_even_where_it_does_not_fit(open_board: Open) -> None:
    opened = open_board()
    Hand(opened, "auto").move(0, 2).veiled().drop()
    opened.settled(1)
    assert opened.place("auto") == ("expo", ["r1"], "2021-05-20")
    assert opened.bar("auto").query_selector(".tl-mark")


def test_a_locked_event_stays_in_place(open_board: Open) -> None:
    opened = open_board()
    hand = Hand(opened, "summit").move(5)
    assert "locked" in hand.tip()
    hand.drop()
    assert opened.said() == "Locked; press L to unlock"
    assert opened.document()["version"] == 0


def test_locked_dates_still_let_the_hall_change(open_board: Open) -> None:
    opened = open_board()
    opened.bar("auto").focus()
    opened.page.keyboard.press("l")
    opened.settled(1)
    Hand(opened, "auto").move(20, 1).veiled().drop()
    opened.settled(2)
    assert opened.place("auto") == ("expo", ["h4"], "2021-05-20")


def test_another_planner_sees_the_move_at_once(open_board: Open) -> None:
    opened = open_board()
    other = open_board(plan=opened.plan)
    Hand(opened, "auto").move(3).veiled().drop()
    other.settled(1)
    assert other.bar("auto").evaluate("b => b.bar.show") == 52
