"""``explain``: why there, why not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.tiny import CLASH, LONG, PLAN, POLICY, ROWS, answer, city, listing, run, solve
from tests.loading.workspaces import row


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return city(tmp_path, **{"plan.csv": PLAN})


def explain(folder: Path, *args: object, code: int = 0) -> Any:
    """The answer about plan.csv with one worker."""
    args = (*args, "--plan", folder / "plan.csv", "--workers", 1)
    return answer("-w", folder, "explain", *args, code=code)


def test_stands(town: Path) -> None:
    said = explain(town, "care")
    assert list(said)[:7] == [
        "event_id", "answer", "place", "extra_cost", "by_rule", "changes", "members",
    ]  # fmt: skip
    assert (said["answer"], said["extra_cost"]) == ("stands", {"low": 0, "high": 0})
    assert said["place"] == {
        "venue_id": "expo", "hall_ids": ["h1"], "show_first": "2021-05-14",
        "show_last": "2021-05-16",
    }  # fmt: skip
    assert said["by_rule"] == {"preferred-date": 12, "waste": 1}
    assert [(w["rule"], w["kept"]) for w in said["wishes"]] == [("preferred-date", False)]
    told = run("-w", town, "explain", "care", "--plan", town / "plan.csv").stdout
    assert told.startswith("Care stands at 2021-05-14–2021-05-16 expo h1.\n")


def test_dearer_tells_who_would_move(town: Path) -> None:
    assert explain(town, "care", "--on", "2021-05-11")["answer"] == "equal"
    said = explain(town, "care", "--on", "2021-05-10")
    assert (said["answer"], said["extra_cost"]) == ("dearer", {"low": 10, "high": 10})
    assert said["by_rule"] == {"preferred-date": 10}
    assert [c["event_id"] for c in said["changes"]] == ["boats"]


def test_impossible(town: Path) -> None:
    said = explain(town, "boats", "--venue", "square", code=1)
    assert (said["answer"], said["place"], said["by_rule"]) == ("impossible", None, {})
    assert said["extra_cost"] == {"low": None, "high": None}
    [member] = said["members"]
    assert list(member) == [
        "rule", "events", "halls", "days", "file", "row", "column", "text_zh", "text_en",
    ]  # fmt: skip
    assert (member["rule"], member["file"], member["row"]) == ("capacity", "events.csv", 2)
    assert member["column"] == "gross_m2"
    args = ("-w", town, "explain", "boats", "--venue", "square", "--plan", town / "plan.csv")
    told = run(*args, lang="zh")
    assert (told.exit_code, told.stdout.splitlines()[0]) == (1, "船展 不能这样排，因为：")


def test_unplaced_and_impossible(tmp_path: Path) -> None:
    city(tmp_path, *ROWS, LONG, **{"plan.csv": PLAN})
    said = explain(tmp_path, "long", code=1)
    assert (said["answer"], said["first_fit"]) == ("impossible", None)
    assert [m["rule"] for m in said["members"]] == ["horizon"]


def test_crowded_out(tmp_path: Path) -> None:
    late = row(id="late", name_zh="晚", gross_m2=9000, earliest="2021-05-10", latest="2021-05-13",
               priority=1)  # fmt: skip
    policy = POLICY + "weights: {unplaced: 10}\n"
    city(tmp_path, *ROWS, late, policy=policy, **{"plan.csv": PLAN})
    said = explain(tmp_path, "late")
    assert said["answer"] == "crowded-out"
    assert "boats" in [c["event_id"] for c in said["changes"]]
    assert said["first_fit"]["show_first"] == "2021-05-01"
    assert said["first_fit_outside_window"] is True


def test_the_plan_in_out_is_the_standing_one(town: Path) -> None:
    solve(town)
    told = run("-w", town, "explain", "care", "--workers", 1)
    assert told.exit_code == 0
    assert told.stderr == f"Standing plan: {town / 'out' / 'plan.csv'}\n"


def test_without_a_plan_one_is_solved_for_and_not_written(town: Path) -> None:
    before = listing(town)
    told = run("-w", town, "explain", "parade", "--workers", 1)
    assert told.exit_code == 0
    assert "solving for a standing plan first" in told.stderr
    assert listing(town) == before


def test_without_any_plan(tmp_path: Path) -> None:
    city(tmp_path, *CLASH)
    told = run("-w", tmp_path, "explain", "one", "--workers", 1)
    assert (told.exit_code, told.stdout) == (1, "")
    assert "No plan stands and none was found" in told.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("boat",), 'there is no event "boat". Maybe boats?'),
        (("boats", "--venue", "exop"), 'there is no venue "exop". Maybe expo?'),
        (("boats", "--on", "2022-05-01"), "2022-05-01 lies outside the horizon"),
        (("boats", "--on", "1 May"), '"1 May" must be a date like 2021-05-01'),
        (("boats", "--plan", "none.csv"), "is missing; add the file"),
        (("boats", "--plan", "policy.yaml"), "column is missing"),
    ],
)
def test_hostile_input(town: Path, args: tuple[str, ...], message: str) -> None:
    args = tuple(str(town / a) if a.endswith((".csv", ".yaml")) else a for a in args)
    more = () if "--plan" in args else ("--plan", town / "plan.csv")
    for lang in ("en", "zh"):
        told = run("-w", town, "explain", *args, *more, lang=lang)
        assert (told.exit_code, told.stdout) == (2, "")
        assert "Traceback" not in told.stderr
        assert message in told.stderr or lang == "zh"
