"""What scenarios would do to the plan that stands."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scheduler.domain.solution import INFEASIBLE
from scheduler.domain.span import Day
from scheduler.errors import Fault, InputError
from scheduler.outputs import bundle
from scheduler.outputs.answers import dumped
from scheduler.outputs.origin import NOTHING, Origin
from scheduler.scenarios.answer import whatif_answer as answer_of
from scheduler.scenarios.apply import changed
from scheduler.scenarios.effect import Before, Effect, effect_of, free
from scheduler.scenarios.known import from_standing
from scheduler.scenarios.read import read_city, read_scenario
from scheduler.scenarios.scenario import Scenario
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.workflow.budget import Budget
from scheduler.workflow.judging import Judged
from scheduler.workflow.solving import certified, explained, named
from scheduler.workflow.standing import Stands
from scheduler.workflow.writing import write_all

NEAR, FREE = "near", "free"
MODES = {NEAR: (NEAR,), FREE: (FREE,), "both": (NEAR, FREE)}
"""Ways to solve a scenario, by what is asked for; the first one is the answer."""

YAML = (".yaml", ".yml")


@dataclass(frozen=True)
class Answered:
    """A scenario, solved in each way that was asked for; the first is the answer."""

    effects: tuple[Effect, ...]

    @property
    def effect(self) -> Effect:
        """The answer."""
        return self.effects[0]

    @property
    def free(self) -> Effect | None:
        """What would be best if nothing had to stay, when that was asked for besides."""
        return self.effects[1] if len(self.effects) > 1 else None


def scenario_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, each once; a folder stands for the YAML files in it, by name."""
    found: list[Path] = []
    for path in paths:
        inside = path.is_dir() and sorted(p for p in path.iterdir() if p.suffix in YAML)
        found += inside or [path]
    return list(dict.fromkeys(found))

def scenarios(
    workspace: Path, stands: Stands, paths: Sequence[Path], today: Day | None = None
) -> list[Scenario]:
    """Read scenarios of a workspace as they meet the plan that stands.

    Their warnings are those that the workspace itself does not have.

    Raises
    ------
    InputError
        With all faults of all scenarios.
    """
    sources, loaded = read_city(workspace)
    faults: list[Fault] = []
    found: list[Scenario] = []
    for path in paths:
        try:
            scenario = changed(sources, read_scenario(workspace, path))
        except InputError as error:
            faults.extend(error.faults)
            continue
        scenario = from_standing(scenario, stands.plan, today)
        news = tuple(w for w in scenario.warnings if w not in loaded.warnings)
        found.append(replace(scenario, warnings=news))
    if faults:
        raise InputError(tuple(dict.fromkeys(faults)))
    return found


def whatif(
    workspace: Path,
    stands: Stands,
    scenario: Scenario,
    params: SolveParams,
    mode: str = NEAR,
    tell: OnProgress = silent,
) -> Answered:
    """Solve a scenario near the standing plan, freely, or both; the limit holds for each solve.

    Raises
    ------
    AuditMismatch
        When the plan found is not what the search says it is: a bug, never a user's fault.
    """
    before = Before(stands.problem, stands.plan, stands.judged)
    effects = []
    for way in MODES[mode]:
        asked = scenario if way == NEAR else free(scenario)
        effects.append(_solved(workspace, before, asked, params, way == NEAR, tell))
    return Answered(tuple(effects))


def _solved(
    workspace: Path,
    before: Before,
    scenario: Scenario,
    params: SolveParams,
    near: bool,
    tell: OnProgress,
) -> Effect:
    # Not at the top, since the solver takes a second to load.
    from scheduler.search.solve import solve as search

    problem = scenario.problem
    began = time.perf_counter() if params.began is None else params.began
    budget = Budget.of(problem, began, params.time_limit_s)
    limits = replace(params, start=before.plan, began=began, reserve_s=budget.reserve_s)
    found = search(problem, limits, tell)
    judged = None if found.plan is None else certified(problem, found, found.plan)
    if found.status == INFEASIBLE:
        # What a scenario says stands in no file of the workspace, so that no edit would help.
        found = named(workspace, problem, found, budget, cure=False)
    else:
        found = explained(problem, found, judged, budget, params.stop)
    found = replace(found, wall_s=round(time.perf_counter() - began, 3))
    return effect_of(before, scenario, found, near)


def ranked(answers: Iterable[Answered]) -> list[Answered]:
    """Best first."""
    return sorted(answers, key=lambda a: (a.effect.rank, a.effect.scenario.file))


def judged(workspace: Path, stands: Stands, effect: Effect) -> Judged:
    """The plan of a scenario as of a solve, for its outputs."""
    origin = _origin(workspace, stands.source) if effect.near and stands.source else NOTHING
    return Judged(effect.scenario.problem, effect.solution, effect.after, origin)


def _origin(workspace: Path, plan: Path) -> Origin:
    path, home = plan.resolve(), workspace.resolve()
    name = path.relative_to(home).as_posix() if path.is_relative_to(home) else path.name
    return Origin(name, hashlib.sha256(path.read_bytes()).hexdigest())


def whatif_answer(stands: Stands, answers: Sequence[Answered]) -> dict[str, Any]:
    """What ``whatif`` says (contract, section 7)."""
    before = Before(stands.problem, stands.plan, stands.judged)
    return answer_of(before, [(a.effect, a.free) for a in answers])


def write_whatif(
    out: Path, workspace: Path, stands: Stands, answers: Sequence[Answered], lang: str
) -> list[Path]:
    """Write what a solve leaves of each scenario into a folder of its own, and whatif.json."""
    bundle.check_target(out)
    written = []
    for name, effect in _folders(answers):
        write_all(out / name, judged(workspace, stands, effect), lang)
        written.append(out / name)

    def fill(folder: Path) -> None:
        text = dumped(whatif_answer(stands, answers))
        (folder / "whatif.json").write_text(text, encoding="utf-8")

    return [*written, *bundle.install(out, fill)]


def _folders(answers: Sequence[Answered]) -> Iterator[tuple[str, Effect]]:
    """A name for each plan: the scenario's file without its ending."""
    taken: set[str] = set()
    for answer in answers:
        stem = Path(answer.effect.scenario.file).stem or "scenario"
        names = (stem, *(f"{stem}-{n}" for n in range(2, len(answers) + 2)))
        name = next(n for n in names if n not in taken)
        taken.add(name)
        yield name, answer.effect
        if answer.free is not None:
            yield f"{name}.free", answer.free
