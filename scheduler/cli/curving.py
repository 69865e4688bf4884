"""The change-versus-quality curve as ``whatif --curve`` shows it: tables, and files of pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scheduler import workflow
from scheduler.cli.layout import table
from scheduler.cli.screen import Screen
from scheduler.cli.words import WORDS
from scheduler.errors import UsageError
from scheduler.outputs.curve import titled
from scheduler.outputs.labels import OUTCOMES

Json = dict[str, Any]


def asks_for_something(scenarios: Sequence[Path], curve: bool, picture: Path | None) -> None:
    """Refuse a call without scenarios and without a curve, or with a picture of no curve.

    Raises
    ------
    UsageError
        When it is so.
    """
    if picture is not None and not curve:
        raise UsageError(WORDS["curve-picture"])
    if not scenarios and not curve:
        raise UsageError(WORDS["whatif-needs"])


def curves_of(
    stands: workflow.Stands,
    scenarios: Sequence[workflow.Scenario],
    params: workflow.SolveParams,
    tell: workflow.OnProgress,
) -> list[Json]:
    """A curve for each scenario, until somebody says stop."""
    curves = []
    for one in scenarios:
        if params.stop.said:
            break
        curves.append(workflow.curve(stands, one, params, tell))
    return curves


def write_curves(
    screen: Screen, curves: Sequence[Json], targets: workflow.Targets
) -> list[Path]:
    """Write what was asked for; the files."""
    if not curves:
        return []
    out, picture = targets.out, targets.picture
    written = workflow.write_curves(out, curves, screen.lang) if out else []
    if picture:
        workflow.draw_curves(picture, curves, screen.lang)
        written.append(picture)
    return written


def show_curves(screen: Screen, curves: Sequence[Json]) -> None:
    """A table for each curve."""
    for curve in curves:
        screen.out(screen.say("curve-head", title=titled(curve, (screen.lang,))))
        screen.out(screen.say("curve-meaning"))
        screen.out(table(_rows(screen, curve["points"])))
        screen.out()


def tell_missing(
    screen: Screen, curves: Sequence[Json], asked: Sequence[workflow.Scenario]
) -> int:
    """Say which points and curves nobody looked for; how many curves those are."""
    for curve in curves:
        if curve["cut_short"]:
            screen.note(screen.say("curve-cut-short", title=titled(curve, (screen.lang,))))
        moves = [f"{p['moves']:,}" for p in curve["points"] if not p["searched"]]
        if moves:
            title = titled(curve, (screen.lang,))
            listed = ("、" if screen.lang == "zh" else ", ").join(moves)
            screen.note(screen.say("curve-stopped", title=title, moves=listed))
    left = asked[len(curves) :]
    for one in left:
        screen.note(screen.say("curve-left", title=screen.name(one.title, one.file)))
    return len(left)


def _rows(screen: Screen, points: Sequence[Json]) -> Iterator[tuple[str, ...]]:
    heads = ("curve-moves", "curve-moved", "curve-cost", "curve-bound", "curve-saves")
    yield *(screen.say(head) for head in heads), screen.say("whatif-result")
    before: Json | None = None
    for p in points:
        figures = (p["moves"], p["moved"], p["cost"], p["bound"])
        yield (
            *("–" if n is None else f"{n:,}" for n in figures),
            _saves(before, p),
            screen.name(OUTCOMES[p["status"]]),
        )
        before = p


def _saves(before: Json | None, point: Json) -> str:
    """Points that each further move is worth, on the average since the point before."""
    if before is None or before["cost"] is None or point["cost"] is None:
        return "–"
    return f"{(before['cost'] - point['cost']) / (point['moves'] - before['moves']):,.1f}"
