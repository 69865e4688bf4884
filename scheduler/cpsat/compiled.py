"""Compiles a model for CP-SAT, whole or with some variables held at zero."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

from scheduler.cpsat.model import Model

Alive = npt.NDArray[np.bool_]


@dataclass
class Compiled:
    """A CP-SAT model and its variable for each index; ``None`` for those held at zero."""

    cp: cp_model.CpModel
    variables: list[cp_model.IntVar | None]

    def value(self, solver: cp_model.CpSolver | cp_model.CpSolverSolutionCallback, i: int) -> bool:
        """Whether a 0/1 variable is true in the solver's incumbent."""
        variable = self.variables[i]
        return variable is not None and bool(solver.value(variable))


def compile_model(model: Model, alive: Alive | None = None) -> Compiled:
    """CP-SAT model over the variables of `alive` (all by default), the others being zero."""
    cp = cp_model.CpModel()
    keep = np.ones(len(model.lower), bool) if alive is None else alive
    made: list[cp_model.IntVar | None] = [
        (cp.new_bool_var("") if top == 1 else cp.new_int_var(0, top, "")) if k else None
        for k, top in zip(keep.tolist(), model.upper, strict=True)
    ]
    compiled = Compiled(cp, made)
    _rows(model, compiled)
    _lets(model, compiled)
    terms = [(v, p) for v, p in zip(made, model.points, strict=True) if v is not None and p]
    cost = cp_model.LinearExpr.weighted_sum([v for v, _ in terms], [p for _, p in terms])
    cp.minimize(cost + model.constant)
    return compiled


def _rows(model: Model, compiled: Compiled) -> None:
    cp, made = compiled.cp, compiled.variables
    for segments, low, high in model.rows:
        terms: list[cp_model.IntVar] = []
        weights: list[int] = []
        for start, stop, weight in segments:
            live = [v for v in made[start:stop] if v is not None]
            terms.extend(live)
            weights.extend([weight] * len(live))
        if not terms:
            if (low is not None and low > 0) or (high is not None and high < 0):
                cp.add_bool_or([])
            continue
        plain = all(w == 1 for w in weights) and all(v.is_boolean for v in terms)
        if plain and high == 1 and low is None:
            cp.add_at_most_one(terms)
        elif plain and high is None and low == 1:
            cp.add_bool_or(terms)
        else:
            least = cp_model.INT32_MIN if low is None else low
            most = cp_model.INT32_MAX if high is None else high
            cp.add_linear_constraint(
                cp_model.LinearExpr.weighted_sum(terms, weights), least, most
            )


def _lets(model: Model, compiled: Compiled) -> None:
    lets: dict[tuple[str, str], list[cp_model.IntervalVar]] = defaultdict(list)
    starts = {}
    for let in model.lets:
        take = compiled.variables[let.take]
        if take is None:
            continue
        if let.unit not in starts:
            starts[let.unit] = _start(model, compiled, let.unit)
        begin = starts[let.unit] - let.before
        interval = compiled.cp.new_optional_fixed_size_interval_var(begin, let.size, take, "")
        for hall in let.halls:
            lets[let.venue, hall].append(interval)
    for intervals in lets.values():
        if len(intervals) > 1:
            compiled.cp.add_no_overlap(intervals)


def _start(model: Model, compiled: Compiled, unit: int) -> cp_model.LinearExprT:
    """First show day of a unit as a variable; its earliest possible day if unplaced."""
    pairs = [
        (variable, int(day))
        for site in model.places(model.draft.units[unit])
        for variable, day in zip(
            compiled.variables[site.opens.start : site.opens.stop], site.days, strict=True
        )
        if variable is not None
    ]
    days = sorted({day for _, day in pairs})
    if len(days) < 2:
        return days[0] if days else model.draft.first
    start = compiled.cp.new_int_var_from_domain(cp_model.Domain.from_values(days), "")
    moved = cp_model.LinearExpr.weighted_sum([v for v, _ in pairs], [d - days[0] for _, d in pairs])
    compiled.cp.add(start == moved + days[0])
    return start
