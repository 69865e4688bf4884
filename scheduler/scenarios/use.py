"""Use of the venues before and after: hall-days let, and hall-days that could be let."""

from __future__ import annotations

from typing import Any

from scheduler.domain.problem import Problem
from scheduler.domain.roster import Roster
from scheduler.domain.text import Text
from scheduler.outputs.labels import pair
from scheduler.scenarios.effect import Effect

Use = dict[str, tuple[int, int]]


def venue_use(effect: Effect) -> dict[str, Any]:
    """Of each venue ``[before, after]``; ``null`` where there is no plan or no such venue."""
    before, problem = effect.before, effect.scenario.problem
    a = use_of(before.problem, before.judged.roster)
    b = {} if effect.after is None else use_of(problem, effect.after.roster)
    names = {v.id: v.name for v in (*before.problem.venues, *problem.venues)}
    return {venue: _one(names[venue], venue, a.get(venue), b.get(venue)) for venue in names}


def use_of(problem: Problem, roster: Roster) -> Use:
    """Hall-days let and hall-days open of each venue, over the horizon."""
    # Not at the top, since tables take a while to load.
    from scheduler.outputs.usage import usage

    table: Any = usage(problem, roster).by_venue()
    found: Use = {}
    for row in table.to_dict("records"):
        let, opened = found.get(row["venue"], (0, 0))
        found[row["venue"]] = (
            let + int(row["show"]) + int(row["moving"]), opened + int(row["open"])
        )  # fmt: skip
    return found


def _one(
    name: Text, venue: str, a: tuple[int, int] | None, b: tuple[int, int] | None
) -> dict[str, Any]:
    zh, en = pair(name, venue)
    return {
        "name_zh": zh,
        "name_en": en,
        "let": [a and a[0], b and b[0]],
        "open": [a and a[1], b and b[1]],
        "share": [_share(a), _share(b)],
    }


def _share(use: tuple[int, int] | None) -> float | None:
    """Let over open, to a thousandth; 0 where nothing is open."""
    return None if use is None else round(use[0] / use[1], 3) if use[1] else 0.0
