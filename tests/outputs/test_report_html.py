"""The page as a file: one, offline, safe, the same every time."""

from __future__ import annotations

import base64
import cProfile
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from scheduler.outputs import files as safe_files
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.report import page, write_html
from tests.outputs.report_factory import HOSTILE, clash, crowd, hopeless, outcome

ASSETS = files("scheduler.outputs.report").joinpath("assets")
SOURCES = {name: page.asset(name) for name in (*page.MODULES, *page.STYLES)}
STRINGS: dict[str, list[str]] = json.loads(page.asset("strings.json"))


def write(folder: Path, o: Outcome, lang: str = "en") -> str:
    """Write the report of an outcome and read it."""
    path = folder / "report.html"
    write_html(path, o.problem, o.solution, o.audit, lang)
    return path.read_text(encoding="utf-8")


def data_of(text: str) -> dict[str, Any]:
    """The embedded data."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_same_input_same_bytes(tmp_path: Path) -> None:
    assert write(tmp_path, outcome()) == write(tmp_path, outcome())
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_names_cannot_leave_the_data(tmp_path: Path) -> None:
    text = write(tmp_path, outcome())
    assert "<img" not in text
    assert len(re.findall(r"<script", text)) == 3
    names = {e["event_id"]: e["name"] for e in data_of(text)["events"]}
    assert names["evil"][0] == HOSTILE


def test_policy_allows_these_scripts_and_no_address(tmp_path: Path) -> None:
    text = write(tmp_path, outcome())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    script = re.search(r'<script type="module">(.*?)</script>', text, re.S)
    assert policy
    assert script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert policy[1].startswith(f"default-src 'none'; script-src 'sha256-{digest}'; ")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]


def test_first_language_is_asked_for(tmp_path: Path) -> None:
    assert '<html lang="zh-CN">' in write(tmp_path, outcome(), "zh")
    assert "<title>海湾市 · 会展日历报告</title>" in write(tmp_path, outcome(), "zh")
    assert '<html lang="en">' in write(tmp_path, outcome())


@pytest.mark.parametrize("name", SOURCES)
def test_sources_neither_parse_markup_nor_ask_the_network(name: str) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttp|@import"
        r"|url\(|color-mix|\.at\(|structuredClone|</script",
        SOURCES[name],
    )


def test_every_asset_is_used() -> None:
    named = {*page.MODULES, *page.STYLES, "page.html", "strings.json"}
    assert {entry.name for entry in ASSETS.iterdir()} == named


def test_modules_share_one_scope_without_clashes() -> None:
    pattern = r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)"
    names = [
        n for m in page.MODULES for n in re.findall(pattern, page.asset(m), re.MULTILINE)
    ]
    assert len(names) == len(set(names))
    assert not re.search(r"^(import|export) ", page.bundle()[1], re.MULTILINE)


def test_modules_come_after_what_they_import() -> None:
    for i, name in enumerate(page.MODULES):
        imports = re.findall(r'from "\./(\w+\.js)"', page.asset(name))
        assert set(imports) <= set(page.MODULES[:i])


def test_every_text_exists_in_both_languages() -> None:
    used = {k for s in SOURCES.values() for k in re.findall(r'\bt\("([\w.-]+)"', s)}
    assert used <= set(STRINGS)
    for key, (zh, en) in STRINGS.items():
        assert all((zh, en)), key
        assert set(re.findall(r"\{(\w+)\}", zh)) == set(re.findall(r"\{(\w+)\}", en)), key
        assert not re.search(r"[一-鿿]", en) or key == "otherLang", key


def _told(known: dict[str, Any]) -> list[dict[str, Any]]:
    """Facts and remedies of the conflicts."""
    return [*(m for c in known["conflicts"] for m in c["members"]), *known["remedies"]]


@pytest.mark.parametrize("o", [hopeless(), hopeless("unknown"), clash(), outcome()])
def test_every_pair_of_the_data_has_both_sides(tmp_path: Path, o: Outcome) -> None:
    data = data_of(write(tmp_path, o))
    for kind, values in data["terms"].items():
        for value, (zh, en) in values.items():
            assert all((zh, en)) or (kind, value) == ("unit", "count")
    for item in (*data["lines"], *data["hard"], *_told(data["contradictions"])):
        assert all(item["text"])


def test_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")

    def fail() -> None:
        with safe_files.replacing(path) as part:
            part.write_text("new")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_work_grows_with_the_number_of_events(tmp_path: Path) -> None:
    """Calls are counted, not seconds: ten times the events are no hundred times the work."""
    write(tmp_path, crowd(10))
    calls = []
    for o in (crowd(250), crowd(2500)):
        profile = cProfile.Profile()
        profile.runcall(write, tmp_path, o)
        calls.append(sum(entry.callcount for entry in profile.getstats()))
    assert calls[1] < 15 * calls[0]
