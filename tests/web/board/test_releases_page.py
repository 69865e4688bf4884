"""Releases on the board: what each subscriber's calendar changes, before and after publishing."""

from __future__ import annotations

import getpass
import re

import pytest
from playwright.sync_api import expect

from tests.web.board.conftest import Open, Opened
from tests.web.board.test_leaving import violations

CHINESE = re.compile("[\u4e00-\u9fff]")
HALL = "private/halls/expo--h3.ics"


def choose(opened: Opened, entry: str) -> None:
    """An entry of the menu of the whole plan."""
    opened.page.click("#more")
    opened.page.click(f"#{entry}")


def publish(opened: Opened, note: str) -> None:
    choose(opened, "publish-open")
    opened.page.fill("#publish-message", note)
    opened.page.click("#publish-go")
    opened.page.wait_for_selector("#publish", state="detached")


def texts(opened: Opened, selector: str) -> list[str]:
    found = opened.page.locator(selector)
    return [" ".join(text.split()) for text in found.all_inner_texts()]


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("zh", "dark")])
def test_calendar_by_calendar_before_publishing_and_between_releases(
    open_board: Open, lang: str, scheme: str
) -> None:
    opened = open_board(lang, scheme=scheme)
    page = opened.page
    publish(opened, "<b>first</b>")
    opened.bar("auto").focus()
    page.keyboard.press("Alt+Shift+ArrowRight")
    opened.settled(1)
    page.focus("#more")
    page.keyboard.press("Enter")
    page.wait_for_selector(".menu")
    page.focus("#publish-open")
    page.keyboard.press("Enter")
    page.wait_for_selector("#publish [data-happens]")
    moved, times = ("Moved", "20–23 May") if lang == "en" else ("改期", "5月20–23日")
    (told,) = texts(opened, "#publish [data-happens=auto]")
    assert moved in told
    assert times in told
    heading = "Bay Expo Hall 3" if lang == "en" else "海湾会展中心 三号馆"
    assert heading in texts(opened, f"#publish [data-feed='{HALL}'] summary")[0]
    page.focus(f"#publish [data-feed='{HALL}'] summary")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#publish [data-feed='{HALL}'] li")
    entries = texts(opened, f"#publish [data-feed='{HALL}'] li")
    assert len(entries) == 3
    assert all(("changes" if lang == "en" else "变更") in entry for entry in entries)
    # Public calendars show definite events only; this one is on hold.
    assert page.locator("[data-feed^='public/halls']").count() == 0
    assert violations(page) == []
    page.click("#publish-go")
    page.wait_for_selector("#publish", state="detached")

    choose(opened, "releases-open")
    page.wait_for_selector("#releases .nothing")  # the plan is what was published
    rows = texts(opened, "#releases tbody tr")
    assert getpass.getuser() in rows[0]
    assert "<b>first</b>" in rows[1]
    number = int(rows[0].split()[0])
    page.select_option("#diff-to", str(number))
    page.select_option("#diff-from", str(number - 1))
    page.wait_for_selector("#releases [data-happens=auto]")
    assert texts(opened, "#releases [data-happens=auto]") == [told]
    page.select_option("#diff-from", "0")
    page.wait_for_selector("#releases [data-happens=tea]")
    assert violations(page) == []
    if lang == "en":
        assert CHINESE.findall(page.inner_text("#releases")) == []


def test_the_working_plan_against_the_last_release(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    publish(opened, "as it stands")
    opened.bar("tea").focus()
    page.keyboard.press("Delete")
    opened.settled(1)
    choose(opened, "releases-open")
    page.wait_for_selector("#releases [data-happens=tea]")
    assert texts(opened, "#releases [data-happens=tea] .pill") == ["Over"]
    # It is long past: nobody is told that it was cancelled.
    city = "#releases [data-feed='public/city.ics'] .pill"
    assert texts(opened, city) == ["vanishes (past) 1"]
    page.keyboard.press("Escape")
    expect(page.locator("#releases")).to_have_count(0)


def test_before_the_first_release_everything_is_new(open_board: Open) -> None:
    opened = open_board()
    choose(opened, "releases-open")
    page = opened.page
    page.select_option("#diff-from", "0")
    page.wait_for_selector("#releases [data-happens=tea]")
    assert set(texts(opened, "#releases [data-happens=tea] .pill")) == {"New"}


@pytest.mark.parametrize(("lang", "gone"), [("en", "auto"), ("zh", "picnic")])
def test_a_release_is_worked_on_as_a_new_plan(open_board: Open, lang: str, gone: str) -> None:
    opened = open_board(lang)
    page = opened.page
    opened.bar(gone).focus()
    page.keyboard.press("Delete")
    opened.settled(1)
    publish(opened, f"without {gone}")
    choose(opened, "releases-open")
    page.focus("#releases tbody tr:first-child button")
    page.keyboard.press("Enter")
    page.wait_for_function("n => !location.hash.startsWith(`#plan=${n}&`)", arg=opened.plan)
    name = "Untitled plan" if lang == "en" else "未命名方案"
    shown = "n => document.getElementById('plan-name').innerText === n"
    page.wait_for_function(shown, arg=name)
    page.wait_for_selector(".tl-bar")
    assert opened.bar(gone) is None
    assert opened.bar("tea") is not None
