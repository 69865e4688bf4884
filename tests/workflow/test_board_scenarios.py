"""Changes that are set aside as a scenario file can be opened again, whatever their texts hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from scheduler.board.document import Sheet
from scheduler.board.edits import done
from scheduler.board.state import Timeline
from scheduler.errors import InputError
from scheduler.scenarios.read import script_in
from scheduler.workflow.board_scenarios import changes_of, scenario_text
from tests.board import town

ODD = "\0\x01\t\n\r\x7f\x80\x85\x93\x9f\u2028\u2029\ufeff\ufffe\uffff😀'\"\\{}[]:#,&*!|>%@`- 展"
"""Letters that YAML forbids, breaks lines at or means something by, and some that it does not."""

FIT = ODD[3:].replace("\ufffe", "").replace("\uffff", "")
"""Those of them that a cell may hold."""

NEVER = "[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]"
"""Letters that no calendar or workbook can hold; a title goes into the file without them."""

TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters(exclude_categories=["Cs"])),
                max_size=30)  # fmt: skip
SHUT = {"op": "close", "venue_id": "expo", "from": "2021-05-24", "to": "2021-05-25"}


def bare(node: object) -> object:
    """Without the blanks around texts, which are nothing in any file."""
    if isinstance(node, dict):
        return {key: bare(value) for key, value in node.items()}
    if isinstance(node, list):
        return [bare(value) for value in node]
    return (node.strip() or None) if isinstance(node, str) else node


@dataclass(frozen=True)
class Town:
    folder: Path
    timeline: Timeline

    def back(self, title: str, *edits: dict[str, object]) -> tuple[str, list[object], list[object]]:
        """Title and changes as they are read from a file, and the changes as they were made."""
        board = self.timeline.board
        sheet = Sheet(self.timeline.edited(done(board, edits)))
        text = scenario_text(sheet, title)
        script = script_in(self.folder, self.folder, "aside.yaml", text.encode())
        assert script.faults == ()
        made = [*sheet.timeline.board.city.changes.values()]
        return script.title.get("zh"), changes_of(script.steps), made


@pytest.fixture(scope="module", name="place")
def a_town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder = tmp_path_factory.mktemp("aside") / "town"
    return Town(folder, Timeline(town.start(folder).board()))


@given(title=TEXTS, reason=TEXTS, notes=TEXTS)
@example(title=ODD, reason=FIT, notes="\x93quoted\x94")
@example(title="\x85", reason="\x7f", notes="\x85\u2028")
def test_what_is_set_aside_is_read_back(place: Town, title: str, reason: str, notes: str) -> None:
    shut = {**SHUT, "reason_zh": reason}
    change = {"op": "change_event", "event_id": "care", "set": {"notes": notes}}
    try:
        done(place.timeline.board, [shut, change])
    except InputError:  # a letter that no cell may hold is refused before
        assume(False)
    name, read, made = place.back(title, shut, change)
    lines = (line.strip() for line in re.sub(NEVER, "", title).splitlines())
    assert name == (" ".join(filter(None, lines)) or "排期板 / Planning board")
    assert bare(read) == bare(made)
