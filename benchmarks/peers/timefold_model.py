"""The classes that Timefold plans with; its package turns them into Java classes when this is imported.

A planning entity is a co-located group (mostly one event) with two variables, its halls (none: left
out) and its start, both as numbers of entries in the group's tables. The score is kept by a
calculator that only adds and takes away what one group does to the rows of `counters`; it runs as JVM
bytecode, hence its plain lists and loops. Handing over objects one by one takes minutes, so all
tables are one text of whole numbers, read once inside.
"""

from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver.domain import (
    CountableValueRange,
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import HardSoftScore, IncrementalScoreCalculator


@planning_entity
@dataclass
class Group:
    """A group and where it stands; `at` is where its tables begin."""

    number: Annotated[int, PlanningId]
    at: int
    places: Annotated[CountableValueRange, ValueRangeProvider(id="places")]
    starts: Annotated[CountableValueRange, ValueRangeProvider(id="starts")]
    place: Annotated[int | None, PlanningVariable(allows_unassigned=True, value_range_provider_refs=["places"])] = (
        field(default=None))
    start: Annotated[int | None, PlanningVariable(value_range_provider_refs=["starts"])] = field(default=None)


@dataclass
class Tables:
    """All numbers, separated by blanks; see `timefold.tables`."""

    text: str


@planning_solution
@dataclass
class Year:
    """The plan."""

    groups: Annotated[list[Group], PlanningEntityCollectionProperty]
    tables: Annotated[Tables, ProblemFactProperty]
    score: Annotated[HardSoftScore | None, PlanningScore] = field(default=None)


class Calculator(IncrementalScoreCalculator):
    """Keeps the score while groups come and go; Timefold calls no ``__init__``.

    The types of everything are said, or each look into a list costs the JVM a search for its method.
    """

    broken: int
    points: int
    days: int
    data: list[int]
    totals: list[int]
    counts: list[int]

    def reset_working_solution(self, solution):
        data = [int(word) for word in solution.tables.text.split(" ")]
        self.data = data
        self.broken = 0
        self.points = 0
        self.days = data[0]
        self.totals = [0] * (data[1] * data[0])
        self.counts = [0] * data[3]
        for n in range(data[3]):
            self.missing(data[data[2] + n])
        for group in solution.groups:
            self.change(group, 1)

    def before_entity_added(self, entity):
        pass

    def after_entity_added(self, entity):
        self.change(entity, 1)

    def before_entity_removed(self, entity):
        self.change(entity, -1)

    def after_entity_removed(self, entity):
        pass

    def before_variable_changed(self, entity, variable):
        self.change(entity, -1)

    def after_variable_changed(self, entity, variable):
        self.change(entity, 1)

    def calculate_score(self):
        return HardSoftScore.of(-self.broken, -self.points)

    def missing(self, amount: int) -> None:
        if self.data[5] == 1:
            self.broken += amount
        else:
            self.points += amount * self.data[4]

    def change(self, group: Group, sign: int) -> None:
        data = self.data
        at = group.at
        place = group.place
        if place is None or group.start is None:
            self.points += sign * data[at]
            self.broken += sign * data[at + 1]
            return
        start = data[data[at + 3] + group.start]
        option = data[at + 2] + 4 * place
        self.points += sign * (data[option] + data[data[at + 4] + start])
        if (data[option + 1] >> start) & 1 == 0:
            self.broken += sign * 100
        self.effects(data[option + 2], data[option + 3], start, sign)
        self.effects(data[at + 5], data[at + 6], start, sign)
        n = data[at + 7]
        last = n + data[at + 8]
        while n < last:
            goal = data[n]
            before = self.counts[goal]
            self.counts[goal] = before + sign
            most = data[data[2] + goal]
            if sign == 1 and before < most:
                self.missing(-1)
            elif sign == -1 and before <= most:
                self.missing(1)
            n += 1

    def effects(self, n: int, count: int, start: int, sign: int) -> None:
        data = self.data
        stop = n + 4 * count
        while n < stop:
            day = start + data[n + 1]
            self.load(data[n], day, day + data[n + 2], sign * data[n + 3])
            n += 4

    def load(self, row: int, day: int, last: int, amount: int) -> None:
        data = self.data
        if day < 0:
            day = 0
        if last > self.days:
            last = self.days
        head = 6 + 4 * row
        changed = self.cells(row * self.days + day, row * self.days + last, amount, data[head], data[head + 1])
        if changed != 0:
            if data[head + 3] == 1:
                self.broken += changed
            else:
                self.points += changed * data[head + 2]

    def cells(self, at: int, end: int, amount: int, free: int, unit: int) -> int:
        totals = self.totals
        changed = 0
        while at < end:
            old = totals[at] - free
            totals[at] += amount
            new = old + amount
            if new > 0:
                changed += (new + unit - 1) // unit
            if old > 0:
                changed -= (old + unit - 1) // unit
            at += 1
        return changed
