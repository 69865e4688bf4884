"""Behaviour 20: every file that the menu offers holds the plan, read back by whoever reads such."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from scheduler.audit import audit
from scheduler.domain.problem import Problem
from scheduler.domain.span import iso
from scheduler.loading import load, read_plan
from tests.web.board import town
from tests.web.board.conftest import Open, Opened

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
CLASH = {"op": "place", "event_id": "auto", "venue_id": "expo", "hall_ids": ["h1"],
         "show_first": "2021-05-11"}  # fmt: skip
SHUT = {"op": "close", "venue_id": "expo", "hall_id": "h3", "from": "2021-09-01",
        "to": "2021-09-05", "reason_zh": "屋顶", "reason_en": "Roof"}  # fmt: skip
NAMES = {"zh": ("茶业博览会", "汽车展", "海洋大会", "草坪节", town.HOSTILE),
         "en": ("Tea Fair", "Motor Show", "Ocean Summit", "Lawn Picnic", town.HOSTILE)}  # fmt: skip
LEFT_OUT = {"zh": "晚会", "en": "Gala Night"}
SUMS = {"zh": ("代价 Cost", "硬规则违反 Hard findings"),
        "en": ("Cost 代价", "Hard findings 硬规则违反")}  # fmt: skip


@pytest.fixture(scope="module")
def problem(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Problem]:
    """The city as the board has it."""
    yield load(town.write(tmp_path_factory.mktemp("read") / "bay")).problem


def taken(open_board: Open, lang: str, form: str, *, by_key: bool = False) -> tuple[Opened, bytes]:
    """A plan with a clash, and what the menu's entry for a form gives."""
    opened = open_board(lang)
    opened.settled(town.edit(opened.url, opened.plan, CLASH))
    page = opened.page
    page.click("#more")
    entry = page.locator(f".menu a[href*='{form}']")
    with page.expect_download() as found:
        if by_key:
            entry.focus()
            page.keyboard.press("Enter")
        else:
            entry.click()
    return opened, Path(found.value.path()).read_bytes()


def places(rows: Any) -> set[tuple[str, str, tuple[str, ...], str]]:
    """Where every event stands."""
    return {(r["event_id"], r["venue_id"], tuple(r["hall_ids"]), r["show_first"]) for r in rows}


@LANGS
def test_20_the_menu_offers_every_form(open_board: Open, lang: str) -> None:
    page = open_board(lang).page
    page.click("#more")
    links = page.eval_on_selector_all(".menu a", "links => links.map(a => a.href)")
    kept = [f"{f}?lang={lang}" for f in ("html", "xlsx", "csv", "json", "ics")]
    assert [link.partition("/export/")[2] for link in links[:-1]] == kept
    assert links[-1].endswith("/scenario")
    assert page.locator("#export-pdf").count() == 1


@LANGS
@pytest.mark.parametrize("form", ["csv", "json", "ics"])
def test_20_read_back_it_is_the_plan_with_its_cost_and_clash(
    open_board: Open, problem: Problem, tmp_path: Path, lang: str, form: str
) -> None:
    opened, data = taken(open_board, lang, form, by_key=lang == "zh")
    path = tmp_path / f"plan.{form}"
    path.write_bytes(data)
    plan = read_plan(path, problem, allow_unknown=False)
    doc = opened.document()
    rows = [{"event_id": p.event_id, "venue_id": p.venue_id, "hall_ids": p.hall_ids,
             "show_first": iso(p.show_first)} for p in plan.placements]  # fmt: skip
    assert places(rows) == places(doc["placements"])
    judged = audit(problem, plan)
    assert judged.cost == doc["cost"]
    assert [f.reason.rule for f in judged.hard] == ["occupancy"]
    if form == "json":
        said = json.loads(data)
        assert (said["cost"], said["board"]["clashes"]) == (doc["cost"], 1)
        assert [u["event_id"] for u in said["unplaced"]] == ["gala"]
    if form == "ics":
        told = data.decode().replace("\r\n ", "").replace("\\,", ",")
        assert all(f"{name} · " in told for name in NAMES[lang])
        assert LEFT_OUT[lang] not in told


@LANGS
def test_20_the_workbook_has_names_dates_cost_and_clash(open_board: Open, lang: str) -> None:
    opened, data = taken(open_board, lang, "xlsx", by_key=lang == "en")
    doc = opened.document()
    book = openpyxl.load_workbook(io.BytesIO(data))
    listed = list(book["Events 活动"].values)
    column = {name: n for n, name in enumerate(listed[0])}
    at = {row[0]: row for row in listed[1:]}
    assert sorted(at) == sorted(e["id"] for e in doc["events"])
    name = {"zh": "活动（中文） Event (Chinese)", "en": "活动（英文） Event (English)"}[lang]
    placed = [p["event_id"] for p in doc["placements"]]
    assert {at[e][column[name]] for e in placed} == {*NAMES[lang]}
    start = next(n for title, n in column.items() if title.endswith("Show first"))
    for p in doc["placements"]:
        assert at[p["event_id"]][start].date().isoformat() == p["show_first"]
    assert at["gala"][start] is None
    sums = {row[0]: row[1] for row in book["Summary 概览"].values}
    assert [sums[title] for title in SUMS[lang]] == [doc["cost"], 1]
    (clash,) = list(book["Findings 违规与矛盾"].values)[1:]
    assert (clash[0], clash[4]) == ("occupancy", "tea;auto")


@LANGS
def test_20_the_page_has_names_dates_cost_and_clash(
    open_board: Open, chromium: Any, tmp_path: Path, lang: str
) -> None:
    opened, data = taken(open_board, lang, "html")
    path = tmp_path / "report.html"
    path.write_bytes(data)
    page = chromium.new_page()
    page.goto(path.as_uri())
    bars = page.eval_on_selector_all(".tl-bar", "all => all.map(b => [b.bar.id, b.bar.row])")
    assert sorted(map(tuple, bars)) == sorted(
        (p["event_id"], hall) for p in opened.document()["placements"] for hall in p["hall_ids"]
    )
    assert page.locator(".tl-bar.clash").count() > 0
    table = page.inner_text("#events")
    assert all(name in table for name in (*NAMES[lang], "2021-05-10 – 05-12"))
    assert f"{opened.document()['cost']:,}" in page.inner_text("body")
    assert page.locator("img").count() == 0
    page.close()


@LANGS
def test_20_the_pdf_has_names_dates_cost_and_clash(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    opened.settled(town.edit(opened.url, opened.plan, CLASH))
    opened.page.click("#more")
    with opened.page.expect_download() as found:
        opened.page.click("#export-pdf")
    text = "".join(p.extract_text() for p in PdfReader(found.value.path()).pages)
    flat = "".join(text.split())
    for told in (*NAMES[lang], f"{opened.document()['cost']:,}"):
        assert "".join(told.split()) in flat
    (clash,) = (f for f in opened.document()["findings"] if f["hard"])
    assert "".join(clash[f"text_{lang}"].split()) in flat


@LANGS
def test_20_a_scenario_file_makes_another_plan_the_same(open_board: Open, lang: str) -> None:
    opened = open_board(lang)
    lock = {"op": "lock", "event_id": "tea", "what": "both"}
    drop = {"op": "drop_event", "event_id": "gala"}
    opened.settled(town.edit(opened.url, opened.plan, SHUT, lock, drop))
    opened.page.click("#more")
    with opened.page.expect_download() as found:
        opened.page.locator(".menu a[href$='/scenario']").click()
    again = open_board(lang)
    page = again.page
    page.keyboard.press("o")
    data = Path(found.value.path()).read_bytes()
    aside = {"name": "aside.yaml", "mimeType": "application/yaml", "buffer": data}
    page.set_input_files("#scenario-file", aside)
    page.wait_for_selector("#scenario-go:enabled")
    page.click("#scenario-go")
    page.wait_for_function("n => !location.hash.startsWith(`#plan=${n}&`)", arg=again.plan)
    again.settled(1)
    number = int(page.evaluate("location.hash.match(/plan=(\\d+)/)[1]"))
    new, old = town.document(again.url, number), opened.document()
    for key in ("placements", "unplaced", "cost"):
        assert new[key] == old[key]
    assert [e["id"] for e in new["events"]] == [e["id"] for e in old["events"]]
    (made,) = new["closures"]
    assert (made["hall_id"], made["from"], made["to"], made[f"reason_{lang}"]) == (
        "h3", "2021-09-01", "2021-09-05", SHUT[f"reason_{lang}"],
    )  # fmt: skip
    assert next(e for e in new["events"] if e["id"] == "tea")["booked_start"] == "2021-05-10"
