"""Several scenarios of one workspace, read at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scheduler.errors import Fault, InputError
from scheduler.scenarios.apply import changed
from scheduler.scenarios.read import YAML, read_city, read_scenario
from scheduler.scenarios.scenario import Scenario, with_news


def scenario_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, each once; a folder stands for the YAML files in it, by name."""
    found: list[Path] = []
    for path in paths:
        inside = path.is_dir() and sorted(p for p in path.iterdir() if p.suffix in YAML)
        found += inside or [path]
    return list(dict.fromkeys(found))


def read_all(workspace: Path, paths: Iterable[Path]) -> list[Scenario]:
    """The cities that scenarios make, each with the warnings that the workspace has not.

    Raises
    ------
    InputError
        With all faults of all scenarios.
    """
    sources, loaded = read_city(workspace)
    faults: list[Fault] = []
    found: list[Scenario] = []
    for path in paths:
        try:
            scenario = changed(sources, read_scenario(workspace, path))
        except InputError as error:
            faults.extend(error.faults)
            continue
        found.append(with_news(scenario, loaded.warnings))
    if faults:
        raise InputError(tuple(dict.fromkeys(faults)))
    return found
