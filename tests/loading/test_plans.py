"""Plans from any file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from workspaces import loaded, only

from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.domain.span import day_of
from scheduler.errors import Fault, InputError
from scheduler.loading import read_plan

HEADER = "event_id,venue_id,hall_ids,show_first"
MAY_1 = day_of("2021-05-01")


@pytest.fixture
def problem(tmp_path: Path) -> Problem:
    return loaded(tmp_path).problem


def plan(folder: Path, problem: Problem, data: str | bytes, name: str = "plan.csv") -> Plan:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_plan(folder / name, problem)


def plan_faults(
    folder: Path, problem: Problem, data: str | bytes, name: str = "plan.csv"
) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        plan(folder, problem, data, name)
    assert {f.file for f in caught.value.faults} == {(folder / name).as_posix()}
    return caught.value.faults


def test_csv(tmp_path: Path, problem: Problem) -> None:
    data = f"{HEADER},extra\n\nboat-show,expo,h2; expo/h1,2021/5/1,x\nother,nowhere,,2021-05-01,\n"
    assert plan(tmp_path, problem, data) == Plan(
        (
            Placement("boat-show", "expo", ("h2", "h1"), MAY_1, (), 3),
            Placement("other", "nowhere", (), MAY_1, (), 4),
        )
    )


def test_hall_of_another_venue_is_for_the_audit(tmp_path: Path, problem: Problem) -> None:
    data = f"{HEADER}\nboat-show,expo,forum/plenary;h1;h1,2021-05-01\n"
    assert plan(tmp_path, problem, data).placements[0].hall_ids == ("forum/plenary", "h1", "h1")


def test_stated_dates(tmp_path: Path, problem: Problem) -> None:
    data = f"{HEADER},show_last,tenancy_first,tenancy_last\n"
    data += "boat-show,expo,h1,2021-05-01,2021-05-03,,2021-05-04\n"
    stated = plan(tmp_path, problem, data).placements[0].stated
    assert stated == (("show_last", MAY_1 + 2), ("tenancy_last", MAY_1 + 3))


def test_xlsx(tmp_path: Path, problem: Problem) -> None:
    from datetime import date

    book = openpyxl.Workbook()
    book.active.append(HEADER.split(","))
    book.active.append(["boat-show", "expo", "h1;h2", date(2021, 5, 1)])
    book.save(tmp_path / "p.xlsx")
    assert read_plan(tmp_path / "p.xlsx", problem).placements == (
        Placement("boat-show", "expo", ("h1", "h2"), MAY_1, (), 2),
    )


def test_xlsx_with_formulas_that_nobody_computed(tmp_path: Path, problem: Problem) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER.split(","))
    book.active.append(["boat-show", "=A1", "=B1", "=C1"])
    book.save(tmp_path / "p.xlsx")
    with pytest.raises(InputError) as caught:
        read_plan(tmp_path / "p.xlsx", problem)
    assert [(f.row, f.column, f.value) for f in caught.value.faults] == [
        (2, "venue_id", "=A1"), (2, "hall_ids", "=B1"), (2, "show_first", "=C1"),
    ]  # fmt: skip


PLACED: dict[str, Any] = {
    "event_id": "boat-show", "venue_id": "expo", "hall_ids": ["h1", "h2"],
    "show_first": "2021-05-01", "show_last": "2021-05-03", "status": "", "cost": 3,
}  # fmt: skip


@pytest.mark.parametrize("content", [[PLACED], {"status": "optimal", "placements": [PLACED]}])
def test_json(tmp_path: Path, problem: Problem, content: object) -> None:
    assert plan(tmp_path, problem, json.dumps(content), "p.json").placements == (
        Placement("boat-show", "expo", ("h1", "h2"), MAY_1, (("show_last", MAY_1 + 2),), None),
    )


@pytest.mark.parametrize("data", [HEADER, '{"status": "feasible", "placements": []}', "[]"])
def test_empty_plan(tmp_path: Path, problem: Problem, data: str) -> None:
    assert plan(tmp_path, problem, data) == Plan()


@pytest.mark.parametrize(
    "data",
    [
        '{"status": "infeasible", "placements": null}',
        '{"status": "infeasible", "placements": []}',
        '{"status": "unknown", "placements": null}',
        "{}",
    ],
)
def test_no_plan(tmp_path: Path, problem: Problem, data: str) -> None:
    fault = only(plan_faults(tmp_path, problem, data, "p.json"))
    assert fault.message.en == "holds no plan; solve again until there is one"


@pytest.mark.parametrize(
    ("cells", "row", "column", "value", "message"),
    [
        (",expo,h1,2021-05-01", 2, "event_id", "", "must be an id; fill it in"),
        ("a,,h1,2021-05-01", 2, "venue_id", "", "must be an id; fill it in"),
        ("a,expo,h1,", 2, "show_first", "", "must be filled in"),
        ("a,expo,h1,20210501", 2, "show_first", "20210501",
         "must be a date like 2021-04-01. Maybe 2021-05-01?"),
        ("a,expo,h1,2021-05-01,x", 2, None, "x",
         "cell 5 stands under no column name; check commas and quotes"),
    ],
)  # fmt: skip
def test_bad_rows(
    tmp_path: Path,
    problem: Problem,
    cells: str,
    row: int,
    column: str | None,
    value: str,
    message: str,
) -> None:
    fault = only(plan_faults(tmp_path, problem, f"{HEADER}\n{cells}\n"))
    assert (fault.row, fault.column, fault.value) == (row, column, value)
    assert fault.message.en == message


def test_missing_columns(tmp_path: Path, problem: Problem) -> None:
    found = plan_faults(tmp_path, problem, "event,venue_id,hall_ids\n")
    assert [(f.row, f.column, f.message.en) for f in found] == [
        (1, "event_id", "column is missing; add it. Maybe event?"),
        (1, "show_first", "column is missing; add it"),
    ]


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"event_id": None}, "placements[0].event_id"),
        ({"venue_id": ["expo"]}, "placements[0].venue_id"),
        ({"hall_ids": 5}, "placements[0].hall_ids"),
        ({"hall_ids": [None]}, "placements[0].hall_ids"),
        ({"show_first": 20210501}, "placements[0].show_first"),
        ({"show_last": "2021-05-32"}, "placements[0].show_last"),
        ({"event_id": "\ud800"}, "placements[0].event_id"),
    ],
)
def test_bad_json_cells(
    tmp_path: Path, problem: Problem, change: dict[str, Any], column: str
) -> None:
    data = json.dumps({"placements": [PLACED | change]})
    fault = only(plan_faults(tmp_path, problem, data, "p.json"))
    assert (fault.row, fault.column) == (None, column)


@pytest.mark.parametrize(
    "data",
    ["", "{", "[" * 100_000, '{"placements": 5}', "5", "[5]", f"[{'9' * 100_000}]", "\0", b"\xff"],
)
def test_no_json(tmp_path: Path, problem: Problem, data: str | bytes) -> None:
    only(plan_faults(tmp_path, problem, data, "p.json"))


def test_a_heading_below_a_title_is_one_fault(tmp_path: Path, problem: Problem) -> None:
    """Not one for each cell below the title."""
    data = f"展览计划,,,\n\n{HEADER}\nboat-show,expo,h1,2021-05-01\n{HEADER}\n"
    (found,) = plan_faults(tmp_path, problem, data)
    assert (found.row, found.message.zh) == (3, "列名在第 3 行，须在第 1 行；请删去其上各行")
    again = plan_faults(tmp_path, problem, f"{HEADER}\n{HEADER}\n")
    assert [(f.row, f.column) for f in again] == [(2, "show_first")]


def test_columns_in_another_case_are_guessed_and_other_sheets_named(
    tmp_path: Path, problem: Problem
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Event_ID ", "VENUE_ID", "hall_ids", "show_first"])
    book.create_sheet("plan").append(HEADER.split(","))
    book.save(tmp_path / "p.xlsx")
    found = plan_faults(tmp_path, problem, (tmp_path / "p.xlsx").read_bytes(), "p.xlsx")
    assert [f.message.en.partition(". Maybe ")[2] for f in found] == ["Event_ID?", "VENUE_ID?"]
    assert all("no other sheet is read" in f.message.en for f in found)


def test_missing_file(tmp_path: Path, problem: Problem) -> None:
    with pytest.raises(InputError) as caught:
        read_plan(tmp_path / "none.csv", problem)
    assert only(caught.value.faults).message.en == "is missing; add the file"


def test_unknown_names_on_request(tmp_path: Path, problem: Problem) -> None:
    (tmp_path / "p.csv").write_text(
        f"{HEADER}\nboat-shw,expo,h9,2021-05-01\nboat-show,expos,h1,2021-05-01\n"
    )
    assert len(read_plan(tmp_path / "p.csv", problem)) == 2
    with pytest.raises(InputError) as caught:
        read_plan(tmp_path / "p.csv", problem, allow_unknown=False)
    assert [(f.row, f.column, f.value, f.message.en) for f in caught.value.faults] == [
        (2, "event_id", "boat-shw", "is no event. Maybe boat-show?"),
        (2, "hall_ids", "h9", "is no hall there"),
        (3, "venue_id", "expos", "is no venue. Maybe expo?"),
    ]


@pytest.mark.parametrize(
    ("content", "en", "zh"),
    [
        (b"[" * 100_000, "is nested too deeply to be a plan", "嵌套过深，不是方案"),
        (b"[" + b"9" * 5000 + b"]", "holds a number of too many digits to be a plan",
         "含位数过多的数，不是方案"),
        (b"[\n{]", "is not proper JSON (line 2)", "第 2 行不是合法的 JSON"),
    ],
)  # fmt: skip
def test_what_is_no_json(
    tmp_path: Path, problem: Problem, content: bytes, en: str, zh: str
) -> None:
    message = only(plan_faults(tmp_path, problem, content, "p.json")).message
    assert (message.en, message.zh) == (en, zh)
