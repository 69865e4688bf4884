"""Working plans of a workspace on a real store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from scheduler.board.document import Sheet
from scheduler.errors import InputError
from scheduler.scenarios.read import script_in
from scheduler.store.transactions import writing
from scheduler.workflow.board_refusals import Behind, Missing, Nothing
from scheduler.workflow.board_scenarios import looked_at, opened
from scheduler.workflow.boarding import WorkingPlans, before
from tests.board.town import workspace
from tests.cli.tiny import ROWS
from tests.loading.workspaces import table

SHUT = b"title_en: x\nchanges:\n  - close: {venue: expo, hall: h1, from: 2021-05-14, to: null}\n"
PARK = [{"op": "park", "event_id": "care"}]


@pytest.fixture
def plans(tmp_path: Path) -> WorkingPlans:
    return WorkingPlans(workspace(tmp_path), str(tmp_path / "scheduler.db"))


def again(plans: WorkingPlans) -> WorkingPlans:
    """The same plans as another process has them."""
    return WorkingPlans(plans.workspace, plans.where)


def shown(sheet: Sheet) -> object:
    return sheet.document()


def test_nothing_is_made_by_looking(plans: WorkingPlans) -> None:
    assert plans.heads() == []
    with pytest.raises(Missing):
        plans.sheet(1)
    assert not Path(plans.where).exists()


def test_a_plan_begins_with_edits_or_not_at_all(plans: WorkingPlans) -> None:
    with pytest.raises(InputError):
        plans.begin("", "file", "amy", [{"op": "park", "event_id": "nobody"}])
    assert plans.heads() == []
    head = plans.begin("", "file", "amy", PARK)
    assert head.version == 1
    assert plans.sheet(head.id).part("unplaced") == ["care"]
    assert plans.undo(head.id, 1, "amy")[1].part("unplaced") == []


def test_a_plan_begins_with_the_version_that_was_seen_or_not_at_all(plans: WorkingPlans) -> None:
    plans.begin("", "file", "amy")
    later = again(plans).edit(1, 0, PARK, "bob")[1].timeline.version
    with pytest.raises(Behind) as caught:
        plans.begin("", "plan:1", "amy", version=0)
    assert [(e.version, e.who) for e in caught.value.since] == [(1, "bob")]
    assert [head.id for head in plans.heads()] == [1]
    head = plans.begin("", "plan:1", "amy", version=later)
    assert plans.sheet(head.id).part("unplaced") == ["care"]


def test_a_scenario_is_opened_with_the_version_that_was_looked_at(plans: WorkingPlans) -> None:
    plans.begin("", "file", "amy")
    script = script_in(plans.workspace, plans.workspace, "shut.yaml", SHUT)
    edit = looked_at(plans, "plan:1", script, 0)[2]
    again(plans).edit(1, 0, PARK, "bob")
    for late in (
        lambda: looked_at(plans, "plan:1", script, 0),
        lambda: opened(plans, "plan:1", "", edit, "amy", 0),
    ):
        with pytest.raises(Behind):
            late()
    assert [head.id for head in plans.heads()] == [1]


def test_from_the_file_on_and_back(plans: WorkingPlans) -> None:
    head = plans.begin("初稿", "file", "amy")
    assert (head.id, head.version, head.who) == (1, 0, "amy")
    first = plans.sheet(1)
    assert len(first.part("placements")) == 3
    old, new = plans.edit(1, 0, PARK, "amy")
    assert shown(old) == shown(first)
    assert new.part("unplaced") == ["care"]
    undone = plans.undo(1, 1)[1]
    assert shown(undone) == shown(first) | {"version": 2, "redo": True, "redo_by": ["amy"]}
    assert plans.redo(1, 2)[1].part("unplaced") == ["care"]
    with pytest.raises(Nothing):
        plans.redo(1, None)
    assert [(e.kind, e.who) for e in plans.history(1)] == [
        ("edit", "amy"), ("undo", ""), ("redo", ""),
    ]  # fmt: skip
    assert shown(again(plans).sheet(1)) == shown(plans.sheet(1))


def test_reading_waits_for_no_edit(plans: WorkingPlans) -> None:
    plans.begin("", "file")
    before = shown(plans.sheet(1))
    with ThreadPoolExecutor(1) as thread:
        # Whoever else writes to the store holds up the edit, but nobody who looks.
        with writing(plans.store().engine):
            edit = thread.submit(lambda: plans.edit(1, 0, PARK))
            with pytest.raises(TimeoutError):
                edit.result(0.3)
            assert shown(plans.sheet(1)) == before
        edit.result(15)
    assert plans.sheet(1).timeline.version == 1


def test_a_faulty_edit_leaves_everything_as_it_was(plans: WorkingPlans) -> None:
    plans.begin("", "file")
    with pytest.raises(InputError):
        plans.edit(1, 0, [*PARK, {"op": "park", "event_id": "nobody"}])
    assert plans.head(1).version == 0
    assert plans.sheet(1).part("unplaced") == []


def test_who_edits_an_older_version_is_told_what_others_did(plans: WorkingPlans) -> None:
    plans.begin("", "file")
    other = again(plans)
    other.sheet(1)
    plans.edit(1, 0, PARK, "amy")
    with pytest.raises(Behind) as caught:
        other.edit(1, 0, PARK, "bob")
    assert caught.value.version == 1
    assert [(e.who, list(e.edits)) for e in caught.value.since] == [("amy", PARK)]
    assert other.sheet(1).part("unplaced") == ["care"]
    assert other.edit(1, 1, [{"op": "park", "event_id": "boats"}])[1].timeline.version == 2
    assert plans.sheet(1).part("unplaced") == ["boats", "care"]


def test_who_is_overtaken_while_an_edit_is_made_is_told_what_others_did(
    plans: WorkingPlans,
) -> None:
    plans.begin("", "file")
    other = again(plans)
    engine = other.store().boards.engine
    first: list[object] = []

    def overtake(_: Connection, options: dict[str, object]) -> None:
        """Amy writes between the judging of Bob's edit and its own turn to be written."""
        if options.get("writes") and not first:
            first.append(plans.edit(1, 0, PARK, "amy"))

    event.listen(engine, "set_connection_execution_options", overtake)
    with pytest.raises(Behind) as caught:
        other.edit(1, 0, [{"op": "park", "event_id": "boats"}], "bob")
    assert len(first) == 1
    assert caught.value.version == 1
    assert [(e.version, e.who, list(e.edits)) for e in caught.value.since] == [(1, "amy", PARK)]
    assert other.sheet(1).part("unplaced") == ["care"]
    assert [e.who for e in plans.history(1)] == ["amy"]
    # Told what was missed, Bob's next one is taken.
    other.edit(1, 1, [{"op": "park", "event_id": "boats"}], "bob")
    assert plans.sheet(1).part("unplaced") == ["boats", "care"]


def test_trying_writes_nothing(plans: WorkingPlans) -> None:
    plans.begin("", "file")
    old, new = plans.attempt(1, None, PARK)
    assert new.judged.cost - old.judged.cost == 1000 - 2 * 2 * 3 - 1  # its date and its waste
    assert plans.head(1).version == 0
    assert plans.sheet(1).part("unplaced") == []


def test_as_it_was(plans: WorkingPlans) -> None:
    plans.begin("", "file")
    first = shown(plans.sheet(1))
    plans.edit(1, 0, PARK)
    assert shown(plans.as_of(1, lambda e: e.version <= 0)) == first
    when = plans.history(1)[0].when
    assert plans.as_of(1, before(when)).part("unplaced") == ["care"]
    assert plans.as_of(1, before(datetime(2020, 1, 1, tzinfo=UTC))).part("unplaced") == []


def test_a_plan_keeps_the_city_it_began_with(plans: WorkingPlans) -> None:
    plans.begin("", "file")
    plans.edit(1, 0, [{"op": "close", "venue_id": "square", "from": "2021-05-20",
                       "to": "2021-05-20"}])  # fmt: skip
    (plans.workspace / "events.csv").write_text("id\n", encoding="utf-8")
    assert len(again(plans).sheet(1).part("events")) == 3
    copy = plans.begin("", "plan:1")
    mine = shown(plans.sheet(1))
    assert isinstance(mine, dict)
    assert shown(plans.sheet(copy.id)) == mine | {"version": 0, "undo": False, "undo_by": []}
    with pytest.raises(InputError):
        plans.begin("", "file")


def test_what_came_from_files_is_there_again(plans: WorkingPlans) -> None:
    plans.begin("", "file")
    plans.edit(1, 0, [{"op": "scenario", "changes": [{"drop_event": "parade"}]}])
    assert plans.sheet(1).part("unplaced") == []
    assert [p["event_id"] for p in plans.sheet(1).part("placements")] == ["boats", "care"]
    plans.edit(1, 1, [{"op": "import", "csv": table(*ROWS[1:])}])
    mine = shown(plans.sheet(1))
    assert [e["id"] for e in plans.sheet(1).part("events")] == ["care", "parade"]
    assert shown(again(plans).sheet(1)) == mine
    # Where the parade stood is remembered while it is away.
    assert [p["event_id"] for p in plans.sheet(1).part("placements")] == ["care", "parade"]
    copy = plans.begin("", "plan:1")
    assert isinstance(mine, dict)
    assert shown(plans.sheet(copy.id)) == mine | {"version": 0, "undo": False, "undo_by": []}


@pytest.mark.parametrize("origin", ["", "files", "plan:", "plan:x", "plan:9", "release:1"])
def test_no_such_origin(plans: WorkingPlans, origin: str) -> None:
    plans.begin("", "empty")
    with pytest.raises((Missing, Exception)) as caught:
        plans.begin("", origin)
    assert caught.value.exit_code == 2  # type: ignore[attr-defined]
    assert len(plans.heads()) == 1


@pytest.mark.parametrize(
    ("what", "clash", "legal"),
    [("both", False, {("2021-05-14", "2021-05-14", ("h1",))}), ("both", True, set()),
     ("dates", False, {("2021-05-14", "2021-05-14", (h,)) for h in ("h1", "h2")}),
     ("dates", True, set())],
)  # fmt: skip
def test_a_locked_event_has_no_other_legal_place(
    plans: WorkingPlans, what: str, clash: bool, legal: set[object]
) -> None:
    plans.begin("", "file")
    day = "2021-05-12" if clash else "2021-05-14"
    place = {"op": "place", "event_id": "care", "venue_id": "expo", "hall_ids": ["h1"],
             "show_first": day}  # fmt: skip
    plans.edit(1, 0, [place, {"op": "lock", "event_id": "care", "what": what}])
    found = plans.places(1, "care")["stretches"]
    spans = {(x["from"], x["to"], tuple(s["hall_ids"])) for s in found for x in s["legal"]}
    assert {s for s in spans if len(s[2]) == 1} == legal  # type: ignore[arg-type, index]
