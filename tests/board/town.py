"""The tiny city as a board."""

from __future__ import annotations

from pathlib import Path

from scheduler.board.city import City, files_of, sources_of
from scheduler.board.start import Start
from scheduler.board.state import Board
from scheduler.domain.plan import Plan
from scheduler.loading import read_plan
from tests.cli.tiny import PLAN
from tests.cli.tiny import city as tiny


def workspace(folder: Path, *rows: dict[str, str]) -> Path:
    """The tiny city with its plan in ``out``."""
    tiny(folder, *rows)
    (folder / "out").mkdir()
    (folder / "out" / "plan.csv").write_text(PLAN, encoding="utf-8")
    return folder


def start(folder: Path) -> Start:
    """Its start."""
    made = workspace(folder)
    files = files_of(made)
    problem = City(sources_of(files)).problem
    plan: Plan = read_plan(made / "out" / "plan.csv", problem)
    return Start(files, plan.placements)


def board(folder: Path) -> Board:
    """The board with boats, care and the parade placed."""
    return start(folder).board()
