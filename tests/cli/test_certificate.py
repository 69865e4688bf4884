"""The certificate in plan.json: what it says, and that its command repeats the solve."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.cities import write_city
from scheduler.outputs.origin import versions
from tests.cli.test_robust_command import REPAIRS
from tests.cli.test_whatif import scenario
from tests.cli.tiny import CLASH, PLAN, POLICY, ROOT, city, run, shell, solve


def document(folder: Path) -> Any:
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def timeless(folder: Path) -> Any:
    return {k: v for k, v in document(folder).items() if k not in ("wall_s", "timings")}


def test_says_what_the_solve_was_told(tmp_path: Path) -> None:
    solve(city(tmp_path), "--certify", "--seed", 7, "--gap", 0.001)
    found = document(tmp_path / "out")
    said = found["certificate"]
    assert list(said) == [
        "input_hash", "versions", "seed", "workers", "parameters", "command", "bound_origin",
        "confirmed", "stopped",
    ]  # fmt: skip
    assert said["stopped"] is False
    assert said["input_hash"] == found["input_hash"]
    assert said["versions"] == versions()
    assert (said["seed"], said["workers"]) == (7, 1)
    assert said["parameters"] == {
        "time_limit_s": 60.0, "gap": 0.001, "near": None, "only": None,
    }  # fmt: skip
    assert said["command"] == [
        "solve", "--seed", "7", "--workers", "1", "--time-limit", "60", "--gap", "0.001",
        "--certify",
    ]  # fmt: skip
    assert said["bound_origin"].startswith(("linear relaxation, cuts: ", "CP-SAT on all"))
    assert said["confirmed"]["answer"] == "agrees"
    assert said["confirmed"]["how"]["asked"] == f"cost <= {found['bound'] - 1}"
    assert said["confirmed"]["how"]["seed"] == 8


def test_is_not_confirmed_unasked(tmp_path: Path) -> None:
    solve(city(tmp_path))
    assert document(tmp_path / "out")["certificate"]["confirmed"] is None


def test_infeasible_is_confirmed_unasked(tmp_path: Path) -> None:
    solve(city(tmp_path, *CLASH), code=1)
    confirmed = document(tmp_path / "out")["certificate"]["confirmed"]
    assert (confirmed["answer"], confirmed["how"]["asked"]) == ("agrees", "any plan")


def test_its_command_repeats_the_bytes(tmp_path: Path) -> None:
    """Run as told, with another standing plan and days open to change, in a process of its own."""
    near = "standing/plan.csv"
    city(tmp_path, **{near: PLAN.replace("2021-05-20", "2021-05-28")})
    only = ("--only", "2021-05-10..2021-05-28")
    solve(tmp_path, "-o", tmp_path / "a", "--near", tmp_path / near, *only)
    said = document(tmp_path / "a")["certificate"]
    digest = hashlib.sha256((tmp_path / near).read_bytes()).hexdigest()
    assert said["parameters"]["near"] == digest
    assert said["command"][-4:] == ["--near", near, *only]
    again = shell("-w", ".", *said["command"], "-o", "b", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert json.dumps(timeless(tmp_path / "b")) == json.dumps(timeless(tmp_path / "a"))


def test_scenarios_are_named_without_paths_and_known_by_their_content(tmp_path: Path) -> None:
    """Inside the workspace by their place, elsewhere by their file name alone."""
    mine = scenario(city(tmp_path / "here"), "one", REPAIRS)
    other = scenario(tmp_path / "elsewhere", "two", REPAIRS.replace("h1", "h2"))
    asked = ("--robust", mine, "--robust", other)
    said = solve(tmp_path / "here", *asked)
    assert [s["file"] for s in said["robust"]["scenarios"]] == ["scenarios/one.yaml", "two.yaml"]
    command = said["certificate"]["command"]
    assert command[8:13] == [
        "0", "--robust", "scenarios/one.yaml", "--robust", "two.yaml",
    ]  # fmt: skip
    assert "elsewhere" not in (tmp_path / "here" / "out" / "plan.json").read_text(encoding="utf-8")
    hashes = said["certificate"]["parameters"]["robust"]
    assert [s["input_hash"] for s in said["robust"]["scenarios"]] == hashes
    scenario(tmp_path / "elsewhere", "two", REPAIRS)
    again = solve(tmp_path / "here", *asked)["certificate"]
    assert again["input_hash"] == said["input_hash"]
    assert again["parameters"]["robust"] == [hashes[0]] * 2


def test_scenarios_that_are_called_alike_are_numbered_like_their_cities(tmp_path: Path) -> None:
    """Put beside each other by the names that the certificate has, they ask for the same."""
    files = [scenario(city(tmp_path / "here"), "one", REPAIRS)]
    for folder, hall in (("a", "h2"), ("b", "h1")):
        files.append(scenario(tmp_path / folder, "one", REPAIRS.replace("h1", hall)))
    asked = [word for file in files for word in ("--robust", file)]
    said = solve(tmp_path / "here", *asked)
    names = ["scenarios/one.yaml", "one-2.yaml", "one-3.yaml"]
    assert [s["file"] for s in said["robust"]["scenarios"]] == names
    told = said["certificate"]
    assert [w for w in told["command"] if w.endswith(".yaml")] == names
    result = run("-w", tmp_path / "here", "whatif", *files, "--workers", 1,
                 "-o", tmp_path / "plans", "--write-city", tmp_path / "cities")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    for made in ("plans", "cities"):
        folders = {p.name for p in (tmp_path / made).iterdir() if p.is_dir()}
        assert folders == {"one", "one-2", "one-3"}
    for name, file in zip(names[1:], files[1:], strict=True):
        (tmp_path / "here" / name).write_bytes(file.read_bytes())
    again = shell("-w", ".", *told["command"], "-o", "again", cwd=tmp_path / "here")
    assert again.returncode == 0, again.stderr
    assert document(tmp_path / "here" / "again")["certificate"] == told


def test_a_robust_choice_that_nothing_came_of_is_asked_for_again(tmp_path: Path) -> None:
    """Without any plan there is none to choose; who repeats it asks for one all the same."""
    path = scenario(city(tmp_path, *CLASH), "one", REPAIRS)
    asked = ("--epsilon", "5", "--measure", "mean")
    said = solve(tmp_path, "--robust", path, *asked, code=1)["certificate"]
    assert said["command"][9:] == ["--robust", "scenarios/one.yaml", *asked]
    assert len(said["parameters"]["robust"]) == 1


def test_the_hash_of_the_inputs_is_formed_as_documented(tmp_path: Path) -> None:
    """Name, NUL, length, NUL, bytes; venues, events, policy, then the calendars."""
    calendar = (ROOT / "neighbours" / "yantai.ics").read_text(encoding="utf-8")
    policy = POLICY + "neighbours: {files: [near.ics], days: 7}\n"
    city(tmp_path, policy=policy, **{"near.ics": calendar})
    said = solve(tmp_path)["input_hash"]
    digest = hashlib.sha256()
    for name in ("venues.yaml", "events.csv", "policy.yaml", "near.ics"):
        data = (tmp_path / name).read_bytes()
        digest.update(name.encode() + b"\0" + str(len(data)).encode() + b"\0" + data)
    assert said == digest.hexdigest()


def test_the_hash_of_a_scenario_is_formed_as_documented(tmp_path: Path) -> None:
    said = solve(tmp_path, "--robust", scenario(city(tmp_path), "one", REPAIRS))["certificate"]
    content = {"from": "2021-05-13", "hall": "h1", "reason_en": "works", "to": "2021-05-15",
               "venue": "expo"}  # fmt: skip
    digest = hashlib.sha256(said["input_hash"].encode())
    digest.update(json.dumps([["close", content]]).encode())
    assert said["parameters"]["robust"] == [digest.hexdigest()]


def test_a_second_opinion_is_told_in_both_languages(tmp_path: Path) -> None:
    city(tmp_path)
    told = run("-w", tmp_path, "solve", "--workers", 1, "--certify").stdout
    assert told.startswith("Result: proven best\nProven again, from the model on, by a second ")
    told = run("-w", tmp_path, "solve", "--workers", 1, "--certify", lang="zh").stdout
    assert told.startswith("结果：已证明最优\n另一套设置从头再证，结论相同\n")


def test_without_a_proof_there_is_nothing_to_confirm(tmp_path: Path) -> None:
    write_city(tmp_path, events=60, seed=1)
    told = run("-w", tmp_path, "solve", "--workers", 1, "--certify", "--gap", 1).stdout
    assert "Result: legal, not proven best\nThere is no proof for --certify to confirm\n" in told


def test_the_trace_ends_with_the_answer(tmp_path: Path) -> None:
    solve(city(tmp_path))
    found = document(tmp_path / "out")
    trace = found["timings"]["trace"]
    assert trace[-1][1:] == [found["cost"], found["bound"]]
    assert [s for s, _, _ in trace] == sorted(s for s, _, _ in trace)
    costs = [c for _, c, _ in trace if c is not None]
    bounds = [b for _, _, b in trace if b is not None]
    assert costs == sorted(costs, reverse=True)
    assert bounds == sorted(bounds)
    assert trace[-1][0] <= found["wall_s"]


@pytest.mark.parametrize("way", [(), ("--free",), ("--today", "2021-04-20")])
def test_the_command_of_a_scenario_repeats_its_plan(tmp_path: Path, way: tuple[str, ...]) -> None:
    """In a process of its own; the scenario is one from elsewhere, and not the only one."""
    here = city(tmp_path / "here", **{"standing/plan.csv": PLAN})
    other = scenario(tmp_path / "b", "one", REPAIRS.replace("h1", "h2"))
    files = [scenario(here, "one", REPAIRS), other]
    plan = here / "standing" / "plan.csv"
    asked = ("whatif", *files, "--plan", plan, "--seed", 3, "--workers", 1, "--time-limit", 45)
    made = run("-w", here, *asked, *way, "-o", tmp_path / "a")
    assert made.exit_code == 0, made.stderr
    said = document(tmp_path / "a" / "one-2")["certificate"]
    digest = hashlib.sha256(plan.read_bytes()).hexdigest()
    assert said["parameters"]["scenario"] == "one-2.yaml"
    assert said["parameters"]["plan"] == digest
    assert said["parameters"]["near"] == (None if "--free" in way else digest)
    command = said["command"]
    assert command == [
        "whatif", "one-2.yaml", *way[:1 if "--free" in way else 0], "--plan", "standing/plan.csv",
        *(way if "--today" in way else ()), "--seed", "3", "--workers", "1", "--time-limit", "45",
    ]  # fmt: skip
    first = document(tmp_path / "a" / "one")["certificate"]["command"]
    assert first[1] == "scenarios/one.yaml"
    (here / "one-2.yaml").write_bytes(files[1].read_bytes())
    again = shell("-w", ".", *command, "-o", "again", cwd=here)
    assert again.returncode == 0, again.stderr
    assert timeless(here / "again" / "one-2") == timeless(tmp_path / "a" / "one-2")


def test_the_command_of_a_scenario_without_a_standing_plan(tmp_path: Path) -> None:
    file = scenario(city(tmp_path), "-one", REPAIRS)
    made = run("-w", tmp_path, "whatif", file, "--workers", 1, "--both", "-o", tmp_path / "a")
    assert made.exit_code == 0, made.stderr
    limits = ["--seed", "1", "--workers", "1", "--time-limit", "60"]
    for name, free in (("-one", []), ("-one.free", ["--free"])):
        said = document(tmp_path / "a" / name)["certificate"]
        assert said["command"] == ["whatif", "scenarios/-one.yaml", *free, *limits]
        assert said["parameters"]["plan"] is None
