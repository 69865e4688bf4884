"""plan.csv and plan.json, and the folder they are put into."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.audit import audit
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.solution import Solution
from scheduler.domain.span import day_of
from scheduler.errors import UsageError
from scheduler.outputs import bundle
from scheduler.outputs.origin import Origin, versions
from scheduler.outputs.tables import plan_document, plan_rows, write_plan_csv, write_plan_json
from tests.outputs.report_factory import PLAN, city, hopeless, outcome

CSV = """\
event_id,venue_id,hall_ids,tenancy_first,show_first,show_last,tenancy_last,status,cost
evil,expo,h4,2021-05-12,2021-05-12,2021-05-12,2021-05-12,,4
tea,expo,h1;h2,2021-05-12,2021-05-15,2021-05-18,2021-05-19,definite,19
summit,forum,plenary,2021-05-19,2021-05-20,2021-05-21,2021-05-21,tentative,60
fair,square,,2021-06-05,2021-06-05,2021-06-07,2021-06-07,proposed,0
"""


def test_csv_byte_for_byte(tmp_path: Path) -> None:
    write_plan_csv(tmp_path / "plan.csv", audit(city(), PLAN))
    assert (tmp_path / "plan.csv").read_bytes() == CSV.encode()
    assert [p.name for p in tmp_path.iterdir()] == ["plan.csv"]


def test_halls_in_the_order_of_the_venue_and_ties_by_id() -> None:
    problem = city()
    day = day_of("2021-06-01")
    plan = Plan(
        (
            Placement("tea", "expo", ("h3", "h1", "h2"), day),
            Placement("fair", "square", (), day),
        )
    )
    rows = plan_rows(audit(problem, plan))
    assert [(r["event_id"], r["hall_ids"]) for r in rows] == [
        ("fair", []), ("tea", ["h1", "h2", "h3"]),
    ]  # fmt: skip


def test_document_of_a_plan() -> None:
    o = outcome()
    found = plan_document(o.problem, replace(o.solution, bound=9), o.audit)
    assert o.audit is not None
    assert found["city"] == "bayport"
    assert (found["cost"], found["bound"]) == (o.audit.cost, 9)
    assert found["gap"] == (o.audit.cost - 9) / o.audit.cost
    assert found["cost_by_rule"] == dict(o.audit.cost_by_rule)
    assert list(found["cost_by_event"]) == sorted(found["cost_by_event"])
    assert found["unplaced"] == [
        {"event_id": "lost", "priority": 3, "why_zh": "没有足够大的展厅",
         "why_en": "no hall is large enough"},
    ]  # fmt: skip
    assert found["coverage"] == {
        "food": {"brand_events": 1, "events": 2},
        "ocean": {"brand_events": 1, "events": 1},
        "trade": {"brand_events": 1, "events": 2},
    }
    assert found["near"] is None
    assert "only" not in found


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_document_without_a_plan(status: str) -> None:
    o = hopeless(status)
    found = plan_document(o.problem, o.solution, None)
    blank = ("cost", "bound", "gap", "near")
    assert {k: found[k] for k in blank} == dict.fromkeys(blank)
    empty = ("cost_by_rule", "cost_by_event", "placements", "unplaced", "coverage")
    assert not any(found[k] for k in empty)
    assert found["status"] == status


def test_document_names_what_it_was_made_against(tmp_path: Path) -> None:
    o = outcome()
    origin = Origin("standing.csv", "abc", (day_of("2021-05-01"), day_of("2021-05-31")))
    write_plan_json(tmp_path / "plan.json", o.problem, o.solution, o.audit, origin)
    found = json.loads((tmp_path / "plan.json").read_bytes())
    assert found["near"] == {"file": "standing.csv", "hash": "abc"}
    assert found["only"] == {"from": "2021-05-01", "to": "2021-05-31"}
    assert list(found)[-1] == "only"


def test_json_is_readable_and_ends_with_a_line(tmp_path: Path) -> None:
    o = outcome()
    write_plan_json(tmp_path / "plan.json", o.problem, o.solution, o.audit)
    data = (tmp_path / "plan.json").read_bytes()
    assert "没有足够大的展厅".encode() in data
    assert data.endswith(b"\n}\n")
    assert b"\r" not in data


def test_versions() -> None:
    assert list(versions())[:3] == ["scheduler", "python", "ortools"]


def test_gap_is_null_without_a_bound() -> None:
    o = outcome()
    plain = Solution("feasible", PLAN, o.solution.cost, None, 1)
    assert plan_document(o.problem, plain, o.audit)["gap"] is None


# -- the folder


def _writes(*names: str) -> Callable[[Path], None]:
    def fill(folder: Path) -> None:
        for name in names:
            (folder / name).write_text("new")

    return fill


def _texts(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text() for p in sorted(folder.iterdir())}


def test_install_replaces_and_keeps(tmp_path: Path) -> None:
    for name in ("a", "mine"):
        (tmp_path / name).write_text("old")
    assert bundle.install(tmp_path, _writes("a", "b")) == [tmp_path / "a", tmp_path / "b"]
    assert _texts(tmp_path) == {"a": "new", "b": "new", "mine": "old"}


def test_install_retires(tmp_path: Path) -> None:
    for name in ("a", "b", "b.old"):
        (tmp_path / name).write_text(name)
    bundle.install(tmp_path, _writes("c"), {"a": None, "b": "b.old", "none": "none.old"})
    assert _texts(tmp_path) == {"b.old": "b", "c": "new"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, ValueError])
def test_install_leaves_nothing_when_writing_fails(
    tmp_path: Path, error: type[BaseException]
) -> None:
    (tmp_path / "a").write_text("old")

    def fill(folder: Path) -> None:
        (folder / "a").write_text("new")
        raise error

    with pytest.raises(UsageError if error is OSError else error):
        bundle.install(tmp_path, fill)
    with pytest.raises(UsageError if error is OSError else error):
        bundle.install(tmp_path / "x" / "y", fill)
    assert _texts(tmp_path) == {"a": "old"}


def test_install_takes_moves_back(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("old")

    def fill(folder: Path) -> None:
        _writes("a", "b")(folder)
        # A folder where the old b should be put aside stops the second move.
        (folder.parent / "old" / "b" / "in-the-way").mkdir(parents=True)

    with pytest.raises(UsageError):
        bundle.install(tmp_path, fill, {"gone": None})
    assert _texts(tmp_path) == {"a": "old", "b": "old"}


def test_a_linked_folder_keeps_its_link(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "old.ics").touch()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "feeds").symlink_to(tmp_path / "web")

    def fill(folder: Path) -> None:
        (folder / "feeds").mkdir()
        (folder / "feeds" / "new.ics").touch()

    bundle.install(tmp_path / "out", fill)
    assert (tmp_path / "out" / "feeds").is_symlink()
    assert [p.name for p in (tmp_path / "web").iterdir()] == ["new.ics"]
