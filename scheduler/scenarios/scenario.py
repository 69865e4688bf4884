"""A scenario: a city as it would be, to be planned like any other."""

from __future__ import annotations

from dataclasses import dataclass

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
class Scenario:
    """A problem that a scenario file made of a workspace.

    Parameters
    ----------
    file
        The scenario's file, or what stands for one when it was made by code.
    warnings
        All that is doubtful about the changed city, what was doubtful before included.
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
    begun: frozenset[str] = frozenset()
    soon: frozenset[str] = frozenset()
    early: tuple[EndsEarly, ...] = ()
