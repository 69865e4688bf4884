"""Tests that generated city-years are legal by both judges, and like real ones."""

from __future__ import annotations

import csv
import json
import statistics
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from benchmarks.cities import main as cities
from benchmarks.cities import write_city
from scheduler.audit import audit
from scheduler.loading import load, read_plan

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))  # the checker's files import each other

import checker_inputs
import checker_rules

Row = dict[str, Any]
CASES: list[Row] = [
    {"events": 103, "seed": 1}, {"events": 103, "seed": 2, "tightness": 0.8}, {"events": 103, "seed": 3, "shows": "long"},
    {"events": 12, "seed": 4, "protection": 0, "colocation": 0.5, "bookings": 1.0},
    {"events": 300, "seed": 5, "rooms": 0.6, "windows": "year", "colocation": 0.4, "closures": 12},
    {"events": 150, "seed": 53, "protection": 200, "bookings": 0.5, "tightness": 0.9, "windows": "weeks"},
    {"events": 2, "seed": 6, "rooms": 0.0}, {"events": 40, "seed": 7, "rooms": 1.0}]


def rows_of(folder: Path, name: str) -> list[Row]:
    """Read a table of the workspace."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def exhibition_halls(folder: Path) -> dict[tuple[str, str], list[tuple[date, date | None]]]:
    """Return the indoor halls with an area of the exhibition centres, with their closures."""
    venues = YAML(typ="safe").load((folder / "venues.yaml").read_text("utf-8"))["venues"]
    return {(venue["id"], hall["id"]): [(one["from"], one["to"]) for one in venue["closures"] + hall["closures"]]
            for venue in venues for hall in venue["halls"] if "gross_m2" in hall and "outdoor" not in hall}


def peak_days() -> set[date]:
    """Return the days of May, September and October."""
    days = (date(2021, 4, 1) + timedelta(n) for n in range(275))
    return {one for one in days if one.month in (5, 9, 10)}


def met(folder: Path) -> float:
    """Recount the tightness from the files alone."""
    halls, peak = exhibition_halls(folder), peak_days()
    there = sum(not any(a <= one <= (b or one) for a, b in closed) for closed in halls.values() for one in peak)
    taken = sum((row["venue_id"], hall) in halls and row["tenancy_first"] <= one.isoformat() <= row["tenancy_last"]
                for row in rows_of(folder, "hidden/plan.csv") for hall in row["hall_ids"].split(";") for one in peak)
    return taken / there


@pytest.mark.parametrize("options", CASES)
def test_hidden_plan_is_legal_by_both_judges(tmp_path: Path, options: Row) -> None:
    """Audit and independent checker find nothing hard, and the same cost; the inputs raise no doubt."""
    write_city(tmp_path, **options)
    loaded = load(tmp_path)
    judged = audit(loaded.problem, read_plan(tmp_path / "hidden" / "plan.csv", loaded.problem))
    second = checker_rules.audit(checker_inputs.load(tmp_path), rows_of(tmp_path, "hidden/plan.csv"), None)
    assert judged.hard == ()
    assert [one for one in second["findings"] if one["hard"]] == []
    assert judged.cost == second["cost"]
    assert "unplaced" not in judged.cost_by_rule
    assert loaded.warnings == ()


@pytest.mark.parametrize("options", [
    {"events": 103, "seed": 1}, {"events": 103, "seed": 2}, {"events": 103, "seed": 3, "tightness": 0.8},
    {"events": 300, "seed": 1, "tightness": 0.3}, {"events": 300, "seed": 2, "tightness": 0.8},
    {"events": 600, "seed": 1}, {"events": 103, "seed": 4, "shows": "long"}])
def test_tightness_can_be_recounted(tmp_path: Path, options: Row) -> None:
    """The share of hall-days in the peak months is as asked, to a tenth, and as noted."""
    write_city(tmp_path, **options)
    share, noted = met(tmp_path), json.loads((tmp_path / "hidden" / "city.json").read_text("utf-8"))
    assert share == pytest.approx(options.get("tightness", 0.5), rel=0.1)
    assert share == pytest.approx(noted["tightness_met"], abs=1e-4)


def test_halls_follow_the_events(tmp_path: Path) -> None:
    """A city of 103 has about 49 halls and rooms, one of 300 three times, a tighter one fewer halls."""
    sizes = {}
    for name, options in (("usual", {"events": 103}), ("tight", {"events": 103, "tightness": 0.8}),
                          ("large", {"events": 309})):
        numbers = []
        for seed in range(1, 4):
            folder = tmp_path / f"{name}-{seed}"
            write_city(folder, seed=seed, **options)
            venues = YAML(typ="safe").load((folder / "venues.yaml").read_text("utf-8"))["venues"]
            numbers.append((sum(len(venue["halls"]) for venue in venues), len(exhibition_halls(folder))))
        sizes[name] = [statistics.mean(one) for one in zip(*numbers, strict=True)]
    assert 44 <= sizes["usual"][0] <= 56
    assert 2.4 <= sizes["large"][0] / sizes["usual"][0] <= 3.3
    assert sizes["tight"][1] < 0.8 * sizes["usual"][1]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_events_keep_to_the_practice_of_the_trade(tmp_path: Path, seed: int) -> None:
    """Days, areas, leaders and seasons lie where docs/data.md and practice have them."""
    write_city(tmp_path, events=103, seed=seed)
    rows = rows_of(tmp_path, "events.csv")
    columns = ("show_days", "move_in_days", "move_out_days")
    tenancy = {kind: [sum(int(row[key]) for key in columns) for row in rows if row["kind"] == kind]
               for kind in ("exhibition", "conference", "festival")}
    assert 5 <= statistics.mean(tenancy["exhibition"]) <= 8 and max(tenancy["exhibition"]) <= 12
    assert max(tenancy["conference"]) <= 6 and min(tenancy["festival"]) >= 15
    areas = sorted(int(row["gross_m2"]) for row in rows if row["kind"] == "exhibition")
    assert 20_000 <= statistics.mean(areas) <= 30_000 and areas[-1] >= 50_000
    assert 0.15 <= sum(row["leaders_open"] == "true" for row in rows) / len(rows) <= 0.2
    months = Counter(row["show_first"][5:7] for row in rows_of(tmp_path, "hidden/plan.csv"))
    assert sum(months[one] for one in ("05", "09", "10")) > 0.4 * len(rows)


def test_wishes_clash_but_are_near(tmp_path: Path) -> None:
    """Most organisers wish for a day near the hidden place, many not for just that day."""
    write_city(tmp_path, events=103, seed=1)
    places = {row["event_id"]: row for row in rows_of(tmp_path, "hidden/plan.csv")}
    wished = [row for row in rows_of(tmp_path, "events.csv") if row["preferred_start"]]
    moved = [abs((date.fromisoformat(row["preferred_start"])
                  - date.fromisoformat(places[row["id"]]["show_first"])).days) for row in wished]
    assert max(moved) <= 14
    assert 0.25 <= sum(map(bool, moved)) / len(moved) <= 0.75
    at_home = sum(places[row["id"]]["venue_id"] == row["preferred_venue"] for row in rows_of(tmp_path, "events.csv"))
    assert at_home >= 0.6 * len(places)


def figures(folder: Path) -> dict[str, float]:
    """What the generator's options are about, counted in the files."""
    rows = rows_of(folder, "events.csv")
    policy = YAML(typ="safe").load((folder / "policy.yaml").read_text("utf-8"))
    return {"events": len(rows), "rooms": sum(row["kind"] == "conference" for row in rows),
            "bookings": sum(bool(row["booked_start"]) for row in rows), "protection": policy["date_protection"]["days"],
            "colocation": sum(bool(row["co_located_with"]) for row in rows), "tightness": met(folder)}


@pytest.mark.parametrize(("option", "low", "high"), [
    ("events", 60, 90), ("tightness", 0.2, 0.5), ("rooms", 0.1, 0.7), ("protection", 20, 100), ("bookings", 0.0, 0.6),
    ("colocation", 0.0, 0.4)])
def test_every_option_moves_its_figure(tmp_path: Path, option: str, low: float, high: float) -> None:
    """Size, tightness, share of rooms, protection, bookings and co-location can be asked for on the command line."""
    found = []
    for value in (low, high):
        folder = tmp_path / str(value)
        cities(["--events", "80", "--seed", "3", f"--{option}", str(value), str(folder)])
        found.append(figures(folder)[option])
    assert found[0] < 0.7 * found[1]
