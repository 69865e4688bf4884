"""``solve --robust``: a plan that is cheap to mend when a scenario comes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
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


def test_a_larger_need_claims_no_bound_for_other_cities(tmp_path: Path) -> None:
    """With more need Care wastes less, so a plan of that city may cost less than the bound."""
    path = scenario(city(tmp_path), "bigger", "change_event: {id: care, set: {gross_m2: 5000}}")
    plain = solve(tmp_path)
    said = solve(tmp_path, "--robust", path, "--epsilon", 50)
    assert (said["status"], said["bound"]) == ("optimal", plain["bound"])
    assert said["robust"]["mistakes"] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_seconds_are_told_by_phase(town: Path, lang: str) -> None:
    asked = ("solve", "--workers", 1, "-v", "--certify", "--robust", town / "scenarios")
    result = run("-w", town, *asked, lang=lang)
    assert result.exit_code == 0, result.stderr
    assert {"en": "robust choice", "zh": "稳健之选"}[lang] in result.stderr


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
        (("--robust", "scenarios", "--epsilon", "1e999999999%"), "must be like 2%"),
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


def test_beside_a_standing_plan(town: Path) -> None:
    """Points for what moves from it are in both costs; mending counts from the plan at hand."""
    plain = solve(town)
    plan = town / "out" / "plan.csv"
    (town / "standing.csv").write_bytes(plan.read_bytes())
    near = ("--near", town / "standing.csv", "--epsilon", "200%", "--robust", town / "scenarios")
    said = solve(town, *near, "-o", town / "second")
    assert said["near"]["file"] == "standing.csv"
    told = said["robust"]
    assert told["cost"] == [plain["cost"], said["cost"]]
    assert said["cost"] <= told["limit"]
    assert told["figure"][1] <= told["figure"][0]
    checked = run("-w", town, "check", town / "second" / "plan.csv", "--near", plan,
                  "--format", "json")  # fmt: skip
    assert checked.exit_code == 0
    assert json.loads(checked.stdout)["cost"] == said["cost"]


def test_on_a_day_of_the_standing_plan(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the 20th all has begun: nothing moves, whatever comes, and the same can be asked again."""
    plan = town / "standing.csv"
    solve(town)
    plan.write_bytes((town / "out" / "plan.csv").read_bytes())
    asked = ("--near", plan, "--robust", town / "scenarios", "--today", "2021-05-20")
    said = solve(town, *asked)
    told = said["robust"]
    assert (said["today"], told["figure"]) == ("2021-05-20", [said["cost"]] * 2)
    assert [s["best"]["moved"] for s in told["scenarios"]] == [0, 0]
    assert (town / "out" / "plan.csv").read_bytes() == plan.read_bytes()
    command = said["certificate"]["command"]
    assert command[command.index("--today") + 1] == "2021-05-20"
    monkeypatch.chdir(town)
    again = run(*command, "--format", "json")
    assert json.loads(again.stdout)["placements"] == said["placements"]


def test_a_day_needs_something_that_stands(town: Path) -> None:
    result = run("-w", town, "solve", "--today", "2021-05-20")
    assert result.exit_code == 2
    assert "--today needs --near or --robust" in result.stderr
    result = run("-w", town, "solve", "--today", "2021-05-20", lang="zh")
    assert "--today 须与 --near 或 --robust 同用" in result.stderr


def test_a_day_alone_keeps_what_has_begun(town: Path) -> None:
    """Care would rather open on the 11th, but what began by then stays where it is."""
    plan = town / "standing.csv"
    text = "event_id,venue_id,hall_ids,show_first\nboats,expo,h2;h1,2021-05-10\n"
    plan.write_text(text + "care,expo,h1,2021-05-16\nparade,square,,2021-05-20\n")
    free = solve(town, "--near", plan)
    known = solve(town, "--near", plan, "--today", "2021-05-16")
    places = [{p["event_id"]: p["show_first"] for p in s["placements"]} for s in (free, known)]
    assert places[1]["care"] == "2021-05-16"
    assert known["certificate"]["parameters"]["today"] == "2021-05-16"
    assert "today" not in {**free, **free["certificate"]["parameters"]}


def test_report_and_workbook_show_both_plans(town: Path) -> None:
    said = solve(town, "--robust", town / "scenarios", "--epsilon", "50%", "--measure", "mean")
    told = said["robust"]
    page = shown(town / "out")
    assert (page["limit"], page["cost"]) == (told["limit"], told["cost"])
    assert page["figure"] == told["figure"]
    assert [s["best"] for s in page["scenarios"]] == [s["best"]["cost"] for s in told["scenarios"]]
    assert "并未证明" in page["honesty"][-1][0] and "is not proven" in page["honesty"][-1][1]
    sheet = openpyxl.load_workbook(town / "out" / "report.xlsx")["Robustness 稳健性"]
    cells = [[c for c in row if c is not None] for row in sheet.iter_rows(values_only=True)]
    assert cells[1][:3] == ["Cost 代价", *told["cost"]]
    assert [row[1] for row in cells[2:4]] == [s["best"]["cost"] for s in told["scenarios"]]
    assert cells[4] == ["mean 平均", *told["figure"]]
    assert "is not proven" in cells[-1][0]


def shown(folder: Path) -> Any:
    """What a report page says of it."""
    page = (folder / "report.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found is not None
    return json.loads(found[1])["robust"]


def test_a_report_made_later_says_the_same_as_long_as_it_is_true(town: Path) -> None:
    said = solve(town, "--robust", town / "scenarios", "--epsilon", "50%", "--measure", "mean")
    plan, scenarios = town / "out" / "plan.json", said["robust"]["scenarios"]
    edits: list[dict[str, Any]] = [
        {}, {"cost": [1, said["cost"] + 1]}, {"scenarios": "x"}, {"epsilon": "%"}, {"measure": "x"},
        {"limit": said["cost"] - 1},
        {"scenarios": [s | {"best": s["best"] | {"status": "x"}} for s in scenarios]},
    ]  # fmt: skip
    told = []
    for n, edit in enumerate(edits):
        changed = town / f"{n}.json"
        changed.write_text(json.dumps(said | {"robust": said["robust"] | edit}), encoding="utf-8")
        assert run("-w", town, "report", changed, "-o", town / str(n)).exit_code == 0
        told.append(shown(town / str(n)))
    assert told == [shown(town / "out"), *[None] * (len(edits) - 1)]
    assert run("-w", town, "report", plan.with_suffix(".csv"), "-o", town / "csv").exit_code == 0
    assert shown(town / "csv") is None
