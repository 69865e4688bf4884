"""Peer "mip": HiGHS through OR-Tools' MathOpt on a time-indexed model with hall blocks.

A binary per event, venue and start, and one per way (halls) of it; per hall and day at most one
tenancy; protection as at most one show per theme and day, its days behind it included; loads with a
whole number of started units a day. Every solution of it is a legal plan: halls are in the model.
Built from arrays. MathOpt has no callback for HiGHS, so the trace is read from HiGHS's own log, and
no number of threads: it takes those of the cores that the process may run on.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    parameters_pb2,
    result_pb2,
)
from ortools.math_opt.core.python import solver as mathopt

from benchmarks.peers.bits import numbers
from benchmarks.peers.run import Places, Run
from benchmarks.peers.world import Ints, Way

MOST_ENTRIES = 30_000_000
"""Entries of the rows beyond which the model would not fit into memory."""
LOG = re.compile(r"(-?[\d.]+|-?inf)\s+(-?[\d.]+|inf)\s+(?:[\d.]+%|inf|Large)\s+\d+\s+\d+\s+\d+\s+\d+\s+([\d.]+)s\s*$")
DONE = {result_pb2.TERMINATION_REASON_OPTIMAL: "optimal", result_pb2.TERMINATION_REASON_FEASIBLE: "feasible",
        result_pb2.TERMINATION_REASON_INFEASIBLE: "infeasible"}


class TooLarge(Exception):
    """The model cannot be built in the time or memory given."""


class Program:
    """A mixed-integer program that grows by arrays; rows have names of any kind."""

    def __init__(self) -> None:
        self.prices: list[Ints] = []
        self.highs: list[Ints] = []
        self.size, self.entries, self.constant = 0, 0, 0
        self.rows: dict[object, int] = {}
        self.limits: list[tuple[float, float]] = []
        self.parts: list[tuple[Ints, Ints, Ints]] = []

    def variables(self, prices: Ints, most: int = 1) -> Ints:
        """New whole variables from 0 to `most`, and their numbers."""
        self.prices.append(prices)
        self.highs.append(np.full(len(prices), most))
        self.size += len(prices)
        return np.arange(self.size - len(prices), self.size)

    def row(self, name: object, low: float, high: float) -> int:
        """Number of a row; a new one if the name is new."""
        if name not in self.rows:
            self.rows[name] = len(self.limits)
            self.limits.append((low, high))
        return self.rows[name]

    def daily(self, name: object, days: int, high: float) -> int:
        """Number of the first of so many rows in a row, one a day, each at most `high`."""
        if name not in self.rows:
            self.rows[name] = len(self.limits)
            self.limits += [(-np.inf, high)] * days
        return self.rows[name]

    def fill(self, rows: Ints | int, columns: Ints, value: int = 1) -> None:
        """Enter a value at these rows and columns."""
        at = np.broadcast_to(np.asarray(rows), columns.shape)
        self.parts.append((at, columns, np.full(columns.shape, value)))
        self.entries += len(columns)

    def cover(self, first: int, days: int, starts: Ints, columns: Ints, before: int, after: int, value: int = 1) -> None:
        """Enter a value at the daily rows from start + before to just before start + after."""
        for n in range(before, after):
            inside = (starts + n >= 0) & (starts + n < days)
            self.fill(first + starts[inside] + n, columns[inside], value)

    def message(self) -> model_pb2.ModelProto:
        """The program as MathOpt takes it."""
        none = np.zeros(0, int)
        rows, columns, values = (np.concatenate(one) for one in zip((none,) * 3, *self.parts, strict=True))
        width, message = max(1, self.size), model_pb2.ModelProto()
        keys, inverse = np.unique(rows * width + columns, return_inverse=True)
        prices = np.concatenate([none, *self.prices]).astype(float)
        message.variables.ids.extend(range(self.size))
        message.variables.lower_bounds.extend([0.0] * self.size)
        message.variables.upper_bounds.extend(np.concatenate([none, *self.highs]).astype(float).tolist())
        message.variables.integers.extend([True] * self.size)
        message.objective.offset = float(self.constant)
        priced = np.flatnonzero(prices)
        message.objective.linear_coefficients.ids.extend(priced.tolist())
        message.objective.linear_coefficients.values.extend(prices[priced].tolist())
        message.linear_constraints.ids.extend(range(len(self.limits)))
        message.linear_constraints.lower_bounds.extend(low for low, _ in self.limits)
        message.linear_constraints.upper_bounds.extend(high for _, high in self.limits)
        matrix = message.linear_constraint_matrix
        matrix.row_ids.extend((keys // width).tolist())
        matrix.column_ids.extend((keys % width).tolist())
        matrix.coefficients.extend(np.bincount(inverse, values).tolist())
        return message


class TimeIndexed:
    """The rows of the contract; `choices` are way, starts and first column of each block of variables."""

    def __init__(self, run: Run) -> None:
        self.run, self.world, self.program = run, run.world, Program()
        self.choices: list[tuple[int, Way, Ints, Ints]] = []
        self._large_most = self.world.city.limit("limits", "large_events_per_district_day")
        self._openings = self.world.city.limit("limits", "openings_per_day")
        self._loads = [load for load in self.world.loads() if load[0]]
        self._counted = defaultdict(list)
        for n, (events, most) in enumerate(self.world.coverage()):
            row = self.program.row(("coverage", n), most, np.inf)
            if not self.world.coverage_is_hard:
                price = np.array([self.world.city.weight("coverage")])
                self.program.fill(row, self.program.variables(price, most))
            for e in events:
                self._counted[e].append(row)
        self._longest = self._longest_of_each_group()
        for e in range(len(self.world.events)):
            self._event(e)
        self._excesses()

    def _longest_of_each_group(self) -> set[int]:
        """Events that stand for their group in their theme's protection."""
        found: dict[tuple[str, int], int] = {}
        for theme, events in self.world.protected.items():
            for e in events:
                key = theme, self.world.group_of[e]
                other = found.get(key, e)
                found[key] = max(other, e, key=lambda one: self.world.events[one].show_days)
        return set(found.values())

    def _event(self, e: int) -> None:
        world, program, event = self.world, self.program, self.world.events[e]
        if self.run.left <= 0 or program.entries > MOST_ENTRIES:
            why = "time" if self.run.left <= 0 else "memory"
            raise TooLarge(f"no {why} for the model: {program.entries} entries built, {e} of {len(world.events)} events")
        program.constant += world.unplaced_cost(e)
        once = program.row(("once", e), float(bool(event.booked_start)), 1)
        table = world.day_costs(e) - world.unplaced_cost(e)
        for v in world.venues_of(e):
            ways = [(way, world.starts(e, v) & world.unclosed(e, way)) for way in world.ways(e, v)]
            days = 0
            for _, one in ways:
                days |= one
            starts = np.fromiter(numbers(days), int)
            columns = program.variables(table[starts] + world.venue_cost(e, v))
            program.fill(once, columns)
            self._at_venue(e, v, starts, columns)
            for way, one in ways:
                self._in_halls(e, way, np.fromiter(numbers(one), int), starts, columns)

    def _at_venue(self, e: int, v: int, starts: Ints, columns: Ints) -> None:
        world, program, event, days = self.world, self.program, self.world.events[e], self.world.days
        for row in self._counted[e]:
            program.fill(row, columns)
        group = world.groups[world.group_of[e]]
        for n in range(len(group) - 1):  # the n-th link joins members n and n + 1
            if e in group[n:n + 2]:
                rows = [program.row(("link", group[n], v, s), 0, 0) for s in starts.tolist()]
                program.fill(np.array(rows, int), columns, 1 if e == group[n] else -1)
        if e in self._longest:
            first = program.daily(("theme", event.theme), days, 1)
            program.cover(first, days, starts, columns, 0, event.show_days + (world.gap(event.theme) or 0))
        if event.leaders_open and self._openings is not None:
            program.fill(program.daily("openings", days, self._openings) + starts, columns)
        if self._large_most is not None and world.is_large(e):
            first = program.daily(("large", world.venues[v].district), days, self._large_most)
            program.cover(first, days, starts, columns, 0, event.show_days)
        for n, (_, comfort, _, amounts) in enumerate(self._loads):
            if amounts[e]:
                first = program.daily(("load", n), days, comfort)
                program.cover(first, days, starts, columns, 0, event.show_days, amounts[e])
        if world.city.weight("same-industry") and len(world.by_industry[event.industries[0]]) > 1:
            first = program.daily(("industry", event.industries[0]), days, 1)
            program.cover(first, days, starts, columns, 0, event.show_days)

    def _in_halls(self, e: int, way: Way, starts: Ints, all_starts: Ints, parents: Ints) -> None:
        world, program, event, days = self.world, self.program, self.world.events[e], self.world.days
        columns = program.variables(np.full(len(starts), way.waste))
        self.choices.append((e, way, starts, columns))
        chosen = parents[np.searchsorted(all_starts, starts)]
        first_link = len(program.limits)
        if ("halls", int(parents[0]) if len(parents) else -1) not in program.rows and len(parents):
            program.rows["halls", int(parents[0])] = first_link
            program.limits += [(0.0, 0.0)] * len(parents)
            program.fill(first_link + np.arange(len(parents)), parents, -1)
        if len(starts):
            program.fill(program.rows["halls", int(parents[0])] + chosen - parents[0], columns)
        venue = world.venues[way.venue]
        before, after = -event.move_in_days, event.show_days + event.move_out_days
        for h in way.halls:
            first = program.daily(("hall", h), days, 1)
            program.cover(first, days, starts, columns, before, after + venue.turnaround_days)
        if way.halls and venue.moving_halls_per_day is not None:
            first = program.daily(("moving", way.venue), days, venue.moving_halls_per_day)
            program.cover(first, days, starts, columns, before, 0, len(way.halls))
            program.cover(first, days, starts, columns, event.show_days, after, len(way.halls))

    def _excesses(self) -> None:
        program, days = self.program, self.world.days
        for n, (weight, _, unit, amounts) in enumerate(self._loads):
            if ("load", n) in program.rows:
                over = program.variables(np.full(days, weight), -(-sum(amounts) // unit))
                program.fill(program.rows["load", n] + np.arange(days), over, -unit)
        same = self.world.city.weight("same-industry")
        for slug, events in self.world.by_industry.items():
            if ("industry", slug) in program.rows:
                over = program.variables(np.full(days, same), len(events))
                program.fill(program.rows["industry", slug] + np.arange(days), over, -1)

    def places(self, values: dict[int, float]) -> Places:
        """The places of a solution."""
        found: Places = {}
        for e, way, starts, columns in self.choices:
            for start, column in zip(starts.tolist(), columns.tolist(), strict=True):
                if values.get(column, 0.0) > 0.5:
                    found[e] = way, start
        return found


@contextmanager
def log_of_stdout() -> Iterator[list[str]]:
    """Collect what native code prints, line by line."""
    lines: list[str] = []
    sys.stdout.flush()
    kept = os.dup(1)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 1)
        try:
            yield lines
        finally:
            os.dup2(kept, 1)
            os.close(kept)
            file.seek(0)
            lines += file.read().decode("utf-8", "replace").splitlines()


def read_log(lines: list[str], offset: float) -> list[tuple[float, int | None, int | None]]:
    """Seconds, cost and bound of HiGHS's progress lines; the bound is rounded up, for costs are whole."""
    found: list[tuple[float, int | None, int | None]] = []
    for line in lines:
        if match := LOG.search(line):
            bound, cost = float(match[1]), float(match[2])
            found.append((round(offset + float(match[3]), 2), None if np.isinf(cost) else round(cost),
                          None if np.isinf(bound) else int(np.ceil(bound - 1e-6))))
    return found


def solve(run: Run) -> None:
    """Build and solve."""
    try:
        model = TimeIndexed(run)
        message = model.program.message()
        solver = mathopt.new(parameters_pb2.SOLVER_TYPE_HIGHS, message, parameters_pb2.SolverInitializerProto())
    except TooLarge as why:
        run.note = str(why)
        return
    print(f"mip: {model.program.size} variables, {model.program.entries} entries", file=sys.stderr)
    if run.left <= 0:
        run.note = "the model was built when the time was over"
        return
    params = parameters_pb2.SolveParametersProto(enable_output=True, random_seed=run.seed)
    params.relative_gap_tolerance = 0.0
    params.time_limit.FromNanoseconds(int(run.left * 1e9))
    offset = run.seconds
    with log_of_stdout() as lines:
        result = solver.solve(params, model_parameters_pb2.ModelSolveParametersProto(), None,
                              callback_pb2.CallbackRegistrationProto(), None, None)
    run.trace += read_log(lines, offset)
    run.status = DONE.get(result.termination.reason, "unknown")
    if result.solutions:
        best = result.solutions[0].primal_solution
        values = dict(zip(best.variable_values.ids, best.variable_values.values, strict=True))
        run.places = model.places(values)
        bound = result.termination.objective_bounds.dual_bound
        run.tell(round(best.objective_value), None if np.isinf(bound) else int(np.ceil(bound - 1e-6)))
