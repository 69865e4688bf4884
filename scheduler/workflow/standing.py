"""The plan that a question is about: the one named, the last one solved, or a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from scheduler import replan
from scheduler.audit import Audit, audit
from scheduler.claims import known
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import INFEASIBLE
from scheduler.domain.text import Text
from scheduler.errors import Fault, UsageError
from scheduler.loading import load, read_any
from scheduler.loading.reader import present
from scheduler.outputs.bundle import PLAN_CSV, PLAN_JSON
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.workflow.solving import Request, solve

OUT = "out"
SOLVE_SECONDS = 600.0


class NoPlan(UsageError):
    """No plan stands, and none was found; the exit status is that of the solve."""

    def __init__(self, status: str) -> None:
        self.exit_code = 1 if status == INFEASIBLE else 3
        super().__init__(
            Text(
                "没有现行方案，也未能求得；请看 scheduler solve 与 scheduler conflicts。",
                "No plan stands and none was found; see scheduler solve and scheduler conflicts.",
            )
        )


@dataclass(frozen=True)
class Stands:
    """A workspace and the plan that stands in it.

    Parameters
    ----------
    bound
        No plan of the inputs costs less; ``None`` when that is not known.
    source
        The plan's file; ``None`` when it was solved for just now.
    """

    problem: Problem
    plan: Plan
    judged: Audit
    bound: int | None
    source: Path | None
    warnings: tuple[Fault, ...]


def standing(
    workspace: Path,
    plan: Path | None,
    params: SolveParams,
    tell: OnProgress = silent,
    ready: Callable[[tuple[Fault, ...]], None] = lambda warnings: None,
    missing: Callable[[Path], None] = lambda path: None,
) -> Stands:
    """Open the plan that stands: `plan`, else out/plan.csv, else the best one that is found.

    Parameters
    ----------
    missing
        Told where a plan was looked for before one is solved for.

    Raises
    ------
    InputError
        When it is a plan of another city.
    NoPlan
        When none is there, and none was found.
    """
    path = plan or workspace / OUT / PLAN_CSV
    if plan is None and not present(path):
        missing(path)
        return _solved(workspace, params, tell, ready)
    loaded = load(workspace)
    ready(loaded.warnings)
    opened = read_any(path, loaded.problem)
    read = opened.plan
    replan.own_rows_only(loaded.problem, read, path.as_posix())
    judged = audit(loaded.problem, read)
    claims = path.with_name(PLAN_JSON) if path.name == PLAN_CSV else path
    bound = known(claims, loaded.problem, read, judged).bound
    unreal = replan.unreal(loaded.problem, read, path.as_posix())
    warnings = (*opened.warnings, *unreal)
    ready(warnings)
    return Stands(loaded.problem, read, judged, bound, path, (*loaded.warnings, *warnings))


def _solved(
    workspace: Path,
    params: SolveParams,
    tell: OnProgress,
    ready: Callable[[tuple[Fault, ...]], None],
) -> Stands:
    limits = replace(params, time_limit_s=SOLVE_SECONDS)
    found = solve(workspace, Request(limits), tell, ready)
    if found.solution.plan is None or found.audit is None:
        raise NoPlan(found.solution.status)
    return Stands(
        found.problem, found.solution.plan, found.audit, found.solution.bound, None, found.warnings
    )
