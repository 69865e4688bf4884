"""What somebody typed stays until the server has taken it, and they learn why it has not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.board.conftest import Open, Opened
from tests.web.board.test_meanwhile import MOVE, posted

LANGS = pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "This plan was changed meanwhile: Motor Show moved."),
     ("zh", "此方案已有新的改动：移动 汽车展。")],
)  # fmt: skip


def overtaken(opened: Opened, what: str, **more: Any) -> None:
    """Somebody else is quicker than the next request to `what`."""

    def quicker(route: Any) -> None:
        version = opened.document()["version"]
        posted(opened.url, opened.plan, "edits", version=version, edits=[{**MOVE, **more}])
        route.continue_()

    opened.page.route(f"**/{what}", quicker, times=1)


def alert(opened: Opened, box: str) -> str:
    """What a dialog says against what was tried."""
    opened.page.wait_for_selector(f"#{box} [role=alert]")
    return str(opened.page.inner_text(f"#{box} [role=alert]"))


@LANGS
def test_12_a_closure_that_came_late_is_asked_again(
    open_board: Open, lang: str, told: str
) -> None:
    opened = open_board(lang, refusals=(409,))
    page = opened.page
    page.keyboard.press("c")
    page.select_option("#close-hall", "expo/h3")
    page.fill("#close-from", "2021-06-01")
    page.fill("#close-to", "2021-06-02")
    page.fill("#close-reason", "Roof")
    hit = "document.querySelector('#close output').textContent"
    assert "Motor" not in page.evaluate(hit)
    assert "汽车" not in page.evaluate(hit)
    overtaken(opened, "edits")
    page.focus("#close-reason")
    page.keyboard.press("Enter")
    assert alert(opened, "close").startswith(told)
    # The count is that of the plan as it stands now.
    assert ("Motor Show" if lang == "en" else "汽车展") in page.evaluate(hit)
    assert page.input_value("#close-reason") == "Roof"
    page.keyboard.press("Enter")
    opened.settled(2)
    page.wait_for_selector("#close", state="detached")
    (made,) = opened.document()["closures"]
    assert (made["hall_id"], made["from"], made["to"]) == ("h3", "2021-06-01", "2021-06-02")


@LANGS
def test_a_title_that_came_late_stays_typed(open_board: Open, lang: str, told: str) -> None:
    opened = open_board(lang, refusals=(409,))
    page = opened.page
    page.click("#more")
    page.click("#rename-open")
    page.fill("#plan-title", "May")
    overtaken(opened, "title")
    page.keyboard.press("Enter")
    assert alert(opened, "rename").startswith(told)
    assert page.input_value("#plan-title") == "May"
    page.keyboard.press("Enter")
    opened.settled(2)
    page.wait_for_selector("#rename", state="detached")
    assert opened.document()["title"] == "May"


@LANGS
def test_publishing_goes_on_with_the_new_consequences(
    open_board: Open, lang: str, told: str
) -> None:
    opened = open_board(lang, refusals=(409,))
    page = opened.page
    page.click("#more")
    page.click("#publish-open")
    page.fill("#publish-message", "May")
    day = 8 if lang == "en" else 15
    overtaken(opened, "publish", show_first=f"2021-06-{day:02}")
    page.click("#publish-go")
    assert alert(opened, "publish").startswith(told)
    seen = page.inner_text("#publish [data-happens=auto] .now")
    assert (f"{day}–" if lang == "en" else f"6月{day}") in seen
    assert page.input_value("#publish-message") == "May"
    page.click("#publish-go")
    page.wait_for_selector("#publish", state="detached")
    page.click("#more")
    page.click("#releases-open")
    page.wait_for_selector("#releases tbody tr")
    assert "May" in page.inner_text("#releases tbody tr >> nth=0")


def test_publishing_begins_with_the_plan_as_it_stands(open_board: Open) -> None:
    opened = open_board(refusals=(409,))
    overtaken(opened, "publish")
    opened.page.click("#more")
    opened.page.click("#publish-open")
    opened.page.wait_for_selector("#publish-go")
    opened.settled(1)


def test_a_reason_typed_for_a_clash_is_kept_for_that_clash(open_board: Open) -> None:
    opened = open_board(refusals=(409,))
    page = opened.page
    clash = {**MOVE, "hall_ids": ["h1"], "show_first": "2021-05-10"}
    posted(opened.url, opened.plan, "edits", version=0, edits=[clash])
    opened.settled(1)
    page.click("#more")
    page.click("#publish-open")
    page.wait_for_selector("#publish-go")
    reasons = page.locator("#publish input[required]")
    assert reasons.count() == 1
    reasons.fill("agreed")
    overtaken(opened, "publish", event_id="picnic", hall_ids=["h3"])
    page.click("#publish-go")
    alert(opened, "publish")
    # A picnic in a hall breaks another rule, for which nothing was typed yet.
    typed = reasons.evaluate_all("all => all.map(x => x.value)")
    assert sorted(typed) == ["", "agreed"]
    reasons.nth(typed.index("")).fill("so be it")
    page.click("#publish-go")
    page.wait_for_selector("#publish", state="detached")


@LANGS
def test_a_date_that_came_late_stays_typed(open_board: Open, lang: str, told: str) -> None:
    opened = open_board(lang, "&ev=tea&tab=event", refusals=(409,))
    page = opened.page
    page.fill("#event-start", "2021-06-03")
    overtaken(opened, "edits")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast.bad")
    assert page.inner_text(".toast.bad").startswith(told)
    assert page.input_value("#event-start") == "2021-06-03"
    assert page.evaluate("document.activeElement.id") == "event-start"
    # Also when the toast is closed by mouse, which takes the focus away.
    page.click(".toast-close")
    # What was put off while the field had the focus is drawn as the next task.
    page.evaluate("new Promise(done => setTimeout(done))")
    assert page.input_value("#event-start") == "2021-06-03"
    page.click("#place-it button")
    opened.settled(2)
    assert opened.place("tea")[2] == "2021-06-03"


def test_two_quick_presses_do_it_once(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    page.keyboard.press("c")
    page.evaluate("""() => {
        const form = document.querySelector('#close form');
        form.requestSubmit();
        form.requestSubmit();
    }""")
    opened.settled(1)
    page.wait_for_selector("#close", state="detached")
    assert len(opened.document()["closures"]) == 1
