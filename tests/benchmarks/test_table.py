"""The table command on tiny cities, and what its tables say of given runs."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import family, table
from benchmarks.cities import write_tiny
from benchmarks.family import Instance
from benchmarks.measure import timed
from benchmarks.plot import plot
from benchmarks.results import OURS, Result, path_of, read_result, run, write_result
from benchmarks.tables import (
    Goal,
    at_times_table,
    best_of,
    document,
    even,
    gap_table,
    goals_table,
    losses,
    runs_table,
)

FAMILY = {"town": Instance("town", "4", "--tiny --seed 4", "x", "120", "old", "90", "old")}


def result(solver: str = OURS, **changed: object) -> Result:
    """A run of a minute."""
    one = Result("town", 4, solver, 60.0, 2, 1, "feasible", 110, 100, 60.5, 500.0, 0.0, "",
                 ((2.0, 200, None), (20.0, 130, 80), (50.0, 110, 100)), "2 cores", {"python": "3"}, "2026-01-01", "x")
    return replace(one, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(("seconds", "known"), [
    (1, (None, None)), (2, (200, None)), (30, (130, 80)), (60, (110, 100)), (61, (None, None))])
def test_cost_at_a_time(seconds: float, known: tuple[int | None, int | None]) -> None:
    assert result().at(seconds) == known


def test_a_run_that_ended_early_keeps_its_plan() -> None:
    assert result(wall_s=5.0, trace=((2.0, 110, 110),)).at(300) == (110, 110)
    assert result(cost=None).at(30) == (None, None)


def test_result_is_kept_as_it_is(tmp_path: Path) -> None:
    path = path_of(tmp_path, "town", OURS, 60.0, 2, 1)
    write_result(path, result())
    assert read_result(path) == result()


def test_a_peer_that_ends_with_an_error_says_so(tmp_path: Path) -> None:
    """Its interpreter may lack a package, for instance."""
    write_tiny(tmp_path, seed=4)
    made = run(FAMILY["town"], tmp_path, "nobody", 5.0)
    assert made.status == "unknown"
    assert made.note.startswith("ended with an error: ")
    assert "invalid choice" in made.note


def test_losses_are_told() -> None:
    ours, theirs = result(), result("mip", cost=105, trace=((10.0, 150, None), (55.0, 105, 50)))
    assert losses([ours, theirs], (10, 30, 60)) == [
        "town: HiGHS MIP is ahead after 10 s 150 against 200, after 60 s 105 against 110, at the end of 60 s 105 against 110"]
    assert losses([ours, result("greedy", cost=110, trace=((60.0, 110, None),))], (10, 30, 60)) == []
    assert losses([result(cost=None), theirs], (10,)) == [
        "town: HiGHS MIP is ahead after 10 s 150 against –, at the end of 60 s 105 against –"]


def test_what_is_equal_and_what_is_not_compared_is_told() -> None:
    same = result("greedy", cost=110, trace=((5.0, 150, None), (50.0, 110, None)), wall_s=20.0)
    assert even([result(), same], (10, 60, 300)) == [
        "town: greedy is equal after 60 s", "not compared, for no run of ours lasted so long: town after 300 s"]
    assert even([result()], (10, 300)) == []
    assert "is equal after 60 s" in document([result(), same], (10, 60), FAMILY, [])


def test_nothing_is_bold_where_no_run_of_ours_lasted_so_long() -> None:
    greedy = result("greedy", wall_s=0.5, cost=150, trace=((0.4, 150, None),))
    both = at_times_table([result(), greedy], (60, 300))
    assert "| town | 60 | **110** | 150 |" in both
    assert "| town | 300 | – | 150 |" in both


def test_a_run_that_was_not_made_is_no_loss() -> None:
    greedy = result("greedy", wall_s=0.5, cost=150, trace=((0.4, 150, None),))
    assert losses([result(), greedy], (60, 300)) == []
    # One that was made and has no plan yet is.
    assert losses([result(), greedy], (1,)) == ["town: greedy is ahead after 1 s 150 against –"]


def test_the_best_of_several_limits_counts_at_a_time() -> None:
    short = result(limit_s=30.0, wall_s=30.5, cost=125, bound=70, trace=((15.0, 125, 70),))
    assert "| town | 30 | **125** |" in at_times_table([result(), short], (30, 60))
    assert "| town | 60 | **110** |" in at_times_table([result(), short], (30, 60))
    assert "| town | 125 / 80 (36.00%) |" in gap_table([result(), short], (30,))


def test_best_takes_plans_of_all_and_bounds_of_ours() -> None:
    assert best_of([result(), result("mip", cost=105, bound=104)], FAMILY) == {"town": (105, 100)}
    assert best_of([result("mip", cost=130, bound=125)], FAMILY) == {"town": (120, 90)}


def test_tables_have_their_cells() -> None:
    both = [result(), result("greedy", cost=150, bound=None, trace=((0.5, 150, None),), wall_s=0.6)]
    assert "| town | 10 | 200 | **150** |" in at_times_table(both, (10, 60))
    assert "| town | 60 | **110** | 150 |" in at_times_table(both, (10, 60))
    assert "| town | 130 / 80 (38.46%) | 110 / 100 (9.09%) |" in gap_table(both, (30, 60))
    assert "| town | ours | 60 | 60.5 | feasible | 110 | 100 | 9.09% | 9.09% | 2.0 | 524 |  |" in runs_table(both, FAMILY)
    assert "| town | greedy | 60 | 0.6 | feasible | 150 | – |  | 33.33% | 0.5 | 524 |  |" in runs_table(both, FAMILY)


@pytest.mark.parametrize(("changed", "verdict"), [
    ({}, "reached"), ({"wall_s": 65.0}, "reached"), ({"wall_s": 65.1}, "missed: 65.1 s"), ({"bound": 90}, "missed: gap 18.18%"),
    ({"bound": None}, "missed: gap unknown"), ({"cost": None}, "missed: no plan"), ({"peak_mib": 572.0}, "reached"), ({"peak_mib": 573.0}, "missed: 601 MB"),
    ({"trace": ((4.0, 110, 100),)}, "missed: first plan after 4.0 s")])
def test_goals_are_reached_or_missed(changed: dict[str, object], verdict: str) -> None:
    told = goals_table([result(**changed)], [Goal("town", 60, 60, 0.1, 600)])
    assert told.splitlines()[-1].split(" | ")[-1] == f"{verdict} |"


def test_a_goal_that_is_not_the_limit_has_no_tolerance() -> None:
    assert list(Goal("town", 60, 20, 0.1, 600).missed(result(wall_s=20.1))) == ["20.1 s"]
    assert list(Goal("town", 300, 60, 0.1, 600, None).missed(result(wall_s=60.0, trace=((200.0, 110, 100),)))) == []


def test_goals_are_printed_as_they_were_set() -> None:
    """The figures of the issue, whatever tolerance the verdict has."""
    assert [line.split(" | ")[1:5] for line in goals_table([]).splitlines()[2:]] == [
        ["≤ 10 s", "proven optimal", "≤ 600 MB", "≤ 3 s after loading"],
        ["≤ 20 s", "proven optimal", "≤ 600 MB", "≤ 3 s after loading"],
        ["≤ 20 s", "proven optimal", "≤ 600 MB", "≤ 3 s after loading"],
        ["≤ 60 s", "gap ≤ 0.1%", "≤ 1500 MB", "≤ 3 s after loading"],
        ["≤ 60 s", "gap ≤ 1.0%", "≤ 4000 MB", "≤ 3 s after loading"],
        ["≤ 300 s", "gap ≤ 0.1%", "≤ 4000 MB", "≤ 3 s after loading"],
        ["≤ 300 s", "gap ≤ 1.0%", "≤ 8000 MB", "–"],
        ["≤ 600 s", "gap ≤ 3.0%", "≤ 16000 MB", "≤ 120 s"]]


def test_a_goal_not_run_is_called_so() -> None:
    assert "not run" in goals_table([], [Goal("town", 60, 60, 0.1, 600)])


def test_document_tells_machine_versions_and_what_was_skipped() -> None:
    told = document([result()], (10,), FAMILY, ["timefold: there is no Java"])
    assert told.startswith("Machine: 2 cores. Versions: python 3. Measured 2026-01-01, 2 threads each")
    assert "No peer was ahead" in told
    assert "kept within 5 % + 2 s" in told and "MB are 10^6 bytes" in told
    assert told.endswith("* timefold: there is no Java\n")


def test_plot_is_svg_with_a_line_a_solver_and_our_bound() -> None:
    svg = ET.fromstring(plot([result(), result("greedy", cost=150, trace=((0.5, 150, None),))], FAMILY))
    lines = [one for one in svg.iter("{http://www.w3.org/2000/svg}path") if one.get("stroke-width") == "1.8"]
    assert len(lines) == 3
    assert sum(one.get("stroke-dasharray") is not None for one in lines) == 1


def test_generated_part_is_renewed_alone() -> None:
    old = f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n"
    assert table.insert(old, "new") == f"before\n{table.BEGIN}\n\nnew\n{table.END}\nafter\n"
    assert table.insert(table.insert(old, "new"), "new") == table.insert(old, "new")
    text = table.DOCS.read_text("utf-8")
    assert (text.count(table.BEGIN), text.count(table.END)) == (1, 1)


def test_family_takes_better_figures_of_runs() -> None:
    found = table.improved(FAMILY, [result(), result("mip", cost=105, bound=104)])["town"]
    assert (found.best_cost, found.best_bound) == ("105", "100")
    assert found.cost_from == "mip, 60 s, 2 threads, 2026-01-01"
    assert found.bound_from == "scheduler, 60 s, 2 threads, 2026-01-01"


def test_family_tells_what_proved_a_bound() -> None:
    """A bound of HiGHS' counts less a margin, which the list says."""
    origin = "mixed-integer program of the outline, in floating point"
    found = table.improved(FAMILY, [result(bound_origin=origin)])["town"]
    assert found.bound_from == f"scheduler, 60 s, 2 threads, 2026-01-01; {origin} (HiGHS, less a margin for its tolerances)"
    assert found.cost_from == "scheduler, 60 s, 2 threads, 2026-01-01"
    exact = table.improved(FAMILY, [result(bound_origin="CP-SAT on all that a better plan could use")])["town"]
    assert exact.bound_from == "scheduler, 60 s, 2 threads, 2026-01-01; CP-SAT on all that a better plan could use"


def test_a_result_of_before_has_no_origin(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    write_result(path, result())
    raw = json.loads(path.read_text("utf-8"))
    assert raw.pop("bound_origin") is None
    path.write_text(json.dumps(raw), "utf-8")
    assert read_result(path) == result()


def test_a_command_that_lasts_is_ended(tmp_path: Path) -> None:
    went = timed(["sleep", "60"], tmp_path, 1, 0.2)
    assert went.killed and went.wall_s < 30
    assert timed(["sh", "-c", "echo no >&2; exit 3"], tmp_path, 1, 60).errors == "no\n"


@pytest.fixture
def tiny_family(tmp_path: Path) -> Path:
    """A family of one tiny city, and a document to write into."""
    write_tiny(tmp_path / "town", seed=4)
    events = len((tmp_path / "town" / "events.csv").read_text("utf-8").splitlines()) - 1
    one = Instance("tiny-town", str(events), "--tiny --seed 4", family.inputs_hash(tmp_path / "town"))
    family.write_family({one.name: one}, tmp_path / "family.csv")
    (tmp_path / "doc.md").write_text(f"# Runs\n\n{table.BEGIN}\n{table.END}\n\nThe end.\n", "utf-8")
    return tmp_path


def arguments(folder: Path, *more: str) -> list[str]:
    return ["--results", str(folder / "runs"), "--family", str(folder / "family.csv"), "--instances", "tiny-town",
            "--limits", "20", "--times", "10", "20", "--threads", "1", "--docs", str(folder / "doc.md"),
            "--plot", str(folder / "plot.svg"), *more]


def test_command_measures_tells_and_writes(tiny_family: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ours and three peers on the same files; a second call runs nothing."""
    peers = ["--peers", "greedy", "interval", "mip"]
    assert table.main(arguments(tiny_family, *peers, "--write")) == 0
    said = capsys.readouterr().out
    runs = [read_result(path) for path in (tiny_family / "runs").glob("*/*.json")]
    assert {one.solver for one in runs} == {OURS, "greedy", "interval", "mip"}
    exact = {one.solver: (one.status, one.cost, one.bound) for one in runs if one.solver != "greedy"}
    assert set(exact.values()) == {("optimal", 213, 213)}
    assert "| tiny-town | ours | 20 |" in said
    assert "No peer was ahead" in said or "is ahead" in said
    text = (tiny_family / "doc.md").read_text("utf-8")
    assert "### Every run" in text and text.endswith("The end.\n")
    assert str(tiny_family) not in text
    one = family.read_family(tiny_family / "family.csv")["tiny-town"]
    assert one.optimal == "proven"
    ours = next(one for one in runs if one.solver == OURS)
    assert ours.bound_origin and one.bound_from.endswith(f"; {ours.bound_origin}")
    ET.parse(tiny_family / "plot.svg")
    assert table.main(arguments(tiny_family, *peers)) == 0
    again = capsys.readouterr().out
    assert not any(line.startswith("tiny-town ") for line in again.splitlines())
    assert "| tiny-town | ours | 20 |" in again


def test_command_shows_nothing_where_nothing_was_run(tiny_family: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert table.main(arguments(tiny_family, "--only-show")) == 0
    assert capsys.readouterr().out == "no runs\n"
    with pytest.raises(SystemExit, match="not in family.csv: nowhere"):
        table.main(["--results", str(tiny_family / "runs"), "--instances", "nowhere"])
