"""The tables of measured runs, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.family import Instance
from benchmarks.results import OURS, SOLVERS, Result

NAMES = {OURS: "ours", "greedy": "greedy", "interval": "interval CP-SAT", "mip": "HiGHS MIP", "timefold": "Timefold"}


LOADING_S, AFTER_LOADING_S = 0.5, 3.0
TOLERANCE = (
    "Wall: a time limit is kept within 5 % + 2 s, loading and writing included, so a run that was given 60, 300 or 600 s is "
    "within it up to 65, 317 or 632 s; where less than the limit is asked (≤ 10 s, ≤ 20 s) nothing is allowed beyond it. MB are 10^6 bytes. "
    f"{AFTER_LOADING_S:g} s after loading count as {LOADING_S + AFTER_LOADING_S:g} s after the start of the process.")


@dataclass(frozen=True)
class Goal:
    """What a run of ours must reach.

    Parameters
    ----------
    instance : str
    limit_s, wall_s : float
        Limit that is given; seconds from start to exit at most. Where both are the same, a run that
        keeps its limit (5 % + 2 s, loading and writing included) is within it.
    gap : float
        Relative gap at most; 0 is proven optimal.
    memory_mb : float
        Most memory, in MB of 10^6 bytes.
    first_s : float or None
        Seconds from the start until a legal plan; by default 3 s after loading, which takes half a second.
    """

    instance: str
    limit_s: float
    wall_s: float
    gap: float
    memory_mb: float
    first_s: float | None = LOADING_S + AFTER_LOADING_S

    @property
    def asked(self) -> tuple[str, ...]:
        """The goal for people, as it was set."""
        first = "–" if self.first_s is None else f"≤ {self.first_s:g} s"
        return (f"{self.instance}, {self.limit_s:g} s", f"≤ {self.wall_s:g} s",
                "proven optimal" if not self.gap else f"gap ≤ {self.gap:.1%}", f"≤ {self.memory_mb:.0f} MB",
                f"≤ {AFTER_LOADING_S:g} s after loading" if self.first_s == LOADING_S + AFTER_LOADING_S else first)

    def missed(self, result: Result) -> Iterator[str]:
        """What is not reached."""
        if result.wall_s > (over(self.limit_s) if self.wall_s == self.limit_s else self.wall_s):
            yield f"{result.wall_s:.1f} s"
        if result.cost is None or result.gap is None or result.gap > self.gap + 1e-12:
            yield "no plan" if result.cost is None else f"gap {percent(result.gap) or 'unknown'}"
        if result.peak_mb > self.memory_mb:
            yield f"{result.peak_mb:.0f} MB"
        if result.first_s is not None and self.first_s is not None and result.first_s > self.first_s:
            yield f"first plan after {result.first_s:.1f} s"


def over(limit: float) -> float:
    """The end of a run that keeps its limit."""
    return 1.05 * limit + 2


GOALS = (
    Goal("qingdao-2021", 60, 10, 0, 600), Goal("city-103-a", 60, 20, 0, 600), Goal("tight-103-a", 60, 20, 0, 600),
    Goal("city-300-a", 60, 60, 0.001, 1500), Goal("city-1000-a", 60, 60, 0.01, 4000),
    Goal("city-1000-a", 300, 300, 0.001, 4000), Goal("city-3000", 300, 300, 0.01, 8000, None),
    Goal("city-10000", 600, 600, 0.03, 16_000, 120))


def percent(share: float | None) -> str:
    """A share for people."""
    return "" if share is None else f"{share:.2%}"


def points(number: int | None) -> str:
    """Whole points; a dash for none."""
    return "–" if number is None else f"{number:,}"


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def best_of(results: Iterable[Result], family: dict[str, Instance]) -> dict[str, tuple[int | None, int | None]]:
    """Best cost and bound of each instance, of the list and of these runs (bounds: only ours and the list's)."""
    found = {name: (one.cost, one.bound) for name, one in family.items()}
    for one in results:
        cost, bound = found.get(one.instance, (None, None))
        ours = one.bound if one.solver == OURS else None
        found[one.instance] = (min((c for c in (cost, one.cost) if c is not None), default=None),
                               max((b for b in (bound, ours) if b is not None), default=None))
    return found


def runs_table(results: Sequence[Result], family: dict[str, Instance]) -> str:
    """Every run: wall, result, gap, memory."""
    best = best_of(results, family)
    rows = []
    for one in results:
        bound = best[one.instance][1]
        known = None if one.cost is None or bound is None else (one.cost - bound) / max(1, abs(one.cost))
        rows.append((one.instance, NAMES[one.solver], f"{one.limit_s:g}", f"{one.wall_s:.1f}", one.status,
                     points(one.cost), points(one.bound), percent(one.gap), percent(known),
                     "–" if one.first_s is None else f"{one.first_s:.1f}", f"{one.peak_mb:.0f}", one.note))
    return grid(("instance", "solver", "limit s", "wall s", "result", "cost", "bound", "own gap", "to best bound known",
                 "first plan s", "peak MB", "note"), rows)


def best_at(results: Sequence[Result], name: str, solver: str, seconds: float) -> tuple[int | None, int | None]:
    """Best cost and bound after so many seconds, of all runs of a solver on an instance.

    A search that plans its time by the limit (annealing, ours) is thus judged by its best fitting run.
    """
    known = [one.at(seconds) for one in results if (one.instance, one.solver) == (name, solver)]
    return (min((cost for cost, _ in known if cost is not None), default=None),
            max((bound for _, bound in known if bound is not None), default=None))


def at_times_table(results: Sequence[Result], times: Sequence[float]) -> str:
    """Cost after so many seconds, a column a solver; the least is bold where a run of ours lasted so long."""
    solvers = [s for s in SOLVERS if any(one.solver == s for one in results)]
    rows = []
    for name in dict.fromkeys(one.instance for one in results):
        for t in times:
            costs = [best_at(results, name, s, t)[0] for s in solvers]
            least = min((c for c in costs if c is not None), default=None) if lasted(results, name, t) else None
            rows.append((name, f"{t:g}", *(f"**{points(c)}**" if c is not None and c == least else points(c)
                                           for c in costs)))
    return grid(("instance", "after s", *(NAMES[s] for s in solvers)), rows)


def lasted(results: Sequence[Result], name: str, seconds: float) -> bool:
    """Whether a run of ours on an instance says anything of what stands after so many seconds."""
    return any(one.covers(seconds) for one in results if (one.instance, one.solver) == (name, OURS))


def even(results: Sequence[Result], times: Sequence[float]) -> list[str]:
    """Where a peer's plan costs what ours does, and where there is none of ours to compare."""
    lines, alone = [], []
    for name in dict.fromkeys(one.instance for one in results if one.solver != OURS):
        theirs = {s: {t: best_at(results, name, s, t)[0] for t in times} for s in SOLVERS}
        for solver in SOLVERS:
            same = [f"{t:g}" for t in times if solver != OURS and theirs[solver][t] is not None
                    and theirs[solver][t] == theirs[OURS][t]]
            if same:
                lines.append(f"{name}: {NAMES[solver]} is equal after {', '.join(same)} s")
        short = [f"{t:g}" for t in times if not lasted(results, name, t)
                 and any(theirs[s][t] is not None for s in SOLVERS)]
        if short:
            alone.append(f"{name} after {', '.join(short)} s")
    return lines + ([f"not compared, for no run of ours lasted so long: {'; '.join(alone)}"] if alone else [])


def gap_table(results: Sequence[Result], times: Sequence[float]) -> str:
    """Our cost, bound and gap over time."""
    rows = []
    for name in dict.fromkeys(one.instance for one in results if one.solver == OURS):
        cells = []
        for t in times:
            cost, bound = best_at(results, name, OURS, t)
            share = "" if cost is None or bound is None else f" ({percent((cost - bound) / max(1, abs(cost)))})"
            cells.append(f"{points(cost)} / {points(bound)}{share}")
        rows.append((name, *cells))
    return grid(("instance", *(f"{t:g} s" for t in times)), rows)


def losses(results: Sequence[Result], times: Sequence[float]) -> list[str]:
    """A line wherever a peer's plan is cheaper than ours at a time, or at the end of the same limit.

    Where no run of ours was made that lasts so long, there is nothing to compare.
    """
    lines = []
    for name, solver in dict.fromkeys((one.instance, one.solver) for one in results if one.solver != OURS):
        pairs = [(f"after {t:g} s", *(best_at(results, name, s, t)[0] for s in (solver, OURS))) for t in times
                 if lasted(results, name, t)]
        ends = {(one.solver, one.limit_s): one.cost for one in results if one.instance == name}
        pairs += [(f"at the end of {limit:g} s", cost, ends[OURS, limit]) for (one, limit), cost in ends.items()
                  if one == solver and (OURS, limit) in ends]
        behind = [f"{when} {points(theirs)} against {points(our)}" for when, theirs, our in pairs
                  if theirs is not None and (our is None or theirs < our)]
        if behind:
            lines.append(f"{name}: {NAMES[solver]} is ahead {', '.join(behind)}")
    return lines


def goals_table(results: Sequence[Result], goals: Sequence[Goal] = GOALS) -> str:
    """The goals, and what our runs reached."""
    ours = {(one.instance, one.limit_s): one for one in results if one.solver == OURS}
    rows = []
    for goal in goals:
        one = ours.get((goal.instance, goal.limit_s))
        if one is not None:
            missed = ", ".join(goal.missed(one))
            first = "–" if one.first_s is None else f"{one.first_s:.1f} s"
            got = (f"{one.wall_s:.1f} s, {one.status}, gap {percent(one.gap) or '–'}, {one.peak_mb:.0f} MB, "
                   f"first plan {first}")
            rows.append((*goal.asked, got, f"missed: {missed}" if missed else "reached"))
        else:
            rows.append((*goal.asked, "not run", ""))
    return grid(("instance, limit", "wall", "result", "memory", "first plan", "measured", "verdict"), rows)


def document(results: Sequence[Result], times: Sequence[float], family: dict[str, Instance],
             skipped: Sequence[str]) -> str:
    """All tables, with machine, versions and date."""
    machines = sorted({one.machine for one in results})
    found = {f"{name} {number}" for one in results for name, number in one.versions.items()}
    dates = sorted({one.date for one in results})
    behind = losses(results, times) or ["No peer was ahead of ours at any of these times at which there is a run of ours."]
    behind += even(results, times)
    parts = [
        f"Machine: {'; '.join(machines)}. Versions: {', '.join(sorted(found))}. "
        f"Measured {' to '.join(dict.fromkeys((dates[0], dates[-1])))}, {results[0].threads} threads each, "
        "the process pinned to as many cores.",
        "### Goals", goals_table(results), TOLERANCE,
        "### Every run", runs_table(results, family),
        "### Cost over time, by solver", at_times_table(results, times),
        "### Our cost / bound (gap) over time", gap_table(results, times),
        "### Where a peer is ahead", "\n".join(f"* {line}" for line in behind)]
    if skipped:
        parts += ["### Skipped", "\n".join(f"* {line}" for line in skipped)]
    return "\n\n".join(parts) + "\n"
