"""Shows what a sweep found: how robust the plan is, then each ranking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from scheduler.cli.layout import cut, table, width
from scheduler.cli.screen import Screen
from scheduler.domain.problem import Problem
from scheduler.domain.text import Text
from scheduler.outputs.labels import OUTCOMES
from scheduler.rules.wording import event_name
from scheduler.workflow import Group, Loss, Result, Swept

Cells = tuple[str, ...]

WIDEST = 60
"""Columns of a scenario's title; one of several parts is longer."""

TAIL = 18
"""Columns of its end that are shown, too, where the period stands."""


def show_sweep(screen: Screen, found: Swept, most: int) -> None:
    """Everything, each table with `most` rows."""
    _counts(screen, found)
    _robustness(screen, found)
    problem, figures = found.stands.problem, found.figures
    place = lambda group: _place(screen, problem, group.key)  # noqa: E731
    rows: list[tuple[str, str, Sequence[Group], Callable[[Group], str]]] = [
        ("sweep-halls", "sweep-where", figures.halls, place),
        ("sweep-venues", "sweep-where", figures.venues, place),
        ("sweep-months", "sweep-month", figures.months, lambda group: group.key[0]),
    ]
    for title, head, groups, name in rows:
        if groups:
            screen.out(screen.say(title))
            cells = [_group(screen, name(g), g) for g in groups]
            _table(screen, found, (head, "sweep-mean", "sweep-most", "sweep-of", "sweep-none"),
                   cells, most)  # fmt: skip
    _events(screen, found, most)
    _scenarios(screen, found, most)
    _failures(screen, found, most)


def _counts(screen: Screen, found: Swept) -> None:
    counts = [r.status for r in found.results]
    with_plan = sum(r.loss is not None for r in found.results)
    screen.out(
        screen.say(
            "sweep-counts", total=len(counts), plan=with_plan, pending=found.pending,
            **{key: counts.count(key) for key in ("infeasible", "unknown", "failed")},
        )
    )  # fmt: skip
    late = sum(r.outcome is not None and r.outcome.late for r in found.results)
    if late:
        screen.out(screen.say("sweep-late", count=late))


def _robustness(screen: Screen, found: Swept) -> None:
    group = found.figures.robustness
    if group.expected is None:
        return
    expected, worst = _loss(screen, group.expected), _loss(screen, group.worst)
    key = f"sweep-robust-{found.figures.over}"
    screen.out(screen.say(key, expected=expected, worst=worst))
    named = {r.item.name: r.item.title for r in found.results}
    title = screen.name(named[group.worst_name], group.worst_name)
    screen.out(screen.say("sweep-worst", title=title))
    other = group.infeasible + group.unknown + group.failed
    if other:
        screen.out(screen.say("sweep-without", plan=group.with_plan, other=other))


def _loss(screen: Screen, loss: Loss | None) -> str:
    if loss is None:
        return "–"
    if loss.proven:
        return _points(loss.high)
    if loss.low is None:
        return screen.say("sweep-at-most", high=_points(loss.high))
    return screen.say("bracket", low=_points(loss.low), high=_points(loss.high))


def _points(points: float) -> str:
    """Means have decimals, sums have none."""
    return f"{points:,}" if isinstance(points, int) else f"{points:,.2f}"


def _group(screen: Screen, name: str, group: Group) -> Cells:
    total = group.with_plan + group.infeasible + group.unknown + group.failed
    without = total - group.with_plan
    losses = _loss(screen, group.expected), _loss(screen, group.worst)
    return name, *losses, str(total), str(without or "–")


def _place(screen: Screen, problem: Problem, key: Sequence[str]) -> str:
    """Name of a venue, or of a hall in it."""
    venue = problem.venue_by_id.get(key[0])
    if venue is None:
        return "/".join(key)
    halls = {h.id: h.name for h in venue.halls}
    names = [screen.name(venue.name, venue.id)]
    names += [screen.name(halls.get(h, Text()), h) for h in key[1:]]
    return " ".join(names)


def _table(
    screen: Screen, found: Swept, heads: Iterable[str], rows: Sequence[Cells], most: int
) -> None:
    screen.out(table([tuple(screen.say(h) for h in heads), *rows[:most]]))
    if len(rows) > most:
        more = screen.say("sweep-more", count=len(rows) - most, file=found.files[-1])
        screen.out("  " + more)


def _events(screen: Screen, found: Swept, most: int) -> None:
    problem, plan = found.stands.problem, sum(r.loss is not None for r in found.results)
    if not plan:
        return
    listed = found.figures.events
    screen.out(screen.say("sweep-events" if listed else "sweep-no-events", plan=plan))
    if listed:
        rows = [
            (event_name(problem, d.event_id, screen.lang), str(d.dropped), str(d.moved))
            for d in listed
        ]
        _table(screen, found, ("sweep-event", "sweep-dropped", "sweep-moved"), rows, most)


def _scenarios(screen: Screen, found: Swept, most: int) -> None:
    """Those without any plan first, then the dearest."""
    ahead = {"infeasible": 0, "unknown": 1}
    listed = [r for r in found.results if r.outcome and r.status != "failed"]
    listed.sort(key=lambda r: (ahead.get(r.status, 2), -r.loss.high if r.loss else 0, r.item.name))
    if listed:
        screen.out(screen.say("sweep-scenarios"))
        heads = ("sweep-scenario", "sweep-result", "sweep-loss", "sweep-moved", "sweep-dropped")
        _table(screen, found, heads, [_scenario(screen, r) for r in listed], most)


def _scenario(screen: Screen, result: Result) -> Cells:
    done = result.outcome
    assert done is not None
    counts = ("–", "–") if result.loss is None else (str(len(done.moved)), str(len(done.dropped)))
    title = brief(screen.name(result.item.title, result.item.name))
    return title, screen.name(OUTCOMES[done.status]), _loss(screen, result.loss), *counts


def brief(title: str) -> str:
    """A title, or its beginning and its end."""
    if width(title) <= WIDEST:
        return title
    end = title[-TAIL:]
    while width(end) > TAIL:
        end = end[1:]
    return cut(title, WIDEST - 1 - width(end)) + "…" + end


def _failures(screen: Screen, found: Swept, most: int) -> None:
    failed = [r.outcome for r in found.results if r.outcome and r.status == "failed"]
    if failed:
        screen.out(screen.say("sweep-failures"))
        for outcome in failed[:most]:
            why = outcome.why_zh if screen.lang == "zh" else outcome.why_en
            screen.out(f"  {outcome.name}")
            screen.out(f"    {line}" for line in why.splitlines())
        if len(failed) > most:
            more = screen.say("sweep-more", count=len(failed) - most, file=found.files[-1])
            screen.out("  " + more)
