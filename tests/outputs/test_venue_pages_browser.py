"""The venues' pages in a real browser: no barriers, no requests, and fit for paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scheduler.outputs.changes.pages import venue_pages
from tests.outputs.releases import FIRST, HOSTILE, SECOND, told

NAMES = ("index", "venues/expo", "venues/forum")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, data in venue_pages(told(FIRST, SECOND), SECOND):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "dark"), ("en", "light")])
@pytest.mark.parametrize("name", NAMES)
def test_no_barriers(page: Any, site: Path, name: str, lang: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto((site / lang / f"{name}.html").as_uri())
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [360, 1000])
def test_nothing_runs_out_of_the_page(page: Any, site: Path, lang: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((site / lang / "venues/expo.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert HOSTILE.split("\r")[0] in page.inner_text("#event-evil h3")


def test_languages_link_to_each_other(page: Any, site: Path) -> None:
    page.goto((site / "zh" / "index.html").as_uri())
    page.click("text=海湾会展中心")
    page.click("text=English")
    expect(page.locator("h1")).to_have_text("Bay Expo Centre")
    page.click(".halls a >> nth=0")
    expect(page).to_have_url(re.compile("#event-tea$"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_prints_on_a4(page: Any, site: Path, lang: str) -> None:
    page.goto((site / lang / "venues/forum.html").as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf))
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(595, 842)}
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
