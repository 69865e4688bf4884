"""Several scenarios of one workspace, read at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from scheduler.errors import Fault, InputError
from scheduler.scenarios.apply import changed
from scheduler.scenarios.read import YAML, read_city, read_scenario
from scheduler.scenarios.scenario import Scenario, with_news


def scenario_files(paths: Iterable[Path], deep: bool = True) -> list[Path]:
    """The files named, each once; a folder stands for the YAML files in it.

    Its own come first, then those of each folder in it, by name; hidden ones count as not there.

    Parameters
    ----------
    deep
        Whether the folders in it count.
    """
    found: list[Path] = []
    for path in paths:
        found += (path.is_dir() and list(files_below(path, deep))) or [path]
    # One file may be named in several ways, or by a link; the first one stands.
    once: dict[str, Path] = {}
    for path in found:
        once.setdefault(_real(path), path)
    return list(once.values())


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except ValueError:  # no system has such a name, as reading it will tell
        return str(path)


def files_below(folder: Path, deep: bool = True) -> Iterator[Path]:
    """Scenario files of a folder and of those in it; none when there is no such folder."""
    # Links to folders are not followed, so that none leads in a circle.
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        files = (Path(root, name) for name in sorted(names) if not name.startswith("."))
        yield from (f for f in files if f.suffix.lower() in YAML)
        if not deep:
            return


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
