"""What plan.json and the command say of a robust choice."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from scheduler.domain.robustness import Repaired, Robustness

Json = dict[str, Any]


def robustness_answer(found: Robustness) -> Json:
    """Content of ``robust``; `docs/robust.md` explains it.

    `proven` speaks of the figures; the choice itself is only the best of those that were tried.
    """
    return {
        "measure": found.measure,
        "epsilon": str(found.epsilon),
        "limit": found.limit,
        "cost": [found.best_cost, found.chosen_cost],
        "figure": [_number(found.best_figure), _number(found.chosen_figure)],
        "proven": found.proven,
        "tried": found.tried,
        "exhausted": found.exhausted,
        "scenarios": [
            {
                "file": test.file,
                "title_zh": test.title.get("zh"),
                "title_en": test.title.get("en"),
                "counts": test.counts,
                "best": _repaired(test.best),
                "chosen": _repaired(test.chosen) if test.counts else None,
            }
            for test in found.scenarios
        ],
    }


def robust_words(found: Robustness) -> list[str]:
    """Arguments of ``solve`` that ask for the same choice again."""
    words = [word for test in found.scenarios for word in ("--robust", test.file)]
    return [*words, "--epsilon", str(found.epsilon), "--measure", found.measure]


def _repaired(found: Repaired) -> Json:
    return {
        "status": found.status, "cost": found.cost, "bound": found.bound, "moved": found.moved,
    }  # fmt: skip


def _number(figure: Fraction | None) -> float | int | None:
    if figure is None or figure.denominator == 1:
        return None if figure is None else int(figure)
    return round(float(figure), 2)
