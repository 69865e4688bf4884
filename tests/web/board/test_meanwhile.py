"""Quick hands, two people, lost lines: no edit is lost and none is told wrongly."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.web.board import town
from tests.web.board.conftest import Open, Opened

MOVE = {"op": "place", "event_id": "auto", "venue_id": "expo", "hall_ids": ["h3"],
        "show_first": "2021-06-01"}  # fmt: skip
HIDE = """seen => {
    Object.defineProperty(document, 'visibilityState', {get: () => seen, configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
}"""


FOUR_MORE = "at => { window.lines = [1, 2, 3, 4].map(() => new EventSource(at)); }"


def posted(url: str, plan: int, what: str, **body: Any) -> Any:
    """Somebody else's request."""
    answer = httpx.post(f"{url}/api/plans/{plan}/{what}", json=body,
                        headers={"x-scheduler": "test"}, trust_env=False, timeout=30)  # fmt: skip
    assert answer.status_code == 200, answer.text
    return answer.json()


def pressed(opened: Opened, id_: str, key: str, times: int) -> None:
    """Press a key on a bar again and again, without waiting for anything."""
    opened.bar(id_).focus()
    opened.page.evaluate(
        """([key, times]) => {
            const [name, alt] = [key.replace('Alt+', ''), key.startsWith('Alt+')];
            for (let i = 0; i < times; i++) document.activeElement.dispatchEvent(
                new KeyboardEvent('keydown', {key: name, altKey: alt, bubbles: true}));
        }""",
        [key, times],
    )  # fmt: skip


def test_17_eight_quick_presses_move_eight_days(open_board: Open) -> None:
    opened = open_board("zh")
    pressed(opened, "auto", "Alt+ArrowRight", 8)
    opened.settled(8)
    assert opened.place("auto") == ("expo", ["h3"], "2021-05-28")


def test_17_quick_presses_walk_through_the_halls(open_board: Open) -> None:
    opened = open_board()
    pressed(opened, "auto", "Alt+ArrowUp", 2)
    opened.settled(2)
    assert opened.place("auto") == ("expo", ["h1"], "2021-05-20")
    assert opened.page.evaluate("document.activeElement.bar.row") == "h1"


def test_11_three_quick_presses_lock_both(open_board: Open) -> None:
    opened = open_board()
    pressed(opened, "auto", "l", 3)
    opened.settled(3)
    assert opened.document()["locks"]["auto"] == "both"
    pressed(opened, "auto", "Alt+ArrowRight", 1)
    opened.page.wait_for_function(
        "() => document.getElementById('said').textContent === 'Locked; press L to unlock'"
    )
    assert opened.document()["version"] == 3


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "Not undone, since the plan was changed meanwhile: Motor Show moved."),
     ("zh", "未撤销，因为此后又有改动：移动 汽车展。")],
)  # fmt: skip
def test_16_the_toast_never_takes_back_what_another_did(
    open_board: Open, lang: str, told: str
) -> None:
    opened = open_board(lang, refusals=(409,))
    opened.bar("tea").focus()
    opened.page.keyboard.press("Alt+ArrowRight")
    opened.settled(1)
    posted(opened.url, opened.plan, "edits", version=1, edits=[MOVE])
    opened.settled(2)
    opened.page.click(".toast-undo")
    opened.page.wait_for_selector(".toast.bad")
    assert told in opened.page.inner_text(".toast")
    assert opened.place("tea")[2] == "2021-05-11"
    assert opened.place("auto")[2] == "2021-06-01"


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "Undone: Motor Show moved"), ("zh", "已撤销：移动 汽车展")],
)
def test_16_undo_tells_what_of_another_was_undone(open_board: Open, lang: str, told: str) -> None:
    opened = open_board(lang)
    posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
    opened.settled(1)
    opened.page.keyboard.press("Control+z")
    opened.settled(2)
    assert opened.said() == told
    assert told in opened.page.inner_text(".toast")


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "This plan was changed meanwhile: Motor Show moved."),
     ("zh", "此方案已有新的改动：移动 汽车展。")],
)  # fmt: skip
def test_a_late_edit_is_told_what_changed(open_board: Open, lang: str, told: str) -> None:
    opened = open_board(lang, refusals=(409,))
    page = opened.page

    def overtaken(route: Any) -> None:
        posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
        route.continue_()

    page.route("**/edits", overtaken, times=1)
    opened.bar("tea").focus()
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector(".toast.bad")
    assert page.inner_text(".toast.bad").startswith(told)
    assert opened.place("tea")[2] == "2021-05-10"


def test_an_edit_between_loading_and_hearing_is_seen(open_board: Open, url: str) -> None:
    plan = town.begin(url)

    def late(page: Any) -> None:
        def overtaken(route: Any) -> None:
            posted(url, plan, "edits", version=0, edits=[MOVE])
            route.continue_()

        page.route("**/stream*", overtaken, times=1)

    opened = open_board(plan=plan, before=late)
    opened.settled(1)


@pytest.mark.parametrize(
    ("lang", "told", "away", "chip"),
    [("en", "The server did not answer. The plan was loaded again and does not have this step; "
      "please try again.", "The server cannot be reached.", "Not connected"),
     ("zh", "服务器没有答复；重新载入的方案里没有这一步，请再试一次。", "无法连接服务器。",
      "未连接")],
)  # fmt: skip
def test_a_server_that_is_away_is_told(
    open_board: Open, lang: str, told: str, away: str, chip: str
) -> None:
    opened = open_board(lang, refusals=(0,))
    page = opened.page
    page.route("**/edits", lambda route: route.abort())
    opened.bar("tea").focus()
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector(".toast.bad")
    assert told in page.inner_text(".toast.bad")
    assert opened.said() == told
    # The same where no part of the page thought of it: the history, before its dialog opens.
    page.click(".toast-close")
    page.route("**/history*", lambda route: route.abort())
    page.click("#more")
    page.click("#history-open")
    page.wait_for_selector(".toast.bad")
    assert page.inner_text(".toast.bad span") == away
    # The line of news breaks, and comes back with what was missed.
    assert page.locator("#offline").inner_text() == ""
    page.evaluate(HIDE, "hidden")
    page.route("**/stream*", lambda route: route.abort())
    page.evaluate(HIDE, "visible")
    page.wait_for_selector("#offline:not(:empty)")
    assert page.inner_text("#offline") == chip
    posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
    page.unroute("**/stream*")
    opened.settled(1)
    assert page.locator("#offline").inner_text() == ""


def test_a_page_that_nobody_sees_holds_no_line(open_board: Open) -> None:
    first = open_board()
    # A browser keeps six lines to a server: four go to other pages, and a fifth to this one.
    first.page.evaluate(FOUR_MORE, f"{first.url}/api/plans/{first.plan}/stream")
    first.page.wait_for_function("() => window.lines.every(line => line.readyState === 1)")
    first.page.evaluate(HIDE, "hidden")
    opened = open_board(plan=first.plan, context=first.page.context)
    # With its own line this page has one to spare for what is done on it.
    opened.bar("auto").focus()
    opened.page.keyboard.press("Alt+ArrowRight")
    opened.settled(1)
    posted(opened.url, opened.plan, "edits", version=1, edits=[MOVE])
    opened.settled(2)
    # The first of them, seen again, hears what it missed.
    seen = "document.querySelector('hall-timeline').board.plan.doc.version"
    assert first.page.evaluate(seen) == 0
    first.page.evaluate("window.lines.forEach(line => line.close())")
    first.page.evaluate(HIDE, "visible")
    first.settled(2)


@pytest.mark.parametrize(
    ("lang", "menu", "told"),
    [("en", "Publish …", "This plan was changed meanwhile"),
     ("zh", "发布……", "此方案已有新的改动")],
)  # fmt: skip
def test_a_refusal_is_told_in_the_dialog_that_is_open(
    open_board: Open, lang: str, menu: str, told: str
) -> None:
    opened = open_board(lang, refusals=(409,))
    page = opened.page
    posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
    opened.settled(1)
    page.click("#more")
    page.get_by_role("menuitem", name=menu).click()
    page.wait_for_selector("#publish-go")
    posted(opened.url, opened.plan, "edits", version=1, edits=[{**MOVE, "hall_ids": ["h4"]}])
    page.click("#publish-go")
    page.wait_for_selector("#publish [role=alert]")
    assert told in page.inner_text("#publish [role=alert]")
    assert page.locator(".toast").count() == 0
