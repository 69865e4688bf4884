"""The files of the board's page: complete, in both languages, and safe with any text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import scheduler.web
from scheduler.board import edits as board
from scheduler.scenarios import apply as scenario
from scheduler.web.board.assets import SHARED, board_asset, words
from scheduler.web.board.html import board_page
from tests.web.board.town import ROOT

FOLDER = Path(scheduler.web.__file__).parent / "assets" / "board"
MODULES = sorted(p.name for p in FOLDER.glob("*.js")) + sorted(n for n in SHARED if n[-2:] == "js")
WORDS: dict[str, list[str]] = json.loads(words())
SLOTS = re.compile(r"\{(\w+)")
LONGEST = 300
IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"\./([\w.]+)";', re.M)
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(")
YOUNG = re.compile(r"color-mix|overflow:\s*clip|:has\(|@layer|@container|https?:")
INLINE = re.compile(r'<script(?! type="application/json"| type="module" src)|style=')


def source(name: str) -> str:
    found = board_asset(name)
    assert found is not None, name
    return found[0].decode()


@pytest.mark.parametrize("name", MODULES)
def test_imports_lead_to_names_that_are_there(name: str) -> None:
    for names, file in IMPORT.findall(source(name)):
        for wanted in filter(None, (n.strip() for n in names.split(","))):
            made = rf"^export (?:async )?(?:function|class|const|let) {wanted}\b"
            assert re.search(made, source(file), re.M), f"{file} has no {wanted}"


@pytest.mark.parametrize("name", MODULES)
def test_text_never_becomes_markup(name: str) -> None:
    assert MARKUP.findall(source(name)) == []


@pytest.mark.parametrize("name", MODULES)
def test_modules_say_what_they_are_and_stay_short(name: str) -> None:
    assert source(name).startswith("/**")
    assert len(source(name).splitlines()) <= LONGEST


@pytest.mark.parametrize("key", WORDS)
def test_sentences_in_both_languages_with_the_same_slots(key: str) -> None:
    zh, en = WORDS[key]
    assert zh
    assert en
    assert set(SLOTS.findall(zh)) == set(SLOTS.findall(en))


def test_no_sentence_takes_the_place_of_another() -> None:
    keys = [key for key, _ in json.loads(words(), object_pairs_hook=list)]
    assert sorted(keys) == sorted(WORDS)


def test_every_sentence_that_a_module_asks_for_is_there() -> None:
    own = "".join(p.read_text(encoding="utf-8") for p in FOLDER.glob("*.js"))
    asked = set(re.findall(r'\bt\("([^"]+)"', own))
    assert asked - set(WORDS) == set()
    families = {f"{f}." for f in re.findall(r"\bt\(`(\w+)\.\$", own)}
    assert {f for f in families if not any(key.startswith(f) for key in WORDS)} == set()


FAMILIES = {
    "step": set(scenario.EDITS),
    "entry": {*board.EDITS, "undo", "redo", "undoOf", "redoOf"},
    "kind": {"near", "repair", "solve", "conflicts", "options", "explain"},
    "job": {"waiting", "running", "done", "failed", "cancelled"},
    "lock": {"none", "dates", "halls", "both"},
    "setLock": {"none", "dates", "halls", "both"},
    "few": set("0123456"),
    "folded": {"fit", "all", "none"},
    "zoom": {"year", "quarter", "month"},
    "theme": {"auto", "light", "dark"},
    "tab": {"events", "event", "coverage", "use", "cost", "solve"},
    "fact": {"there", "turnaround_days", "moving_halls_per_day", "open", "runs", "gross_m2",
             "seats", "outdoor", "features", "horizon", "holidays"},
    "export": {"html", "xlsx", "csv", "json", "ics", "pdf"},
    "col": {*(ROOT / "events.csv").read_text("utf-8-sig").split()[0].split(",")} - {"id"},
}
"""Every member of a family of sentences, from where the program has them."""


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_of_sentences_has_all_its_members(family: str) -> None:
    assert {m for m in FAMILIES[family] if f"{family}.{m}" not in WORDS} == set()


def test_styles_need_no_browser_younger_than_the_oldest_we_serve() -> None:
    for name in [p.name for p in FOLDER.glob("*.css")] + [n for n in SHARED if n[-3:] == "css"]:
        assert YOUNG.findall(source(name)) == []


@pytest.mark.parametrize(("lang", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_page_names_only_files_that_are_there(lang: str, tag: str) -> None:
    page = board_page(lang)
    assert f'<html lang="{tag}">' in page
    named = re.findall(r'"/assets/board/([\w.]+)"', page)
    assert "main.js" in named
    assert [n for n in named if board_asset(n) is None] == []
    assert INLINE.findall(page) == []


@pytest.mark.parametrize(
    "name", ["../site.css", "site.css", "main.py", "main", "", "words.json", "index.html"]
)
def test_nothing_else_is_given(name: str) -> None:
    assert board_asset(name) is None


def test_what_the_page_is_told_cannot_break_out_of_it() -> None:
    page = board_page("en", name="</script><img src=x onerror=alert(1)>")
    assert "<img" not in page
