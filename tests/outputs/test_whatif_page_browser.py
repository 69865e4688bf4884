"""The page of scenarios in a real browser: no barriers, fits any width, prints, switches."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from scheduler.outputs.whatif import write_page
from tests.scenarios.effects import answer, impossible, known


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "whatif.html"
    write_page(path, answer(known(), impossible()), "zh")
    return path.as_uri()


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "dark"), ("en", "light")])
def test_no_barriers(page: Any, url: str, lang: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(url)
    page.check(f"#lang-{lang}")
    assert [v["id"] for v in Axe().run(page).response["violations"]] == []


@pytest.mark.parametrize("width", [360, 1000])
def test_nothing_runs_out_of_the_page(page: Any, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(url)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_switches_without_a_script(page: Any, url: str) -> None:
    page.goto(url)
    assert page.inner_text("h1 >> visible=true") == "情景分析"
    page.check("#lang-en")
    assert page.inner_text("h1 >> visible=true") == "What if"
    page.click("text=Impossible >> visible=true")
    expect(page).to_have_url(re.compile("#en-2$"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_prints_on_a4(page: Any, url: str, lang: str) -> None:
    page.goto(url)
    page.check(f"#lang-{lang}")
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf))
    assert {(round(float(w)), round(float(h))) for w, h in sizes} == {(842, 595)}
    # The comparison, then each scenario on a page of its own or two.
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6


def test_a_page_of_files(url: str) -> None:
    assert Path(url.removeprefix("file://")).stat().st_size < 100_000
