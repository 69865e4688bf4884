"""An edit redraws what it touches: everything else on the page stays the very same element."""

from __future__ import annotations

from typing import Any

from tests.web.board.conftest import Open

MARK = """() => {
  const all = document.querySelectorAll('.tl-bar, .tl-row, .tl-back, .tl-head > *');
  for (const e of all) e.mark = true;
}"""
NEW = """() => [...document.querySelectorAll('.tl-bar, .tl-row, .tl-back, .tl-head > *')]
  .filter(e => !e.mark).map(e => e.bar ? `${e.bar.id} ${e.bar.row}` : e.className)"""
APPLY = "edit => document.querySelector('hall-timeline').board.session.apply([edit], '')"
FRESH = """() => {
  const shape = () => [...document.querySelectorAll('.tl-row')].map(row => [row.outerHTML]);
  const { board } = document.querySelector('hall-timeline');
  const before = shape();
  board.render();
  return [before, shape()];
}"""


def drawn(open_board: Open, *edits: dict[str, Any]) -> tuple[Any, list[str]]:
    """A page after edits, and what of it is new."""
    opened = open_board()
    opened.page.evaluate(MARK)
    for edit in edits:
        opened.page.evaluate(APPLY, edit)
    opened.settled(len(edits))
    return opened.page, sorted(opened.page.evaluate(NEW))


def place(event: str, halls: list[str], day: str) -> dict[str, Any]:
    return {"op": "place", "event_id": event, "venue_id": "expo", "hall_ids": halls,
            "show_first": day}  # fmt: skip


def test_a_move_redraws_its_bar_and_the_density_of_its_venue(open_board: Open) -> None:
    _, new = drawn(open_board, place("auto", ["h3"], "2021-06-20"))
    assert new == ["auto h3", "tl-row tl-strip "]


def test_a_clash_redraws_those_who_meet(open_board: Open) -> None:
    _, new = drawn(open_board, place("evil", ["h3"], "2021-05-21"))
    assert new == ["auto h3", "evil h3", "tl-row tl-strip "]


def test_a_lock_redraws_one_bar_and_a_name_one_bar(open_board: Open) -> None:
    _, new = drawn(
        open_board, {"op": "lock", "event_id": "picnic", "what": "dates"},
        {"op": "change_event", "event_id": "evil", "set": {"name_en": "Fair"}},
    )  # fmt: skip
    assert [x for x in new if not x.startswith("tl-")] == ["evil h4", "picnic lawn"]


def test_what_is_redrawn_in_part_looks_as_if_drawn_from_nothing(open_board: Open) -> None:
    edits = (
        place("evil", ["h3"], "2021-05-21"), place("auto", ["h1"], "2021-05-11"),
        place("gala", ["h2", "h3"], "2021-05-20"), place("evil", ["h4"], "2021-08-05"),
        {"op": "close", "venue_id": "expo", "hall_id": "h2", "from": "2021-05-09",
         "to": "2021-05-10"},
        {"op": "lock", "event_id": "auto", "what": "both"},
        {"op": "park", "event_id": "tea"},
    )  # fmt: skip
    page, _ = drawn(open_board, *edits)
    part, whole = page.evaluate(FRESH)
    plain = [[html.replace(' tabindex="0"', ' tabindex="-1"') for [html] in rows]
             for rows in (part, whole)]  # fmt: skip
    assert plain[0] == plain[1]


def test_only_one_bar_is_reached_by_tab(open_board: Open) -> None:
    page, _ = drawn(open_board, place("auto", ["h3"], "2021-06-20"))
    stops = "document.querySelectorAll('.tl-bar[tabindex=\"0\"]').length"
    assert page.evaluate(stops) == 1


def test_labels_are_hidden_while_the_wheel_turns(open_board: Open) -> None:
    page = open_board().page
    hidden = """() => {
      const turn = { bubbles: true, cancelable: true, ctrlKey: true, deltaY: -900, clientX: 700 };
      document.querySelector('.tl-scroll').dispatchEvent(new WheelEvent('wheel', turn));
      return document.querySelector('.tl-sheet').classList.contains('zooming');
    }"""
    assert page.evaluate(hidden)
    page.wait_for_selector(".tl-sheet:not(.zooming)")
