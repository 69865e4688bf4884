"""Undo when several people edit one plan: each takes back what is theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.board.ledger import replayed
from scheduler.board.start import Start
from scheduler.domain.ledger import Entry
from scheduler.errors import InputError
from scheduler.workflow.board_refusals import Nothing
from scheduler.workflow.boarding import WorkingPlans
from tests.board.town import workspace

PARK = {"op": "park", "event_id": "care"}
LOCK = {"op": "lock", "event_id": "boats", "what": "dates"}
CLOSE = {"op": "close", "venue_id": "expo", "from": "2021-05-09", "to": "2021-05-11"}
OTHER = {"op": "close", "venue_id": "square", "from": "2021-05-01", "to": "2021-05-02"}
NEW = {"op": "add_event", "id": "wine", "name_en": "Wine", "kind": "festival",
       "industries": "health", "show_days": "1"}  # fmt: skip


@pytest.fixture
def plans(tmp_path: Path) -> WorkingPlans:
    made = WorkingPlans(workspace(tmp_path), str(tmp_path / "scheduler.db"))
    made.begin("", "file")
    return made


def entries(plans: WorkingPlans) -> list[Entry]:
    return plans.history(1)


def agrees(plans: WorkingPlans) -> None:
    """The ledger alone leads to the same plan."""
    again = WorkingPlans(plans.workspace, plans.where).sheet(1)
    assert again.document() == plans.sheet(1).document()
    start = Start.read(plans.store().boards.start(1)).board()
    assert replayed(start, entries(plans)).board == plans.sheet(1).timeline.board


def test_each_takes_back_their_own_last_step(plans: WorkingPlans) -> None:
    plans.edit(1, 0, [PARK], "amy")
    plans.edit(1, 1, [LOCK], "bob")
    after = plans.undo(1, 2, "amy")[1]
    assert after.part("unplaced") == []
    assert after.part("locks") == {"boats": "dates"}
    assert after.timeline.future[-1].version == 1
    assert (after.part("undo_by"), after.part("redo_by")) == (["bob"], ["amy"])
    agrees(plans)
    again = plans.redo(1, 3, "amy")[1]
    assert again.part("unplaced") == ["care"]
    assert again.part("locks") == {"boats": "dates"}
    agrees(plans)
    assert plans.undo(1, 4, "bob")[1].part("locks") == {}
    assert [(e.who, e.kind, e.edits) for e in entries(plans)[2:]] == [
        ("amy", "undo", ({"step": 1},)), ("amy", "redo", ()), ("bob", "undo", ({"step": 2},)),
    ]  # fmt: skip
    agrees(plans)


def test_who_did_nothing_has_nothing_to_take_back(plans: WorkingPlans) -> None:
    plans.edit(1, 0, [PARK], "amy")
    with pytest.raises(Nothing):
        plans.undo(1, 1, "bob")
    plans.undo(1, 1, "amy")
    with pytest.raises(Nothing):
        plans.redo(1, 2, "bob")


def test_without_names_the_last_step_is_everybodys(plans: WorkingPlans) -> None:
    plans.edit(1, 0, [PARK])
    plans.edit(1, 1, [LOCK])
    assert plans.undo(1, 2)[1].part("locks") == {}
    assert plans.undo(1, 3, "amy")[1].part("unplaced") == []


def test_closures_keep_their_numbers(plans: WorkingPlans) -> None:
    plans.edit(1, 0, [CLOSE], "amy")
    plans.edit(1, 1, [OTHER], "bob")
    number = plans.sheet(1).part("closures")[1]["number"]
    after = plans.undo(1, 2, "amy")[1]
    assert [(c["number"], c["venue_id"]) for c in after.part("closures")] == [(number, "square")]
    plans.edit(1, 3, [{"op": "open", "closure": number}], "bob")
    assert plans.sheet(1).part("closures") == []
    agrees(plans)


def test_a_step_that_others_build_on_stays(plans: WorkingPlans) -> None:
    plans.edit(1, 0, [NEW], "amy")
    place = {"op": "place", "event_id": "wine", "venue_id": "square", "hall_ids": [],
             "show_first": "2021-05-20"}  # fmt: skip
    plans.edit(1, 1, [place], "bob")
    before = plans.sheet(1).document()
    with pytest.raises(InputError):
        plans.undo(1, 2, "amy")
    assert plans.sheet(1).document() == before
    assert len(entries(plans)) == 2


def test_what_was_undone_before_is_done_again_on_what_stands(plans: WorkingPlans) -> None:
    plans.edit(1, 0, [PARK], "amy")
    plans.edit(1, 1, [CLOSE], "bob")
    plans.edit(1, 2, [LOCK], "amy")
    plans.undo(1, 3, "amy")
    plans.undo(1, 4, "amy")
    assert plans.redo(1, 5, "amy")[1].part("unplaced") == ["care"]
    both = plans.redo(1, 6, "amy")[1]
    assert (both.part("unplaced"), both.part("locks")) == (["care"], {"boats": "dates"})
    assert len(both.part("closures")) == 1
    agrees(plans)
