"""Scenario files as parts of a sweep; one that cannot be read is a part of it, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scheduler.domain.text import Text
from scheduler.errors import InputError
from scheduler.loading.faults import shown_text
from scheduler.scenarios.read import read_scenario
from scheduler.sweep.item import FILE, Item


def filed(workspace: Path, paths: Iterable[Path]) -> Iterator[Item]:
    """A scenario for each file; one that cannot be read at all is told with its faults."""
    for path in paths:
        stem = shown_text(path.stem)
        try:
            script = read_scenario(workspace, path)
        except InputError as error:
            yield Item(_name(workspace, path), FILE, Text(stem, stem), None, error.faults)
            continue
        yield Item(script.name, FILE, script.title or Text(stem, stem), script)


def _name(workspace: Path, path: Path) -> str:
    """Path inside the workspace, links left alone, since one may lead nowhere."""
    full, home = path.absolute(), workspace.absolute()
    inside = full.relative_to(home) if full.is_relative_to(home) else path
    return shown_text(inside.as_posix())
