"""A plan follows from its ledger, whatever steps were taken."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.board.document import Sheet
from scheduler.board.edits import done
from scheduler.board.ledger import replayed
from scheduler.board.start import Start
from scheduler.board.state import KEPT, Board, Timeline
from scheduler.domain.ledger import Entry
from scheduler.errors import InputError
from tests.board.applying import applied
from tests.board.town import board, start

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EVENTS = ("boats", "care", "parade")

places = st.builds(
    lambda event, halls, day: {
        "op": "place", "event_id": event, "venue_id": "expo", "hall_ids": halls,
        "show_first": f"2021-05-{day:02d}",
    },
    st.sampled_from(EVENTS), st.sampled_from([["h1"], ["h2"], ["h1", "h2"], []]),
    st.integers(1, 31),
)  # fmt: skip
others = st.sampled_from(
    [
        {"op": "park", "event_id": "care"},
        {"op": "lock", "event_id": "boats", "what": "both"},
        {"op": "close", "venue_id": "expo", "from": "2021-05-09", "to": "2021-05-11"},
        {"op": "change_event", "event_id": "care", "set": {"gross_m2": "6000"}},
        {"op": "change_event", "event_id": "care", "set": {"name_en": "Nursing"}},
        {"op": "drop_event", "event_id": "boats"},
        {"op": "scenario", "changes": [{"policy": {"weights.waste": 3}}]},
    ]
)
steps = st.lists(st.one_of(places, others, st.sampled_from(["undo", "redo"])), max_size=12)


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Board:
    return board(tmp_path_factory.mktemp("town"))


def walked(at: Board, given: list[Any]) -> tuple[Timeline, list[Entry], Sheet]:
    """A timeline that was walked step by step, its ledger, and its sheet made step by step.

    On the way, what each step answers makes the document before it the one after it.
    """
    line, entries, sheet = Timeline(at), [], Sheet(Timeline(at))
    for step in given:
        kind, edits = (step, ()) if isinstance(step, str) else ("edit", (step,))
        if (kind == "undo" and not line.past) or (kind == "redo" and not line.future):
            continue
        if kind == "edit":
            try:
                line = line.edited(done(line.board, edits))
            except InputError:  # of an event that was dropped
                continue
        else:
            line = line.undone() if kind == "undo" else line.redone()
        entries.append(Entry(line.version, NOW, "", kind, edits))
        before, sheet = sheet, Sheet(line, sheet)
        answer = json.loads(json.dumps(sheet.since(before)))
        assert applied(before.document(), answer) == sheet.document()
    return line, entries, sheet


@settings(max_examples=60, deadline=None)
@given(steps)
def test_replaying_and_going_step_by_step_agree(at: Board, given: list[Any]) -> None:
    line, entries, sheet = walked(at, given)
    again = replayed(at, entries)
    assert again.version == line.version == len(entries)
    assert (len(again.past), len(again.future)) == (len(line.past), len(line.future))
    # A sheet that keeps what it said before says the same as one made from nothing.
    assert Sheet(again).document() == sheet.document()


def test_undo_and_redo_lead_back(at: Board) -> None:
    move = {"op": "place", "event_id": "care", "venue_id": "expo", "hall_ids": ["h2"],
            "show_first": "2021-05-20"}  # fmt: skip
    one = Timeline(at).edited(done(at, [move]))
    assert one.undone().board == at
    assert one.undone().redone().board == one.board
    assert one.undone().edited(at).future == ()
    assert one.undone().redone().undone().version == 4


def test_only_so_many_steps_are_kept(at: Board) -> None:
    line = Timeline(at)
    for _ in range(KEPT + 3):
        line = line.edited(at)
    assert (line.version, len(line.past)) == (KEPT + 3, KEPT)


def test_a_start_is_kept_with_all_it_has(tmp_path: Path) -> None:
    begun = start(tmp_path)
    first = begun.board()
    edits = [{"op": "lock", "event_id": "care", "what": "halls"},
             {"op": "close", "venue_id": "square", "from": "2021-05-01", "to": "2021-05-02"}]
    later = Start.of(begun.files, done(first, edits))
    again = Start.read(later.kept())
    assert again.kept() == later.kept()
    assert Sheet(Timeline(again.board())).document() == Sheet(
        Timeline(done(first, edits))
    ).document() | {"version": 0}
