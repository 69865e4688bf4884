"""The board lists the scenario files that the command takes of a folder."""

from __future__ import annotations

from pathlib import Path

from scheduler.scenarios.many import scenario_files
from scheduler.workflow.board_scenarios import scenario_names


def test_the_board_and_the_command_agree(tmp_path: Path) -> None:
    home = tmp_path / "city" / "scenarios"
    others = (".hidden.yaml", ".git/e.yaml", "f.txt")
    for name in ("a.yaml", "B.YAML", "c.yml", "below/d.Yml", *others):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("changes: []\n")
    (tmp_path / "out.yaml").write_text("changes: []\n")
    (home / "out.yaml").symlink_to(tmp_path / "out.yaml")
    names = scenario_names(home.parent)
    assert names == [f"scenarios/{n}" for n in ("B.YAML", "a.yaml", "below/d.Yml", "c.yml")]
    taken = scenario_files([home])
    # A link that leads out of the workspace is no matter of the board's.
    assert {home.parent / n for n in names} == {*taken} - {home / "out.yaml"}


def test_no_folder_of_scenarios(tmp_path: Path) -> None:
    assert scenario_names(tmp_path) == []
