"""Names of shows in the year view, and the marks of clashes: seen, and over nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import address
from tests.web.board import town
from tests.web.board.conftest import Open

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
NAMES = """() => {
  const found = [];
  for (const row of document.querySelectorAll('.tl-row[data-row]')) {
    const edge = row.getBoundingClientRect();
    for (const bar of row.querySelectorAll('.tl-bar')) {
      const span = bar.querySelector('span');
      if (getComputedStyle(span).display === 'none') continue;
      const range = document.createRange();
      range.selectNodeContents(span);
      const box = span.getBoundingClientRect();
      for (const r of range.getClientRects()) {
        const left = Math.max(r.left, box.left), right = Math.min(r.right, box.right);
        const top = Math.max(r.top, edge.top), bottom = Math.min(r.bottom, edge.bottom);
        if (right - left <= 1 || bottom - top <= 5) continue;
        found.push({ id: bar.bar.id, at: bar.dataset.name, left, right, top, bottom });
      }
    }
  }
  return found;
}"""
BOXES = """() => [...document.querySelectorAll('.tl-row[data-row] .tl-bar, .tl-closed')].map(e => {
  const { left, right, top, bottom } = e.getBoundingClientRect();
  return { id: e.bar ? e.bar.id : 'closed', left, right, top, bottom };
})"""
MARKS = """() => [...document.querySelectorAll('.tl-bar.clash')].map(bar => {
  const [box, mark] = [bar, bar.querySelector('.tl-mark')].map(e => e.getBoundingClientRect());
  const width = Math.max(0, Math.min(box.right, mark.right) - Math.max(box.left, mark.left));
  const height = Math.max(0, Math.min(box.bottom, mark.bottom) - Math.max(box.top, mark.top));
  const [x, y] = [mark.left + mark.width / 2, mark.top + mark.height / 2];
  return { id: bar.bar.id, at: bar.dataset.mark, covered: width * height / (box.width * box.height),
    hit: document.elementFromPoint(x, y).closest('.tl-bar')?.bar.id, x, y };
})"""


def meet(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two boxes share more than a pixel."""
    wide = min(a["right"], b["right"]) - max(a["left"], b["left"])
    return wide > 1 and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 1


@LANGS
@pytest.mark.parametrize("zoom", ["year", "quarter", "month"])
def test_names_are_seen_and_cover_nothing(open_board: Open, lang: str, zoom: str) -> None:
    opened = open_board(lang, f"&zoom={zoom}&at=30")
    plan = {"op": "place", "event_id": "evil", "venue_id": "expo", "hall_ids": ["h2"],
            "show_first": "2021-05-15"}  # fmt: skip
    opened.settled(town.edit(opened.url, opened.plan, plan))
    page = opened.page
    names, boxes = page.evaluate(NAMES), page.evaluate(BOXES)
    assert {n["id"] for n in names} >= {"tea", "auto", "summit", "picnic"}
    others = [(n["id"], b["id"]) for n in names for b in boxes if b["id"] != n["id"] and meet(n, b)]
    assert others == []
    pairs = [(a, b) for i, a in enumerate(names) for b in names[:i]]
    assert [(a["id"], b["id"]) for a, b in pairs if a["id"] != b["id"] and meet(a, b)] == []
    # A name beside its bar stands clear of it, and what is empty there is the hall's.
    beside = [n for n in names if n["at"] == "by"]
    own = [(n, b) for n in beside for b in boxes if n["id"] == b["id"]]
    assert [n["id"] for n, b in own if meet(n, b)] == []
    sight = page.locator(".tl-scroll").bounding_box()
    edges = (page.locator(".tl-corner").bounding_box()["width"], sight["x"] + sight["width"])
    clear = [n for n in beside if n["left"] > edges[0] and n["right"] < edges[1]]
    assert clear or zoom != "year"
    for n in clear:
        under = "([x, y]) => document.elementFromPoint(x, y).className"
        where = [(n["left"] + n["right"]) / 2, (n["top"] + n["bottom"]) / 2]
        assert page.evaluate(under, where).startswith("tl-row")


@LANGS
def test_the_year_names_a_show_whole_where_its_halls_are_free(open_board: Open, lang: str) -> None:
    page = open_board(lang).page
    cut = "bar => { const s = bar.querySelector('span'); return s.scrollWidth - s.clientWidth; }"
    bar = page.locator(".tl-bar[data-name=by]", has_text="Tea Fair" if lang == "en" else "茶业")
    assert bar.count() == 2
    assert bar.first.evaluate(cut) == 0
    assert bar.first.locator("span").evaluate("s => getComputedStyle(s).color") == (
        page.evaluate("getComputedStyle(document.body).color")
    )


@LANGS
def test_a_name_without_room_comes_with_the_pointer_and_the_focus(
    open_board: Open, lang: str
) -> None:
    opened = open_board(lang)
    crowd = [{"op": "place", "event_id": event, "venue_id": "expo", "hall_ids": ["h4"],
              "show_first": day} for event, day in (("auto", "2021-07-27"), ("evil", "2021-07-22"))]
    opened.settled(town.edit(opened.url, opened.plan, *crowd))
    page = opened.page
    # The closure of hall 4 follows the one at once, the one the other.
    assert not {n["id"] for n in page.evaluate(NAMES)} & {"auto", "evil"}
    name = {"zh": "汽车展", "en": "Motor Show"}[lang]
    opened.bar("auto").hover()
    assert name in page.inner_text(".tip")
    page.mouse.move(5, 5)
    opened.bar("evil").focus()
    page.keyboard.press("ArrowRight")
    assert name in page.inner_text(".tip")


def test_faded_shows_leave_the_names_to_those_that_match(open_board: Open) -> None:
    page = open_board(fragment="&q=tea").page
    assert {n["id"] for n in page.evaluate(NAMES)} == {"tea"}
    assert page.locator(".tl-bar").count() > 2


@pytest.mark.parametrize(
    ("days", "after", "perday", "at"),
    [
        ((2, 5, 6), [60], 3, "by"), ((2, 5, 6), [10], 3, ""), ((2, 30, 32), [5], 3, "in"),
        ((2, 5, 6), [3, 3, 3], 3.2, "along"), ((2, 5, 6), [3, 3], 2, ""),
        ((2, 5, 6), [2, 60, 60], 3, "by"),
    ],
)  # fmt: skip
def test_where_a_name_stands(
    open_board: Open, days: tuple[int, int, int], after: list[int], perday: float, at: str
) -> None:
    show, end, to = days
    bar = {"from": 0, "show": show, "end": end, "to": to, "label": "Tea Fair of the Bay"}
    ask = "given => import('/assets/board/names.js').then(m => m.nameAt(...given))"
    found = open_board().page.evaluate(ask, [bar, after, perday])
    assert found["at"] == at
    if after[0] < after[-1]:
        assert (found["first"], found["lines"]) == (1, 2)


def test_free_days_end_at_the_next_bar_closure_and_the_horizon(open_board: Open) -> None:
    bars = [{"from": 2, "to": 5, "lane": 0}, {"from": 4, "to": 6, "lane": 1},
            {"from": 9, "to": 12, "lane": 0}]  # fmt: skip
    ask = """([bars, walls]) => import('/assets/board/names.js').then(m => {
      const found = m.spaces(bars, walls, 30); return bars.map(bar => found.get(bar)); })"""
    walls = [{"from": 14, "to": 16}]
    assert open_board().page.evaluate(ask, [bars, walls]) == [[2, 4], [4, 8], [4, 2]]


@pytest.mark.parametrize(
    ("halls", "where"),
    [(["h3"], {"after", "before", "corner"}), (["h1", "h2"], {"after", "before", "corner"})],
)
def test_a_clash_is_marked_and_its_bars_stay_seen(
    open_board: Open, halls: list[str], where: set[str]
) -> None:
    opened = open_board()
    event = "auto" if "h3" in halls else "tea"
    day = "2021-05-20" if event == "auto" else "2021-05-11"
    opened.settled(town.edit(opened.url, opened.plan, {
        "op": "place", "event_id": "evil", "venue_id": "expo", "hall_ids": halls, "show_first": day,
    }))  # fmt: skip
    page = opened.page
    marks = page.evaluate(MARKS)
    assert {m["id"] for m in marks} == {"evil", event}
    assert {m["at"] for m in marks} <= where
    assert all(m["covered"] <= (0.34 if m["at"] == "corner" else 0.02) for m in marks), marks
    assert [m["hit"] for m in marks] == [m["id"] for m in marks]
    mark = marks[0]
    page.mouse.click(mark["x"], mark["y"])
    assert f"ev={mark['id']}" in address(page)
    assert page.locator(".tl-bar.clash .tl-mark").first.inner_text() == "!"
    page.click("[data-zoom=month]")
    assert page.eval_on_selector_all(".tl-bar.clash", "all => all.map(b => b.dataset.mark)") == (
        ["in"] * len(marks)
    )


@pytest.mark.parametrize(
    ("free", "at"), [([0, 9], "after"), ([9, 1], "before"), ([1, 1], "corner")]
)
def test_where_a_mark_stands(open_board: Open, free: list[int], at: str) -> None:
    ask = "([bar, free]) => import('/assets/board/names.js').then(m => m.markAt(bar, free, 3))"
    assert open_board().page.evaluate(ask, [{"from": 0, "to": 5}, free]) == at
