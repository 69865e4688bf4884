"""docs/api.md tells of every address, edit and job."""

from __future__ import annotations

import re
from pathlib import Path

from scheduler.board.edits import EDITS
from scheduler.web.board.openapi import OPERATIONS
from scheduler.workflow.board_jobs import WORKS
from scheduler.workflow.board_outputs import FORMS

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_address_is_told_of() -> None:
    known = {path.replace("/api/plans/{plan}", "…") for _, path, *_ in OPERATIONS}
    told = {path.replace("{" + "|".join(FORMS) + "}", "{form}") for path in addresses()}
    assert told == known


def addresses() -> set[str]:
    """Addresses of the page, those of one plan in their short form; examples do not count."""
    text = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    found = re.findall(r"(?:/api/|…/)[a-z_./{}|]*[a-z}]", text)
    full = (f.replace("/api/plans/{plan}", "…") for f in found)
    return {*full, "…"}


def test_every_edit_and_job_is_told_of() -> None:
    for name in (*EDITS, *WORKS):
        assert f"`{name}`" in PAGE
