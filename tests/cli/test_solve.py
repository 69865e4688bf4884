"""The main job: what it writes, says and leaves alone."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from scheduler import workflow
from scheduler.cli.layout import width
from scheduler.domain.solution import UNKNOWN, Solution
from scheduler.loading import load
from tests.cli.tiny import CLASH, LONG, PLAN, ROWS, answer, city, listing, run, solve
from tests.loading.workspaces import row

KEYS = [
    "city", "status", "cost", "bound", "gap", "wall_s", "timings", "seed", "input_hash",
    "versions", "near", "cost_by_rule", "cost_by_event", "placements", "unplaced", "coverage",
    "certificate",
]  # fmt: skip
OURS = ["feeds", "plan.csv", "plan.json", "report.html", "report.xlsx"]


def document(folder: Path) -> Any:
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def starts(document: Any) -> dict[str, str]:
    return {p["event_id"]: p["show_first"] for p in document["placements"]}


def test_writes_everything(tmp_path: Path) -> None:
    said = solve(city(tmp_path))
    out = tmp_path / "out"
    assert sorted(p.name for p in out.iterdir()) == OURS
    assert (out / "feeds" / "zh" / "city.ics").is_file()
    found = document(out)
    assert list(found) == KEYS
    assert [found[k] for k in ("status", "cost", "bound", "gap")] == ["optimal", 10, 10, 0.0]
    assert {k: said[k] for k in KEYS} == found
    assert said["files"] == [str(out / name) for name in OURS]


def test_the_plan_is_the_same_in_both_files(tmp_path: Path) -> None:
    solve(city(tmp_path))
    with (tmp_path / "out" / "plan.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    placed = document(tmp_path / "out")["placements"]
    flat = [p | {"hall_ids": ";".join(p["hall_ids"]), "cost": str(p["cost"])} for p in placed]
    assert rows == flat


def test_summary_in_both_languages(tmp_path: Path) -> None:
    city(tmp_path, *ROWS, LONG)
    english = run("-w", tmp_path, "solve", "--workers", 1)
    assert english.exit_code == 0
    assert english.stdout.startswith("Result: proven best\nCost 1,510, bound 1,510, gap 0.00%\n")
    assert "3 of 4 events placed\nNot placed:\n  Too long (priority 3): " in english.stdout
    assert 'show_days "40" is longer than the 31 days open to it' in english.stderr
    chinese = run("-w", tmp_path, "--lang", "zh", "solve", "--workers", 1)
    assert chinese.stdout.startswith("结果：已证明最优\n代价 1,510，下界 1,510，差距 0.00%\n")


def test_of_many_without_a_place_the_first_are_named(tmp_path: Path) -> None:
    city(tmp_path, *ROWS, *(LONG | {"id": f"long{i}"} for i in range(23)))
    told = run("-w", tmp_path, "solve", "--workers", 1).stdout
    assert told.count("  Too long (priority 3): ") == 20
    assert "\n  and 3 more, in plan.json and the reports\n" in told


@pytest.mark.parametrize(
    ("lang", "title", "phases"),
    [
        ("en", "Where time went:", "load build start relax kernel search audit explain write all"),
        (
            "zh",
            "各阶段用时：",
            "读入 建模 初始方案 线性松弛 核心部分 搜索与证明 复核 说明 写出 共计",
        ),
    ],
)
def test_verbose_tells_where_time_went(
    tmp_path: Path, lang: str, title: str, phases: str
) -> None:
    told = run("-w", city(tmp_path), "solve", "--workers", 1, "-v", lang=lang).stderr
    first, *rows = told.splitlines()
    assert first == title
    assert [row.split()[0] for row in rows] == phases.split()
    assert len({width(row) for row in rows}) == 1  # one below the other
    seconds = [float(row.split()[1]) for row in rows]
    assert sum(seconds[:-1]) <= seconds[-1] + 0.01


def test_one_worker_repeats_its_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        solve(city(tmp_path), "-o", tmp_path / name)
    a, b = tmp_path / "a", tmp_path / "b"
    for path in listing(a):
        if (a / path).is_file() and path != "plan.json":
            assert (a / path).read_bytes() == (b / path).read_bytes(), path
    timeless = [{k: v for k, v in document(f).items() if k not in ("wall_s", "timings")}
                for f in (a, b)]  # fmt: skip
    assert json.dumps(timeless[0]) == json.dumps(timeless[1])


def test_other_peoples_files_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    (out / "plan.csv").write_text("old")
    solve(city(tmp_path))
    assert sorted(p.name for p in out.iterdir()) == sorted([*OURS, "notes.txt"])
    assert (out / "plan.csv").read_text().startswith("event_id,")


def test_infeasible(tmp_path: Path) -> None:
    solve(city(tmp_path))
    older = (tmp_path / "out" / "plan.csv").read_bytes()
    said = solve(city(tmp_path, *CLASH), code=1)
    out = tmp_path / "out"
    assert sorted(p.name for p in out.iterdir()) == [
        "plan.json", "plan.old.csv", "plan.old.json", "report.html", "report.xlsx",
    ]  # fmt: skip
    assert (out / "plan.old.csv").read_bytes() == older
    found = document(out)
    assert list(found) == KEYS
    assert (found["status"], found["cost"], found["gap"]) == ("infeasible", None, None)
    assert found["placements"] == found["unplaced"] == []
    assert isinstance(said["conflict"], list)


def test_infeasible_twice_keeps_the_last_plan(tmp_path: Path) -> None:
    solve(city(tmp_path))
    for _ in range(2):
        solve(city(tmp_path, *CLASH), code=1)
    assert (tmp_path / "out" / "plan.old.csv").read_text().startswith("event_id,")


def test_infeasible_is_said(tmp_path: Path) -> None:
    told = run("-w", city(tmp_path, *CLASH), "solve", "--workers", 1)
    assert told.exit_code == 1
    assert told.stdout.startswith("Result: no plan can keep all hard rules\n")


def test_no_plan_in_time_looks_like_none(tmp_path: Path) -> None:
    problem = load(city(tmp_path)).problem
    none = Solution(UNKNOWN, None, None, 5, 1)
    workflow.write_all(tmp_path / "out", workflow.Judged(problem, none, None), "en")
    found = document(tmp_path / "out")
    assert (found["status"], found["cost"], found["bound"]) == ("unknown", None, 5)
    assert not (tmp_path / "out" / "plan.csv").exists()


@pytest.mark.parametrize(
    "args",
    [
        ("--time-limit", 0), ("--time-limit", "soon"), ("--gap", 2), ("--gap", "nan"),
        ("--seed", -1), ("--seed", 1.5), ("--workers", 0), ("--only", "2021-05-01"),
        ("--only", "2021-05-02..2021-05-01"), ("--only", "2021-05-01.."), ("--near", "none.csv"),
        ("--nonsense",), ("extra",), ("--seed",), ("--format", "xml"), ("--lang", "fr"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_usage_writes_nothing(tmp_path: Path, args: tuple[object, ...], lang: str) -> None:
    before = listing(city(tmp_path))
    told = run("-w", tmp_path, "solve", *args, lang=lang)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.strip()
    assert listing(tmp_path) == before


def test_faults_write_nothing(tmp_path: Path) -> None:
    before = listing(city(tmp_path, row(kind="fair"), row(id="x", show_days=0)))
    said = solve(tmp_path, code=2)
    assert [(f["row"], f["column"]) for f in said["errors"]] == [(2, "kind"), (3, "show_days")]
    assert listing(tmp_path) == before


def test_out_that_cannot_be_written_is_refused_first(tmp_path: Path) -> None:
    city(tmp_path)
    for out in (tmp_path / "events.csv", tmp_path / "events.csv" / "below"):
        told = run("-w", tmp_path, "solve", "-o", out)
        assert told.exit_code == 2, told.output
    (tmp_path / "out" / "feeds").mkdir(parents=True)
    (tmp_path / "out" / "feeds" / "thesis.doc").touch()
    assert run("-w", tmp_path, "solve").exit_code == 2
    assert listing(tmp_path / "out") == ["feeds", "feeds/thesis.doc"]


def test_near_charges_changes_and_is_named(tmp_path: Path) -> None:
    city(tmp_path, **{"standing/plan.csv": PLAN.replace("2021-05-20", "2021-05-22")})
    near = tmp_path / "standing" / "plan.csv"
    solve(tmp_path, "--near", near)
    found = document(tmp_path / "out")
    digest = hashlib.sha256(near.read_bytes()).hexdigest()
    assert found["near"] == {"file": "standing/plan.csv", "hash": digest}
    # Two days at 2 × 3 points are cheaper than the change; care's move is not.
    assert starts(found) == {"boats": "2021-05-10", "care": "2021-05-14", "parade": "2021-05-22"}
    assert found["cost_by_rule"] == {"preferred-date": 24, "waste": 2}


def test_rows_of_near_that_name_nothing_are_told(tmp_path: Path) -> None:
    city(tmp_path, **{"near.csv": PLAN + "ghost,expo,h1,2021-05-20\n"})
    told = run("-w", tmp_path, "solve", "--workers", 1, "--near", tmp_path / "near.csv")
    assert told.exit_code == 0
    assert 'near.csv:5 event_id "ghost" names nothing' in told.stderr


def test_only_leaves_others_where_they_are(tmp_path: Path) -> None:
    city(tmp_path, **{"near.csv": PLAN.replace("2021-05-20", "2021-05-28")})
    only = ("--near", tmp_path / "near.csv", "--only", "2021-05-10..2021-05-16")
    solve(tmp_path, *only)
    found = document(tmp_path / "out")
    assert starts(found)["parade"] == "2021-05-28"
    assert found["only"] == {"from": "2021-05-10", "to": "2021-05-16"}
    text = run("-w", tmp_path, "solve", "--workers", 1, *only).stdout
    assert text.startswith("Result: proven best with the other events left alone\n")


@pytest.mark.parametrize("only", ["2021-06-01..2021-06-30", "..2021-04-30", "2022-01-01.."])
def test_only_outside_the_horizon_is_refused(tmp_path: Path, only: str) -> None:
    before = listing(city(tmp_path, **{"near.csv": PLAN}))
    told = run("-w", tmp_path, "solve", "--near", tmp_path / "near.csv", "--only", only)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == (
        "Error: --only shares no day with the horizon, 2021-05-01..2021-05-31. Correct it.\n"
    )
    assert listing(tmp_path) == before


def test_only_may_reach_beyond_the_horizon(tmp_path: Path) -> None:
    city(tmp_path, **{"near.csv": PLAN})
    found = solve(tmp_path, "--near", tmp_path / "near.csv", "--only", "2021-05-31..2021-12-31")
    assert starts(found) == {"boats": "2021-05-10", "care": "2021-05-14", "parade": "2021-05-20"}


def test_without_a_plan_the_ways_out_are_those_of_conflicts(tmp_path: Path) -> None:
    home = city(tmp_path, *CLASH)
    known = solve(home, code=1)["conflicts"]
    assert known == answer("-w", home, "conflicts", code=1)["conflicts"]
    assert known[0]["remedies"]
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    for remedy in known[0]["remedies"]:
        assert remedy["text_zh"] in page


def test_no_way_out_of_what_the_request_holds_in_place(tmp_path: Path) -> None:
    clash = PLAN + "one,expo,h2;h1,2021-05-10\n"
    (tmp_path / "plan.csv").write_text(clash)
    home = city(tmp_path, *ROWS, CLASH[0])
    near = ("--near", tmp_path / "plan.csv", "--only", "2021-05-25..2021-05-28")
    known = solve(home, *near, code=1)["conflicts"]
    assert known
    assert [c["remedies"] for c in known] == [[] for _ in known]
