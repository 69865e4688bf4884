"""``options``: the best places for an event in the standing plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.tiny import LONG, PLAN, ROWS, answer, city, listing, run

NEW = """\
id: robots
name_en: Robots
kind: exhibition
industries: [marine, health]
show_days: 2
gross_m2: 9000
preferred_start: 2021-05-10
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return city(tmp_path, **{"plan.csv": PLAN, "new.yaml": NEW})


def options(folder: Path, *args: object, code: int = 0) -> Any:
    """The answer about plan.csv with one worker."""
    args = (*args, "--plan", folder / "plan.csv", "--workers", 1, "--time-limit", 20)
    return answer("-w", folder, "options", *args, code=code)


def test_first_those_that_displace_nobody(town: Path) -> None:
    said = options(town, "care", "-n", 3)
    assert said["event_id"] == "care"
    parts = [o["displaces"] for o in said["options"]]
    assert parts == [False] * 3 + [True] * 3
    for part in (said["options"][:3], said["options"][3:]):
        costs = [o["extra_cost"] for o in part]
        assert costs == sorted(costs) == [sum(o["by_rule"].values()) for o in part]
    best = said["options"][0]
    assert list(best)[:4] == ["place", "extra_cost", "extra_cost_low", "by_rule"]
    assert best["place"]["show_first"] == "2021-05-13"
    assert (best["extra_cost"], best["changes"]) == (-4, [])
    displaced = [c["event_id"] for c in said["options"][3]["changes"]]
    assert displaced == ["boats"]


def test_a_new_event(town: Path) -> None:
    before = listing(town)
    said = options(town, town / "new.yaml", "-n", 2)
    assert said["event_id"] == "robots"
    free, *_ = said["options"]
    assert free["place"] == {
        "venue_id": "expo", "hall_ids": ["h2", "h1"], "show_first": "2021-05-07",
        "show_last": "2021-05-08",
    }  # fmt: skip
    assert free["by_rule"] == {"unplaced": -1500, "preferred-date": 18, "waste": 1}
    assert listing(town) == before


def test_free_only(town: Path) -> None:
    said = options(town, "care", "--free-only")
    assert {o["displaces"] for o in said["options"]} == {False}


def test_words(town: Path) -> None:
    args = ("-w", town, "options", "care", "-n", 1, "--plan", town / "plan.csv", "--workers", 1)
    lines = run(*args).stdout.splitlines()
    assert lines[0] == "Care: places that displace nobody, and the points they add:"
    assert lines[1].startswith("  1. 2021-05-13–2021-05-15 expo h")
    assert lines[2] == "Care: places that others would make room for:"
    assert run(*args, lang="zh").stdout.startswith("康养展：不动任何活动可排之处，增加的分值：\n")


def test_none(tmp_path: Path) -> None:
    city(tmp_path, *ROWS, LONG, **{"plan.csv": PLAN})
    assert options(tmp_path, "long", code=1) == {"event_id": "long", "options": []}


@pytest.mark.parametrize(
    ("yaml", "column", "message"),
    [
        (NEW.replace("kind", "kinds"), "kinds", "is an unknown key; delete or correct it. Maybe"),
        (NEW.replace("show_days: 2", "show_days: two"), "show_days", "must be a whole number"),
        (NEW.replace("robots", "boats"), "id", "is the id of row 2 already"),
        (NEW + "venues: [exop]\n", "venues", "Maybe expo?"),
        (NEW + "earliest: {from: 2021-05-01}\n", "earliest", "must be a value, or a list"),
        (NEW.replace("id: robots\n", ""), "id", "is missing; add it"),
        ("- a\n- b\n", None, "must hold the columns of one event"),
        ("id: [", None, "is not proper YAML"),
        ("", None, "must hold the columns of one event"),
    ],
)
def test_malformed_yaml(town: Path, yaml: str, column: str | None, message: str) -> None:
    (town / "new.yaml").write_text(yaml, encoding="utf-8")
    said = options(town, town / "new.yaml", code=2)
    fault = said["errors"][0]
    assert fault["file"] == (town / "new.yaml").as_posix()
    assert (fault["row"], fault["column"]) == (None, column)
    assert message in fault["message_en"]
    assert fault["message_zh"]


def test_an_event_of_the_plan_that_the_city_does_not_know(town: Path) -> None:
    (town / "plan.csv").write_text(PLAN.replace("parade", "robots"), encoding="utf-8")
    told = run("-w", town, "options", town / "new.yaml", "--plan", town / "plan.csv")
    assert told.exit_code == 2
    assert "choose another id" in told.stderr


@pytest.mark.parametrize("event", ["boat", "none.yaml", "../up.yaml", "no-such"])
def test_hostile_input(town: Path, event: str) -> None:
    told = run("-w", town, "options", event, "--plan", town / "plan.csv")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "Traceback" not in told.stderr


def test_a_broken_plan_gets_free_places_only(town: Path) -> None:
    (town / "plan.csv").write_text(PLAN.replace("2021-05-14", "2021-05-12"), encoding="utf-8")
    args = ("-w", town, "options", "parade", "-n", 2, "--plan", town / "plan.csv")
    told = run(*args)
    assert told.exit_code == 0
    assert "breaks hard rules (1 finding)" in told.stderr
    assert "nobody was asked to make room" in told.stdout
