"""Without a plan, the page names what conflicts and offers ways out, in a real browser."""

from __future__ import annotations

import pytest

from tests.web.board import town
from tests.web.board.conftest import Open, Opened
from tests.web.board.patience import JOB_S
from tests.web.board.test_leaving import violations
from tests.web.board.test_solving import ended

MOTORS = {"op": "place", "event_id": "auto", "venue_id": "expo", "hall_ids": ["h1"],
          "show_first": "2021-05-12"}  # fmt: skip


def stuck(open_board: Open, lang: str, scheme: str = "light") -> Opened:
    """The motor show and the tea fair are both locked where they clash."""
    opened = open_board(lang, "&tab=solve", scheme=scheme)
    locks = [{"op": "lock", "event_id": e, "what": "both"} for e in ("auto", "tea")]
    opened.settled(town.edit(opened.url, opened.plan, MOTORS, *locks))
    return opened


def press(opened: Opened, selector: str, *, by_key: bool) -> None:
    if by_key:
        opened.page.focus(selector)
        opened.page.keyboard.press("Enter")
    else:
        opened.page.click(selector)


@pytest.mark.parametrize(
    ("lang", "scheme", "by_key", "texts"),
    [("en", "light", False,
      ["Motor Show is locked to 2021-05-12, Bay Expo Hall 1", "Unlock Motor Show"]),
     ("zh", "dark", True,
      ["“汽车展”已锁定：2021-05-12，海湾会展中心 一号馆", "解除“汽车展”的锁定"])],
)  # fmt: skip
def test_a_solve_without_a_plan_names_conflicts_and_a_way_out_is_applied(
    open_board: Open, lang: str, scheme: str, by_key: bool, texts: list[str]
) -> None:
    opened = stuck(open_board, lang, scheme)
    page = opened.page
    press(opened, "#solve-near", by_key=by_key)
    assert ended(opened) == "done"
    assert page.locator(".conflict").count() == 1
    assert texts[0] in page.inner_text(".conflict")
    assert violations(page) == []
    way = page.locator(".way", has_text=texts[1])
    apply = f"#{way.locator('button').get_attribute('id')}"
    before = opened.document()["version"]
    press(opened, apply, by_key=by_key)
    opened.settled(before + 1)
    assert opened.document()["locks"] == {"summit": "both", "tea": "both"}
    assert page.locator(".way button:enabled").count() == 0
    press(opened, "#solve-now", by_key=by_key)
    page.wait_for_selector("#accept-all", timeout=JOB_S * 1000)
    press(opened, "#accept-all", by_key=by_key)
    opened.settled(before + 2)
    assert opened.document()["ok"]


def test_a_way_out_is_one_step_to_undo(open_board: Open) -> None:
    opened = stuck(open_board, "en")
    page = opened.page
    page.click("#ask-conflicts")
    assert ended(opened) == "done"
    before = opened.document()
    page.locator(".way", has_text="to 2021-05-16").locator("button").click()
    opened.settled(before["version"] + 1)
    assert opened.place("auto") != ("expo", ["h1"], "2021-05-12")
    assert opened.document()["ok"]
    page.click(".toast-undo")
    opened.settled(before["version"] + 2)
    assert opened.document()["locks"] == before["locks"]
    assert opened.place("auto") == ("expo", ["h1"], "2021-05-12")
    page.click("#ask-again")
    page.wait_for_selector(".way button:enabled", timeout=JOB_S * 1000)


def test_the_events_of_a_conflict_are_found_on_the_plan(open_board: Open) -> None:
    opened = stuck(open_board, "en")
    opened.page.click("#ask-conflicts")
    assert ended(opened) == "done"
    opened.page.get_by_role("button", name="Find Motor Show on the plan").first.click()
    assert opened.page.evaluate("document.activeElement.bar.id") == "auto"


def test_nothing_conflicts(open_board: Open) -> None:
    opened = open_board("zh", "&tab=solve")
    opened.page.click("#ask-conflicts")
    assert ended(opened) == "done"
    assert "没有矛盾" in opened.page.inner_text(".tab-body")
