"""What a plan comes from besides its workspace: a standing plan, and releases of software."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import count
from pathlib import Path

from scheduler import __version__
from scheduler.domain.paths import real
from scheduler.domain.robustness import Sought
from scheduler.domain.span import Day

_DECISIVE = ("ortools", "numpy", "scipy", "holidays", "icalendar", "recurring-ical-events")
"""Packages whose release may change a plan: those that search, and those that name days."""


@dataclass(frozen=True)
class Supposed:
    """A scenario that a plan was made for, which `whatif` solves.

    Parameters
    ----------
    scenario
        Its file, as `places_in` names it.
    plan, hash
        The standing plan's file and SHA-256, as of `Origin`; blank when it was solved for.
    near
        Whether moving away from the standing plan cost points.
    today
        Day on which the scenario becomes known; ``None`` when before everything.
    """

    scenario: str
    plan: str = ""
    hash: str = ""
    near: bool = True
    today: Day | None = None


@dataclass(frozen=True)
class Origin:
    """What a plan was made against, besides the workspace.

    Parameters
    ----------
    file, hash
        The standing plan's file (relative to the workspace where it lies inside) and the
        SHA-256 of its bytes; blank when there was none.
    only
        First and last day within which events were free to move; ``None`` for all events.
    today
        Day on which it was made: what had begun by then stayed; ``None`` when before everything.
    robust
        What it should be cheap to mend in; ``None`` when that was not asked for.
    supposed
        The scenario that it is for; ``None`` when it is for the city as it is.
    """

    file: str = ""
    hash: str = ""
    only: tuple[Day, Day] | None = None
    today: Day | None = None
    robust: Sought | None = None
    supposed: Supposed | None = None

    @property
    def holds(self) -> bool:
        """Whether some events had to stay where the standing plan has them."""
        return self.only is not None or (self.today is not None and bool(self.file))


NOTHING = Origin()


def place_in(workspace: Path, path: Path) -> str:
    """Where a file lies in the workspace; its name alone when it lies elsewhere.

    Folders of a machine tell nobody else anything, and would make the same plan another file.
    """
    full, home = real(path), real(workspace)
    return full.relative_to(home).as_posix() if full.is_relative_to(home) else path.name


def places_in(workspace: Path, paths: Sequence[Path]) -> list[str]:
    """Where files lie in the workspace; the names of those from elsewhere, each once.

    Files that are called alike are numbered in their order, as the folders of their plans are;
    what lies in the workspace keeps its place, since that tells it from all others.
    """
    places = [place_in(workspace, path) for path in paths]
    home = real(workspace)
    within = [real(path).is_relative_to(home) for path in paths]
    kept = {place.casefold() for place, here in zip(places, within, strict=True) if here}
    taken: set[str] = set()
    found = []
    for path, place, here in zip(paths, places, within, strict=True):
        for name in numbered(path.stem):
            called = place if here else name + path.suffix
            if name.casefold() not in taken and (here or called.casefold() not in kept):
                break
        taken.add(name.casefold())
        found.append(called)
    return found


def numbered(name: str) -> Iterator[str]:
    """A name, and what those are called that would have the same."""
    yield name
    yield from (f"{name}-{n}" for n in count(2))


def versions() -> dict[str, str]:
    """Releases of what decides on a plan."""
    found = {"scheduler": __version__, "python": platform.python_version()}
    for package in _DECISIVE:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
