"""What the city would gain by easing one thing by one unit: re-solved, in parallel, resumable."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.cores import usable_cores
from scheduler.domain.plan import Plan
from scheduler.domain.problem import Problem
from scheduler.domain.solution import INFEASIBLE
from scheduler.domain.text import Text
from scheduler.errors import AuditMismatch, UsageError
from scheduler.outputs.bundle import telling
from scheduler.search.params import SolveParams
from scheduler.workflow.apart import done_apart
from scheduler.workflow.standing import Stands

if TYPE_CHECKING:
    from scheduler.explain.easings import Easing

FILE = "prices.jsonl"
"""Finished re-solves, a line each, so that a run that was broken off goes on where it was."""


@dataclass(frozen=True)
class Done:
    """A finished re-solve.

    Parameters
    ----------
    cost, bound
        Of the eased city; ``None`` where there is none.
    limit_s
        Seconds that it was given.
    """

    input_hash: str
    key: str
    cost: int | None
    bound: int | None
    limit_s: float

    @property
    def proven(self) -> bool:
        """Whether the eased city's best cost is known."""
        return self.cost is not None and self.cost == self.bound


@dataclass(frozen=True)
class Price:
    """What easing one thing gains.

    Parameters
    ----------
    low, high
        Points gained at least and at most; equal when all is proven.
    """

    easing: Easing
    low: int
    high: int | None

    @property
    def proven(self) -> bool:
        """Whether the gain is exact."""
        return self.low == self.high


@dataclass(frozen=True)
class Prices:
    """Prices by gain, and how many could not be found in time."""

    stands: Stands
    prices: tuple[Price, ...]
    pending: int


OnDone = Callable[[int, int], None]


def prices(
    stands: Stands,
    out: Path,
    params: SolveParams,
    tell: OnDone = lambda done, total: None,
    fresh: bool = False,
) -> Prices:
    """Re-solve the city with each thing eased, from the plan that stands.

    Parameters
    ----------
    out
        Folder of the file of finished re-solves.
    params
        `time_limit_s` is for each re-solve, `workers` the processes that run at a time.
    tell
        Told how many of how many are done.
    fresh
        Whether to forget what earlier runs finished.

    Raises
    ------
    UsageError
        When the plan that stands breaks hard rules, so that it has no cost to compare with.
    """
    if not stands.judged.ok:
        raise UsageError(
            Text(
                "现行方案违反硬规则，无从比较；请先用 scheduler repair 修复。",
                "The standing plan breaks hard rules; use scheduler repair first.",
            )
        )
    from scheduler.explain.easings import easings

    listed = easings(replace(stands.problem, near=None))
    keys = {e.key for e in listed}
    path = out / FILE
    done = {} if fresh else {
        d.key: d for d in _finished(path, stands.problem.input_hash)
        if d.key in keys and (d.proven or d.limit_s >= params.time_limit_s)
    }  # fmt: skip
    ahead = [e for e in listed if e.key not in done]
    tell(len(done), len(listed))
    with telling(out):
        out.mkdir(parents=True, exist_ok=True)
        with path.open("w" if fresh else "a", encoding="utf-8") as stream:
            if stream.tell() and not path.read_bytes().endswith(b"\n"):
                stream.write("\n")  # the last line was cut off; the next one is not to join it
            for found in _solved(ahead, stands.plan, params):
                done[found.key] = found
                stream.write(json.dumps(asdict(found)) + "\n")
                stream.flush()
                tell(len(done), len(listed))
    ranked = [_price(stands, e, done[e.key]) for e in listed if e.key in done]
    ranked.sort(key=lambda p: (-p.low, -(p.high or 0), p.easing.key))
    return Prices(stands, tuple(ranked), len(listed) - len(done))


def _price(stands: Stands, easing: Easing, done: Done) -> Price:
    """The gain: nothing is dearer when less is asked, so it is never negative."""
    cost, bound = stands.judged.cost, stands.bound
    if done.bound is not None and done.bound > cost:
        raise AuditMismatch(f"{easing.key}: easing would make the best plan dearer")
    low = 0
    if bound is not None and done.cost is not None:
        low = max(0, bound - done.cost)
    high = None if done.bound is None else max(low, cost - done.bound)
    return Price(easing, low, high)


def _finished(path: Path, input_hash: str) -> Iterator[Done]:
    """Re-solves of these inputs in a file; a line that was cut off is left out."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        try:
            done = Done(**json.loads(line))
        except (ValueError, TypeError, RecursionError):
            continue
        if done.input_hash == input_hash and _whole(done):
            yield done


def _whole(done: Done) -> bool:
    numbers = all(type(n) in (int, type(None)) for n in (done.cost, done.bound))
    return numbers and isinstance(done.key, str) and isinstance(done.limit_s, int | float)


def _solved(ahead: list[Easing], start: Plan, params: SolveParams) -> Iterator[Done]:
    """Re-solves in the order they finish, each in a process with one thread."""
    one = replace(params, workers=1, start=start, began=None)
    jobs = [(e.key, e.problem, one) for e in ahead]
    return done_apart(_run, jobs, params.workers or usable_cores(), params.stop)


def _run(job: tuple[str, Problem, SolveParams]) -> Done:
    from scheduler.search.solve import solve

    key, problem, params = job
    found = solve(problem, params)
    if found.status == INFEASIBLE:
        raise AuditMismatch(f"{key}: easing would leave no plan at all")
    return Done(problem.input_hash, key, found.cost, found.bound, params.time_limit_s)


def prices_answer(found: Prices) -> dict[str, Any]:
    """What ``prices`` says: the gain of each thing, dearest first."""
    return {
        "cost": found.stands.judged.cost,
        "bound": found.stands.bound,
        "pending": found.pending,
        "prices": [_answer(p) for p in found.prices],
    }


def _answer(price: Price) -> dict[str, Any]:
    easing = price.easing
    return {
        "key": easing.key,
        "rule": easing.rule,
        "file": easing.file,
        "gain": {"low": price.low, "high": price.high},
        "text_zh": easing.text.get("zh"),
        "text_en": easing.text.get("en"),
    }


def gains(found: Iterable[Price]) -> list[Price]:
    """Those that gain anything, or may."""
    return [p for p in found if p.high is None or p.high > 0]
