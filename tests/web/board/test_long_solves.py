"""Solves that go on until somebody stops them: behaviour 13, in a real browser."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.board import town
from tests.web.board.asking import PROGRAM
from tests.web.board.conftest import Open, Opened
from tests.web.board.patience import JOB_S
from tests.web.board.test_jobs import workers
from tests.web.board.test_solving import ended
from tests.web.serving import Running, running, until


@pytest.fixture(scope="module")
def url(crowd: Running) -> str:
    return crowd.url


def begin(opened: Opened, *, by_key: bool = False) -> None:
    """Solve from scratch, and see the first plan."""
    press(opened, "#solve-all", by_key=by_key)
    shown(opened, 0)


def press(opened: Opened, selector: str, *, by_key: bool) -> None:
    if by_key:
        opened.page.focus(selector)
        opened.page.keyboard.press("Enter")
    else:
        opened.page.click(selector)


def shown(opened: Opened, fact: int) -> None:
    """Wait for the best (0), the bound (1) or the gap (2) of the running job."""
    opened.page.wait_for_function(
        "n => (document.querySelectorAll('.job[data-state=running] .facts-line dd')[n]"
        " || {textContent: '—'}).textContent !== '—'",
        arg=fact, timeout=JOB_S * 1000,
    )  # fmt: skip


@pytest.mark.parametrize(("lang", "by_key"), [("en", False), ("zh", True)])
def test_13_stop_here_take_the_best(open_board: Open, lang: str, by_key: bool) -> None:
    opened = open_board(lang, "&tab=solve")
    page = opened.page
    begin(opened, by_key=by_key)
    page.focus("#job-stop")
    stop = page.query_selector("#job-stop")
    for fact in (1, 2):
        shown(opened, fact)
    # All of it is told while the solve goes on; the button is the same, with its focus.
    assert stop.evaluate("b => b === document.activeElement && b.isConnected")
    best, bound, gap = page.locator(".facts-line dd").all_inner_texts()[:3]
    assert int(bound.replace(",", "")) < int(best.replace(",", ""))
    assert gap != "0%"
    assert page.get_attribute(".curve .best", "d").startswith("M")
    assert page.get_attribute(".curve .bound", "d").startswith("M")
    assert page.locator(".job[data-state=running]").count() == 1
    if by_key:
        page.keyboard.press("Enter")
    else:
        page.click("#job-stop")
    assert ended(opened) == "done"
    assert page.locator("[data-change]").count() > 0
    assert page.locator(".tl-bar.moved").count() > 0
    best = page.locator(".facts-line dd").first.inner_text()
    page.click("#accept-all")
    opened.settled(1)
    assert opened.document()["cost"] == int(best.replace(",", ""))
    assert opened.document()["ok"]


def test_13_a_closed_tab_kills_nothing_and_the_progress_is_there_again(open_board: Open) -> None:
    opened = open_board("en", "&tab=solve")
    begin(opened)
    opened.page.close()
    again = open_board("zh", "&tab=solve", plan=opened.plan)
    shown(again, 0)
    assert again.page.get_attribute(".curve .best", "d").startswith("M")
    again.page.click("#job-stop")
    assert ended(again) == "done"
    assert again.page.locator("[data-change]").count() > 0


def test_a_question_asked_during_a_solve_is_answered_and_the_solve_stays_in_hand(
    open_board: Open,
) -> None:
    opened = open_board("en", "&tab=solve")
    page = opened.page
    begin(opened)
    event = opened.document()["placements"][0]["event_id"]
    page.click("#tab-events")
    page.click(f".events [data-event={event}]")
    page.get_by_role("button", name="Where else could it go?").click()
    # Until it is known whose the question is, it is listed itself.
    expect(page.locator(".besides [data-job]")).to_contain_text("Solve from scratch")
    press(opened, ".besides button", by_key=True)
    shown(opened, 0)
    press(opened, "#job-stop", by_key=True)
    # The question's answer comes when its turn does, and the solve's proposal is not lost.
    page.wait_for_selector("#done-asking", timeout=JOB_S * 1000)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize(("lang", "told"), [("en", "died"), ("zh", "意外中断")])
def test_a_job_that_is_killed_is_told_and_the_board_lives(
    open_board: Open, crowd: Running, lang: str, told: str
) -> None:
    opened = open_board(lang, "&tab=solve")
    page = opened.page
    begin(opened)
    for pid in workers(crowd):
        os.kill(pid, signal.SIGKILL)
    assert ended(opened) == "failed"
    assert told in page.inner_text(".job .callout")
    opened.bar("e0").focus()
    page.keyboard.press("Alt+ArrowRight")
    opened.settled(1)
    assert opened.place("e0") == ("expo", ["h1"], "2021-07-06")
    begin(opened)
    page.click("#job-stop")
    assert ended(opened) == "done"


@pytest.mark.parametrize(("lang", "told"), [("en", "restarted"), ("zh", "重启")])
def test_after_a_restart_the_page_tells_of_the_job_that_was_cut_off(
    open_board: Open, tmp_path: Path, lang: str, told: str
) -> None:
    folder = town.write(tmp_path / "bay", **town.CROWD)
    with running(folder) as served, served.client(headers=PROGRAM) as client:
        plan = town.begin(served.url)
        asked = {"kind": "solve", "time_limit": 600}
        job = client.post(f"/api/plans/{plan}/jobs", json=asked).json()
        until(lambda: client.get(f"/api/jobs/{job['id']}").json()["state"] == "running")
        served.end(signal.SIGKILL)
    with running(folder) as served:
        opened = open_board(lang, "&tab=solve", plan=plan, at=served.url)
        assert ended(opened) == "failed"
        assert told in opened.page.inner_text(".job .callout")
        opened.page.close()
