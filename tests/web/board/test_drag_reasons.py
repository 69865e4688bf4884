"""During a drag: folded venues dim too, and the tip tells a rule in full, in a real browser."""

from __future__ import annotations

import pytest

from tests.web.board import town
from tests.web.board.conftest import Open, Opened
from tests.web.board.test_board_moving import DAYS, Hand

ALL_SHUT = f"M0 0H{DAYS}V1H0Z"
TOLD = {"en": "only: Seaside Park", "zh": "只可在：海滨公园"}


def veil(opened: Opened, venue: str) -> str:
    """Days that are dimmed in the strip of a venue."""
    found = opened.page.get_attribute(f"[data-strip={venue}] .tl-veil path", "d")
    assert found is not None
    return str(found)


def test_4_a_folded_venue_is_as_dim_as_all_its_halls_together(open_board: Open) -> None:
    opened = open_board()
    page = opened.page
    assert page.locator("[data-row=plenary]").count() == 0
    hand = Hand(opened, "auto").move(3).veiled()
    # No hall of the forum is an exhibition hall; at the expo the closed one counts for nothing.
    assert veil(opened, "forum") == ALL_SHUT
    assert veil(opened, "expo").startswith("M0 0H2V1H0Z")
    assert "134" not in veil(opened, "expo")
    strip = page.locator("[data-strip=forum]").bounding_box()
    assert page.locator("[data-strip=forum] .tl-veil").bounding_box() == strip
    page.keyboard.press("Escape")
    hand.drop()
    assert page.locator(".tl-veil").count() == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_5_the_tip_tells_which_venues_are_allowed(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    only = {"op": "change_event", "event_id": "auto", "set": {"venues": "park"}}
    opened.settled(town.edit(opened.url, opened.plan, only))
    hand = Hand(opened, "auto").move(2).veiled()
    opened.page.wait_for_function(
        "text => document.querySelector('.tip').innerText.includes(text)", arg=TOLD[lang]
    )
    assert "⚠" in hand.tip()
    opened.page.keyboard.press("Escape")
    hand.drop()
