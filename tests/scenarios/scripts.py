"""Scenarios of the tiny workspace of the loading's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.errors import Fault, InputError
from scheduler.scenarios.apply import changed
from scheduler.scenarios.read import read_city, read_scenario
from scheduler.scenarios.scenario import Scenario
from tests.loading.workspaces import row, workspace

HEAD = "title_zh: 试\ntitle_en: Try\n"

ROWS = (
    row(),
    row(id="yacht", show_days=2, co_located_with="boat-show"),
    row(id="forum", kind="conference", seats=500, booked_start="2021-06-01",
        booked_halls="forum/plenary", daily_visitors=2000),
)  # fmt: skip


def city(folder: Path, **files: str | bytes) -> Path:
    """A workspace of three events."""
    return workspace(folder, *ROWS, **files)


def write(folder: Path, changes: str, name: str = "scenarios/a.yaml", head: str = HEAD) -> Path:
    """A scenario file; `changes` holds the items of its list, each in one line."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    items = "".join(f"  - {line}\n" for line in changes.splitlines() if line.strip())
    path.write_text(f"{head}changes:\n{items}", encoding="utf-8")
    return path


def tried(folder: Path, changes: str, **files: str | bytes) -> Scenario:
    """The city that sound changes make."""
    city(folder, **files)
    return applied(folder, write(folder, changes))


def applied(folder: Path, path: Path) -> Scenario:
    """What a scenario file makes of a workspace."""
    sources, _ = read_city(folder)
    return changed(sources, read_scenario(folder, path))


def wrong(folder: Path, changes: str, **files: str | bytes) -> list[str]:
    """The faults of changes that have some, as people read them; both languages are filled."""
    city(folder, **files)
    return refused(folder, write(folder, changes))


def refused(folder: Path, path: Path) -> list[str]:
    """The faults of a scenario file that has some."""
    with pytest.raises(InputError) as caught:
        applied(folder, path)
    faults: tuple[Fault, ...] = caught.value.faults
    assert all(f.message.zh and f.message.en for f in faults)
    return [f.line("en") for f in faults]
