"""Peer "interval": the CP-SAT model that one writes first, straight from the contract.

A start variable per event, a literal per way to house it, an optional interval per hall of a way and
`no_overlap` per hall; cumulatives for moving, openings and large events; `no_overlap` of shows with
their protection behind them; an element constraint for what a day costs; a Boolean per event and
day on show for all that is counted by the day. Halls are chosen in the model. No hint, no cuts.
"""

from __future__ import annotations

import sys
from collections import defaultdict

from ortools.sat.python import cp_model

from benchmarks.peers.bits import numbers
from benchmarks.peers.run import Places, Run
from benchmarks.peers.world import Way

MOST_WAYS = 4_000_000
"""Literals of ways beyond which the model would not fit into memory."""


class TooLarge(Exception):
    """The model cannot be built in the time or memory given."""


class IntervalModel:
    """The model and its variables."""

    def __init__(self, run: Run) -> None:
        self.run, self.world, self.model = run, run.world, cp_model.CpModel()
        self.start: list[cp_model.IntVar] = []
        self.placed: list[cp_model.IntVar] = []
        self.at: list[dict[int, cp_model.IntVar]] = []
        self.ways: list[list[tuple[Way, cp_model.IntVar]]] = []
        self.costs: list[cp_model.LinearExprT] = []
        self._in_hall = defaultdict(list)
        self._moving = defaultdict(list)
        self._built = 0
        for e in range(len(self.world.events)):
            self._event(e)
        for build in (self._groups, self._halls, self._crowds, self._protection, self._coverage, self._daily):
            self._in_time()
            build()
        self.model.minimize(sum(self.costs))

    def _in_time(self) -> None:
        if self.run.left <= 0 or self._built > MOST_WAYS:
            why = "time" if self.run.left <= 0 else "memory"
            raise TooLarge(f"no {why} for the model: {self._built} ways to house an event built")

    def _event(self, e: int) -> None:
        world, model, event = self.world, self.model, self.world.events[e]
        self._in_time()
        start = model.new_int_var(0, world.days - 1, f"start {event.id}")
        placed = model.new_bool_var(f"placed {event.id}")
        at, ways = {}, []
        for v in world.venues_of(e):
            here = []
            for way in world.ways(e, v):
                if days := world.starts(e, v) & world.unclosed(e, way):
                    here.append((way, self._way(e, way, start, days)))
            if here:
                at[v] = model.new_bool_var("")
                model.add(sum(lit for _, lit in here) == at[v])
                self.costs.append(world.venue_cost(e, v) * at[v])
                ways += here
        model.add(sum(at.values()) == placed)
        if event.booked_start:
            model.add(placed == 1)
        self.costs.append(world.unplaced_cost(e) * (1 - placed))
        table = world.day_costs(e).tolist()
        if any(table):
            looked, paid = (model.new_int_var(0, max(table), "") for _ in range(2))
            model.add_element(start, table, looked)
            model.add(paid >= looked).only_enforce_if(placed)
            self.costs.append(paid)
        self.start.append(start)
        self.placed.append(placed)
        self.at.append(at)
        self.ways.append(ways)

    def _way(self, e: int, way: Way, start: cp_model.IntVar, days: int) -> cp_model.IntVar:
        world, model, event = self.world, self.model, self.world.events[e]
        lit = model.new_bool_var("")
        self._built += 1
        model.add_linear_expression_in_domain(start, cp_model.Domain.from_values(list(numbers(days)))
                                              ).only_enforce_if(lit)
        self.costs.append(way.waste * lit)
        venue = world.venues[way.venue]
        if way.halls:
            tenancy = model.new_optional_fixed_size_interval_var(
                start - event.move_in_days, world.length(e) + venue.turnaround_days, lit, "")
            for h in way.halls:
                self._in_hall[h].append(tenancy)
            if venue.moving_halls_per_day is not None:
                for first, length in ((start - event.move_in_days, event.move_in_days),
                                      (start + event.show_days, event.move_out_days)):
                    if length:
                        move = model.new_optional_fixed_size_interval_var(first, length, lit, "")
                        self._moving[way.venue].append((move, len(way.halls)))
        return lit

    def _groups(self) -> None:
        for first, *others in self.world.groups:
            for e in others:
                self.model.add(self.start[e] == self.start[first])
                self.model.add(self.placed[e] == self.placed[first])
                for v in self.at[e].keys() | self.at[first].keys():
                    self.model.add(self.at[e].get(v, 0) == self.at[first].get(v, 0))

    def _halls(self) -> None:
        for intervals in self._in_hall.values():
            self.model.add_no_overlap(intervals)
        for v, moves in self._moving.items():
            self.model.add_cumulative(*zip(*moves, strict=True), self.world.venues[v].moving_halls_per_day)

    def _show(self, e: int, more: int, lit: cp_model.IntVar) -> cp_model.IntervalVar:
        size = self.world.events[e].show_days + more
        return self.model.new_optional_fixed_size_interval_var(self.start[e], size, lit, "")

    def _crowds(self) -> None:
        world = self.world
        most = world.city.limit("limits", "openings_per_day")
        opened = [e for e, event in enumerate(world.events) if event.leaders_open]
        if most is not None and opened:
            days = [self.model.new_optional_fixed_size_interval_var(self.start[e], 1, self.placed[e], "")
                    for e in opened]
            self.model.add_cumulative(days, [1] * len(days), most)
        most = world.city.limit("limits", "large_events_per_district_day")
        by_district = defaultdict(list)
        for e in range(len(world.events)):
            for v, lit in self.at[e].items() if most is not None and world.is_large(e) else ():
                by_district[world.venues[v].district].append(self._show(e, 0, lit))
        for shows in by_district.values():
            self.model.add_cumulative(shows, [1] * len(shows), most)

    def _protection(self) -> None:
        for theme, events in self.world.protected.items():
            longest: dict[int, int] = {}
            for e in events:
                group = self.world.group_of[e]
                other = longest.get(group, e)
                longest[group] = max(e, other, key=lambda one: self.world.events[one].show_days)
            gap = self.world.gap(theme) or 0
            self.model.add_no_overlap([self._show(e, gap, self.placed[e]) for e in longest.values()])

    def _coverage(self) -> None:
        for events, most in self.world.coverage():
            count = sum(self.placed[e] for e in events)
            if self.world.coverage_is_hard:
                self.model.add(count >= most)
            else:
                missing = self.model.new_int_var(0, most, "")
                self.model.add(count + missing >= most)
                self.costs.append(self.world.city.weight("coverage") * missing)

    def _daily(self) -> None:
        world, same = self.world, self.world.city.weight("same-industry")
        on = [self._on_show(e) for e in range(len(world.events))]
        for weight, comfort, unit, amounts in world.loads():
            self._charge(weight, comfort, unit, [(e, a) for e, a in enumerate(amounts) if a], on)
        for events in world.by_industry.values():
            self._charge(same, 1, 1, [(e, 1) for e in events] if same and len(events) > 1 else [], on)

    def _on_show(self, e: int) -> dict[int, cp_model.IntVar]:
        self._in_time()
        world, model, length = self.world, self.model, self.world.events[e].show_days
        starts = 0
        for v in self.at[e]:
            starts |= world.starts(e, v)
        days = {s + n for s in numbers(starts) for n in range(length)}
        on = {d: model.new_bool_var("") for d in sorted(days)}
        for d, lit in on.items():
            model.add_linear_constraint(self.start[e], d - length + 1, d).only_enforce_if(lit)
        model.add(sum(on.values()) == length * self.placed[e])
        return on

    def _charge(self, weight: int, free: int, unit: int, amounts: list[tuple[int, int]],
                on: list[dict[int, cp_model.IntVar]]) -> None:
        for d in range(self.world.days):
            there = [(on[e][d], a) for e, a in amounts if d in on[e]]
            most = sum(a for _, a in there) - free
            if most > 0:
                over = self.model.new_int_var(0, -(-most // unit), "")
                self.model.add(unit * over + free >= sum(a * lit for lit, a in there))
                self.costs.append(weight * over)


class Listener(cp_model.CpSolverSolutionCallback):
    """Takes every better plan as it is found."""

    def __init__(self, run: Run, built: IntervalModel) -> None:
        super().__init__()
        self.run, self.built = run, built

    def on_solution_callback(self) -> None:
        """A better plan."""
        self.run.take(places_of(self.built, self.boolean_value, self.value), round(self.objective_value),
                      round(self.best_objective_bound))


def places_of(built: IntervalModel, true: object, value: object) -> Places:
    """The places of a solution."""
    return {e: (way, value(built.start[e])) for e, ways in enumerate(built.ways)  # type: ignore[operator]
            for way, lit in ways if true(lit)}  # type: ignore[operator]


def solve(run: Run) -> None:
    """Build and solve."""
    try:
        built = IntervalModel(run)
    except TooLarge as why:
        run.note = str(why)
        return
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = run.threads
    solver.parameters.random_seed = run.seed
    solver.parameters.max_time_in_seconds = max(0.1, run.left)
    solver.best_bound_callback = lambda bound: run.tell(run.best, round(bound))
    status = solver.solve(built.model, Listener(run, built))
    run.status = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible",
                  cp_model.INFEASIBLE: "infeasible"}.get(status, "unknown")
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        run.places = places_of(built, solver.boolean_value, solver.value)
        run.tell(round(solver.objective_value), round(solver.best_objective_bound))
    print(f"interval: {run.status}, {built._built} ways", file=sys.stderr)
