"""The sheets: what stands on them, in which letters, and that they are the same each time."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from scheduler.audit import audit
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs.outcome import Outcome
from scheduler.outputs.pdf import write_pdf
from scheduler.outputs.pdf.content import Content
from scheduler.outputs.pdf.glyphs import check_letters
from scheduler.outputs.pdf.sheet import _installed
from tests.outputs.report_factory import HOSTILE, clash, hopeless, outcome

A3 = (1190.55, 841.89)
"""Points."""


def plain(made: Outcome) -> Outcome:
    """The same without letters that no font of ours has."""
    events = tuple(
        replace(e, name=Text(e.name.zh.replace("🎪 ", ""), e.name.en.replace("🎪 ", "")))
        for e in made.problem.events
    )
    problem = replace(made.problem, events=events)
    plan = made.solution.plan
    return Outcome(problem, made.solution, audit(problem, plan) if plan else None)


def written(folder: Path, made: Outcome, lang: str) -> tuple[PdfReader, str]:
    """The document, and all its words."""
    path = folder / "plan.pdf"
    write_pdf(path, made.problem, made.solution, made.audit, lang, "plan.json")
    found = PdfReader(path)
    return found, "\n".join(page.extract_text() for page in found.pages)


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("zh", ["海湾市 · 会展排期", "未化解的冲突", "落选展", "没有足够大的展厅", "产业覆盖"]),
        ("en", ["Bayport – Convention and exhibition plan", "Open clashes none", "Lost Fair",
                "no hall is large enough", "Coverage of industries", "May 15–"]),
    ],
)  # fmt: skip
def test_what_stands_on_the_sheets(tmp_path: Path, lang: str, told: list[str]) -> None:
    made = plain(outcome())
    found, text = written(tmp_path, made, lang)
    assert [pytest.approx(size, abs=1) for size in A3] == found.pages[0].mediabox[2:]
    assert made.audit is not None
    more = ("plan.json", f"{made.audit.cost:,}", "2021-04-01", made.problem.input_hash)
    for words in (*told, *more):
        assert words in text
    assert found.metadata is not None
    assert found.metadata.title in told[0]
    assert HOSTILE.strip() in text.replace("\n", "")


def test_a_plan_that_breaks_rules_says_so(tmp_path: Path) -> None:
    made = plain(clash())
    _, text = written(tmp_path, made, "en")
    assert "Not legal" in text
    assert "Open clashes 1" in text
    for finding in made.hard:
        words = made.sentence(finding.reason).en.split()
        assert all(word in text for word in words)


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_plan_the_sheet_tells_why(tmp_path: Path, lang: str, status: str) -> None:
    found, text = written(tmp_path, plain(hopeless(status)), lang)
    assert len(found.pages) == 1
    assert ("没有方案" if lang == "zh" else "There is no plan") in text
    told = ("相互矛盾的事实", "Facts that contradict")[lang == "en"]
    assert (told in text) == (status == "infeasible")


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    made = plain(outcome())
    for name in ("a", "b"):
        write_pdf(tmp_path / name, made.problem, made.solution, made.audit, "zh", "x")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_letter_that_the_font_lacks_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    made = outcome()
    with pytest.raises(UsageError) as error:
        written(tmp_path, made, "en")
    for lang in ("zh", "en"):
        assert "U+1F3AA" in error.value.message.get(lang)
        assert "🎪" in error.value.message.get(lang)
    assert list(tmp_path.iterdir()) == []


def test_all_our_own_words_have_their_letters() -> None:
    _, font = _installed()
    for made in (outcome(), clash(), hopeless()):
        for lang in ("zh", "en"):
            check_letters(Content(plain(made), lang, "x").data(), font)


@pytest.mark.parametrize("name", ["typst", "fontTools", "pylopdf_fonts_zh_cn"])
def test_what_is_not_installed_is_told(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError, match=r"convention-scheduler\[pdf\]"):
        written(tmp_path, plain(outcome()), "zh")


def test_bars_show_moving_and_show_days_apart() -> None:
    data = Content(outcome(), "en", "x").data()
    rows = {row["name"]: row for v in data["venues"] for row in v["rows"] if v["title"] != "Forum"}
    (bar,) = rows["Hall 1"]["bars"]
    tenancy = outcome().tenancies["tea"]
    first = outcome().problem.horizon.start
    assert bar["span"] == [tenancy.span.start - first, tenancy.span.end - first]
    assert bar["show"] == [tenancy.show.start - first, tenancy.show.end - first]
    assert [b["name"] for b in rows["Hall 2"]["bars"]] == [""]
    assert not bar["clash"]
    clashing = Content(clash(), "en", "x").data()
    marked = [b["clash"] for v in clashing["venues"] for r in v["rows"] for b in r["bars"]]
    assert any(marked)
