"""The command that times ruin and recreate tells the same cost each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import ruining
from benchmarks.cities import write_tiny


def test_the_same_work_is_done_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tiny(tmp_path / "town", seed=4)
    told = []
    for _ in range(2):
        assert ruining.main([str(tmp_path / "town"), "--turns", "40"]) == 0
        head, rule, line = capsys.readouterr().out.splitlines()
        assert (head.strip("| ").split(" | "), rule.count("---")) == (list(ruining.HEAD), len(ruining.HEAD))
        cells = dict(zip(ruining.HEAD, line.strip("| ").split(" | "), strict=True))
        assert (cells["instance"], cells["turns"]) == ("town", "40")
        assert float(cells["cost"].replace(",", "")) <= float(cells["its cost"].replace(",", ""))
        told.append([cells[name] for name in ("units", "starts", "its cost", "cost")])
    assert told[0] == told[1]


def test_what_is_neither_an_instance_nor_a_workspace_is_told(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        ruining.main([str(tmp_path / "nowhere")])
    assert "neither in family.csv nor a workspace" in capsys.readouterr().err
