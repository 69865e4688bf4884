"""Which files a folder of scenarios stands for."""

from __future__ import annotations

import os
from pathlib import Path

from scheduler.scenarios.many import scenario_files


def made(folder: Path, *names: str) -> None:
    """Empty files."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def listed(folder: Path, *paths: Path) -> list[str]:
    """The files found, from the folder."""
    return [p.relative_to(folder).as_posix() for p in scenario_files(paths or [folder])]


def test_a_folders_own_files_come_first_then_those_of_each_folder_in_it(tmp_path: Path) -> None:
    made(tmp_path, "b.yaml", "a.YML", "a/z.yaml", "a/b/y.yml", "c/x.yaml", "c/notes.md")
    assert listed(tmp_path) == ["a.YML", "b.yaml", "a/z.yaml", "a/b/y.yml", "c/x.yaml"]
    assert scenario_files([tmp_path], deep=False) == [tmp_path / "a.YML", tmp_path / "b.yaml"]


def test_hidden_ones_and_links_to_folders_are_left_out(tmp_path: Path) -> None:
    made(tmp_path, "a.yaml", ".b.yaml", ".git/c.yaml", "d.yaml/e.yaml")
    os.symlink(tmp_path, tmp_path / "round")
    assert listed(tmp_path) == ["a.yaml", "d.yaml/e.yaml"]


def test_each_file_once_and_what_is_no_folder_as_it_is(tmp_path: Path) -> None:
    made(tmp_path, "a.yaml", "empty/notes.md")
    os.symlink(tmp_path / "a.yaml", tmp_path / "link.yaml")
    again = tmp_path / "empty" / ".." / "a.yaml"
    paths = (tmp_path / "a.yaml", again, tmp_path, tmp_path / "no.yaml", tmp_path / "empty")
    assert listed(tmp_path, *paths) == ["a.yaml", "no.yaml", "empty"]
