"""``solve --robust``: what is asked for, and what is said of the choice."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from scheduler import workflow
from scheduler.cli.base import lang_of
from scheduler.cli.layout import table
from scheduler.cli.screen import Screen
from scheduler.cli.words import WORDS, say
from scheduler.domain.robustness import Epsilon, Repaired, Robustness
from scheduler.errors import UsageError
from scheduler.outputs.robustness import MEASURED, honesty, result_of

MOST_POINTS = 10**9


class Spare(click.ParamType[Any]):
    """``2%`` of the best cost, or whole points."""

    name = "epsilon"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Epsilon:
        """Read the share or the points."""
        written = str(value).strip()
        try:
            # An exponent of millions would be worked out in full before it is found too large.
            if "e" in written.lower():
                raise ValueError(written)
            share = Fraction(written.removesuffix("%")) / 100 if written.endswith("%") else None
            found = Epsilon(points=int(written)) if share is None else Epsilon(share=share)
        except (ValueError, ZeroDivisionError):
            found = Epsilon(points=-1)
        if not (0 <= (found.points or 0) <= MOST_POINTS and 0 <= found.share <= 10):
            self.fail(say(lang_of(ctx), "not-epsilon", value=value), param, ctx)
        return found


def toughness(
    paths: tuple[Path, ...], epsilon: Epsilon | None, measure: str | None
) -> workflow.Toughness | None:
    """The request, with what is not given as it is by default.

    Raises
    ------
    UsageError
        When there is a measure or an epsilon, but nothing to be robust against.
    """
    if not paths:
        if epsilon is not None or measure is not None:
            raise UsageError(WORDS["robust-needs"])
        return None
    asked = workflow.Toughness(paths)
    return workflow.Toughness(paths, epsilon or asked.epsilon, measure or asked.measure)


def show_robust(screen: Screen, found: Robustness | None, *, asked: bool) -> None:
    """Both plans side by side in each scenario, and what is proven of that.

    What was `asked` for and is not there was broken off.
    """
    if found is None:
        if asked:
            screen.out(screen.say("robust-broken-off"))
        return
    limit, spare = f"{found.limit:,}", str(found.epsilon)
    screen.out(screen.say("robust", limit=limit, epsilon=spare))
    screen.out(table(_rows(screen, found)))
    screen.out(screen.name(text) for text in honesty(found))


def _rows(screen: Screen, found: Robustness) -> Iterator[tuple[str, ...]]:
    yield "", screen.say("robust-best"), screen.say("robust-chosen"), screen.say("whatif-result")
    yield screen.say("total-cost"), f"{found.best_cost:,}", f"{found.chosen_cost:,}", ""
    for test in found.scenarios:
        title = screen.name(test.title, test.file)
        if test.counts:
            yield title, _points(test.best), _points(test.chosen), screen.name(result_of(test))
        else:
            yield title, "–", "–", screen.name(result_of(test))
    figures = [_figure(f) for f in (found.best_figure, found.chosen_figure)]
    yield screen.name(MEASURED[found.measure]), *figures, ""


def _points(repaired: Repaired) -> str:
    return "–" if repaired.cost is None else f"{repaired.cost:,}"


def _figure(figure: Fraction | None) -> str:
    if figure is None:
        return "–"
    return f"{int(figure):,}" if figure.denominator == 1 else f"{float(figure):,.1f}"
