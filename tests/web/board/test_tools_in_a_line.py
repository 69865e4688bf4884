"""The tools of the board stand in one line on the screens of laptops, each with its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.board import town
from tests.web.board.conftest import Open

FOLDS = {"en": ("Fold all", "Unfold all"), "zh": ("全部折叠", "全部展开")}
LINES = """() => {
  const tools = document.querySelector('.tools');
  const all = [...tools.querySelectorAll('button, select, input, output')];
  const seen = all.map(e => e.getBoundingClientRect()).filter(b => b.width);
  return { lines: new Set(seen.map(b => Math.round((b.top + b.bottom) / 2))).size,
           right: Math.max(...seen.map(b => b.right)), wide: tools.scrollWidth };
}"""
CUT = """() => [...document.querySelectorAll('.tools button:not(.signed)')]
  .filter(b => b.scrollWidth > b.clientWidth).map(b => b.textContent)"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of the small city, one industry of which has a long name."""
    policy = town.POLICY.replace("name_en: Trade", "name_en: Trade and light industry of the bay")
    assert policy != town.POLICY
    folder = town.write(tmp_path_factory.mktemp("long") / "bay", policy=policy)
    with town.serving(folder) as found:
        yield found


def found(page: Any, text: str) -> None:
    """Search, and wait until it is told how much was found."""
    page.fill("#search", text)
    page.wait_for_function("() => document.querySelector('#found').textContent !== ''")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_line(open_board: Open, lang: str) -> None:
    page = open_board(lang, width=1024).page
    found(page, "e")
    for width in (1024, 1100, 1280, 1301, 1366, 961):
        page.set_viewport_size({"width": width, "height": 768})
        told = page.evaluate(LINES)
        assert told["lines"] == 1, width
        assert max(told["right"], told["wide"]) <= width
        assert page.evaluate(CUT) == []
        assert page.locator("#search").bounding_box()["width"] >= 90


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_signs_have_names_and_do_what_they_say(open_board: Open, lang: str) -> None:
    opened = open_board(lang, width=1024)
    page, (fold, unfold) = opened.page, FOLDS[lang]
    tools = page.get_by_role("toolbar")
    for name in (fold, unfold):
        button = tools.get_by_role("button", name=name, exact=True)
        assert button.bounding_box()["width"] < 40
        assert button.get_attribute("title")
    tools.get_by_role("button", name=fold, exact=True).click()
    assert page.locator(".tl-bar").count() == 0
    tools.get_by_role("button", name=unfold, exact=True).click()
    assert page.locator(".tl-bar").count() > 0
    rules = [v["id"] for v in Axe().run(page).response["violations"]]
    assert rules == []
    # Where there is room, the words stand there.
    page.set_viewport_size({"width": 1440, "height": 900})
    assert tools.get_by_role("button", name=fold, exact=True).bounding_box()["width"] > 50
