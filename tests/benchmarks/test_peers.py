"""The peers: what they model is the contract; their plans are judged by the independent checker."""

from __future__ import annotations

import importlib.util
import json
import random
import time
from pathlib import Path

import pytest

from benchmarks import peer, validate
from benchmarks.cities import write_city, write_tiny
from benchmarks.peers import greedy, interval, mip
from benchmarks.peers.bits import mask, nearest, numbers, runs, span
from benchmarks.peers.counters import Counters, Effect, Unit
from benchmarks.peers.run import Places, Run, write_plan
from benchmarks.peers.sheet import Sheet
from benchmarks.peers.world import World

TINY = range(1, 41)
PATIENCE_S = 600.0


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Tiny cities, feasible or not."""
    folder = tmp_path_factory.mktemp("tiny")
    for seed in TINY:
        write_tiny(folder / str(seed), seed=seed)
    return {seed: folder / str(seed) for seed in TINY}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city of forty events with everything in it."""
    folder = tmp_path_factory.mktemp("town")
    write_city(folder, events=40, seed=13, colocation=0.3, bookings=0.2)
    return folder


def run_of(folder: Path, limit: float = PATIENCE_S) -> Run:
    return Run(World.read(folder), time.time(), limit, threads=1)


def judged(folder: Path, run: Run, tmp_path: Path) -> int:
    """The checker's cost of a run's plan, which must be legal."""
    assert run.places is not None
    write_plan(tmp_path / "plan.csv", run.world, run.places)
    found = validate.score(folder, tmp_path / "plan.csv")
    assert found["broken"] == []
    return int(found["cost"])


@pytest.mark.parametrize("seed", TINY)
def test_two_models_of_the_contract_agree(tiny: dict[int, Path], seed: int, tmp_path: Path) -> None:
    """Intervals and time-indexed rows prove the same optimum, or both that there is no plan."""
    first, second = run_of(tiny[seed]), run_of(tiny[seed])
    interval.solve(first)
    mip.solve(second)
    assert first.status == second.status
    assert first.status in ("optimal", "infeasible")
    if first.status == "optimal":
        assert judged(tiny[seed], first, tmp_path) == judged(tiny[seed], second, tmp_path) == first.best
        assert first.trace[-1][1:] == (first.best, first.best)


def test_the_tiny_cities_say_something(tiny: dict[int, Path]) -> None:
    """Some have no plan, most have one with events in it."""
    runs_ = [run_of(tiny[seed]) for seed in TINY]
    for run in runs_:
        interval.solve(run)
    assert sum(run.status == "infeasible" for run in runs_) >= 3
    assert sum(bool(run.places) for run in runs_) >= 15


@pytest.mark.parametrize("seed", TINY)
def test_greedy_is_legal_and_never_below_the_optimum(tiny: dict[int, Path], seed: int, tmp_path: Path) -> None:
    mine, best = run_of(tiny[seed]), run_of(tiny[seed])
    greedy.solve(mine)
    if mine.places is None:
        assert mine.note == "the greedy plan misses coverage or a booking"
        return
    interval.solve(best)
    assert judged(tiny[seed], mine, tmp_path) == mine.best
    assert best.best is not None and mine.best is not None and best.best <= mine.best


@pytest.mark.parametrize("options", [{"seed": 1}, {"seed": 2, "tightness": 0.9, "colocation": 0.4},
                                     {"seed": 3, "rooms": 0.7, "bookings": 0.5}, {"seed": 4, "protection": 150}])
def test_greedy_plans_whole_cities(tmp_path: Path, options: dict[str, float]) -> None:
    write_city(tmp_path, events=60, **options)  # type: ignore[arg-type]
    run = run_of(tmp_path)
    greedy.solve(run)
    if run.places is None:
        assert run.note
    else:
        assert judged(tmp_path, run, tmp_path) == run.best


def test_a_sheet_keeps_its_count(town: Path, tmp_path: Path) -> None:
    """Events that come and go leave a legal plan whose points the checker counts the same."""
    world, rng = World.read(town), random.Random(5)
    sheet = Sheet(world)
    empty = sheet.cost
    for group in greedy.order(world):
        greedy.place(sheet, group)
    for _ in range(60):
        group = rng.choice(world.groups)
        for e in group:
            if e in sheet.places:
                sheet.remove(e)
        greedy.place(sheet, group)
    write_plan(tmp_path / "plan.csv", world, sheet.places)
    found = validate.score(town, tmp_path / "plan.csv")
    assert {text.split(":")[0] for text in found["broken"]} <= {"booking", "coverage"}
    assert sheet.cost == found["cost"] - found["cost_by_rule"].get("coverage", 0)
    assert sheet.points is None or sheet.points == found["cost"]
    for e in list(sheet.places):
        sheet.remove(e)
    assert sheet.cost == empty


def counted(counters: Counters, places: Places) -> tuple[int, int]:
    """Rules broken and points of a plan, by the rows alone."""
    world, broken, points = counters.world, 0, 0
    totals = [[0] * world.days for _ in counters.free]
    covered = [0] * len(counters.goals)

    def add(effects: list[Effect], start: int) -> None:
        for row, first, length, amount in effects:
            for day in range(max(0, start + first), min(world.days, start + first + length)):
                totals[row][day] += amount

    for unit in counters.units:
        at = [places.get(e) for e in unit.events]
        option = next((one for one in unit.options if one.ways == tuple(a[0] for a in at if a)), None)
        if option is None or at[0] is None:
            points, broken = points + unit.unplaced, broken + unit.booked
            continue
        start = at[0][1]
        broken += not option.legal >> start & 1
        points += option.points + unit.costs[start]
        add(option.effects + unit.effects, start)
        for n in unit.covers:
            covered[n] += 1
    for row, days in enumerate(totals):
        over = sum(-(-max(0, total - counters.free[row]) // counters.unit[row]) for total in days)
        broken, points = (broken + over, points) if counters.hard[row] else (broken, points + over * counters.price[row])
    missing = sum(max(0, most - has) for most, has in zip(counters.goals, covered, strict=True))
    return (broken + missing, points) if world.coverage_is_hard else (broken, points + missing * world.city.weight("coverage"))


def test_rows_by_the_day_say_what_the_checker_says(town: Path, tmp_path: Path) -> None:
    """The tables for a local search: the points of a legal plan, and that a moved one breaks a rule."""
    world, rng = World.read(town), random.Random(3)
    counters = Counters(world)
    run = run_of(town)
    greedy.solve(run)
    assert run.places is not None
    assert counted(counters, run.places) == (0, run.best)
    seen = {True: 0, False: 0}
    for _ in range(120):
        unit: Unit = rng.choice(counters.units)
        start, option = rng.choice(unit.starts), rng.choice(unit.options)
        moved = run.places | {e: (way, start) for e, way in zip(unit.events, option.ways, strict=True)}
        write_plan(tmp_path / "plan.csv", world, moved)
        found = validate.score(town, tmp_path / "plan.csv")
        broken, points = counted(counters, moved)
        assert (broken == 0) == found["legal"], found["broken"]
        assert points == found["cost"]
        seen[found["legal"]] += 1
    assert min(seen.values()) >= 10


@pytest.mark.parametrize("name", ["greedy", "interval", "mip"])
def test_command_writes_plan_and_trace(town: Path, tmp_path: Path, name: str) -> None:
    status = peer.main([name, str(town), "-o", str(tmp_path), "--limit", "4", "--threads", "1", "--began", str(time.time())])
    said = json.loads((tmp_path / "trace.json").read_text("utf-8"))
    assert (status == 0) == (tmp_path / "plan.csv").exists()
    assert status in (0, 3)
    if status == 0:
        found = validate.score(town, tmp_path / "plan.csv")
        assert found["legal"]
        assert said["trace"][-1][1] >= found["cost"]


def test_no_time_is_no_plan(town: Path) -> None:
    for one in (greedy, interval, mip):
        run = run_of(town, limit=0)
        one.solve(run)
        assert run.places is None
        assert run.note


@pytest.mark.skipif(importlib.util.find_spec("timefold") is not None, reason="the package timefold is here")
def test_timefold_is_skipped_with_a_line(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert peer.main(["timefold", str(town), "-o", str(tmp_path)]) == 4
    said = capsys.readouterr().err.strip()
    assert said.startswith("timefold: there is no Java") or said.startswith("timefold: Java is there without") or said.startswith("timefold: the package timefold")
    assert len(said.splitlines()) == 1


@pytest.mark.skipif(importlib.util.find_spec("timefold") is None, reason="the package timefold is not here")
def test_timefold_improves_the_greedy_plan(town: Path, tmp_path: Path) -> None:
    assert peer.main(["timefold", str(town), "-o", str(tmp_path), "--limit", "30", "--began", str(time.time())]) == 0
    assert validate.score(town, tmp_path / "plan.csv")["legal"]


def test_sets_of_days() -> None:
    days = span(2, 5) | span(7, 9)
    assert list(numbers(days)) == [2, 3, 4, 7, 8]
    assert list(numbers(runs(days, 2, 10))) == [2, 3, 7]
    assert runs(days, 0, 10) == span(0, 10)
    assert [n for n, one in enumerate(mask(days, 10)) if one] == [2, 3, 4, 7, 8]
    assert [nearest(days, wish) for wish in (0, 3, 5, 6, 9)] == [2, 3, 4, 7, 8]
    assert nearest(0, 3) is None
    assert span(-3, 2) == 3 and span(4, 4) == 0
