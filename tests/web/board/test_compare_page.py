"""Two plans, a plan and a release, and a plan under a scenario, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.web.board import town
from tests.web.board.conftest import Open, Opened
from tests.web.board.test_leaving import violations

SCENARIO = """\
title_en: Repairs
title_zh: 检修
changes:
  - close: {venue: expo, hall: h3, from: 2021-05-18, to: 2021-05-25}
"""
WEEK_LATER = {"op": "place", "event_id": "auto", "venue_id": "expo", "hall_ids": ["h3"],
              "show_first": "2021-05-27"}  # fmt: skip


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = town.write(tmp_path_factory.mktemp("town") / "bay")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "repairs.yaml").write_text(SCENARIO, encoding="utf-8")
    with town.serving(folder) as found:
        yield found


def post(url: str, path: str, body: dict[str, Any]) -> Any:
    answer = httpx.post(f"{url}/api/plans/{path}", json=body, headers={"origin": url},
                        trust_env=False, timeout=30)  # fmt: skip
    assert answer.status_code == 200, answer.text
    return answer.json()


def compared(opened: Opened, right: str) -> dict[str, list[str]]:
    """The rows of the comparison by their heads."""
    page = opened.page
    page.focus("#more")
    page.keyboard.press("Enter")
    page.focus("#compare-open")
    page.keyboard.press("Enter")
    page.select_option("#compare-right", right)
    page.wait_for_selector("#compare .two-sides")
    rows = page.locator("#compare .two-sides tbody tr").all()
    cells = [row.locator("th, td").all_inner_texts() for row in rows]
    return {head: rest for head, *rest in cells}


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("zh", "dark")])
def test_two_working_plans(open_board: Open, url: str, lang: str, scheme: str) -> None:
    other = town.begin(url, "Later")
    done = post(url, f"{other}/edits", {"version": 0, "edits": [WEEK_LATER]})
    opened = open_board(lang, scheme=scheme)
    rows = compared(opened, f"plan:{other}")
    cost, clashes, event = (
        ("Cost", "Open clashes", "Motor Show") if lang == "en" else ("代价", "未决违规", "汽车展")
    )
    before = opened.document()["cost"]
    assert rows[cost] == [f"{before:,}", f"{done['cost']:,}", f"+{done['cost'] - before}"]
    assert rows[clashes] == ["0", "0", "–"]
    halls = "Hall 3" if lang == "en" else "三号馆"
    assert all(halls in place for place in rows[event])
    page = opened.page
    assert page.locator("[data-differs]").count() == 1
    assert violations(page) == []
    page.click("#compare-draw")
    page.wait_for_selector("[data-change=auto]")
    assert page.locator(".tl-was").count() == 1


def test_a_plan_and_a_release(open_board: Open, url: str) -> None:
    opened = open_board()
    release = post(url, f"{opened.plan}/publish", {"version": 0})["release"]
    opened.bar("auto").focus()
    opened.page.keyboard.press("Delete")
    opened.settled(1)
    rows = compared(opened, f"release:{release}")
    assert rows["Events placed"] == ["4", "5", "+1"]
    assert rows["Motor Show"][0] == "Not placed"
    opened.page.click("#compare-draw")
    opened.page.click("[data-accept=auto]")
    opened.settled(2)
    assert opened.place("auto") == ("expo", ["h3"], "2021-05-20")


def test_a_plan_under_a_scenario(open_board: Open) -> None:
    opened = open_board()
    rows = compared(opened, "scenario:scenarios/repairs.yaml")
    assert rows["Open clashes"] == ["0", "1", "+1"]
    assert opened.page.locator("#compare-draw").count() == 0
    opened.page.keyboard.press("Escape")
    assert opened.document()["version"] == 0
    assert opened.document()["ok"]
