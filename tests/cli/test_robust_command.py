"""``solve --robust``: a plan that is cheap to mend when a scenario comes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_whatif import scenario
from tests.cli.tiny import city, run, solve

REPAIRS = "close: {venue: expo, hall: h1, from: 2021-05-13, to: 2021-05-15, reason_en: works}"
"""Care waits for the boats until the 13th, in either hall."""

HOPELESS = (
    "close: {venue: expo, from: 2021-05-10, to: 2021-05-10}\n"
    "book: {id: boats, booked_start: 2021-05-10}"
)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    city(tmp_path)
    scenario(tmp_path, "one", REPAIRS)
    scenario(tmp_path, "two", REPAIRS.replace("h1", "h2").replace("-15", "-13"))
    return tmp_path


def test_the_choice_is_written_and_never_worse(town: Path) -> None:
    plain = solve(town)
    said = solve(town, "--robust", town / "scenarios", "--epsilon", "50%", "--measure", "mean")
    told = said["robust"]
    written = json.loads((town / "out" / "plan.json").read_text(encoding="utf-8"))
    assert written["robust"] == told
    assert [s["file"] for s in told["scenarios"]] == ["scenarios/one.yaml", "scenarios/two.yaml"]
    assert told["cost"] == [plain["cost"], said["cost"]]
    assert said["cost"] <= told["limit"] == plain["cost"] * 3 // 2
    assert said["bound"] == plain["cost"]
    assert told["figure"][1] < told["figure"][0]
    assert (told["proven"], told["epsilon"], told["measure"]) == (True, "50%", "mean")
    sums = [sum(s[k]["cost"] for s in told["scenarios"]) / 2 for k in ("best", "chosen")]
    assert told["figure"] == sums
    command = said["certificate"]["command"]
    assert command[command.index("--epsilon") + 1] == "50%"
    assert run("-w", town, "check", town / "out" / "plan.csv").exit_code == 0


def test_a_plain_solve_says_nothing_of_it(town: Path) -> None:
    assert "robust" not in solve(town)


def test_nothing_to_mend(town: Path) -> None:
    path = scenario(town, "never", HOPELESS)
    told = solve(town, "--robust", path)["robust"]
    assert (told["figure"], told["tried"]) == ([None, None], 1)
    (one,) = told["scenarios"]
    assert (one["counts"], one["best"]["status"], one["chosen"]) == (False, "infeasible", None)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Robust choice", "If one", "worst scenario", "is not proven")),
        ("zh", ("稳健之选", "情景one", "最坏情景", "并未证明")),
    ],
)
def test_told_as_a_table(town: Path, lang: str, words: tuple[str, ...]) -> None:
    asked = ("solve", "--workers", 1, "--robust", town / "scenarios" / "one.yaml")
    result = run("-w", town, *asked, lang=lang)
    assert result.exit_code == 0
    assert [w for w in words if w not in result.stdout] == []


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--epsilon", "2%"), "need --robust"),
        (("--measure", "mean"), "need --robust"),
        (("--robust", "scenarios", "--epsilon", "-1"), "must be like 2%"),
        (("--robust", "scenarios", "--epsilon", "lots"), "must be like 2%"),
        (("--robust", "scenarios", "--epsilon", "2000%"), "must be like 2%"),
        (("--robust", "scenarios", "--measure", "best"), "one of worst / mean"),
    ],
)
def test_what_cannot_be_asked(town: Path, args: tuple[str, ...], told: str) -> None:
    result = run("-w", town, "solve", *args)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not (town / "out").exists()


def test_faults_of_scenarios_are_told_before_the_search(town: Path) -> None:
    path = scenario(town, "bad", "drop_event: nobody")
    (town / "empty").mkdir()
    asked = [("--robust", path), ("--robust", town / "empty"), ("--robust", town / "scenarios")]
    told = [run("-w", town, "solve", *args) for args in asked]
    assert [r.exit_code for r in told] == [2, 2, 2]
    assert "scenarios/bad.yaml" in told[0].stderr
    assert "empty" in told[1].stderr
    assert not (town / "out").exists()


def test_not_beside_a_standing_plan(town: Path) -> None:
    solve(town)
    plan = town / "out" / "plan.csv"
    result = run("-w", town, "solve", "--near", plan, "--robust", town / "scenarios")
    assert result.exit_code == 2
    assert "cannot be used with --near" in result.stderr
