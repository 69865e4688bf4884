"""Toasts go by themselves, but not while somebody is at them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.web.board.conftest import Open
from tests.web.board.patience import stay_ms


@pytest.mark.parametrize("by_key", [False, True])
def test_a_toast_goes_by_itself_once_it_is_left(open_board: Open, by_key: bool) -> None:
    opened = open_board()
    page = opened.page
    page.clock.install()
    page.clock.pause_at(datetime.now() + timedelta(hours=1))
    opened.bar("tea").focus()
    page.keyboard.press("l")
    opened.settled(1)
    if by_key:
        page.focus(".toast-undo")
    else:
        page.hover(".toast")
    page.clock.run_for(2 * stay_ms())
    assert page.locator(".toast").count() == 1
    if by_key:
        page.focus("#search")
    else:
        page.hover("h1")
    page.clock.run_for(stay_ms())
    expect(page.locator(".toast")).to_have_count(0)
