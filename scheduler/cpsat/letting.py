"""Lets halls to units whose days are settled: venue by venue, since they have none in common."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from scheduler.cpsat.encode.occupancy import by_venue
from scheduler.cpsat.first_fit import first_fit
from scheduler.cpsat.matrix import Ints
from scheduler.cpsat.model import Model, NeedVars
from scheduler.domain.venue import Venue

BOOKED = 1000
"""How many times dearer it is to leave out a booked unit; it may not be left out in the end."""

STAYING = 200
"""Points that halls are worth in which an event does not move, where moves are limited."""


Known = dict[tuple[int, ...], list[tuple[int, int]]]
"""By the starts at a venue: which of them are out, and the blocks taken."""


def let_halls(
    model: Model, starts: Ints, seconds: float, effort: float = math.inf,
    known: Known | None = None, left: Callable[[], float] = lambda: math.inf,
) -> Ints:  # fmt: skip
    """The starts of an assignment, each with free halls, and those without halls left out.

    Parameters
    ----------
    starts
        Its blocks are not looked at.
    seconds, effort
        For each venue; `effort` is the solver's deterministic time.
    known
        What was found before, which is not solved again; what is found is added once nothing
        better can be, for with more time another try may house whom a limit left out.
    left
        Seconds until the deadline, asked before each venue that takes a solver. Once there are
        none, whoever is at such a venue is left out.
    """
    out = np.zeros(len(starts), np.int64)
    for site in model.sites:
        mine = np.arange(site.opens.start, site.opens.stop)
        out[mine[starts[mine] > 0]] = 1
    found = {} if known is None else known
    for venue, needs in by_venue(model):
        letting = _Letting(model, venue)
        opened = []
        for nv in needs:
            for i in np.flatnonzero(out[nv.site.opens.start : nv.site.opens.stop])[:1].tolist():
                opened.append((nv, nv.site.opens[i], int(nv.site.days[i])))
        key = tuple(start for _, start, _ in opened)
        told = found.get(key)
        if told is None and (takes := first_fit(model, venue, opened)) is not None:
            told = found[key] = [(take, 1) for take in takes]
        if told is None and (budget := min(seconds, left())) <= 0:
            told = [(start, 0) for start in key]
        if told is None:
            for one in opened:
                letting.add(*one)
            told, proven = letting.solve(budget, effort)
            if proven:
                found[key] = told
        for variable, value in told:
            out[variable] = value
    return out


@dataclass
class _Letting:
    """The halls of one venue; a unit that gets none for a need is out with all its needs."""

    model: Model
    venue: Venue
    _cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    _in: dict[int, cp_model.IntVar] = field(default_factory=dict)
    _takes: dict[int, cp_model.IntVar] = field(default_factory=dict)
    _cost: list[tuple[cp_model.IntVar, int]] = field(default_factory=list)
    _halls: dict[str, list[cp_model.IntervalVar]] = field(default_factory=lambda: defaultdict(list))
    _moving: dict[int, list[tuple[cp_model.IntVar, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, nv: NeedVars, start: int, day: int) -> None:
        """One need of a unit that opens on a day."""
        if start not in self._in:
            self._in[start] = self._cp.new_bool_var("")
            unit = nv.site.site.unit
            weight = BOOKED if unit.booked else 1
            worth = max(1, -int(self.model.points[start])) * weight
            self._cost.append((self._in[start], -worth))
        e = nv.need.event
        at = day - self.model.draft.first
        size = e.move_in_days + e.show_days + e.move_out_days + self.venue.turnaround_days
        chosen = []
        for block, take in zip(nv.blocks, nv.takes, strict=True):
            if block.ok[at]:
                literal = self._cp.new_bool_var("")
                self._takes[take] = literal
                stays = STAYING if self.model.home.get(take) == day else 0
                self._cost.append((literal, int(self.model.points[take]) - stays))
                chosen.append(literal)
                interval = self._cp.new_optional_fixed_size_interval_var(
                    day - e.move_in_days, size, literal, ""
                )
                for hall in block.halls:
                    self._halls[hall].append(interval)
                closes = day + e.show_days
                for moving in (
                    *range(day - e.move_in_days, day), *range(closes, closes + e.move_out_days)
                ):  # fmt: skip
                    self._moving[moving].append((literal, len(block.halls)))
        self._cp.add(sum(chosen) == self._in[start])

    def solve(self, seconds: float, effort: float) -> tuple[list[tuple[int, int]], bool]:
        """Starts that are out, and blocks taken; whether nothing better can be."""
        for intervals in self._halls.values():
            self._cp.add_no_overlap(intervals)
        limit = self.venue.moving_halls_per_day
        if limit is not None:
            for terms in self._moving.values():
                self._cp.add(sum(literal * halls for literal, halls in terms) <= limit)
        self._cp.minimize(sum(literal * points for literal, points in self._cost))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.max_deterministic_time = effort
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(self._cp)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return [(start, 0) for start in self._in], False
        out = [(start, 0) for start, literal in self._in.items() if not solver.value(literal)]
        taken = [(take, 1) for take, literal in self._takes.items() if solver.value(literal)]
        return out + taken, status == cp_model.OPTIMAL
