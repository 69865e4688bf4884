"""Files that leave the board: each tells the plan's name, date, cost and open clashes (20)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import openpyxl
import pytest
from pypdf import PdfReader

from tests.web.board import town
from tests.web.board.conftest import Open

CLASH = {"op": "place", "event_id": "auto", "venue_id": "expo", "hall_ids": ["h1"],
         "show_first": "2021-05-11"}  # fmt: skip
NO_TYPST = 'raise ImportError("no typst", name="typst")\n'


@pytest.fixture(scope="module")
def plan(url: str) -> tuple[str, Any]:
    """A plan with clashes, by its address and as it stands."""
    number = town.begin(url, "Spring & <Tea>")
    path = f"{url}/api/plans/{number}"
    done = httpx.post(f"{path}/edits", json={"version": 0, "edits": [CLASH]},
                      headers={"origin": url}, trust_env=False, timeout=30)  # fmt: skip
    assert done.status_code == 200
    return path, httpx.get(path, trust_env=False, timeout=30).json()


def taken(plan: tuple[str, Any], form: str, lang: str = "en") -> tuple[str, bytes]:
    """A file's name and content."""
    answer = httpx.get(f"{plan[0]}/export/{form}", params={"lang": lang}, trust_env=False,
                       timeout=60)  # fmt: skip
    assert answer.status_code == 200, answer.text
    told = answer.headers["content-disposition"]
    return unquote(told.partition("filename*=UTF-8''")[2]), answer.content


def facts(plan: tuple[str, Any], lang: str = "en") -> str:
    doc = plan[1]
    clashes = sum(f["hard"] for f in doc["findings"])
    assert clashes
    if lang == "zh":
        return (f"方案：Spring & <Tea> · {doc['today']} · 代价 {doc['cost']:,}"
                f" · 未决违规 {clashes} 处")  # fmt: skip
    return (f"Plan: Spring & <Tea> · {doc['today']} · Cost {doc['cost']:,}"
            f" · open clashes: {clashes}")  # fmt: skip


def test_the_csv_has_the_columns_of_a_plan_and_tells_by_its_name(plan: tuple[str, Any]) -> None:
    name, data = taken(plan, "csv")
    clashes = sum(f["hard"] for f in plan[1]["findings"])
    assert name == (f"Spring & -Tea--{plan[1]['today']}-cost-{plan[1]['cost']}"
                    f"-clashes-{clashes}.csv")  # fmt: skip
    rows = list(csv.reader(io.StringIO(data.decode())))
    assert rows[0] == ["event_id", "venue_id", "hall_ids", "tenancy_first", "show_first",
                       "show_last", "tenancy_last", "status", "cost"]  # fmt: skip


def test_json(plan: tuple[str, Any]) -> None:
    said = json.loads(taken(plan, "json")[1])
    clashes = sum(f["hard"] for f in plan[1]["findings"])
    assert said["board"] == {"title": "Spring & <Tea>", "date": plan[1]["today"],
                             "clashes": clashes}  # fmt: skip
    assert said["cost"] == plan[1]["cost"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_workbook_on_its_first_sheet_and_the_coloured_year(
    plan: tuple[str, Any], lang: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(taken(plan, "xlsx", lang)[1]))
    assert facts(plan, lang) in str(book["Summary 概览"]["A2"].value)
    year = book["Year 全年"]
    assert [year.cell(row, 1).value for row in (1, 2, 3)] == facts(plan, lang).replace(
        " · ", "\0", 2
    ).split("\0")
    colours = {c.fill.fgColor.rgb for row in year.iter_rows(4, 12) for c in row}
    assert len(colours) > 4


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_calendar_in_its_description(plan: tuple[str, Any], lang: str) -> None:
    text = taken(plan, "ics", lang)[1].decode().replace("\r\n ", "")
    (about,) = re.findall(r"^X-WR-CALDESC:(.*)\r$", text, re.M)
    assert facts(plan, lang) in about.replace("\\,", ",").replace("\\;", ";")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_under_its_title(
    plan: tuple[str, Any], chromium: Any, tmp_path: Path, lang: str
) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(taken(plan, "html", lang)[1])
    page = chromium.new_page()
    page.goto(path.as_uri())
    assert page.inner_text(".imprint") == facts(plan, lang)
    page.close()


@pytest.mark.parametrize(("lang", "entry"), [("en", "PDF file"), ("zh", "PDF 文件")])
def test_pdf_from_the_page(
    open_board: Open, plan: tuple[str, Any], lang: str, entry: str
) -> None:
    page = open_board(lang, plan=plan[1]["id"]).page
    page.focus("#more")
    page.keyboard.press("Enter")
    assert page.inner_text("#export-pdf") == entry
    page.focus("#export-pdf")
    with page.expect_download() as found:
        page.keyboard.press("Enter")
    name = found.value.suggested_filename
    assert name.startswith("Spring & -Tea-")
    assert name.endswith(".pdf")
    pdf = PdfReader(found.value.path())
    assert facts(plan, lang) in " ".join(pdf.pages[0].extract_text().split())


@pytest.fixture(scope="module")
def without_typst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that lacks the extra ``pdf``."""
    folder = tmp_path_factory.mktemp("poor")
    (folder / "lacking").mkdir()
    (folder / "lacking" / "typst.py").write_text(NO_TYPST)
    with town.serving(town.write(folder / "bay"), first=folder / "lacking") as url:
        yield url


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "install convention-scheduler[pdf]"), ("zh", "请安装 convention-scheduler[pdf]")],
)
def test_without_what_sets_the_pdf_the_page_says_how_to_get_it(
    chromium: Any, without_typst: str, lang: str, told: str
) -> None:
    number = town.begin(without_typst)
    page = chromium.new_page()
    page.goto(f"{without_typst}/#plan={number}&lang={lang}")
    page.wait_for_selector(".tl-bar")
    page.click("#more")
    page.click("#export-pdf")
    page.wait_for_selector(".toast.bad")
    assert told in page.inner_text("#said")
    page.close()
