"""Ledgers of before such a number was refused: an edit that holds an infinite one is told."""

from __future__ import annotations

import json
from math import inf
from pathlib import Path
from typing import Any

import pytest

from scheduler.web.board.histories import Histories
from scheduler.web.board.routes import step_answer
from scheduler.workflow.boarding import WorkingPlans
from tests.board.town import workspace

HALLS = [{"id": "a", "gross_m2": 10}]
HOUSE = {"id": "new", "name_en": "New", "district": "bay", "notes": inf, "halls": HALLS}


@pytest.mark.parametrize(
    "edit",
    [
        {"op": "change_event", "event_id": "care", "set": {"notes": inf}},
        {"op": "change_event", "event_id": "care", "set": {"notes": -inf}},
        {"op": "scenario", "changes": [{"open": {"venue": HOUSE}}]},
    ],
)
def test_an_infinite_number_in_a_ledger(tmp_path: Path, edit: dict[str, Any]) -> None:
    folder = workspace(tmp_path / "town")
    plans = WorkingPlans(folder, str(folder / "scheduler.db"))
    plans.begin("", "file")
    sheet = plans.edit(1, 0, [edit], "amy")[1]
    [told] = json.loads(Histories(plans).text(1, 0), parse_constant=pytest.fail)["entries"]
    said = json.dumps(edit).replace("-Infinity", '"-inf"').replace("Infinity", '"inf"')
    assert told["edits"] == [json.loads(said)]
    assert step_answer(sheet.timeline.past[-1])["edits"] == [json.loads(said)]
    # Whoever opens it later finds the same.
    later = WorkingPlans(folder, str(folder / "scheduler.db"))
    assert Histories(later).text(1, 0) == Histories(plans).text(1, 0)
    assert later.sheet(1).timeline.version == 1
