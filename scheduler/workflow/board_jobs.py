"""The long work of the planning board, done in processes of their own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from scheduler import replan
from scheduler.audit import audit
from scheduler.board.city import City
from scheduler.board.fields import Fields
from scheduler.board.holding import but_for, pinned
from scheduler.board.start import Start, place_kept
from scheduler.board.state import Board
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import INFEASIBLE, Solution
from scheduler.domain.span import day_of, iso
from scheduler.errors import InputError
from scheduler.jobs.job import Task
from scheduler.jobs.worker import Signal, Tell
from scheduler.scenarios.compare import compare, compare_answer
from scheduler.search.clock import Stop
from scheduler.search.params import OnProgress, Progress, SolveParams
from scheduler.workflow.budget import Budget
from scheduler.workflow.solving import NAMING_S, explained
from scheduler.workflow.standing import Stands

Json = dict[str, Any]
MOST_S = 3600.0
"""Seconds that a job may have at most."""

MOST_SEED, MOST_OPTIONS = 2**31 - 1, 10
"""The greatest seed, and the most places that can be asked for at once."""

SECONDS = 60.0
"""Seconds of a job that asks for none."""


class Seat:
    """What a job works with.

    Parameters
    ----------
    args
        Of the request, checked when it came in.
    """

    def __init__(
        self, board: Board, args: Mapping[str, Any], threads: int, tell: OnProgress, stop: Stop
    ) -> None:
        self.board, self.args, self.tell = board, args, tell
        self.free, self.problem = board.problem, pinned(board)
        seconds = float(args.get("time_limit") or SECONDS)
        self.params = SolveParams(
            time_limit_s=seconds, workers=threads, began=time.perf_counter(), stop=stop,
            seed=int(args.get("seed") or 1),
        )  # fmt: skip

    @property
    def stands(self) -> Stands:
        """The plan on the board, for questions about an event; the others keep their locks."""
        held, plan = but_for(self.board, self.args["event_id"]), self.board.plan
        return Stands(held, plan, audit(held, plan), None, None, ())


def work(task: Task, threads: int, tell: Tell, signal: Signal) -> Json:
    """Do a task; runs in a process of its own."""
    board = Start.read(task.content["board"]).board()

    def told(progress: Progress) -> None:
        tell({"phase": progress.phase, "best": progress.best, "bound": progress.bound,
              "gap": progress.gap, "seconds": progress.seconds})  # fmt: skip

    # The two have the same attribute; the search looks at no other.
    stop: Stop = signal  # type: ignore[assignment]
    return WORKS[task.kind](Seat(board, task.content.get("args", {}), threads, told, stop))


def checked(kind: object, raw: Mapping[str, Any], city: City) -> tuple[str, Json]:
    """Kind and arguments of a request.

    Raises
    ------
    InputError
        With every fault.
    """
    fields = Fields({**raw, "kind": kind}, "job", city)
    name = fields.choice("kind", WORKS)
    args: Json = {
        "time_limit": fields.number("time_limit", 1, MOST_S),
        "seed": fields.number("seed", 0, MOST_SEED),
    }
    if name == "near":
        args["weight"] = fields.number("weight", 0, 100)
    if name in ("options", "explain"):
        args["event_id"] = fields.event()
    if name == "options":
        args["n"] = fields.number("n", 1, MOST_OPTIONS)
    if name == "explain":
        args["venue_id"] = fields.venue() if fields.value("venue_id") else ""
        on = fields.day("on", needed=False)
        args["on"] = None if on is None else iso(on)
    fields.end()
    if fields.faults:
        raise InputError(fields.faults)
    return name, {key: value for key, value in args.items() if value is not None}


def solve(seat: Seat) -> Json:
    """The best plan of the city, whatever stands on the board."""
    return _searched(seat, seat.problem)


def near(seat: Seat) -> Json:
    """The best plan near the one on the board; ``weight`` multiplies the price of changes."""
    weight = float(seat.args.get("weight", 1.0))
    policy = seat.problem.policy
    change = {key: round(points * weight) for key, points in policy.change.items()}
    problem = replace(seat.problem, policy=replace(policy, change=change))
    return _searched(seat, replan.against(problem, seat.board.plan))


def _searched(seat: Seat, problem: Problem) -> Json:
    # Not at the top, since the solver takes a second to load.
    from scheduler.search.solve import solve as search

    budget = Budget.of(problem, seat.params.began or 0.0, seat.params.time_limit_s)
    start = replan.standing(problem, seat.board.plan)
    found = search(problem, replace(seat.params, start=start), seat.tell)
    if found.plan is None:
        return {"status": found.status, **_contradiction(seat, found, budget)}
    judged = audit(problem, found.plan)
    found = explained(problem, found, judged, budget, seat.params.stop)
    # The bound speaks of plans with the price of changes, if there is one.
    return {
        **_proposed(seat, found.plan),
        "status": found.status,
        "search": {"cost": found.cost, "bound": found.bound, "gap": found.gap},
        "why_unplaced": [
            {"event_id": u.event_id, "why_zh": u.why.get("zh"), "why_en": u.why.get("en")}
            for u in found.unplaced
        ],
    }


def _proposed(seat: Seat, plan: Plan | None) -> Json:
    """A plan as it can be accepted, and what it would change."""
    assert plan is not None
    placed = {p.event_id for p in plan.placements}
    rows = [place_kept(p) for p in plan.placements]
    rows += [{"event_id": e, "venue_id": None} for e in seat.board.places if e not in placed]
    both = compare(seat.free, seat.board.plan, plan)
    return {"placements": rows, "cost": both.after.cost, "compare": compare_answer(both)}


def _contradiction(seat: Seat, found: Solution, budget: Budget) -> Json:
    if found.status != INFEASIBLE:
        return {}
    return _conflicts(seat, min(NAMING_S, budget.left_to_explain))


def _conflicts(seat: Seat, seconds: float) -> Json:
    from scheduler.workflow.board_conflicts import conflicts_of

    return conflicts_of(seat.board, seconds, seat.params.stop)


def repair(seat: Seat) -> Json:
    """The legal plan nearest to the one on the board."""
    from scheduler.explain.nearest import nearest

    problem = replan.against(seat.problem, seat.board.plan)
    answer = nearest(problem, seat.params, seat.tell)
    head = {"status": answer.status, "change_cost": answer.change, "change_bound": answer.bound,
            "proven": answer.proven}  # fmt: skip
    if answer.plan is None:
        seconds = min(NAMING_S, seat.params.time_limit_s)
        named = _conflicts(seat, seconds) if answer.status == INFEASIBLE else {}
        return {**head, **named}
    return {**head, **_proposed(seat, answer.plan)}


def options(seat: Seat) -> Json:
    """The best places for an event in the plan on the board."""
    from scheduler.workflow.options import options as offered
    from scheduler.workflow.options import options_answer

    event_id, most = seat.args["event_id"], int(seat.args.get("n") or 3)
    return options_answer(event_id, offered(seat.stands, event_id, most, seat.params))


def explain(seat: Seat) -> Json:
    """Why an event stands where it stands, or not elsewhere."""
    from scheduler.workflow.board_conflicts import tell_locks
    from scheduler.workflow.explaining import explain as asked
    from scheduler.workflow.explaining import explain_answer

    day = day_of(seat.args["on"]) if seat.args.get("on") else None
    venue = seat.args.get("venue_id") or ""
    found = asked(
        seat.stands, seat.args["event_id"], venue, day, seat.params, seat.tell
    )
    asked_for = {"venue_id": venue or None, "on": seat.args.get("on")}
    answer = {**explain_answer(found), "asked": asked_for}
    tell_locks(seat.board, found.stands.problem, answer["members"])
    return answer


def conflicts(seat: Seat) -> Json:
    """What of the city and the locks contradicts itself, if they have no plan."""
    return _conflicts(seat, seat.params.time_limit_s)


WORKS: dict[str, Callable[[Seat], Json]] = {
    "solve": solve, "near": near, "repair": repair, "options": options, "explain": explain,
    "conflicts": conflicts,
}  # fmt: skip
"""What can be asked for, by its name in requests."""
