"""A starting workspace for another city: small, commented, and solvable as it is."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

FILES = ("venues.yaml", "events.csv", "policy.yaml", "README.md", "scenarios/hall-1-shut.yaml")


def write_starter(folder: Path) -> None:
    """Write the workspace's files into a folder."""
    for name in FILES:
        data = files(__package__).joinpath("workspace", *name.split("/")).read_bytes()
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
