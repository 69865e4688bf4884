"""The commands about plans that are there: validate, check, report, feeds, compare, init."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.tiny import BROKEN, PLAN, ROOT, answer, city, listing, run, solve
from tests.loading.workspaces import row


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return city(tmp_path, **{"plan.csv": PLAN, "broken.csv": BROKEN})


# -- validate


def test_validate_sound(town: Path) -> None:
    assert answer("-w", town, "validate") == {"ok": True, "errors": [], "warnings": []}
    assert run("-w", town, "validate").stdout == "The inputs are sound.\n"
    assert run("validate", "-w", town, lang="zh").stdout == "输入没有错误。\n"


def test_validate_tells_all_faults(tmp_path: Path) -> None:
    city(tmp_path, row(show_days="-1"), row(id="other", kind="fair"))
    said = answer("-w", tmp_path, "validate", code=2)
    assert said["ok"] is False
    assert list(said["errors"][0]) == [
        "file", "row", "column", "value", "message_zh", "message_en",
    ]  # fmt: skip
    where = [(f["file"], f["row"], f["column"], f["value"]) for f in said["errors"]]
    assert where == [("events.csv", 2, "show_days", "-1"), ("events.csv", 3, "kind", "fair")]
    told = run("-w", tmp_path, "validate")
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith("2 faults in the inputs; please correct:\n  events.csv:2 ")


def test_validate_a_missing_workspace(tmp_path: Path) -> None:
    said = answer("-w", tmp_path / "nowhere", "validate", code=2)
    assert [f["file"] for f in said["errors"]] == ["."]


def test_validate_looks_into_the_scenarios(town: Path) -> None:
    (town / "scenarios" / "more").mkdir(parents=True)
    for name, show in (("a", "nothing"), ("more/b", "boats")):
        text = f"title_en: x\nchanges: [drop_event: {show}]\n"
        (town / "scenarios" / f"{name}.yaml").write_text(text, encoding="utf-8")
    said = answer("-w", town, "validate", code=2)
    assert [(f["file"], f["column"], f["value"]) for f in said["errors"]] == [
        ("scenarios/a.yaml", "changes[0].drop_event", "nothing")
    ]


# -- check


def test_check_legal(town: Path) -> None:
    said = answer("-w", town, "check", town / "plan.csv")
    assert (said["ok"], said["cost"]) == (True, 14)
    assert said["cost_by_rule"] == {"preferred-date": 12, "waste": 2}
    assert said["cost_by_event"] == {"boats": 1, "care": 13}
    assert {f["hard"] for f in said["findings"]} == {False}
    told = run("-w", town, "check", town / "plan.csv").stdout
    assert told.startswith("Legal: no hard rule is broken. Cost 14.\nPoints by rule:\n")


def test_check_illegal(town: Path) -> None:
    said = answer("-w", town, "check", town / "broken.csv", code=1)
    first = said["findings"][0]
    assert list(first) == [
        "rule", "hard", "events", "halls", "days", "amount", "text_zh", "text_en",
    ]  # fmt: skip
    assert (first["rule"], first["hard"], first["amount"]) == ("occupancy", True, 1)
    assert (first["events"], first["halls"]) == (["boats", "care"], ["expo/h1"])
    assert first["days"] == ["2021-05-12"]
    told = run("-w", town, "--lang", "zh", "check", town / "broken.csv")
    assert told.exit_code == 1
    lines = told.stdout.splitlines()
    assert lines[:2] == ["不合规：违反硬规则 1 处，代价 6。", "违反的硬规则："]
    assert lines[2] == "  展厅占用（occupancy）：1 天"


def test_amounts_are_told_in_what_they_count(town: Path) -> None:
    """Days of a date that is off are no rows, and different things are not added up."""
    rows = PLAN.replace("show_first", "show_first,show_last").replace("05-10", "05-10,2021-05-20")
    rows = rows.replace("05-14", "05-14,").replace("05-20\n", "05-20,\n")
    (town / "odd.csv").write_text(rows + "ghost,expo,h1,2021-05-25,\n", encoding="utf-8")
    told = run("-w", town, "check", town / "odd.csv").stdout.splitlines()
    assert told[2] == "  Plan rows (plan): 2 findings"
    assert told[3].endswith("its day counts give 2021-05-12  [8 days]")
    assert told[4].endswith("which is not in the events file  [1]")


def test_check_against_a_standing_plan(town: Path) -> None:
    said = answer("-w", town, "check", town / "plan.csv", "--near", town / "broken.csv")
    assert said["cost_by_rule"]["change"] == 2 * (30 + 2)


def test_check_reads_json(town: Path) -> None:
    rows = [{"event_id": "boats", "venue_id": "expo", "hall_ids": ["h1", "h2"],
             "show_first": "2021-05-10"}]  # fmt: skip
    (town / "plan.json").write_text(json.dumps(rows))
    said = answer("-w", town, "check", town / "plan.json")
    assert said["cost_by_rule"] == {"unplaced": 500 * (2 + 3), "waste": 1}


def test_check_reads_calendars(town: Path) -> None:
    answer("-w", town, "feeds", town / "plan.csv", "-o", town / "f")
    said = answer("-w", town, "check", town / "f" / "feeds" / "zh" / "city.ics")
    assert said == answer("-w", town, "check", town / "plan.csv")


def test_check_refuses_a_calendar_of_another_city(town: Path) -> None:
    (town / "x.ics").write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1@x\nSUMMARY:Wine fair\nDTSTART;VALUE=DATE:20210501\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    told = run("-w", town, "check", town / "x.ics")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "names no event of this workspace" in told.stderr


@pytest.mark.parametrize("content", ["", "event_id,venue_id\na,b\n", "{}", "\0\1", "[1]"])
@pytest.mark.parametrize("command", ["check", "report", "feeds"])
def test_unreadable_plans(town: Path, content: str, command: str) -> None:
    (town / "bad.csv").write_text(content)
    before = listing(town)
    told = run("-w", town, command, town / "bad.csv")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "Traceback" not in told.stderr
    assert listing(town) == before


# -- report and feeds


def test_report(town: Path) -> None:
    said = answer("-w", town, "report", town / "plan.csv", "-o", town / "r")
    assert said == {"ok": True, "files": [str(town / "r" / n) for n in listing(town / "r")]}
    assert listing(town / "r") == ["report.html", "report.xlsx"]


def test_report_as_a_pdf_alone_or_beside_the_rest(town: Path) -> None:
    said = answer("-w", town, "report", town / "plan.csv", "--pdf", town / "p" / "plan.pdf")
    assert listing(town / "p") == ["plan.pdf"]
    assert said["files"] == [str(town / "p" / "plan.pdf")]
    assert (town / "p" / "plan.pdf").read_bytes().startswith(b"%PDF-")
    answer("-w", town, "report", town / "plan.csv", "--pdf", town / "p" / "b.pdf", "-o", town / "p")
    assert listing(town / "p") == ["b.pdf", "plan.pdf", "report.html", "report.xlsx"]


def test_report_believes_a_fitting_plan_json(town: Path) -> None:
    solve(town)
    page = {}
    for name in ("plan.json", "plan.csv"):
        run("-w", town, "report", town / "out" / name, "-o", town / f"r-{name}")
        page[name] = (town / f"r-{name}" / "report.html").read_text(encoding="utf-8")
    assert '"status":"optimal"' in page["plan.json"]
    assert '"status":"feasible"' in page["plan.csv"]


DOUBTS = (
    ("input_hash", "0"), ("cost", 3), ("only", {}), ("bound", 10**9), ("near", {"file": "p.csv"}),
)  # fmt: skip


def test_report_doubts_a_plan_json_of_other_inputs(town: Path) -> None:
    solve(town)
    said: dict[str, Any] = json.loads((town / "out" / "plan.json").read_text(encoding="utf-8"))
    for key, value in DOUBTS:
        (town / "doubtful.json").write_text(json.dumps(said | {key: value}))
        run("-w", town, "report", town / "doubtful.json")
        page = (town / "out" / "report.html").read_text(encoding="utf-8")
        assert '"status":"feasible"' in page, key


def test_feeds(town: Path) -> None:
    answer("-w", town, "feeds", town / "plan.csv", "-o", town / "f")
    assert (town / "f" / "feeds" / "en" / "venues" / "expo.ics").is_file()


@pytest.mark.parametrize("command", ["report", "feeds"])
def test_an_illegal_plan_is_written_with_a_warning(town: Path, command: str) -> None:
    told = run("-w", town, command, town / "broken.csv")
    assert told.exit_code == 0
    assert "breaks hard rules (1 finding)" in told.stderr
    assert answer("-w", town, command, town / "broken.csv")["ok"] is False


# -- compare


def test_compare(town: Path) -> None:
    said = answer("-w", town, "compare", town / "plan.csv", town / "broken.csv")
    assert list(said)[:6] == [
        "changes", "cost", "cost_by_rule", "coverage", "visitors", "hall_days",
    ]  # fmt: skip
    [change] = said["changes"]
    assert change == {
        "event_id": "care",
        "from": {"venue_id": "expo", "hall_ids": ["h1"], "show_first": "2021-05-14",
                 "show_last": "2021-05-16"},
        "to": {"venue_id": "expo", "hall_ids": ["h1"], "show_first": "2021-05-12",
               "show_last": "2021-05-14"},
        "why_zh": "提前 2 天：离意愿日期近 2 天；日期意愿 -8 分",
        "why_en": "2 days earlier: 2 days nearer to its wish; Preferred date -8 points",
    }  # fmt: skip
    told = run("-w", town, "compare", town / "plan.csv", town / "broken.csv").stdout
    assert "1 change:\n  Care (care)\n    2021-05-14–2021-05-16 expo h1 → 2021-05-12" in told


def test_compare_with_itself(town: Path) -> None:
    said = answer("-w", town, "compare", town / "plan.csv", town / "plan.csv")
    assert said["changes"] == []
    told = run("-w", town, "--lang", "zh", "compare", town / "plan.csv", town / "plan.csv")
    assert told.stdout.endswith("\n两个方案的排期相同。\n")


# -- init


def test_init_gives_a_solvable_workspace(tmp_path: Path) -> None:
    said = answer("init", tmp_path / "new")
    assert [Path(f).name for f in said["files"]] == [
        "README.md", "events.csv", "policy.yaml", "scenarios", "venues.yaml",
    ]  # fmt: skip
    assert answer("-w", tmp_path / "new", "validate")["warnings"] == []
    found = solve(tmp_path / "new", "--gap", 0.05)
    assert found["unplaced"] == []


def test_init_gives_a_scenario_to_try(tmp_path: Path) -> None:
    answer("init", tmp_path / "new")
    folder = tmp_path / "new" / "scenarios"
    assert listing(folder) == ["hall-1-shut.yaml", "scenario.schema.json"]
    shipped = json.loads((ROOT / "docs/scenario.schema.json").read_text(encoding="utf-8"))
    assert json.loads((folder / "scenario.schema.json").read_text(encoding="utf-8")) == shipped
    solve(tmp_path / "new", "--gap", 0.05)
    [said] = answer("-w", tmp_path / "new", "whatif", folder, "--workers", 1)["scenarios"]
    assert (said["status"], said["counts"]["won"]) == ("optimal", 1)
    assert said["counts"]["lost"] == 0


def test_init_explains_every_line_of_thought_in_both_languages(tmp_path: Path) -> None:
    told = run("init", tmp_path / "new", lang="zh").stdout
    assert told.startswith("已写入：\n")
    assert "scheduler -w" in told


@pytest.mark.parametrize("taken", ["file.txt", "folder/file.txt"])
def test_init_refuses_what_is_taken(tmp_path: Path, taken: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / taken).write_text("mine")
    before = listing(tmp_path)
    told = run("init", (tmp_path / taken).parent)
    assert told.exit_code == 2
    assert "is not an empty folder" in told.stderr
    assert run("init", tmp_path / taken).exit_code == 2
    assert listing(tmp_path) == before


# -- a plan of another city

FOREIGN = """\
event_id,venue_id,hall_ids,show_first
ghost,expo,h1,2021-05-10
boats,harbour,h1,2021-05-10
parade,square,stage,2021-05-10
"""
"""Its ids partly exist here, but no row does."""


@pytest.mark.parametrize(
    "args",
    [
        ("solve", "--near", "foreign.csv"), ("check", "plan.csv", "--near", "foreign.csv"),
        ("compare", "plan.csv", "foreign.csv"), ("compare", "foreign.csv", "plan.csv"),
        ("report", "foreign.csv"), ("feeds", "foreign.csv"),
    ],
)  # fmt: skip
def test_a_plan_of_another_city_is_refused(town: Path, args: tuple[str, ...]) -> None:
    (town / "foreign.csv").write_text(FOREIGN, encoding="utf-8")
    before = listing(town)
    paths = [town / a if a.endswith(".csv") else a for a in args]
    said = answer("-w", town, *paths, code=2)
    (told,) = said["errors"]
    assert told["file"].endswith("foreign.csv")
    assert told["message_en"].startswith("has no row that names an event")
    assert told["message_zh"].startswith("没有一行对应本工作区的活动")
    assert listing(town) == before


def test_check_judges_even_a_plan_of_another_city(town: Path) -> None:
    (town / "foreign.csv").write_text(FOREIGN, encoding="utf-8")
    said = answer("-w", town, "check", town / "foreign.csv", code=1)
    assert [f["rule"] for f in said["findings"] if f["hard"]] == ["plan"] * 3


def test_one_row_of_this_city_is_enough(town: Path) -> None:
    mixed = FOREIGN + "care,expo,h1,2021-05-14\n"
    (town / "mixed.csv").write_text(mixed, encoding="utf-8")
    said = answer("-w", town, "compare", town / "mixed.csv", town / "plan.csv")
    assert [c["event_id"] for c in said["changes"]] == ["boats", "parade"]


def test_a_plan_without_rows_belongs_to_every_city(town: Path) -> None:
    (town / "empty.csv").write_text(FOREIGN.splitlines()[0] + "\n", encoding="utf-8")
    said = answer("-w", town, "compare", town / "empty.csv", town / "plan.csv")
    assert len(said["changes"]) == 3
