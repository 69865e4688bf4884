"""Compiles a model for CP-SAT, whole or with some variables fixed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from scheduler.cpsat.matrix import Ints, Mask, Matrix, Part, matrix_of, part_of
from scheduler.cpsat.model import Let, Model

OPEN = 1 << 60
"""Stands for infinity in a row; no load comes near it."""


@dataclass
class Compiled:
    """A CP-SAT model; `variables` holds a variable, or the number it is fixed at, by index.

    `days` are the first show days of units as variables: each with its literals, their days, and
    the day it has when none is true.
    """

    cp: cp_model.CpModel
    variables: list[cp_model.IntVar | int]
    days: list[tuple[cp_model.IntVar, Ints, Ints, int]] = field(default_factory=list)

    def values(self, solver: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> Ints:
        """The incumbent's value of every variable of the model."""
        read = solver.value
        return np.array([v if isinstance(v, int) else read(v) for v in self.variables], np.int64)

    def hint(self, values: Ints, told: Mask | None = None) -> None:
        """Start the search from an assignment, or from its part in `told`."""
        self.cp.clear_hints()
        index = range(len(values)) if told is None else np.flatnonzero(told).tolist()
        for j in index:
            variable = self.variables[j]
            if not isinstance(variable, int):
                self.cp.add_hint(variable, int(values[j]))
        for start, literals, days, none in self.days:
            chosen = days[values[literals] > 0]
            self.cp.add_hint(start, int(chosen[0]) if len(chosen) else none)


def compile_model(
    model: Model,
    matrix: Matrix | None = None,
    values: Ints | None = None,
    free: Mask | None = None,
) -> Compiled:
    """CP-SAT model in which all variables outside `free` are fixed at `values`.

    By default everything is free; fixed variables without `values` are zero.
    """
    matrix = matrix or matrix_of(model)
    size = len(model.upper)
    values = np.zeros(size, np.int64) if values is None else values
    free = np.ones(size, bool) if free is None else free
    part = part_of(matrix, values, free)
    cp = cp_model.CpModel()
    variables: list[cp_model.IntVar | int] = values.tolist()
    for j in part.free.tolist():
        top = model.upper[j]
        variables[j] = cp.new_bool_var("") if top == 1 else cp.new_int_var(0, top, "")
    compiled = Compiled(cp, variables)
    _rows(compiled, part)
    _lets(model, compiled)
    priced = [j for j in part.free.tolist() if model.points[j]]
    cost = cp_model.LinearExpr.weighted_sum(
        [variables[j] for j in priced], [model.points[j] for j in priced]
    )
    cp.minimize(cost + part.constant)
    return compiled


def _rows(compiled: Compiled, part: Part) -> None:
    cp = compiled.cp
    if part.broken:
        cp.add_bool_or([])
    made = [compiled.variables[j] for j in part.free.tolist()]
    rows = part.rows
    bounds = zip(part.low.tolist(), part.high.tolist(), strict=True)
    for i, (low, high) in enumerate(bounds):
        begin, end = rows.indptr[i], rows.indptr[i + 1]
        terms = [made[j] for j in rows.indices[begin:end].tolist()]
        weights = rows.data[begin:end].astype(np.int64).tolist()
        plain = all(w == 1 for w in weights)
        if plain and high == 1 and low <= 0 and all(v.is_boolean for v in terms):
            cp.add_at_most_one(terms)
        else:
            cp.add_linear_constraint(
                cp_model.LinearExpr.weighted_sum(terms, weights),
                -OPEN if low == -np.inf else int(low),
                OPEN if high == np.inf else int(high),
            )


def _lets(model: Model, compiled: Compiled) -> None:
    """No overlap in every hall that a free variable can touch."""
    live = [let for let in model.lets if not _never(compiled.variables[let.take])]
    touched = {
        (let.venue, hall)
        for let in live
        if not isinstance(compiled.variables[let.take], int)
        for hall in let.halls
    }
    lets: dict[tuple[str, str], list[cp_model.IntervalVar]] = defaultdict(list)
    starts: dict[int, cp_model.LinearExprT] = {}
    for let in live:
        halls = [(let.venue, hall) for hall in let.halls if (let.venue, hall) in touched]
        if not halls:
            continue
        if let.unit not in starts:
            starts[let.unit] = _start(model, compiled, let.unit)
        begin = starts[let.unit] - let.before
        interval = _interval(compiled.cp, let, begin, compiled.variables[let.take])
        for hall in halls:
            lets[hall].append(interval)
    for intervals in lets.values():
        if len(intervals) > 1:
            compiled.cp.add_no_overlap(intervals)


def _never(take: cp_model.IntVar | int) -> bool:
    return isinstance(take, int) and take == 0


def _interval(
    cp: cp_model.CpModel, let: Let, begin: cp_model.LinearExprT, take: cp_model.IntVar | int
) -> cp_model.IntervalVar:
    if isinstance(take, int):
        return cp.new_fixed_size_interval_var(begin, let.size, "")
    return cp.new_optional_fixed_size_interval_var(begin, let.size, take, "")


def _start(model: Model, compiled: Compiled, unit: int) -> cp_model.LinearExprT:
    """First show day of a unit as a variable; its earliest possible day if unplaced."""
    places = model.places(model.draft.units[unit])
    pairs = [
        (variable, int(day))
        for site in places
        for variable, day in zip(
            compiled.variables[site.opens.start : site.opens.stop], site.days, strict=True
        )
        if not isinstance(variable, int) or variable
    ]
    days = sorted({day for _, day in pairs})
    if len(days) < 2:
        return days[0] if days else model.draft.first
    start = compiled.cp.new_int_var_from_domain(cp_model.Domain.from_values(days), "")
    literals = np.concatenate([np.arange(s.opens.start, s.opens.stop) for s in places])
    every = np.concatenate([s.days for s in places])
    compiled.days.append((start, literals, every, days[0]))
    moved = sum(v * (d - days[0]) for v, d in pairs if isinstance(v, int))
    open_ = [(v, d - days[0]) for v, d in pairs if not isinstance(v, int)]
    expr = cp_model.LinearExpr.weighted_sum([v for v, _ in open_], [d for _, d in open_])
    compiled.cp.add(start == expr + moved + days[0])
    return start
