"""A scenario: a city as it would be, to be planned like any other."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.errors import Fault


@dataclass(frozen=True)
class Scenario:
    """A problem that a scenario file made of a workspace.

    Parameters
    ----------
    file
        The scenario's file, or what stands for one when it was made by code.
    warnings
        All that is doubtful about the changed city, what was doubtful before included.
    """

    file: str
    title: Text
    problem: Problem
    warnings: tuple[Fault, ...] = ()
