"""The plan on paper, what its colours and marks mean, and windows of every width."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.web.board import town
from tests.web.board.conftest import Open

HALLS, SHOWS = 60, 60
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
    assert page.locator("#paper").count() == 0
    page.evaluate("window.print = () => { window.asked = 1 }")
    page.click("#more")
    page.get_by_role("menuitem", name="A3").click()
    assert page.evaluate("window.asked") == 1


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a city with sixty halls in one centre, each let once."""
    halls = "\n".join(
        f"      - {{id: h{n}, name_zh: {n}号馆, name_en: Hall {n}, gross_m2: 10000}}"
        for n in range(1, HALLS + 1)
    )
    venues = town.VENUES.partition("    halls:\n")[0] + f"    halls:\n{halls}\n"
    cells = ",exhibition,trade,3,1,1,9000,,,,false,,,tentative"
    events = [f"e{n},展会{n},Show No {n}{cells}" for n in range(1, SHOWS + 1)]
    plan = [f"e{n},expo,h{n},2021-05-{1 + n % 28:02}" for n in range(1, SHOWS + 1)]
    folder = town.write(
        Path(tmp_path_factory.mktemp("large")) / "bay", venues=venues,
        events="\n".join([town.EVENTS.partition("\n")[0], *events]),
        plan="\n".join([town.PLAN.partition("\n")[0], *plan]),
    )  # fmt: skip
    with town.serving(folder) as url:
        yield url


def test_20_every_sheet_of_sixty_halls_has_its_head_and_every_show_its_name(
    chromium: Any, large: str
) -> None:
    page = chromium.new_context(locale="zh-CN", viewport={"width": 900, "height": 700}).new_page()
    page.goto(f"{large}/#plan={town.begin(large)}&lang=en")
    page.wait_for_selector(".tl-bar")
    found = sheets(page)
    assert {size for size, _ in found} == {A3}
    drawn = [text for _, text in found if "Hall " in text and "Apr 2021" in text]
    assert len(drawn) > 1
    assert all("Bayport · Draft" in text and "Dec" in text for text in drawn)
    assert "Restricted days" in found[0][1]
    every = "\n".join(text for _, text in found)
    assert all(f"Show No {n}\n" in f"{every}\n" for n in range(1, SHOWS + 1))
    page.context.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_legend_names_every_colour_and_mark(open_board: Open, lang: str) -> None:
    page = open_board(lang).page
    button = page.get_by_role("button", name=LEGEND[lang])
    assert page.is_hidden("#legend-all")
    button.click()
    told = page.locator("#legend-all li").all_inner_texts()
    assert len(told) == len(set(told)) == 3 + 12
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
