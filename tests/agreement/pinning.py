"""Asks the model about a given plan, by fixing its variables to what the plan says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ortools.sat.python import cp_model

from scheduler.cpsat.builder import build
from scheduler.cpsat.compiled import compile_model
from scheduler.cpsat.cuts import Cuts
from scheduler.cpsat.extract import plan_of
from scheduler.cpsat.matrix import matrix_of
from scheduler.cpsat.model import Model, NeedVars
from scheduler.cpsat.relaxation import Relaxation, relax
from scheduler.domain.plan import Placement, Plan
from scheduler.domain.problem import Problem
from scheduler.rules.splits import splits


@dataclass(frozen=True)
class Verdict:
    """What the model says of a plan: the least cost it can have, ``None`` when illegal.

    `used` are the variables that are true (or positive) in the model's cheapest reading.
    """

    cost: int | None
    used: tuple[int, ...] = ()


ILLEGAL = Verdict(None)


def relaxed(model: Model, below: int | None = None) -> Relaxation | None:
    """The linear relaxation of a model, `below` being the cost of a plan that is known."""
    matrix = matrix_of(model)
    return relax(matrix, 10.0, Cuts(model, matrix), lambda: below)


class Pinner:
    """The compiled model of a problem, ready to be asked about plans."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = build(problem)
        self.compiled = compile_model(self.model)

    @cached_property
    def relaxation(self) -> Relaxation | None:
        """The linear relaxation of the model, cutting planes included."""
        return relaxed(self.model)

    def best(self) -> Plan | None:
        """A good plan by the model, ``None`` when it finds none in a second or so."""
        solver = _solver()
        solver.parameters.max_deterministic_time = 1.0
        if solver.solve(self.compiled.cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        values = self.compiled.values(solver).astype(bool).tolist()
        return plan_of(self.model, values.__getitem__)

    def ask(self, plan: Plan) -> Verdict:
        """Verdict of the model on `plan`.

        A row that no variable stands for makes the plan illegal. Opening literals are fixed one
        by one; of the takes, those with a hall the plan does not name are fixed to zero and each
        hall named must be in one that is taken, so the split among needs stays the model's.
        """
        opens = self._opens(plan)
        if opens is None:
            return ILLEGAL
        model, pinned = self.model, self.compiled.cp.clone()

        def fixed(literals: list[int]) -> list[cp_model.IntVar]:
            made = [self.compiled.variables[i] for i in literals]
            return [pinned.get_bool_var_from_proto_index(v.index) for v in _free(made)]

        every = [i for site in model.sites for i in site.opens]
        pinned.add_bool_and(fixed(sorted(opens)))
        pinned.add_bool_and([~v for v in fixed([i for i in every if i not in opens])])
        for event_id, venue_id, halls, needs in self._lets(plan):
            literals = [
                (block.halls, take)
                for nv in needs
                for block, take in zip(nv.blocks, nv.takes, strict=True)
            ]
            assert all(nv.need.event.id == event_id for nv in needs), venue_id
            strange = [take for names, take in literals if not halls.issuperset(names)]
            pinned.add_bool_and([~v for v in fixed(strange)])
            for hall in halls:
                pinned.add_bool_or(fixed([take for names, take in literals if hall in names]))
        solver = _solver()
        status = solver.solve(pinned)
        assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE), solver.status_name(status)
        if status == cp_model.INFEASIBLE:
            return ILLEGAL
        solution = solver.response_proto.solution
        used = [i for i, v in enumerate(_free(self.compiled.variables)) if solution[v.index]]
        return Verdict(round(solver.objective_value), tuple(used))

    def _opens(self, plan: Plan) -> set[int] | None:
        """Opening literals of the plan's rows; ``None`` when one has none."""
        rows: dict[tuple[str, str, int], int] = {}
        for site in self.model.sites:
            for day, literal in zip(site.days.tolist(), site.opens, strict=True):
                for e in site.site.unit.events:
                    rows[e.id, site.site.venue.id, day] = literal
        found = [rows.get((p.event_id, p.venue_id, p.show_first)) for p in plan.placements]
        opens = {literal for literal in found if literal is not None}
        whole = sum(literal in opens for literal in rows.values()) == len(plan)
        return opens if None not in found and whole else None

    def _lets(self, plan: Plan) -> Iterator[tuple[str, str, frozenset[str], list[NeedVars]]]:
        """Halls of each row with the needs that its event has at its venue."""
        for p in plan.placements:
            for site in self.model.sites:
                if site.site.venue.id == p.venue_id:
                    needs = [
                        nv for nv in self.model.needs_of(site) if nv.need.event.id == p.event_id
                    ]
                    if any(e.id == p.event_id for e in site.site.unit.events):
                        yield p.event_id, p.venue_id, frozenset(p.hall_ids), needs


def _free(variables: Sequence[cp_model.IntVar | int]) -> list[cp_model.IntVar]:
    """The variables, none of which may be fixed."""
    free = [v for v in variables if not isinstance(v, int)]
    assert len(free) == len(variables)
    return free


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    return solver


def left_out(problem: Problem, plan: Plan) -> bool:
    """Whether a row uses a longer stretch than needed, which the model does not offer.

    Booked halls and the halls of a standing plan are offered whatever their length.
    """
    return any(_left_out(problem, p) for p in plan.placements)


def _left_out(problem: Problem, placed: Placement) -> bool:
    event = problem.event_by_id[placed.event_id]
    venue = problem.venue_by_id[placed.venue_id]
    if not event.gross_m2 or event.booked_halls:
        return False
    if not set(placed.hall_ids) <= set(venue.hall_by_id):
        return False
    stood = problem.near.by_event().get(event.id) if problem.near else None
    if stood and (stood.venue_id, set(stood.hall_ids)) == (venue.id, set(placed.hall_ids)):
        return False
    halls = [venue.hall_by_id[h] for h in placed.hall_ids]
    found = [frozenset(h.id for h in split.stretch) for split in splits(event, venue, halls)]
    return any(
        set(shorter) < stretch
        and sum(venue.hall_by_id[h].gross_m2 for h in shorter) >= event.gross_m2
        for stretch in found
        for shorter in venue.stretches
    )
