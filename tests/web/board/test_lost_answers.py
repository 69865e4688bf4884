"""Answers that are lost or late: nothing is done twice, told wrongly, or shown as it was before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.board.conftest import Open, Opened
from tests.web.board.test_meanwhile import HIDE, MOVE, posted

SESSION = "document.querySelector('hall-timeline').board.session"


def lost(route: Any) -> None:
    """The server does it, but its answer never comes."""
    route.fetch()
    route.abort()


def shown(opened: Opened) -> Any:
    """The plan as the page has it."""
    return opened.page.evaluate(f"{SESSION}.plan.doc")


@pytest.mark.parametrize(("lang", "told"), [("en", "Tea Fair"), ("zh", "茶业博览会")])
def test_an_edit_whose_answer_is_lost_is_found_again(
    open_board: Open, lang: str, told: str
) -> None:
    opened = open_board(lang, refusals=(0,))
    page = opened.page
    page.route("**/edits", lost, times=1)
    opened.bar("tea").focus()
    page.keyboard.press("Alt+ArrowRight")
    opened.settled(1)
    page.wait_for_selector(".toast-undo")
    assert told in page.inner_text(".toast")
    assert page.locator(".toast.bad").count() == 0
    assert opened.place("tea")[2] == "2021-05-11"
    page.click(".toast-undo")
    opened.settled(2)
    assert opened.place("tea")[2] == "2021-05-10"


def test_a_closure_whose_answer_is_lost_is_made_once(open_board: Open) -> None:
    opened = open_board(refusals=(0,))
    page = opened.page
    page.route("**/edits", lost, times=1)
    page.keyboard.press("c")
    page.click("#close-go")
    page.wait_for_selector("#close", state="detached")
    opened.settled(1)
    assert len(opened.document()["closures"]) == 1


@pytest.mark.parametrize(("button", "version"), [("#undo", 2), ("#redo", 3)])
def test_a_step_back_whose_answer_is_lost_is_done_once(
    open_board: Open, button: str, version: int
) -> None:
    opened = open_board(refusals=(0,))
    page = opened.page
    posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
    opened.settled(1)
    if button == "#redo":
        page.click("#undo")
        opened.settled(2)
    page.route(f"**/{button[1:]}", lost, times=1)
    page.click(button)
    opened.settled(version)
    # Only then is it asked whether the step is in the plan, and told that it is.
    saved = "() => document.getElementById('said').innerText.endsWith('but this step was saved.')"
    page.wait_for_function(saved)
    assert opened.document()["version"] == version
    assert page.locator(".toast.bad").count() == 0


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "The server did not answer. The plan was loaded again and does not have this step"),
     ("zh", "服务器没有答复；重新载入的方案里没有这一步")],
)  # fmt: skip
def test_an_edit_that_never_came_is_told(open_board: Open, lang: str, told: str) -> None:
    opened = open_board(lang, refusals=(0,))
    page = opened.page
    page.route("**/edits", lambda route: route.abort(), times=1)
    posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
    opened.settled(1)
    opened.bar("tea").focus()
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector(".toast.bad")
    assert page.inner_text(".toast.bad span").startswith(told)
    assert opened.place("tea")[2] == "2021-05-10"


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "The server did not answer: it is not known whether this was saved."),
     ("zh", "服务器没有答复，不知是否已保存")],
)  # fmt: skip
@pytest.mark.parametrize("how", [0, 502])
def test_without_a_server_nothing_is_claimed(
    open_board: Open, lang: str, told: str, how: int
) -> None:
    opened = open_board(lang, refusals=(0, 502))
    page = opened.page

    def away(route: Any) -> Any:
        return route.fulfill(status=how) if how else route.abort()

    page.route("**/edits", lambda route: (route.fetch(), away(route)), times=1)
    page.route(f"**/api/plans/{opened.plan}", lambda route: route.abort())
    page.evaluate(f"{SESSION}.close()")
    opened.bar("tea").focus()
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_selector(".toast.bad")
    assert page.inner_text(".toast.bad span").startswith(told)


def held(opened: Opened, path: str) -> list[Any]:
    """Hold back the next answer to a path; it comes with its route."""
    found: list[Any] = []
    opened.page.route(path, lambda route: found.append((route, route.fetch())), times=1)
    return found


def come(opened: Opened, found: list[Any]) -> None:
    """Wait until the server has given an answer that is held back."""
    for _ in range(600):
        if found:
            return
        opened.page.wait_for_timeout(50)
    pytest.fail("it was not asked for")


def let_go(found: list[Any]) -> None:
    route, response = found[0]
    route.fulfill(response=response)


def test_an_older_plan_never_takes_the_place_of_a_newer(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    found = held(opened, f"**/api/plans/{opened.plan}")
    page.evaluate(f"() => {{ window.loading = {SESSION}.reload(); }}")
    come(opened, found)
    posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
    opened.settled(1)
    let_go(found)
    page.evaluate("window.loading")
    assert shown(opened)["version"] == 1
    posted(opened.url, opened.plan, "edits", version=1, edits=[{"op": "park", "event_id": "tea"}])
    opened.settled(2)
    assert shown(opened) == opened.document()


def test_an_answer_that_comes_after_a_newer_plan_is_not_added_to_it(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    found = held(opened, "**/edits")
    opened.bar("tea").focus()
    page.keyboard.press("Delete")
    come(opened, found)
    page.evaluate(f"{SESSION}.reload()")
    assert shown(opened)["version"] == 1
    let_go(found)
    page.wait_for_selector(".toast-undo")
    assert shown(opened) == opened.document()
    page.click(".toast-undo")
    opened.settled(2)
    assert opened.place("tea")[2] == "2021-05-10"


def test_a_page_that_left_asks_no_more(open_board: Open) -> None:
    opened = open_board(refusals=(0,))
    page = opened.page
    page.clock.install()
    page.evaluate(HIDE, "hidden")
    page.route("**/stream*", lambda route: route.abort())
    page.evaluate(HIDE, "visible")
    page.wait_for_selector("#offline:not(:empty)")
    found: list[Any] = []
    # A method of a list itself is nothing that Playwright can mark.
    page.route("**/api/plans", lambda route: found.append(route))
    page.clock.run_for(2500)
    come(opened, found)
    page.evaluate(f"{SESSION}.close()")
    with page.expect_event("requestfailed", lambda r: r.url.endswith("/api/plans")):
        found[0].abort()
    page.clock.run_for(10_000)
    page.evaluate("fetch('/assets/board/start.js')")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "This step was saved."), ("zh", "这一步已经保存")]
)
def test_a_step_that_was_saved_is_told_as_saved_though_the_plan_cannot_be_read(
    open_board: Open, lang: str, told: str
) -> None:
    opened = open_board(lang, refusals=(0,))
    page = opened.page
    shorter = {"op": "scenario", "changes": [{"policy": {"horizon.last": "2021-12-01"}}]}
    posted(opened.url, opened.plan, "edits", version=0, edits=[shorter])
    opened.settled(1)
    page.route(f"**/api/plans/{opened.plan}", lambda route: route.abort(), times=1)
    page.click("#undo")
    page.wait_for_selector(".toast")
    assert page.inner_text(".toast span").startswith(told)
    opened.settled(2)
    assert shown(opened)["horizon"]["last"] == "2021-12-31"
