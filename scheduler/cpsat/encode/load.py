"""Soft rows that cost points for each started step over a level, day by day."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import ClassVar

from scheduler.cpsat.encode.base import Encoder
from scheduler.cpsat.model import Model, Stay, one
from scheduler.domain.event import Event
from scheduler.domain.problem import Problem

Segments = list[tuple[int, int, int]]


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
            stays = [
                Stay.show(site, e, self.load(e))
                for site in model.sites
                for e in site.site.unit.events
            ]
            points = model.problem.policy.weights[self.rule]
            charge_steps(model, stays, level=level, step=self.step, points=points)


def charge_steps(
    model: Model, stays: Sequence[Stay], *, level: int, step: int, points: int
) -> None:
    """Charge `points` for each started `step` of the day's load over `level`.

    Two rows a day: load − step × steps ≤ level, and steps ≥ Σ steps each unit starts alone.
    The second is implied for whole numbers (for step = 1 or level ≥ 2 steps the started steps of
    a sum are at least the sum of the started steps) but not in the linear relaxation, which would
    spread a large event over many days to hide it. Equal days share one variable.
    """
    if not points:
        return
    alone = model.by_day(_alone(stays, level, step)) if step == 1 or level >= 2 * step else None
    groups: dict[object, list[tuple[Segments, Segments, int]]] = defaultdict(list)
    for i, row in enumerate(model.by_day(stays)):
        if row.reach > level:
            own = alone[i].segments if alone else []
            most = -(-(row.reach - level) // step)
            groups[tuple(row.segments), tuple(own)].append((row.segments, own, most))
    for same in groups.values():
        load, own, most = same[0]
        steps = model.new(1, upper=most)[0]
        model.require([*load, one(steps, -step)], high=level)
        if own:
            model.require([*own, one(steps, -1)], high=0)
        model.charge(points * len(same), steps)


def _alone(stays: Sequence[Stay], level: int, step: int) -> Iterator[Stay]:
    """Steps that the members at one site start by themselves, by days from the opening."""
    by_site: dict[int, list[Stay]] = defaultdict(list)
    for stay in stays:
        by_site[id(stay.site)].append(stay)
    for mine in by_site.values():
        edges = sorted({-s.before for s in mine} | {s.length - s.before for s in mine})
        for begin, end in zip(edges, edges[1:], strict=False):
            load = sum(s.weight for s in mine if -s.before <= begin < s.length - s.before)
            if load > level:
                yield Stay(mine[0].site, -begin, end - begin, -(-(load - level) // step))
