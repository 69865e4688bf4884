"""Scenario files as parts of a sweep; one that cannot be read is a part of it, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scheduler.domain.text import Text
from scheduler.errors import InputError
from scheduler.scenarios.read import read_scenario
from scheduler.sweep.item import FILE, Item


def filed(workspace: Path, paths: Iterable[Path]) -> Iterator[Item]:
    """A scenario for each file that is there."""
    for path in paths:
        name = path.as_posix()
        try:
            script = read_scenario(workspace, path)
        except InputError as error:
            yield Item(name, FILE, Text(path.stem, path.stem), None, error.faults)
            continue
        yield Item(script.name, FILE, script.title or Text(path.stem, path.stem), script)
