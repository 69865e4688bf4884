"""Tables of events that come in: whole, in part, and what a scenario file says of them."""

from __future__ import annotations

import json
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from scheduler.board.document import Sheet
from scheduler.board.edits import done
from scheduler.board.incoming import as_csv, differences, read_events
from scheduler.board.start import Start
from scheduler.board.state import Board, Timeline
from scheduler.errors import InputError
from tests.board.town import board, start
from tests.cli.tiny import ROWS
from tests.loading.workspaces import row, table

BOATS, CARE, PARADE = ROWS
BIGGER = CARE | {"gross_m2": "4500"}
TEA = row(id="tea", name_zh="茶")
NEW = table(BOATS | {"priority": "5"}, BIGGER, TEA)
"""Boats and care changed, tea added, the parade dropped."""


def taken(at: Board, *chosen: str) -> Board:
    return done(at, [{"op": "import", "csv": NEW, **({"events": list(chosen)} if chosen else {})}])


def told(at: Board) -> dict[str, tuple[int, int]]:
    """Priority and size of each event, in the order of the table."""
    return {e.id: (e.priority, e.gross_m2) for e in at.problem.events}


def test_all_of_a_table(tmp_path: Path) -> None:
    assert told(taken(board(tmp_path))) == {"boats": (5, 9000), "care": (2, 4500), "tea": (3, 0)}


@pytest.mark.parametrize(
    ("chosen", "after"),
    [
        (["care"], {"boats": (3, 9000), "care": (2, 4500), "parade": (3, 0)}),
        (["tea"], {"boats": (3, 9000), "care": (2, 4000), "parade": (3, 0), "tea": (3, 0)}),
        (["parade"], {"boats": (3, 9000), "care": (2, 4000)}),
        (["boats", "parade"], {"boats": (5, 9000), "care": (2, 4000)}),
    ],
)
def test_chosen_events(tmp_path: Path, chosen: list[str], after: dict[str, Any]) -> None:
    assert told(taken(board(tmp_path), *chosen)) == after


def test_others_keep_what_the_board_made_of_them(tmp_path: Path) -> None:
    change = {"op": "change_event", "event_id": "boats", "set": {"gross_m2": "7000"}}
    at = taken(done(board(tmp_path), [change]), "care")
    assert told(at)["boats"] == (3, 7000)
    assert told(at)["care"] == (2, 4500)


def test_a_choice_of_nothing_real_is_refused_with_a_guess(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        taken(board(tmp_path), "care", "boatz")
    (found,) = caught.value.faults
    assert (found.column, found.value) == ("events", "boatz")
    assert found.message.en == "is an event neither of the file nor of the plan. Maybe boats?"


def test_faults_name_row_and_column_of_the_file(tmp_path: Path) -> None:
    wrong = table(BOATS, CARE | {"show_days": "-2"}, PARADE | {"kind": "fair"})
    with pytest.raises(InputError) as caught:
        done(board(tmp_path), [{"op": "import", "csv": wrong}])
    found = [(f.file, f.row, f.column, f.value) for f in caught.value.faults]
    assert found == [
        ("events.csv", 3, "show_days", "-2"), ("events.csv", 4, "kind", "fair"),
    ]  # fmt: skip


def workbook(text: str) -> bytes:
    """The same table as Excel would hold it."""
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(line.split(","))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_says_the_same(tmp_path: Path) -> None:
    data = b64encode(workbook(NEW)).decode()
    at = done(board(tmp_path / "a"), [{"op": "import", "data": data}])
    assert told(at) == told(taken(board(tmp_path / "b")))
    assert at.city.sources.events_file == "events.xlsx"


@pytest.mark.parametrize(
    "keys",
    [
        {}, {"csv": " "}, {"data": "?"}, {"data": ""}, {"data": 7}, {"csv": NEW, "data": "aWQ="},
        {"csv": NEW, "events": []}, {"csv": NEW, "events": "care"}, {"csv": NEW, "events": [7]},
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused(tmp_path: Path, keys: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        done(board(tmp_path), [{"op": "import", **keys}])
    assert all(f.column and f.column.startswith("edits[0].") for f in caught.value.faults)


def test_a_plan_that_begins_there_has_it_all(tmp_path: Path) -> None:
    begun = start(tmp_path)
    later = done(taken(begun.board(), "care"), [{"op": "park", "event_id": "boats"}])
    kept = json.loads(json.dumps(Start.of(begun.files, later).kept()))
    again = Start.read(kept).board()
    assert told(again) == told(later)
    assert list(again.places) == list(later.places)
    assert again.city.sources.input_hash == later.city.sources.input_hash
    del kept["imported"]  # as older versions kept it
    assert told(Start.read(kept).board())["care"] == (2, 4000)


def test_the_sheet_is_the_same_after_undo(tmp_path: Path) -> None:
    line = Timeline(board(tmp_path))
    back = line.edited(taken(line.board)).undone()
    redo = {"version": 2, "redo": True, "redo_by": [""]}
    assert Sheet(back).document() == Sheet(line).document() | redo


def test_differences_lead_from_one_table_to_the_other(tmp_path: Path) -> None:
    at = board(tmp_path)
    old, (_, new) = at.city.events, read_events(NEW.encode())
    changes = list(differences(old, new))
    assert [next(iter(c)) for c in changes] == [
        "drop_event", "change_event", "change_event", "add_event",
    ]  # fmt: skip
    assert changes[2] == {"change_event": {"id": "care", "set": {"gross_m2": "4500"}}}
    made = done(at, [{"op": "scenario", "changes": changes}])
    assert told(made) == told(taken(at))
    assert list(differences(old, old)) == []


def test_a_table_is_written_as_it_is_read() -> None:
    _, table_ = read_events(NEW.encode())
    _, again = read_events(as_csv(table_))
    assert again == table_
