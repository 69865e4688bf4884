"""The benchmarks of scenarios, curves and robust plans on a small seeded city: their answers, never their times."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks import curve, robust, whatif
from benchmarks.cities import write_city
from tests.cli.tiny import answer

CLOSE = """title_zh: 一馆维修
title_en: A hall shut
changes:
  - close: {venue: %s, hall: %s, from: 2021-05-01, to: 2021-05-31}
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A city of six events with its hidden plan, and the hall that is let most shut in May."""
    write_city(tmp_path, events=6, seed=3)
    lines = (tmp_path / "hidden" / "plan.csv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split(",")
    may = [dict(zip(head, line.split(","), strict=True)) for line in lines[1:]]
    used = next(r for r in may if "2021-05" in r["show_first"] and r["hall_ids"])
    (tmp_path / "scenarios").mkdir()
    text = CLOSE % (used["venue_id"], used["hall_ids"].split(";")[0])
    (tmp_path / "scenarios" / "shut.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_scenarios(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row each, with what the program answers of itself; an outbreak is asked as known on its day, too."""
    plan, shut = town / "hidden" / "plan.csv", town / "scenarios" / "shut.yaml"
    text = shut.read_text(encoding="utf-8").replace("2021-05", "2021-08")
    (town / "scenarios" / "outbreak.yaml").write_text(text, encoding="utf-8")
    assert whatif.main(["-w", str(town), "--plan", str(plan), "--workers", "1"]) == 0
    rows = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()[2:]]
    assert [r[0] for r in rows] == ["outbreak", "outbreak (2021-07-25)", "shut"]
    [said] = answer("-w", town, "whatif", shut, "--plan", plan, "--workers", 1)["scenarios"]
    counts = [said["counts"][kind] for kind in ("moved", "lost", "won")]
    assert said["status"] == "optimal"
    assert rows[-1][2:] == [str(n) for n in ("optimal", said["cost"], said["bound"], *counts)]


@pytest.mark.parametrize(("edit", "count"), [
    ({}, 0), ({"status": "feasible"}, 1), ({"bound": 8}, 1), ({"bound": 8, "status": "feasible"}, 0), ({"bound": 10}, 2),
    ({"cost_by_rule": {"waste": [0, 8]}}, 1), ({"cost": None}, 1), ({"cost": None, "status": "unknown"}, 0), ({"status": "infeasible"}, 2)])
def test_a_wrong_answer_is_told(edit: dict[str, Any], count: int) -> None:
    said = {"status": "optimal", "cost": 9, "bound": 9, "cost_by_rule": {"waste": [0, 4], "change": [0, 5]}} | edit
    assert len(list(whatif.faults(said))) == count


def test_curves(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the city as it is and of its scenario; each point is proven, as the city is small."""
    assert curve.main(["-w", str(town), "--plan", str(town / "hidden" / "plan.csv"), "--workers", "1"]) == 0
    said = capsys.readouterr().out
    heads = re.findall(r"^(.+): [\d.]+ s, (\d+) of (\d+) points proven$", said, re.M)
    assert [name for name, _, _ in heads] == ["the workspace as it is", "shut"]
    assert all(proven == count for _, proven, count in heads)
    assert len(re.findall(r"^\| 0 \|", said, re.M)) == 2
    assert "| 0 | – | – | – | infeasible |" in said


def test_robust_choice(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both plans are legal, and the choice is no worse; the sweep tells of both."""
    asked = ["-w", str(town), "--sample", "2", "--workers", "1", "--epsilon", "10%"]
    assert robust.main(asked) == 0
    said = capsys.readouterr().out
    assert "figures proven: True" in said
    assert re.search(r"^\| worst of 1 scenarios \| [\d,]+ \| [\d,]+ \|$", said, re.M)
    assert re.search(r"^\| mean loss, 2 random scenarios \| -?[\d.,]+ \| -?[\d.,]+ \|$", said, re.M)


def point(moves: int, cost: int | None, bound: int | None, moved: int | None = None) -> dict[str, Any]:
    """A point as it is told."""
    return {"moves": moves, "moved": moved, "cost": cost, "bound": bound}


@pytest.mark.parametrize(("points", "count"), [
    ([point(0, None, None), point(1, 9, 4), point(2, 9, 4), point(4, 8, 2)], 0),
    ([point(0, 9, 9), point(1, 10, 9)], 1), ([point(0, 9, 3), point(1, 9, 4)], 1), ([point(0, 9, 9), point(1, None, None)], 1),
    ([point(0, 9, 10)], 1), ([point(1, 9, 9, 2)], 1)])
def test_a_wrong_curve_is_told(points: list[dict[str, Any]], count: int) -> None:
    assert len(list(curve.faults(points))) == count


@pytest.mark.parametrize(("edit", "legal", "count"), [
    ({}, True, 0), ({}, False, 2), ({"cost": [9, 12]}, True, 2), ({"figure": [5, 6]}, True, 1), ({"figure": [None, None]}, True, 0)])
def test_a_wrong_choice_is_told(edit: dict[str, Any], legal: bool, count: int) -> None:
    told = {"cost": [9, 10], "limit": 11, "figure": [5, 4]} | edit
    checked = [{"ok": legal, "cost": 9}, {"ok": legal, "cost": 10}]
    assert len(list(robust.faults(told, checked))) == count
