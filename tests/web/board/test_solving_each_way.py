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
