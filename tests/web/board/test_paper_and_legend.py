"""The plan on paper, what its colours and marks mean, and windows of every width."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.web.board import town
from tests.web.board.conftest import Open

HALLS, SHOWS = 60, 240
A3 = (1191, 842)
LEGEND = {"zh": "图例", "en": "Legend"}


def sheets(page: Any) -> list[tuple[tuple[int, int], str]]:
    """Size in points and text of every printed sheet."""
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    size = [(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in pages]
    return list(zip(size, (p.extract_text() for p in pages), strict=True))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_20_the_year_prints_on_one_sheet_with_name_cost_and_clashes(
    open_board: Open, lang: str
) -> None:
    opened = open_board(lang, "&zoom=month")
    page = opened.page
    ((size, text),) = sheets(page)
    assert size == A3
    assert f"Draft · {opened.document()['today']}" in text
    assert "7,510" in text
    assert ("0 clashes" if lang == "en" else "0 处违规") in text
    for named in ("Tea Fair", "Lawn Picnic", "Gala Night") if lang == "en" else ("茶业博览会",):
        assert named in text
    # The page is as it was, and the menu prints just that.
    expect(page.locator("#paper")).to_have_count(0)
    page.evaluate("window.print = () => { window.asked = 1 }")
    page.click("#more")
    page.get_by_role("menuitem", name="A3").click()
    assert page.evaluate("window.asked") == 1


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a city with sixty halls in one centre, each let four times."""
    halls = "\n".join(
        f"      - {{id: h{n}, name_zh: {n}号馆, name_en: Hall {n}, gross_m2: 10000}}"
        for n in range(1, HALLS + 1)
    )
    venues = town.VENUES.partition("    halls:\n")[0] + f"    halls:\n{halls}\n"
    cells = ",exhibition,trade,3,1,1,9000,,,,false,,,tentative"
    events = [f"e{n},展会{n},Show No {n}{cells}" for n in range(1, SHOWS + 1)]
    plan = [f"e{n + 1},expo,h{1 + n % HALLS},2021-{5 + n // HALLS:02}-{1 + n % 28:02}"
            for n in range(SHOWS)]  # fmt: skip
    folder = town.write(
        Path(tmp_path_factory.mktemp("large")) / "bay", venues=venues,
        events="\n".join([town.EVENTS.partition("\n")[0], *events]),
        plan="\n".join([town.PLAN.partition("\n")[0], *plan]),
    )  # fmt: skip
    with town.serving(folder) as url:
        yield url


@pytest.mark.parametrize(
    ("lang", "city", "months", "venue", "hall", "show", "clashes", "first"),
    [("en", "Bayport", ("Apr2021", "Dec"), "BayExpo", r"Hall(\d+)", r"ShowNo(\d+)", "1clash",
      "28–30May"),
     ("zh", "海湾", ("2021年4月", "12月"), "海湾会展中心", r"(\d+)号馆", r"展会(\d+)", "1处违规",
      "5月28–30日")],
    ids=["en", "zh"],
)  # fmt: skip
def test_20_every_sheet_of_sixty_halls_has_its_head_and_every_show_its_name(
    chromium: Any, large: str, lang: str, city: str, months: tuple[str, ...], venue: str,
    hall: str, show: str, clashes: str, first: str,
) -> None:  # fmt: skip
    page = chromium.new_context(locale="zh-CN", viewport={"width": 900, "height": 700}).new_page()
    number = town.begin(large, "May plan")
    move = {"op": "place", "event_id": "e2", "venue_id": "expo", "hall_ids": ["h1"],
            "show_first": "2021-05-02"}  # fmt: skip
    town.edit(large, number, move)
    page.goto(f"{large}/#plan={number}&lang={lang}")
    page.wait_for_selector(".tl-bar")
    found = sheets(page)
    assert {size for size, _ in found} == {A3}
    cost = f"{town.document(large, number)['cost']:,}"
    flat = [text.replace(" ", "") for _, text in found]
    for told in (f"{city}·Mayplan", cost, clashes):
        assert [told in text for text in flat] == [True] * len(found)
    # The rows of the halls fill several sheets, each under the months; then comes the list.
    rows = [re.findall(rf"^{hall}10,000", text, re.M) for text in flat]
    under = [text for text, halls in zip(flat, rows, strict=True) if halls]
    assert 1 < len(under) < len(found)
    assert all(month in text for month in months for text in under)
    assert sorted(map(int, sum(rows, []))) == list(range(1, HALLS + 1))
    # Every show by its number, with its days and its hall.
    every = "\n".join(flat)
    named = re.findall(rf"^\d+{show}\n(\S+)·{venue}{hall}$", every, re.M)
    assert {int(n): int(in_hall) for n, _, in_hall in named} == {
        n: 1 if n == 2 else 1 + (n - 1) % HALLS for n in range(1, SHOWS + 1)
    }
    assert next(days for n, days, _ in named if n == "28") == first
    page.context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_legend_names_every_colour_and_mark(open_board: Open, lang: str) -> None:
    page = open_board(lang).page
    button = page.get_by_role("button", name=LEGEND[lang])
    assert page.is_hidden("#legend-all")
    button.click()
    told = page.locator("#legend-all li").all_inner_texts()
    assert len(told) == len(set(told)) == 3 + 15
    assert {"Food", "Ocean", "Trade"} <= set(told) or {"食品", "海洋", "商贸"} <= set(told)
    styles = page.eval_on_selector_all(
        "#legend-all i",
        "all => all.map(i => { const s = getComputedStyle(i); "
        "return s.backgroundImage !== 'none' || s.backgroundColor !== 'rgba(0, 0, 0, 0)' "
        "|| s.borderLeftWidth !== '0px'; })",
    )
    assert all(styles)
    page.keyboard.press("Escape")
    assert page.is_hidden("#legend-all")
    assert page.evaluate("document.activeElement.id") == "legend"
    page.keyboard.press("Enter")
    assert page.is_visible("#legend-all")


@pytest.mark.parametrize("width", [1366, 1024, 900, 390])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_window_is_too_narrow(open_board: Open, lang: str, width: int) -> None:
    page = open_board(lang, width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText)"
    # A year of months on a telephone is looked at by zooming.
    months = ".tl-months span, " if width > 390 else ""
    assert page.eval_on_selector_all(f"{months}.tabs button, .top button", cut) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_carets_turn_with_their_venue(open_board: Open, theme: str) -> None:
    page = open_board("en", f"&theme={theme}").page
    turned = "getComputedStyle(document.querySelector('[data-group=expo] .caret')).transform"
    unfolded = page.evaluate(turned)
    assert unfolded != "none"
    page.click("[data-group=expo]")
    assert page.evaluate(turned) == "none"
