"""One function per use case; the command line and the web page only parse and show."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from scheduler import replan
from scheduler.audit import Audit, audit
from scheduler.claims import known
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import INFEASIBLE, Solution
from scheduler.domain.span import Day, Span, iso
from scheduler.domain.text import Text
from scheduler.errors import AuditMismatch, Fault, InputError, UsageError
from scheduler.loading import Loaded, WorkspaceError, load, read_plan
from scheduler.outputs import bundle
from scheduler.outputs.tables import NOTHING, Origin, write_plan_csv, write_plan_json
from scheduler.scenarios.compare import Change, Comparison, compare_answer
from scheduler.scenarios.compare import compare as side_by_side
from scheduler.search.params import OnProgress, Progress, SolveParams, silent

__all__ = [
    "Change", "Comparison", "Judged", "OnProgress", "Progress", "Request", "SolveParams",
    "Validation", "check", "compare", "compare_answer", "feeds", "init", "opened", "report",
    "silent", "solve", "validate", "write_all",
]  # fmt: skip


# -- validate -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Validation:
    """All that is wrong or doubtful in a workspace."""

    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def validate(workspace: Path) -> Validation:
    """Read a workspace and tell every fault at once."""
    try:
        return Validation((), load(workspace).warnings)
    except WorkspaceError as error:
        return Validation(error.faults, error.warnings)
    except InputError as error:
        return Validation(error.faults, ())


# -- judging a plan -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Judged:
    """A plan, the problem it is judged by, and the judgement.

    Parameters
    ----------
    audit
        ``None`` when a solve found no plan.
    """

    problem: Problem
    solution: Solution
    audit: Audit | None
    origin: Origin = NOTHING
    warnings: tuple[Fault, ...] = ()


def check(workspace: Path, plan: Path, near: Path | None = None) -> Judged:
    """Judge any plan by every rule, against a standing plan if given."""
    loaded = load(workspace)
    base = _against(workspace, loaded, near)
    read = read_plan(plan, base.problem)
    judged = audit(base.problem, read)
    found = known(plan, base.problem, read, judged)
    return Judged(base.problem, found, judged, base.origin, base.warnings)


def opened(workspace: Path, plan: Path) -> Judged:
    """Judge a plan from which something is to be made.

    Raises
    ------
    InputError
        When it is a plan of another city, since nothing could be made of it.
    """
    found = check(workspace, plan)
    assert found.solution.plan is not None
    replan.own_rows_only(found.problem, found.solution.plan, plan.as_posix())
    return found


@dataclass(frozen=True)
class _Base:
    """A loaded workspace, with the standing plan if one is given."""

    problem: Problem
    origin: Origin
    warnings: tuple[Fault, ...]


def _against(workspace: Path, loaded: Loaded, near: Path | None) -> _Base:
    if near is None:
        return _Base(loaded.problem, NOTHING, loaded.warnings)
    path, home = near.resolve(), workspace.resolve()
    inside = path.is_relative_to(home)
    name = path.relative_to(home).as_posix() if inside else path.name
    plan = read_plan(near, loaded.problem)
    replan.own_rows_only(loaded.problem, plan, name)
    origin = Origin(name, hashlib.sha256(near.read_bytes()).hexdigest())
    unreal = replan.unreal(loaded.problem, plan, name)
    return _Base(replan.against(loaded.problem, plan), origin, (*loaded.warnings, *unreal))


# -- solve ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """What a solve is asked for.

    Parameters
    ----------
    near
        The standing plan from which changes cost points.
    only
        First and last day; events of `near` not on show within stay where they are.
    """

    params: SolveParams = field(default_factory=SolveParams)
    near: Path | None = None
    only: tuple[Day, Day] | None = None


def solve(
    workspace: Path,
    request: Request,
    tell: OnProgress = silent,
    ready: Callable[[tuple[Fault, ...]], None] = lambda warnings: None,
) -> Judged:
    """Find the best plan of a workspace; `ready` gets the warnings before the search begins.

    Raises
    ------
    AuditMismatch
        When the plan found is not what the search says it is: a bug, never a user's fault.
    """
    began = time.perf_counter()
    base = _against(workspace, load(workspace), request.near)
    searched = _restricted(base.problem, request)
    ready(base.warnings)
    # Not at the top, since the solver takes a second to load.
    from scheduler.search.solve import solve as search

    took = {"load": _since(began)}
    found = search(searched, request.params, tell)
    found = replace(found, timings=took | dict(found.timings))
    judged = None if found.plan is None else _certified(base.problem, found, found.plan)
    began = time.perf_counter()
    found = _explained(searched, found, judged)
    found = replace(found, timings=dict(found.timings) | {"explain": _since(began)})
    origin = replace(base.origin, only=request.only)
    return Judged(base.problem, found, judged, origin, base.warnings)


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 3)


def _explained(problem: Problem, found: Solution, judged: Audit | None) -> Solution:
    """The solution with the reasons for what is left out, or for there being no plan."""
    if found.status == INFEASIBLE:
        from scheduler.explain.contradiction import contradiction

        return replace(found, conflict=contradiction(problem))
    if judged is None or found.plan is None:
        return found
    from scheduler.explain.unplaced import explain_unplaced

    return replace(found, unplaced=explain_unplaced(problem, found.plan, judged))


def _restricted(problem: Problem, request: Request) -> Problem:
    """The problem with all events booked that must stay."""
    if request.only is None:
        return problem
    if problem.near is None:
        raise UsageError(Text("--only 须与 --near 同用", "--only needs --near."))
    free = Span.inclusive(*request.only)
    if not free.overlaps(problem.horizon):
        first, last = iso(problem.horizon.start), iso(problem.horizon.last)
        raise UsageError(
            Text(
                f"--only 与排期范围 {first}..{last} 没有共同的日子，请改正。",
                f"--only shares no day with the horizon, {first}..{last}. Correct it.",
            )
        )
    return replan.pin(problem, problem.near, replan.outside(problem, problem.near, free))


def _certified(problem: Problem, found: Solution, plan: Plan) -> Audit:
    judged = audit(problem, plan)
    if not judged.ok or judged.cost != found.cost:
        rules = ", ".join(sorted({f.reason.rule for f in judged.hard})) or "none"
        raise AuditMismatch(
            f"the search says {found.cost} points, the audit {judged.cost}; broken rules: {rules}"
        )
    return judged


# -- writing --------------------------------------------------------------------------------------


def write_all(out: Path, found: Judged, lang: str) -> list[Path]:
    """Write everything a solve leaves: with a plan all five, without one what tells of it.

    Without a plan, an older plan.csv and plan.json keep their content under another name, so that
    they do not look current and are not lost; older feeds vanish.
    """

    def fill(folder: Path) -> None:
        write_plan_json(
            folder / bundle.PLAN_JSON, found.problem, found.solution, found.audit, found.origin
        )
        _reports(folder, found, lang)
        if found.audit:
            write_plan_csv(folder / bundle.PLAN_CSV, found.audit)
            _feeds(folder, found)

    return bundle.install(out, fill, {} if found.audit else _retired(out))


def _retired(out: Path) -> dict[str, str | None]:
    names: dict[str, str | None] = {bundle.FEEDS: None}
    if (out / bundle.PLAN_CSV).exists():
        names |= {n: n.replace(".", ".old.") for n in (bundle.PLAN_CSV, bundle.PLAN_JSON)}
    return names


def report(out: Path, found: Judged, lang: str) -> list[Path]:
    """Write report.html and report.xlsx of a plan."""
    return bundle.install(out, lambda folder: _reports(folder, found, lang))


def feeds(out: Path, found: Judged) -> list[Path]:
    """Write the calendars of a plan."""
    return bundle.install(out, lambda folder: _feeds(folder, found))


def _reports(folder: Path, found: Judged, lang: str) -> None:
    # Not at the top, since other use cases need no tables.
    from scheduler.outputs.report import write_html
    from scheduler.outputs.xlsx import write_xlsx

    write_html(folder / bundle.REPORT_HTML, found.problem, found.solution, found.audit, lang)
    write_xlsx(folder / bundle.REPORT_XLSX, found.problem, found.solution, found.audit, lang)


def _feeds(folder: Path, found: Judged) -> None:
    from scheduler.outputs.ical import write_feeds

    assert found.audit is not None
    write_feeds(found.problem, found.audit.roster, folder / bundle.FEEDS)


# -- compare and init -----------------------------------------------------------------------------


def compare(workspace: Path, before: Path, after: Path) -> Comparison:
    """Compare two plans of one workspace."""
    problem = load(workspace).problem
    plans = [read_plan(path, problem) for path in (before, after)]
    for path, plan in zip((before, after), plans, strict=True):
        replan.own_rows_only(problem, plan, path.as_posix())
    return side_by_side(problem, *plans)


def init(folder: Path) -> list[Path]:
    """Write a small starting workspace for another city.

    Raises
    ------
    UsageError
        When `folder` is there and holds anything but hidden files.
    """
    from scheduler.starter import write_starter

    if folder.exists() and (not folder.is_dir() or any(folder.glob("[!.]*"))):
        raise UsageError(
            Text(
                f"“{folder}”不是空文件夹，请另选一个。",
                f'"{folder}" is not an empty folder. Choose another.',
            )
        )
    return bundle.install(folder, write_starter)
