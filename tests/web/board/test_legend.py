"""Every mark that the plan really carries is explained in the legend."""

from __future__ import annotations

import pytest

from tests.web.board import town
from tests.web.board.conftest import Open

SHAPE = {"tl-bar", "up", "down", "block", "tl-row", "idle", "month", "in-hand"}
"""Classes that only say how a thing is built, or that it is in hand."""
TRANSIENT = {"lit", "tl-day", "tl-stretch"}
"""What only lights up under the pointer or the focus, and says itself what it is."""
FOUND = """() => {
  const parts = '.tl-row, .tl-row > *, .tl-bar > i, .tl-back > i, .tl-ticks > *';
  const all = [...document.querySelectorAll(parts)];
  return [...new Set(all.flatMap(e => [...e.classList]))];
}"""
TODAY = "document.querySelector('hall-timeline').board.plan.today = 60"
PROPOSE = """() => {
  const { board } = document.querySelector('hall-timeline');
  const { venue_id, hall_ids } = board.plan.place.get('tea');
  const at = day => ({ venue_id, hall_ids, show_first: day });
  board.propose([{ event_id: 'tea', from: at('2021-05-10'), to: at('2021-07-10') }]);
}"""
EVERY = {
    "chosen", "clash", "faded", "locked", "loose", "moved", "off", "tl-closed", "tl-lock",
    "tl-mark", "tl-no", "tl-strip", "tl-veil", "tl-was", "today", "we",
}  # fmt: skip
MEANING = {
    "zh": {"选中的活动", "不占展厅的活动", "限制日", "违规"},
    "en": {"The chosen event", "Events without a hall", "Restricted days", "Clash"},
}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> object:
    """A server of the small city with restricted days and a show that needs no hall."""
    policy = town.POLICY + "closed_days: [{from: 2021-06-07, to: 2021-06-10}]\n"
    events = town.EVENTS + "walk,徒步,Walk,festival,trade,2,0,0,,,,2021-08-01,false,,,tentative\n"
    plan = town.PLAN + "walk,park,,2021-08-01\n"
    folder = tmp_path_factory.mktemp("marks") / "bay"
    with town.serving(town.write(folder, policy=policy, events=events, plan=plan)) as found:
        yield found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_mark_in_use_is_explained(open_board: Open, lang: str) -> None:
    opened = open_board(lang, "&ev=picnic&ind=food&zoom=month&at=30")
    page = opened.page
    clash = {"op": "place", "event_id": "evil", "venue_id": "expo", "hall_ids": ["h3"],
             "show_first": "2021-05-20"}  # fmt: skip
    opened.settled(town.edit(opened.url, opened.plan, clash))
    page.evaluate(TODAY)
    page.evaluate(PROPOSE)
    bar = opened.bar("picnic")
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 10, steps=3)
    page.wait_for_selector(".tl-veil", state="attached")
    used = set(page.evaluate(FOUND)) - SHAPE - TRANSIENT
    page.mouse.up()
    assert used == EVERY
    page.click("#legend")
    items = page.locator("#legend-all [data-of]")
    explained = {c for item in items.all() for c in (item.get_attribute("data-of") or "").split()}
    assert used - explained == set()
    assert explained - used == {"tl-bar"}
    assert set(items.all_inner_texts()) > MEANING[lang]
