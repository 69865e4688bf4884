"""What plan.json, the report, the workbook and the command say of a robust choice."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from scheduler.domain.robustness import MEAN, WORST, Repaired, Robustness, Tested
from scheduler.domain.solution import FEASIBLE, OPTIMAL, UNKNOWN
from scheduler.domain.text import Text
from scheduler.outputs.labels import OUTCOMES, pair

Json = dict[str, Any]

MEASURED = {WORST: Text("最坏情景", "worst scenario"), MEAN: Text("平均", "mean")}
"""What each measure is called."""


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
        "mistakes": list(found.mistakes),
        "scenarios": [
            {
                "file": test.file,
                "input_hash": test.input_hash,
                "title_zh": test.title.get("zh"),
                "title_en": test.title.get("en"),
                "counts": test.counts,
                "best": _repaired(test.best),
                "chosen": _repaired(test.chosen) if test.counts else None,
            }
            for test in found.scenarios
        ],
    }


def result_of(test: Tested) -> Text:
    """What is proven of a scenario's figures, or why it has none."""
    if not test.counts:
        return OUTCOMES[test.best.status]
    proven = all(r.cost is not None and r.cost == r.bound for r in (test.best, test.chosen))
    return OUTCOMES[OPTIMAL if proven else FEASIBLE]


def honesty(found: Robustness) -> list[Text]:
    """What is proven of the figures and of the choice, and what failed, a sentence each."""
    return [*_proven(found), *map(_mistake, found.mistakes)]


def _mistake(what: str) -> Text:
    return Text(
        f"另寻方案或修补方案时有一次求解自相矛盾（{what}），其结果弃而不用；这是我们的错误，请告知。",
        f"A search for another or a mended plan contradicted itself ({what}); what it had is not "
        "used. This is our mistake; please report it.",
    )


def _proven(found: Robustness) -> list[Text]:
    if found.best_figure is None:
        if any(t.best.status == UNKNOWN for t in found.scenarios):
            late = Text(
                "时间不够，没有一个情景得出修补结果，方案之间无从比较。",
                "The time was too short to mend the plan in any scenario, so that nothing tells "
                "plans apart.",
            )
            return [late]
        zh = "没有一个情景可以修补，方案之间无从比较。"
        return [Text(zh, "No scenario can be mended, so that it does not tell plans apart.")]
    proven = Text(
        "以上各数都已证明是修补的最低代价。", "Each figure is proven to be the least that it takes."
    )
    unproven = Text(
        "标为“可行”的各数未证明最低：也许还能修补得更省。",
        'Figures marked "Feasible" are not proven least; mending may cost less.',
    )
    choice = Text(
        f"所选方案是试过的 {found.tried} 个中最好的，并未证明没有更稳健的。",
        f"The choice is the best of the plans tried ({found.tried}); that none is more robust is "
        "not proven.",
    )
    return [proven if found.proven else unproven, choice]


def robust_rows(found: Robustness) -> list[Json]:
    """Both plans in each scenario, points ``None`` where it does not count; titles as pairs."""
    return [
        {
            "title": pair(t.title, t.file),
            "best": t.best.cost, "best_bound": t.best.bound,
            "chosen": t.chosen.cost if t.counts else None,
            "chosen_bound": t.chosen.bound if t.counts else None,
            "moved": t.chosen.moved if t.counts else None,
            "result": pair(result_of(t)),
        }
        for t in found.scenarios
    ]  # fmt: skip


def robust_page(found: Robustness | None) -> Json | None:
    """What the report shows; ``None`` when nothing of it was asked for."""
    if found is None:
        return None
    return {
        "limit": found.limit,
        "epsilon": str(found.epsilon),
        "cost": [found.best_cost, found.chosen_cost],
        "measure": pair(MEASURED[found.measure]),
        "figure": [_number(found.best_figure), _number(found.chosen_figure)],
        "scenarios": robust_rows(found),
        "honesty": [pair(text) for text in honesty(found)],
    }


def _repaired(found: Repaired) -> Json:
    return {
        "status": found.status, "cost": found.cost, "bound": found.bound, "moved": found.moved,
    }  # fmt: skip


def _number(figure: Fraction | None) -> float | int | None:
    if figure is None or figure.denominator == 1:
        return None if figure is None else int(figure)
    return round(float(figure), 2)
