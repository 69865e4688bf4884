"""Axe finds nothing in any dialog of the board: each language and each scheme, not each pair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.web.board import town
from tests.web.board.conftest import Open
from tests.web.board.test_board_files_in import NEW, SCENARIO, WRONG, file
from tests.web.board.test_conflicts_page import MOTORS
from tests.web.board.test_leaving import violations

DIALOGS = {
    "event": ("form.openForm", "tea"), "drop": ("dropping.openDropping", "tea"),
    "rename": ("plans.openRename",), "plans": ("plans.openPlans",),
    "history": ("history.openHistory",), "compare": ("compare.openCompare",),
    "publish": ("publish.openPublish",), "releases": ("releases.openReleases",),
    "import": ("importing.openImport",), "scenario": ("opening.openScenario",),
    "close": ("closing.openClosing",), "keys": ("help.openKeys",),
}  # fmt: skip
"""What opens each dialog, by its id: module, function and the event it is about."""

OPEN = """async ([what, ...more]) => {
  const [file, name] = what.split('.');
  const module = await import(`/assets/board/${file}.js`);
  module[name](document.querySelector('hall-timeline').board, ...more);
}"""
CLOSED = {"op": "close", "venue_id": "forum", "hall_id": "plenary", "from": "2021-09-01",
          "to": "2021-09-03"}  # fmt: skip
LOOKS = [("zh", "dark"), ("en", "light")]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the small city with a scenario and a release."""
    folder = town.write(tmp_path_factory.mktemp("town") / "bay")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "repair.yaml").write_text(SCENARIO, encoding="utf-8")
    with town.serving(folder) as found:
        body = {"version": 0, "message": "First"}
        path = f"{found}/api/plans/{town.begin(found)}/publish"
        said = httpx.post(path, json=body, headers={"origin": found}, trust_env=False, timeout=30)
        assert said.status_code == 200, said.text
        yield found


def in_dialog(page: Any, name: str) -> list[str]:
    """Open a dialog; what axe finds on the page while it is open."""
    page.evaluate(OPEN, list(DIALOGS[name]))
    page.wait_for_selector(f"dialog#{name}[open]")
    page.wait_for_selector(f"dialog#{name} .found > .hint", state="detached")
    return violations(page)


@pytest.mark.parametrize(("lang", "scheme"), LOOKS)
def test_no_barriers_in_any_dialog(open_board: Open, lang: str, scheme: str) -> None:
    opened = open_board(lang, scheme=scheme)
    page = opened.page
    opened.settled(town.edit(opened.url, opened.plan, MOTORS, CLOSED))
    found = {}
    for name in DIALOGS:
        found[name] = in_dialog(page, name)
        page.keyboard.press("Escape")
        page.wait_for_selector(f"dialog#{name}", state="detached")
    assert found == {name: [] for name in DIALOGS}


@pytest.mark.parametrize(("lang", "scheme"), LOOKS)
def test_no_barriers_in_what_files_would_do(open_board: Open, lang: str, scheme: str) -> None:
    page = open_board(lang, scheme=scheme, refusals=(422,)).page
    found = {}
    in_dialog(page, "import")
    for what, text, sign in (("faults", WRONG, ".faults"), ("preview", NEW, "[data-differs]")):
        page.set_input_files("#import-file", file(text))
        page.wait_for_selector(f"#import {sign}")
        found[what] = violations(page)
    page.keyboard.press("Escape")
    in_dialog(page, "scenario")
    page.set_input_files("#scenario-file", file(SCENARIO, "mine.yaml"))
    page.wait_for_selector("#scenario .steps")
    found["scenario"] = violations(page)
    page.keyboard.press("Escape")
    in_dialog(page, "compare")
    page.select_option("#compare-right", index=1)
    page.wait_for_selector("#compare .two-sides")
    found["compare"] = violations(page)
    assert found == dict.fromkeys(("faults", "preview", "scenario", "compare"), [])
