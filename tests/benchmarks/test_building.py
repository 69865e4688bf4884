"""The command that times building tells of the models that a search begins with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import building
from benchmarks.cities import write_tiny
from scheduler.cpsat.builder import build
from scheduler.cpsat.matrix import matrix_of
from scheduler.loading import load


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A tiny city."""
    write_tiny(tmp_path / "town", seed=4)
    return tmp_path / "town"


def test_a_city_searched_as_a_whole(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert building.main([str(town)]) == 0
    head, rule, *lines = capsys.readouterr().out.splitlines()
    told = [line.strip("| ").split(" | ") for line in lines]
    assert (head.strip("| ").split(" | "), rule.count("---")) == (list(building.HEAD), len(building.HEAD))
    assert [cells[:2] for cells in told] == [["town", "whole"], ["town", "promising starts"]]
    assert all(re.fullmatch(r"\d+\.\d\d \(\d+\.\d\d\)", cell) for cells in told for cell in cells[2:7])
    matrix = matrix_of(build(load(town).problem))
    sizes = (matrix.rows.shape[1], matrix.rows.shape[0], matrix.rows.nnz)
    assert told[0][7:] == [f"{size:,}" for size in sizes]


def test_a_large_city_begins_with_its_outline(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "LARGE", 0)
    told = [cells[1] for cells in building.rows("town", town, seed=1)]
    assert told == ["starts of the first plan", "outline", "promising starts"]


def test_steps_are_added_up() -> None:
    timer = building.Timer([(1.0, 2.0), (0.25, 0.5)])
    assert timer.cells() == ["1.00 (2.00)", "0.25 (0.50)", "1.25 (2.50)"]
    assert timer.of(lambda: 5) == 5 and len(timer.steps) == 3


def test_what_is_neither_an_instance_nor_a_workspace_is_told(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        building.main([str(tmp_path / "nowhere")])
    assert "neither in family.csv nor a workspace" in capsys.readouterr().err
