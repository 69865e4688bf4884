"""One scenario solved: what its outcome says, and that a failure is an outcome, too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.domain.text import Text
from scheduler.search.clock import Stop
from scheduler.sweep.base import Base, Settings
from scheduler.sweep.files import filed
from scheduler.sweep.item import FILE, GRID, Item, made
from scheduler.sweep.outcome import BUG, INPUT, Outcome
from scheduler.sweep.work import Stopped, outcome_of
from tests.sweep.swept import tiny, untimed


def scenario(*changes: dict[str, object]) -> Item:
    return made("s", GRID, Text("情景", "scenario"), list(changes))


def close(hall: str | None, first: str, last: str) -> dict[str, object]:
    return {"close": {"venue": "expo", "hall": hall, "from": first, "to": last}}


def test_what_moves_is_told_and_priced(tmp_path: Path) -> None:
    """Care stands in h1 from 14 May; in h2 it is as well off, for 10 × 2 points of change."""
    base, _ = tiny(tmp_path)
    assert base.cost == 14
    found = outcome_of(base, scenario(close("h1", "2021-05-14", "2021-05-31")))
    assert (found.status, found.moved, found.dropped) == ("optimal", ("care",), ())
    assert (found.cost, found.change, found.bound, found.repaired) == (14, 20, 34, 34)
    assert found.wall_s > 0 and found.peak_mb > 0


def test_nothing_that_matters_changes_nothing(tmp_path: Path) -> None:
    base, _ = tiny(tmp_path)
    found = outcome_of(base, scenario(close("h1", "2021-05-25", "2021-05-31")))
    assert (found.cost, found.change, found.moved) == (base.cost, 0, ())


def test_events_that_the_scenario_takes_out_are_not_dropped(tmp_path: Path) -> None:
    base, _ = tiny(tmp_path)
    found = outcome_of(base, scenario({"drop_event": "boats"}))
    assert (found.status, found.dropped) == ("optimal", ())
    shut = outcome_of(base, scenario(close(None, "2021-05-01", "2021-05-31")))
    assert shut.dropped == ("boats", "care")


def test_a_scenario_without_a_plan_is_an_answer(tmp_path: Path) -> None:
    base, _ = tiny(tmp_path)
    booked = {"book": {"id": "boats", "booked_start": "2021-05-12"}}
    found = outcome_of(base, scenario(booked, close("h1", "2021-05-01", "2021-05-31")))
    assert (found.status, found.cost, found.repaired) == ("infeasible", None, None)


def test_the_same_again_but_for_times(tmp_path: Path) -> None:
    base, _ = tiny(tmp_path)
    item = scenario(close("h2", "2021-05-08", "2021-05-15"))
    assert untimed(outcome_of(base, item)) == untimed(outcome_of(base, item))


def test_a_bad_file_is_a_failure_with_its_reason(tmp_path: Path) -> None:
    base, _ = tiny(tmp_path)
    files = {"torn": "title_en: [", "wrong": "title_en: x\nchanges: [{drop_event: boatz}]\n"}
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    torn, wrong = filed(tmp_path, [tmp_path / "torn.yaml", tmp_path / "wrong.yaml"])
    assert (torn.script, wrong.source) == (None, FILE)
    for item in (torn, wrong):
        found = outcome_of(base, item)
        assert (found.status, found.cause) == ("failed", INPUT)
        assert found.why_zh and found.why_en and found.settled
    assert "Maybe boats?" in outcome_of(base, wrong).why_en


def test_a_bug_is_a_failure_that_the_next_run_tries_again(tmp_path: Path) -> None:
    """A base that no code of ours would make stands for a bug."""
    base, _ = tiny(tmp_path)
    found = outcome_of(replace(base, sources=None), scenario())  # type: ignore[arg-type]
    assert (found.status, found.cause, found.settled) == ("failed", BUG, False)
    assert found.why_zh.startswith("程序出错")


def test_a_stop_is_no_result(tmp_path: Path) -> None:
    base, _ = tiny(tmp_path)
    with pytest.raises(Stopped):
        outcome_of(base, scenario(), Stop(True))


def test_an_end_by_wall_time_is_told_and_not_for_good(tmp_path: Path) -> None:
    base, _ = tiny(tmp_path, Settings(guard_s=0.001))
    found = outcome_of(base, scenario())
    assert (found.late, found.settled) == (True, False)


def test_bases_and_outcomes_survive_the_way(tmp_path: Path) -> None:
    base, _ = tiny(tmp_path)
    back = Base.unpacked(base.packed())
    assert back.identity == base.identity
    found = outcome_of(base, scenario(close("h1", "2021-05-14", "2021-05-31")))
    assert Outcome.of(found.answer()) == found
    assert untimed(outcome_of(back, scenario())) == untimed(outcome_of(base, scenario()))


def test_what_a_result_depends_on_is_named(tmp_path: Path) -> None:
    base, _ = tiny(tmp_path)

    def differs(**fields: object) -> set[str]:
        other = replace(base, **fields).identity  # type: ignore[arg-type]
        return {key for key, value in base.identity.items() if other[key] != value}

    assert differs(settings=Settings(seed=2)) == {"settings"}
    assert differs(settings=Settings(effort=1)) == {"settings"}
    assert differs(settings=Settings(guard_s=5)) == set()
    assert differs(plan=replace(base.plan, placements=base.plan.placements[1:])) == {"plan"}
    assert differs(sources=replace(base.sources, input_hash="x")) == {"inputs"}
