"""Soft rows that cost points for each started step over a level, day by day."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import numpy as np

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model
from scheduler.cpsat.rows import Ints, Rows
from scheduler.cpsat.stays import Stays
from scheduler.domain.event import Event
from scheduler.domain.problem import Problem


class DailyLoad(Encoder):
    """What crowding and hotels share: a day's load over a comfort level, in started steps.

    Attributes
    ----------
    step : int
        Visitors or rooms that one step counts.
    """

    step: ClassVar[int]

    @abstractmethod
    def level(self, problem: Problem) -> int | None:
        """Comfort level; ``None`` is no rule."""

    @abstractmethod
    def load(self, event: Event) -> int:
        """Load of an event on a show day."""

    def post(self, model: Model) -> None:
        """Charge each day's started steps."""
        level = self.level(model.problem)
        if level is not None:
            pieces = [
                (i, 0, e.show_days, self.load(e), 0)
                for i, unit in enumerate(model.draft.units)
                for e in unit.events
            ]
            points = model.problem.policy.weights[self.rule]
            stays = Stays.of(model.starts, pieces)
            charge_steps(model, stays, level=level, step=self.step, points=points)


def charge_steps(
    model: Model, stays: Stays, *, level: int, step: int, points: int, groups: int = 1
) -> None:
    """Charge `points` for each started `step` of the day's load over `level`, in each group.

    Two rows a day: load − step × steps ≤ level, and steps ≥ Σ steps each unit starts alone.
    The second is implied for whole numbers (for step = 1 or level ≥ 2 steps the started steps of
    a sum are at least the sum of the started steps) but not in the linear relaxation, which would
    spread a large event over many days to hide it. Equal days share one variable.
    """
    if not points:
        return
    together = stays.apart()
    load = together.by_day(model.problem.horizon, groups)
    own = _alone(together, level, step).by_day(model.problem.horizon, groups)
    over = np.flatnonzero(load.reach > level)
    first, count = _alike(load, own, over)
    load, own = load.pick(first), own.pick(first)
    steps = model.new(len(first), -((level - load.reach) // step), points * count)
    variables = np.arange(steps.start, steps.stop)
    model.rows.extend(load.with_variables(variables, -step), -np.inf, level)
    some = np.flatnonzero(np.diff(own.bounds))
    model.rows.extend(own.pick(some).with_variables(variables[some], -1), -np.inf, 0)


def _alone(together: Stays, level: int, step: int) -> Stays:
    """The same stays weighing the steps that they start by themselves."""
    holds = step == 1 or level >= 2 * step
    steps = np.maximum(0, -((level - together.weight) // step)) * holds
    return together.weighing(steps.astype(np.int64))


def _alike(load: Rows, own: Rows, rows: Ints) -> tuple[Ints, Ints]:
    """The first of each set of equal rows, and how many there are."""
    place: dict[tuple[bytes, bytes], int] = {}
    keys = zip(load.keys(rows), own.keys(rows), strict=True)
    same = [place.setdefault(key, len(place)) for key in keys]
    _, first, count = np.unique(np.array(same, np.int64), return_index=True, return_counts=True)
    return rows[first], count
