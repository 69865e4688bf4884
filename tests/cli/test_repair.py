"""``repair``: the nearest legal plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.tiny import BROKEN, CLASH, PLAN, answer, city, listing, run


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return city(tmp_path, **{"plan.csv": PLAN, "broken.csv": BROKEN})


def repair(folder: Path, *args: object, code: int = 0) -> Any:
    """The answer with one worker."""
    return answer("-w", folder, "repair", *args, "--workers", 1, code=code)


def test_repair(town: Path) -> None:
    before = listing(town)
    said = repair(town, town / "broken.csv")
    assert list(said)[:5] == ["status", "changes", "change_cost", "change_bound", "proven"]
    [change] = said["changes"]
    assert (change["event_id"], change["to"]["show_first"]) == ("care", "2021-05-13")
    assert change["why_en"].startswith("1 day later: it broke a hard rule (")
    assert (said["change_cost"], said["proven"]) == (2 * (30 + 1), True)
    assert [f["rule"] for f in said["findings_before"]] == ["occupancy"]
    assert listing(town) == before


def test_it_is_written_like_a_solve(town: Path) -> None:
    said = repair(town, town / "broken.csv", "-o", town / "r")
    assert [Path(f).name for f in said["files"]] == [
        "feeds", "plan.csv", "plan.json", "report.html", "report.xlsx",
    ]  # fmt: skip
    assert repair(town, town / "r" / "plan.csv")["changes"] == []
    checked = answer("-w", town, "check", town / "r" / "plan.csv", "--near", town / "broken.csv")
    assert checked["cost_by_rule"]["change"] == said["change_cost"]
    assert checked["cost"] == said["cost"] + said["change_cost"]


def test_words(town: Path) -> None:
    told = run("-w", town, "repair", town / "broken.csv", "--workers", 1)
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[0] == "The plan given breaks hard rules (1 finding):"
    assert "1 change:" in lines
    assert lines[-1].startswith("Points of change: 62. Proven: ")
    told = run("-w", town, "repair", town / "plan.csv", "--workers", 1, lang="zh")
    assert told.stdout.splitlines()[:2] == ["原方案未违反硬规则。", "无须变动。"]


def test_rows_that_name_nothing_count_as_absent_and_are_listed(town: Path) -> None:
    rows = PLAN.replace("care,expo,h1", "care,expo,h7") + "ghost,expo,h1,2021-05-20\n"
    (town / "odd.csv").write_text(rows, encoding="utf-8")
    said = repair(town, town / "odd.csv")
    assert [(f["row"], f["value"]) for f in said["ignored"]] == [(3, "h7"), (5, "ghost")]
    assert [f["rule"] for f in said["findings_before"]] == ["plan", "plan"]
    assert said["change_cost"] == 0
    [change] = said["changes"]
    assert (change["event_id"], change["from"]) == ("care", None)


def test_no_legal_plan(tmp_path: Path) -> None:
    city(tmp_path, *CLASH, **{"plan.csv": PLAN.replace("boats", "one")})
    said = repair(tmp_path, tmp_path / "plan.csv", "-o", tmp_path / "r", code=1)
    assert (said["status"], said["changes"], said["change_cost"]) == ("infeasible", [], None)
    rules = [m["rule"] for m in said["conflict"]]
    facts = [m for m in said["conflict"] if m["rule"] == "booking"]
    booked = [(m["file"], m["row"], m["column"]) for m in facts]
    assert booked == [("events.csv", 2, "booked_start"), ("events.csv", 3, "booked_start")]
    assert rules.count("booking") == 2
    assert "occupancy" in rules
    assert not (tmp_path / "r").exists()


def test_hostile_input(town: Path) -> None:
    (town / "foreign.csv").write_text("event_id,venue_id,hall_ids,show_first\nx,y,z,2021-05-10\n")
    for name in ("none.csv", "foreign.csv", "policy.yaml"):
        told = run("-w", town, "repair", town / name, "-o", town / "r")
        assert (told.exit_code, told.stdout) == (2, "")
        assert "Traceback" not in told.stderr
    assert not (town / "r").exists()
