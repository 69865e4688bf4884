"""A scenario: a city as it would be, to be planned like any other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Reason
from scheduler.domain.span import Day
from scheduler.domain.text import Text
from scheduler.errors import Fault


@dataclass(frozen=True)
class EndsEarly:
    """An event that has begun and cannot go on to its last day.

    Parameters
    ----------
    last
        The last day before those that it loses.
    days
        The days that it loses, all after the day on which the scenario is known.
    reasons
        The closures and closed days that take them.
    """

    event_id: str
    last: Day
    days: tuple[Day, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Written:
    """Where a scenario wrote a part of the city.

    Parameters
    ----------
    part
        File of the workspace, event (blank if none) and column or path inside the file.
    file, path
        The scenario's file, and the place inside.
    """

    part: tuple[str, str, str]
    file: str
    path: str


@dataclass(frozen=True)
class Scenario:
    """A problem that a scenario file made of a workspace.

    Parameters
    ----------
    file
        The scenario's file, or what stands for one when it was made by code.
    warnings
        All that is doubtful about the changed city, what was doubtful before included.
    written
        Every part of the city that the scenario wrote, or that stands elsewhere because of it.
    today
        The day on which it becomes known; ``None`` when before the horizon.
    begun, soon
        Events of the standing plan that have begun by the day on which the scenario is known,
        and that begin too soon after it to be moved; empty when it is known beforehand.
    early
        Those that have begun and must end early, in the order of their first lost day.
    """

    file: str
    title: Text
    problem: Problem
    warnings: tuple[Fault, ...] = ()
    written: tuple[Written, ...] = ()
    today: Day | None = None
    begun: frozenset[str] = frozenset()
    soon: frozenset[str] = frozenset()
    early: tuple[EndsEarly, ...] = ()

    def source(self, file: str, event_id: str, where: str) -> Written | None:
        """Who wrote a part of the city; ``None`` when the workspace's own file did.

        Parameters
        ----------
        event_id
            The event whose row it is; blank for a YAML file, in which `where` is a path.
        """
        found = None
        for one in self.written:
            of, event, path = one.part
            rest = where.removeprefix(path)
            inside = where.startswith(path) and (not rest or rest[0] in ".[")
            if (of, event) == (file, event_id) and (inside or not path):
                found = one if found is None or len(path) >= len(found.part[2]) else found
        return found


def with_news(scenario: Scenario, known: Collection[Fault]) -> Scenario:
    """The scenario with those warnings alone that the unchanged workspace does not have.

    What it makes doubtful elsewhere is told of its changes.
    """
    # A part of the workspace's own file may have been written into another place of it.
    files = {scenario.file, *(w.file for w in scenario.written if w.file != w.part[0])}
    told = (
        w if w.file in files else _told(scenario, w) for w in scenario.warnings if w not in known
    )
    return replace(scenario, warnings=tuple(told))


def _told(scenario: Scenario, warning: Fault) -> Fault:
    message = Text(
        f"改动之后：{warning.line('zh')}", f"make something doubtful: {warning.line('en')}"
    )
    return Fault(scenario.file, None, "changes", None, message)
