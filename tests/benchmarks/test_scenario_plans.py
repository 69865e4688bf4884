"""The plans of the shipped scenarios, judged by the independent checker from the files of their cities."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scheduler import workflow
from tests.benchmarks.checking import checker
from tests.cli.tiny import ROOT, answer

STANDING = ROOT / "tests" / "data" / "standing.csv"
DROPOUTS = ROOT / "scenarios" / "dropouts"
SAMPLE = ["auto-show-spring", "machine-tools", "seaweed-conference"]
FILES = sorted(p.stem for p in (ROOT / "scenarios").glob("*.yaml"))


def planned(folder: Path, *files: Path, today: tuple[str, ...] = ()) -> dict[str, Any]:
    """What is said of each scenario by its file's stem; its plan is in `out`, its city in `city`."""
    asked = ("-w", ROOT, "whatif", *files, "--plan", STANDING, "--workers", 1, "--time-limit", 300)
    city = ("--write-city", folder / "city")
    if today:
        workflow.write_cities(ROOT, files, folder / "city")
    said = answer(*asked, *(today or city), "-o", folder / "out")
    return {Path(s["file"]).stem: s for s in said["scenarios"]}


def judged(folder: Path, name: str, said: dict[str, Any]) -> list[Any]:
    """What the checker finds hard in both files of a plan; its cost is the one that was told."""
    found = []
    for file in ("plan.csv", "plan.json"):
        result = checker.check(folder / "city" / name, folder / "out" / name / file, near=STANDING)
        assert result["cost"] == said["cost"]
        found += [f for f in result["findings"] if f["hard"]]
    return found


@pytest.mark.parametrize("name", [f for f in FILES if f != "outbreak"])
def test_legal_and_of_the_cost_that_was_told(tmp_path: Path, name: str) -> None:
    said = planned(tmp_path, ROOT / "scenarios" / f"{name}.yaml")[name]
    assert (said["status"], said["bound"]) == ("optimal", said["cost"])
    assert judged(tmp_path, name, said) == []


def test_an_outbreak_breaks_nothing_but_what_has_begun(tmp_path: Path) -> None:
    """The files do not say that it has begun, so that the checker finds the beer festival closed, and it alone."""
    said = planned(tmp_path, ROOT / "scenarios" / "outbreak.yaml", today=("--today", "2021-07-25"))["outbreak"]
    assert said["status"] == "optimal"
    hard = judged(tmp_path, "outbreak", said)
    assert {(f["rule"], *f["events"]) for f in hard} == {("closed-days", "beer-festival")}


def test_drop_outs(tmp_path: Path) -> None:
    """Of a sample."""
    said = planned(tmp_path, *(DROPOUTS / f"{name}.yaml" for name in SAMPLE))
    for name in SAMPLE:
        assert judged(tmp_path, name, said[name]) == []
