"""Whatever changes a scenario holds that is put on the board: a city or an InputError."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.board.edits import checked, done
from scheduler.board.state import Board
from scheduler.errors import InputError
from tests.board.town import board
from tests.scenarios.any_change import ANY_LIST, BROKEN, SOUND, several


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Board:
    return board(tmp_path_factory.mktemp("town"))


def refused(at: Board, changes: object) -> bool:
    """Whether they are; what is told must be printable."""
    edit = {"op": "scenario", "changes": changes, "calendars": {"near.ics": "eA=="}}
    try:
        done(at, checked([edit]))
    except InputError as error:
        assert error.faults
        assert all(f.line(lang).encode() for f in error.faults for lang in ("zh", "en"))
        return True
    return False


@pytest.mark.parametrize("changes", BROKEN)
def test_what_ended_the_program_is_refused(at: Board, changes: list[Any]) -> None:
    assert refused(at, changes)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(sorted(SOUND)).flatmap(several) | ANY_LIST)
def test_any_changes(at: Board, changes: list[Any]) -> None:
    refused(at, changes)
