"""Ledgers as they are told: what was written before is not written anew, and nothing is missed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scheduler.web.board.histories import Histories
from scheduler.workflow.board_refusals import Missing
from scheduler.workflow.boarding import WorkingPlans
from tests.board.town import workspace

PARK = {"op": "park", "event_id": "boats"}
LOCK = {"op": "lock", "event_id": "care", "what": "both"}


def told(histories: Histories, after: int = 0) -> list[tuple[int, str, list[object]]]:
    """Versions with who did what."""
    entries = json.loads(histories.text(1, after))["entries"]
    return [(e["version"], e["who"], e["edits"]) for e in entries]


def test_entries_of_this_and_of_another_process(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "town")
    here, there = (WorkingPlans(folder, str(folder / "scheduler.db")) for _ in range(2))
    here.begin("", "file")
    histories = Histories(here)
    assert told(histories) == []
    here.edit(1, 0, [PARK], "amy")
    assert told(histories) == [(1, "amy", [PARK])]
    there.edit(1, 1, [LOCK], "ben")
    assert told(histories) == [(1, "amy", [PARK]), (2, "ben", [LOCK])]
    assert told(histories, 1) == [(2, "ben", [LOCK])]
    assert told(histories, 7) == []


def test_a_plan_that_is_not_there(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "town")
    plans = WorkingPlans(folder, str(folder / "scheduler.db"))
    plans.begin("", "file")
    with pytest.raises(Missing):
        Histories(plans).text(2, 0)
