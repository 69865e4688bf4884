"""News of a job that come twice, late, or in another order: the page shows what came of it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.board.conftest import Open, Opened
from tests.web.board.test_lost_answers import come, held, let_go
from tests.web.board.test_meanwhile import MOVE, posted
from tests.web.board.test_solving import ended

SOLVE = "document.querySelector('hall-timeline').board.panel.solve"
DONE = {"id": "x", "kind": "solve", "state": "done", "version": 0, "created": "9", "best": 7510,
        "bound": 7510, "gap": 0}  # fmt: skip
RESULT = {"compare": {"changes": [], "cost": [7510, 7510]},
          "search": {"cost": 7510, "bound": 7510, "gap": 0}}  # fmt: skip


def tell(opened: Opened, *news: dict[str, Any], own: bool = False) -> None:
    """News of jobs, as the stream or, with `own`, the answer to a start brings them."""
    said = f"([all, own]) => {{ for (const news of all) {SOLVE}.job(news, own); }}"
    opened.page.evaluate(said, [news, own])


def asked(opened: Opened) -> list[Any]:
    """Hold back what the page asks of the job."""
    routes: list[Any] = []
    opened.page.route("**/api/jobs/x", lambda route: routes.append(route))
    return routes


@pytest.mark.parametrize("own", [False, True])
def test_what_came_of_a_job_is_drawn_whole(open_board: Open, own: bool) -> None:
    opened = open_board("en", "&tab=solve")
    routes = asked(opened)
    tell(opened, DONE)
    come(opened, routes)
    # It is told once more, and the plan is drawn again, before it is known what came of it.
    tell(opened, {**DONE, "result": RESULT} if own else DONE, own=own)
    posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
    opened.settled(1)
    assert opened.page.locator(".job[data-state=done]:not([aria-busy])").count() == 0
    assert opened.page.locator("#nothing-left").count() == 0
    routes[0].fulfill(json={**DONE, "result": RESULT})
    assert ended(opened) == "done"
    assert "Proven" in opened.page.inner_text("#nothing-left")


def test_an_answer_on_its_way_for_long_does_not_bring_a_job_back(open_board: Open) -> None:
    opened = open_board("en", "&tab=solve")
    routes = asked(opened)
    tell(opened, {**DONE, "state": "running"}, DONE)
    come(opened, routes)
    routes[0].fulfill(json={**DONE, "result": RESULT})
    assert ended(opened) == "done"
    tell(opened, {**DONE, "state": "running", "result": None}, own=True)
    assert ended(opened) == "done"
    assert "Proven" in opened.page.inner_text("#nothing-left")


def test_places_that_come_after_the_answer_was_put_aside_are_not_drawn(open_board: Open) -> None:
    opened = open_board("en", "&ev=auto&tab=event")
    page = opened.page
    found = held(opened, "**/places/auto")
    page.get_by_role("button", name="Where else could it go?").click()
    assert ended(opened) == "done"
    come(opened, found)
    page.click("#done-asking")
    let_go(found)
    # Asked once more, they come after those.
    page.evaluate("document.querySelector('hall-timeline').board.session.places('auto')")
    expect(page.locator(".tl-veil, .job")).to_have_count(0)


@pytest.mark.parametrize("button", ["[data-look='0']", "[data-take='0']"])
def test_an_edit_leaves_the_focus_on_an_option(open_board: Open, button: str) -> None:
    opened = open_board("en", "&tab=solve")
    place = {"venue_id": "expo", "hall_ids": ["h3"], "show_first": "2021-06-20",
             "show_last": "2021-06-23"}  # fmt: skip
    found = {"event_id": "auto", "options": [{"place": place, "extra_cost": 5, "changes": []}]}
    drawn = f"job => {{ {SOLVE}.current = job; {SOLVE}.board.panel.refresh(); }}"
    opened.page.evaluate(drawn, {**DONE, "kind": "options", "result": found})
    opened.page.focus(button)
    posted(opened.url, opened.plan, "edits", version=0, edits=[MOVE])
    opened.settled(1)
    assert opened.page.locator(f"{button}:focus").count() == 1


def test_news_leave_the_focus_on_the_way_to_other_work(open_board: Open) -> None:
    opened = open_board("en", "&tab=solve")
    other = {**DONE, "id": "y", "kind": "options"}
    tell(opened, {**DONE, "state": "running"}, {**other, "state": "waiting"})
    opened.page.focus(".besides button")
    tell(opened, {**other, "state": "running"})
    assert "running" in opened.page.inner_text(".besides")
    assert opened.page.locator(".besides button:focus").count() == 1
