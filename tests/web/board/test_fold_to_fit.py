"""A city of many venues: what is in use fits the window, by button, by key and at the start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser import address
from tests.web.board import town
from tests.web.board.conftest import Open

VENUES, HALLS = 16, 5
USED = [n for n in range(VENUES) if n % 4]
"""Every fourth venue has no event; the others have as many as their number says, twenty at most."""

GROUPS = "all => all.map(b => b.dataset.group)"
SIGHT = "e => { const { top } = e.getBoundingClientRect(); return [top, top + e.clientHeight]; }"
FIT = """given => import('/assets/board/fold.js')
  .then(m => [...m.foldedBy('fit', ...given).open])"""
TOLD = {"zh": "已适应窗口：折叠 {} 个场馆", "en": "Fitted to the window: {} venues folded"}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of that city."""
    hall = "\n      - {{id: h{k}, name_zh: {k}号馆, name_en: Hall {k}, gross_m2: 9000}}"
    halls = "".join(hall.format(k=k) for k in range(HALLS))
    parts = [town.VENUES.partition("venues:\n")[0] + "venues:\n"]
    venue = "  - id: v{n}\n    name_zh: 第{n}会展中心\n    name_en: Expo {n}\n    district: bay\n"
    parts += [f"{venue.format(n=n)}    halls:{halls}\n" for n in range(VENUES)]
    cells = ",exhibition,trade,3,1,1,8000,,,,false,,,tentative"
    where = [(n, k) for n in USED for k in range(n)]
    events = [f"e{n}-{k},展会{n}之{k},Show {n} {k}{cells}" for n, k in where]
    rows = [f"e{n}-{k},v{n},h{k % HALLS},2021-{5 + k // HALLS:02}-{2 + 5 * (k % 5):02}"
            for n, k in where]  # fmt: skip
    folder = town.write(
        tmp_path_factory.mktemp("venues") / "bay", venues="".join(parts),
        events="\n".join([town.EVENTS.partition("\n")[0], *events]) + "\n",
        plan="\n".join([town.PLAN.partition("\n")[0], *rows]) + "\n",
    )  # fmt: skip
    with town.serving(folder) as found:
        yield found


def order(page: Any) -> list[str]:
    """Venues from top to bottom."""
    found: list[str] = page.eval_on_selector_all(".tl-group", GROUPS)
    return found


def assert_fits(page: Any) -> None:
    """All venues in use are in sight, no more could be unfolded, and idle ones come after them."""
    sight = page.locator(".tl-scroll").evaluate(SIGHT)
    heads = {g: page.locator(f".tl-group[data-group=v{g}]").bounding_box() for g in USED}
    assert all(b["y"] >= sight[0] for b in heads.values())
    last = page.locator(".tl-row:not(.idle)").last.bounding_box()
    assert last["y"] + last["height"] <= sight[1]
    assert sight[1] - last["y"] - last["height"] < HALLS * 22 + 10
    assert order(page) == [f"v{n}" for n in [*USED, *range(0, VENUES, 4)]]
    # The busiest are the ones that are unfolded.
    opened = page.eval_on_selector_all(".tl-group[aria-expanded=true]", GROUPS)
    assert opened
    assert opened == [f"v{n}" for n in USED[-len(opened):]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_in_use_fits_and_all_unfolds(open_board: Open, lang: str) -> None:
    page = open_board(lang).page
    assert_fits(page)
    page.keyboard.press("Shift+F")
    assert page.locator(".tl-group[aria-expanded=false]").count() == 0
    assert order(page) == [f"v{n}" for n in range(VENUES)]
    assert page.locator(".tl-row[data-row]").count() == VENUES * HALLS
    assert "fold=none" in address(page)
    # The address keeps it.
    page.reload()
    page.wait_for_selector(".tl-bar")
    assert page.locator(".tl-group[aria-expanded=false]").count() == 0
    page.keyboard.press("f")
    assert_fits(page)
    assert "fold=" not in address(page)
    folded = page.locator(".tl-group[aria-expanded=false]").count()
    assert page.inner_text("#said") == TOLD[lang].format(folded)
    page.click("#unfold-all")
    page.click("#fold-fit")
    assert_fits(page)
    # What one unfolds by hand stays so in the other language.
    page.click(".tl-group[data-group=v1]")
    page.click("#lang")
    assert page.get_attribute(".tl-group[data-group=v1]", "aria-expanded") == "true"
    page.keyboard.press("?")
    keys = page.locator(".keys-list div").all_inner_texts()
    help_ = {"zh": "fold venues to fit the window", "en": "折叠场馆以适应窗口"}[lang]
    assert any(k.split()[0] == "F" and help_ in k for k in keys)


def test_typing_an_f_folds_nothing(open_board: Open) -> None:
    page = open_board(fragment="&fold=none").page
    page.focus("#search")
    page.keyboard.type("f")
    assert page.locator(".tl-group[aria-expanded=false]").count() == 0
    assert page.input_value("#search") == "f"


def test_an_event_that_comes_to_an_idle_venue_moves_none_of_them(open_board: Open) -> None:
    opened = open_board()
    before = order(opened.page)
    place = {"op": "place", "event_id": "e1-0", "venue_id": "v4", "hall_ids": ["h0"],
             "show_first": "2021-07-01"}  # fmt: skip
    opened.settled(town.edit(opened.url, opened.plan, place))
    assert order(opened.page) == before
    opened.page.click("#fold-fit")
    assert order(opened.page).index("v4") < order(opened.page).index("v5")


def test_a_larger_window_unfolds_more_of_them(open_board: Open) -> None:
    page = open_board().page
    sizes = {"a": (3, 4), "b": (9, 10), "c": (1, 1), "d": (0, 2)}
    groups = [{"id": k, "bars": n, "rows": rows, "lanes": rows} for k, (n, rows) in sizes.items()]
    # Folded they take 72 px; a takes 98 more, b 230 more, c, of one row, nothing.
    known = {60: [], 72: ["c"], 170: ["a", "c"], 302: ["b", "c"], 400: ["b", "a", "c"]}
    for px, found in known.items():
        assert page.evaluate(FIT, [groups, px]) == found, px
    assert page.evaluate(FIT, [groups[1:2], 100]) == ["b"]
