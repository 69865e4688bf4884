"""Behaviours 14 and 15 by the other hand and in the other language, in a real browser."""

from __future__ import annotations

import pytest

from tests.web.board.conftest import Open
from tests.web.board.test_solving import ended, moved

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
PRICES = {"zh": ("尽量不动", "改动不计代价"), "en": ("move hardly anything", "changes are free")}


@LANGS
def test_14_changes_are_left_and_taken_by_keyboard(open_board: Open, lang: str) -> None:
    opened = open_board(lang, "&tab=solve")
    page = opened.page
    moved(opened)
    page.focus("#solve-repair")
    page.keyboard.press("Enter")
    assert ended(opened) == "done"
    listed = "items => items.map(i => i.dataset.change)"
    ids = page.eval_on_selector_all("[data-change]", listed)
    assert sorted(ids) == ["auto", "gala"]
    page.focus("[data-reject=gala]")
    page.keyboard.press("Enter")
    assert page.eval_on_selector_all("[data-change]", listed) == ["auto"]
    moves = page.eval_on_selector_all(".tl-bar.moved", "all => all.map(b => b.bar.id)")
    assert {*moves} == {"auto"}
    before = opened.place("auto")
    page.focus("[data-accept=auto]")
    page.keyboard.press("Space")
    opened.settled(4)
    assert opened.place("auto") != before
    assert opened.place("gala") is None
    assert opened.document()["ok"]
    assert page.locator(".tl-was, .tl-bar.moved").count() == 0


@LANGS
def test_15_the_slider_by_mouse_sets_the_price_of_changes(open_board: Open, lang: str) -> None:
    opened = open_board(lang, "&tab=solve")
    page = opened.page
    box = page.locator("#few").bounding_box()
    for share, told in zip((0.01, 0.99), PRICES[lang], strict=True):
        page.mouse.click(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
        assert page.inner_text("#few-said") == told
    page.mouse.move(box["x"] + 0.99 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.01 * box["width"], box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    assert page.inner_text("#few-said") == PRICES[lang][0]
    with page.expect_request(lambda r: r.method == "POST" and r.url.endswith("/jobs")) as sent:
        page.click("#solve-near")
    assert sent.value.post_data_json["weight"] == 16
    assert ended(opened) == "done"


@pytest.mark.parametrize(
    ("bound", "told"),
    [(None, {"zh": "在这段时间内没有找到更好的改动", "en": "Nothing better was found"}),
     (7_000, {"zh": "至多还能省 510 分", "en": "at most 510 points could be saved"}),
     (7_510, {"zh": "已证明", "en": "Proven"})],
)  # fmt: skip
@LANGS
def test_a_solve_that_moves_nothing_says_how_sure_that_is(
    open_board: Open, lang: str, bound: int | None, told: dict[str, str]
) -> None:
    page = open_board(lang, "&tab=solve").page
    job = {"id": "a", "kind": "solve", "state": "done", "best": 7510, "bound": bound, "gap": None,
           "result": {"compare": {"changes": [], "cost": [7510, 7510]},
                      "search": {"cost": 7510, "bound": bound, "gap": None}}}  # fmt: skip
    page.evaluate("job => document.querySelector('hall-timeline').board.panel.solve.show(job)", job)
    assert told[lang] in page.inner_text("#nothing-left")
    assert ("good" in page.get_attribute("#nothing-left", "class")) == (bound == 7_510)
    page.click("#reject-all")
    assert page.locator("#nothing-left, .job").count() == 0
